package io.coppice.model;

import java.util.List;
import java.util.Objects;

/**
 * What went wrong or stands in the way, as a value: a code, what it is about, and the words that
 * fill its text. The text itself is in the bundle {@code io.coppice.messages.problems}: {@code
 * <code>} says what happened to what, {@code <code>.cure} what the person can do. {@link Messages}
 * joins the two.
 *
 * @param code the bundle key, for example {@code power.no-host-memory}
 * @param about the objects concerned, the first one foremost; may be empty
 * @param args fill {@code {0}}, {@code {1}}, ... of both texts
 */
public record Problem(String code, Severity severity, List<EntityId> about, List<String> args) {
  public Problem {
    Objects.requireNonNull(severity);
    if (code.isBlank()) {
      throw new IllegalArgumentException("A problem has a code");
    }
    about = List.copyOf(about);
    args = List.copyOf(args);
  }

  public static Problem error(String code, EntityId about, Object... args) {
    return of(Severity.ERROR, code, List.of(about), args);
  }

  public static Problem error(String code, Object... args) {
    return of(Severity.ERROR, code, List.of(), args);
  }

  public static Problem warning(String code, EntityId about, Object... args) {
    return of(Severity.WARNING, code, List.of(about), args);
  }

  public static Problem of(Severity severity, String code, List<EntityId> about, Object... args) {
    return new Problem(code, severity, about, List.of(args).stream().map(String::valueOf).toList());
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
