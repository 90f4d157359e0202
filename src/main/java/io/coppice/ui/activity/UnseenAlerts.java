package io.coppice.ui.activity;

import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * Which warnings and errors came since somebody last looked. What was there at first is no news. A
 * problem whose figures change is still the same.
 */
final class UnseenAlerts {
  private Object site;
  private int seenUpTo;
  private ActivityState now = new ActivityState(List.of(), List.of(), List.of(), 0);

  /** What stands now, with how bad it is, and what of it somebody saw. */
  private Map<Key, Severity> standing = Map.of();

  private final Set<Key> seen = new HashSet<>();

  private record Key(String code, List<EntityId> about) {
    private Key(Problem problem) {
      this(problem.code(), problem.about());
    }
  }

  /** Something changed; another site begins anew. */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same list
  void came(Object at, ActivityState state) {
    boolean others = state.problems() != now.problems();
    now = state;
    if (others) {
      standing = new HashMap<>();
      for (Problem problem : now.problems()) {
        standing.merge(
            new Key(problem), problem.severity(), BinaryOperator.maxBy(Severity::compareTo));
      }
    }
    if (site != at) {
      site = at;
      sawEvents();
      sawProblems();
    } else if (others) {
      // What was mended and comes again is news.
      seen.retainAll(standing.keySet());
    }
  }

  void sawEvents() {
    seenUpTo = now.events().isEmpty() ? -1 : now.events().getFirst().serial();
  }

  void sawProblems() {
    if (seen.size() != standing.size()) {
      seen.clear();
      seen.addAll(standing.keySet());
    }
  }

  private List<SiteEvent> freshEvents() {
    return now.events().stream()
        .takeWhile(event -> event.serial() > seenUpTo)
        .filter(event -> event.severity() != Severity.INFO)
        .toList();
  }

  /** How many, of those that are listed. */
  int events() {
    return freshEvents().size();
  }

  Optional<Severity> worstEvent() {
    return freshEvents().stream().map(SiteEvent::severity).max(Severity::compareTo);
  }

  Optional<Severity> worstProblem() {
    return seen.size() == standing.size()
        ? Optional.empty()
        : standing.entrySet().stream()
            .filter(problem -> !seen.contains(problem.getKey()))
            .map(Map.Entry::getValue)
            .max(Severity::compareTo);
  }
}
