package io.coppice.backend;

import io.coppice.model.Problem;
import java.util.List;
import java.util.Optional;

/** The rules an operation must meet, each with its verdict, before it runs. */
public record Preflight(List<Verdict> verdicts) {
  public Preflight {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * One rule's verdict.
   *
   * @param rule a key of the rules bundle, for example {@code host.has-memory}
   * @param problem empty when the rule is met; a warning does not stop the operation, an error does
   */
  public record Verdict(String rule, Optional<Problem> problem) {}

  public static final Preflight CLEAR = new Preflight(List.of());

  /** Whether nothing stops the operation. */
  public boolean passes() {
    return verdicts.stream()
        .noneMatch(verdict -> verdict.problem().filter(Problem::isError).isPresent());
  }

  /** What stops it or should be known, worst first. */
  public List<Problem> problems() {
    return verdicts.stream()
        .flatMap(verdict -> verdict.problem().stream())
        .sorted((a, b) -> b.severity().compareTo(a.severity()))
        .toList();
  }
}
