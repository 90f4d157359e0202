package io.coppice.model.overlay;

/**
 * What somebody said, kept whole so that every row can be shown where it stands.
 *
 * @param name the file, as the person knows it: {@code h1/fdb.json}
 */
public record SourceText(String name, String text) {

  /** The number of the line, from 1, in which the character stands. */
  int lineOf(int offset) {
    int line = 1;
    for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++;
    }
    return line;
  }

  @Override
  public String toString() {
    return name + " (" + text.length() + ")";
  }
}
