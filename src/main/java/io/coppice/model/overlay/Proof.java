package io.coppice.model.overlay;

/**
 * Where in what was read a fact stands: the characters from {@code start} to {@code end} of a
 * source. A simulated network has no such source; its rows carry {@link #NONE}.
 */
public record Proof(SourceText source, int start, int end) {
  private static final int SHOWN = 240;

  public static final Proof NONE = new Proof(new SourceText("", ""), 0, 0);

  public Proof {
    if (start < 0 || end < start || end > source.text().length()) {
      throw new IllegalArgumentException("No part of " + source + ": " + start + ".." + end);
    }
  }

  public boolean isNone() {
    return source.name().isEmpty();
  }

  public String file() {
    return source.name();
  }

  /** From 1. Answers of {@code ip -j} are one line, so the offset tells more. */
  public int line() {
    return source.lineOf(start);
  }

  /** The row's own words, cut after {@value #SHOWN} characters. */
  public String text() {
    String whole = source.text().substring(start, Math.min(end, start + SHOWN)).strip();
    return end - start > SHOWN ? whole + "…" : whole;
  }

  /** {@code h1/fdb.json:1+482}. */
  public String place() {
    return isNone() ? "" : file() + ":" + line() + "+" + start;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Proof proof
        && start == proof.start
        && end == proof.end
        && file().equals(proof.file());
  }

  @Override
  public int hashCode() {
    return start * 31 + file().hashCode();
  }

  @Override
  public String toString() {
    return place();
  }
}
