package io.coppice.model.fork;

import io.coppice.model.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The gate between a child and the network, fail-closed: the link comes up only when every check is
 * green.
 *
 * @param verdicts one for each {@link IdentityCheck}, in their order, to which new ones are only
 *     added at the end
 * @param problems why checks are red
 */
public record IdentityGate(List<Verdict> verdicts, List<Problem> problems) {
  /** How a check stands. */
  public enum Verdict {
    PENDING,
    GREEN,
    RED
  }

  public static final IdentityGate CLOSED = all(Verdict.PENDING);
  public static final IdentityGate OPEN = all(Verdict.GREEN);

  public IdentityGate {
    verdicts = complete(verdicts);
    problems = List.copyOf(problems);
    if (verdicts.size() != IdentityCheck.COUNT) {
      throw new IllegalArgumentException("Every check has a verdict");
    }
  }

  /** A gate that was kept when there were fewer checks stays open if it was, else it waits. */
  private static List<Verdict> complete(List<Verdict> kept) {
    if (kept.size() >= IdentityCheck.COUNT) {
      return List.copyOf(kept);
    }
    boolean open = !kept.isEmpty() && kept.stream().allMatch(Verdict.GREEN::equals);
    List<Verdict> all = new ArrayList<>(kept);
    while (!kept.isEmpty() && all.size() < IdentityCheck.COUNT) {
      all.add(open ? Verdict.GREEN : Verdict.PENDING);
    }
    return List.copyOf(all);
  }

  private static IdentityGate all(Verdict verdict) {
    return new IdentityGate(
        Arrays.stream(IdentityCheck.values()).map(_ -> verdict).toList(), List.of());
  }

  public Verdict of(IdentityCheck check) {
    return verdicts.get(check.ordinal());
  }

  /** Whether every check is green. */
  public boolean isOpen() {
    for (Verdict verdict : verdicts) {
      if (verdict != Verdict.GREEN) {
        return false;
      }
    }
    return true;
  }

  /** Every check is asked once; what it finds is red, and nothing is green. */
  public static IdentityGate of(Function<IdentityCheck, Optional<Problem>> obstacles) {
    List<Verdict> verdicts = new ArrayList<>(IdentityCheck.COUNT);
    List<Problem> problems = new ArrayList<>();
    for (IdentityCheck check : IdentityCheck.values()) {
      Optional<Problem> why = obstacles.apply(check);
      verdicts.add(why.isEmpty() ? Verdict.GREEN : Verdict.RED);
      why.ifPresent(problems::add);
    }
    return new IdentityGate(verdicts, problems);
  }

  /** The same gate with one verdict changed; a red one says why. */
  public IdentityGate with(IdentityCheck check, Verdict verdict, Optional<Problem> why) {
    List<Verdict> changed = new ArrayList<>(verdicts);
    changed.set(check.ordinal(), verdict);
    List<Problem> all = new ArrayList<>(problems);
    why.ifPresent(all::add);
    return new IdentityGate(changed, all);
  }
}
