package io.coppice.model.fork;

import java.util.Optional;

/**
 * Names of children from one pattern: a run of {@code #} stands for a number of at least that many
 * digits, for example {@code web-##} for web-01, web-02. A pattern without {@code #} is for one
 * child only.
 */
public record NamePattern(String text) {
  /** Whether the pattern gives every child another name. */
  public boolean numbers() {
    return text.indexOf('#') >= 0;
  }

  /** The name of the child with that number. */
  public String name(int number) {
    int from = text.indexOf('#');
    if (from < 0) {
      return text;
    }
    int to = from;
    while (to < text.length() && text.charAt(to) == '#') {
      to++;
    }
    String digits = Integer.toString(number);
    return text.substring(0, from)
        + "0".repeat(Math.max(0, to - from - digits.length()))
        + digits
        + text.substring(to);
  }

  /** The first name of which the pattern makes more than one use, or that is no name at all. */
  public Optional<String> fault(int count) {
    if (text.isBlank() || !text.equals(text.strip()) || (count > 1 && !numbers())) {
      return Optional.of(text);
    }
    return text.indexOf('#') >= 0 && text.lastIndexOf('#') - text.indexOf('#') >= 9
        ? Optional.of(text)
        : Optional.empty();
  }
}
