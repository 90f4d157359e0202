package io.coppice.model.fork;

import io.coppice.model.SimTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a child goes through its phases. A backend that can see ahead fills in ends that lie in the
 * future; ask with the present.
 *
 * @param asked when the fork was asked for; {@link ForkPhase#QUEUED} begins
 * @param ends when each phase ended or will end, in the order of {@link ForkPhase}; shorter than
 *     that where a child stopped on its way
 */
public record PhaseTimes(SimTime asked, List<SimTime> ends) {
  private static final ForkPhase[] PHASES = ForkPhase.values();

  public PhaseTimes {
    ends = List.copyOf(ends);
    SimTime before = asked;
    for (SimTime end : ends) {
      if (end.isBefore(before)) {
        throw new IllegalArgumentException("Phases follow one another: " + ends);
      }
      before = end;
    }
    if (ends.size() > PHASES.length) {
      throw new IllegalArgumentException("There are " + PHASES.length + " phases");
    }
  }

  public static PhaseTimes asked(SimTime at) {
    return new PhaseTimes(at, List.of());
  }

  public Optional<SimTime> began(ForkPhase phase) {
    return phase.ordinal() == 0 ? Optional.of(asked) : ended(PHASES[phase.ordinal() - 1]);
  }

  /** When the phase ended or will end; empty if that is not known or never was reached. */
  public Optional<SimTime> ended(ForkPhase phase) {
    return phase.ordinal() < ends.size()
        ? Optional.of(ends.get(phase.ordinal()))
        : Optional.empty();
  }

  /** How long it took; empty until it is over. */
  public Optional<Duration> took(ForkPhase phase, SimTime now) {
    return ended(phase).filter(end -> !end.isAfter(now)).map(end -> end.since(began(phase).get()));
  }

  /** Whether the phase is over. */
  public boolean isOver(ForkPhase phase, SimTime now) {
    return ended(phase).filter(end -> !end.isAfter(now)).isPresent();
  }

  /** The phase under way; empty when all are over. */
  public Optional<ForkPhase> at(SimTime now) {
    for (ForkPhase phase : PHASES) {
      if (!isOver(phase, now)) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }

  /** From asking until the phase was over. */
  public Optional<Duration> until(ForkPhase phase, SimTime now) {
    return ended(phase).filter(end -> !end.isAfter(now)).map(end -> end.since(asked));
  }

  /** The phases that were over at that instant; what was planned after it is forgotten. */
  public PhaseTimes cutAt(SimTime now) {
    return new PhaseTimes(asked, ends.stream().takeWhile(end -> !end.isAfter(now)).toList());
  }
}
