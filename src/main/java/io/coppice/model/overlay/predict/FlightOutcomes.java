package io.coppice.model.overlay.predict;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What became of a question, out of all flights that ended: of each kind of frame the one that came
 * furthest, and of what was dropped what explains it best.
 *
 * @param replied whether what was waited for came
 * @param whole whether all answers of a node were read to their end
 * @param disputed an address for which two hosts answered
 */
record FlightOutcomes(
    List<Flight.Ended> all,
    boolean replied,
    Predicate<String> whole,
    Optional<IpAddress> disputed) {

  Trace trace(Question question) {
    List<Journey> journeys = new ArrayList<>();
    Flight.Ended worst = null;
    boolean unknown = all.stream().anyMatch(this::isUnknown);
    boolean uncertain = false;
    for (Journey.Purpose purpose : Journey.Purpose.values()) {
      Flight.Ended best = null;
      for (Flight.Ended ended : all) {
        if (ended.flight().main() && ended.flight().purpose() == purpose) {
          best = better(best, ended);
        }
      }
      if (best != null) {
        journeys.add(journey(best));
        uncertain |= answers(purpose) && best.flight().uncertain();
        boolean worse = worst == null || best.weight() >= worst.weight();
        if (best.end() == Flight.End.DROPPED && worse) {
          worst = best;
        }
      }
    }
    return new Trace(question, journeys, verdict(question, journeys, worst, unknown, uncertain));
  }

  /** What was of no use to a node that was not read whole may have been meant for it. */
  private boolean isUnknown(Flight.Ended ended) {
    return ended.end() == Flight.End.UNKNOWN
        || ended.end() == Flight.End.IGNORED && !whole.test(lastNode(ended));
  }

  /** Whether its arrival is what was asked for. */
  private static boolean answers(Journey.Purpose purpose) {
    return switch (purpose) {
      case ECHO_REPLY, DATAGRAM, ACCEPT, ACKNOWLEDGE -> true;
      default -> false;
    };
  }

  private Verdict verdict(
      Question question,
      List<Journey> journeys,
      Flight.Ended worst,
      boolean unknown,
      boolean uncertain) {
    if (question.goOn()) {
      for (Journey journey : journeys) {
        for (Hop hop : journey.obstacles()) {
          return hop.verdict();
        }
      }
    }
    if (disputed.isPresent()) {
      return new Verdict.Unknown(
          Problem.of(Severity.WARNING, "trace.disputed", List.of(), disputed.get()));
    }
    if (replied && !uncertain) {
      return Verdict.passed();
    }
    boolean silent =
        worst == null
            || worst.flight().steps().hop().verdict() instanceof Verdict.Dropped dropped
                && dropped.rule().equals(Resolution.NO_ANSWER);
    if (replied || silent && unknown) {
      return new Verdict.Unknown(
          Problem.of(Severity.WARNING, "trace.not-all-collected", List.of(), question.to()));
    }
    if (worst != null) {
      return worst.flight().steps().hop().verdict();
    }
    return new Verdict.Dropped(
        "no answer",
        Problem.of(Severity.ERROR, "trace.nobody", List.of(), question.to(), question.from()),
        List.of());
  }

  private static Flight.Ended better(Flight.Ended one, Flight.Ended other) {
    if (one == null || rank(other) > rank(one)) {
      return other;
    }
    boolean more = rank(other) == rank(one) && other.weight() > one.weight();
    return more ? other : one;
  }

  private static int rank(Flight.Ended ended) {
    return switch (ended.end()) {
      case ARRIVED -> 3;
      case DROPPED -> 2;
      case UNKNOWN -> 1;
      case IGNORED -> 0;
    };
  }

  private static Journey journey(Flight.Ended ended) {
    List<Hop> hops = ended.flight().hops();
    Verdict last = hops.isEmpty() ? Verdict.passed() : hops.getLast().verdict();
    Verdict verdict =
        ended.end() == Flight.End.IGNORED
            ? new Verdict.Dropped(
                "nobody's",
                Problem.of(Severity.ERROR, "trace.ignored", List.of(), lastNode(ended)),
                List.of())
            : last;
    return new Journey(ended.flight().purpose(), ended.flight().from(), hops, verdict);
  }

  private static String lastNode(Flight.Ended ended) {
    return ended.flight().steps() == null ? "" : ended.flight().steps().hop().node();
  }
}
