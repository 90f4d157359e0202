package io.coppice.ui.activity;

import io.coppice.backend.SiteEvent;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which warnings and errors came since somebody last looked. What was there at first is no news. A
 * problem whose figures change is still the same.
 */
final class UnseenAlerts {
  private Object site;
  private int seenUpTo;
  private final Set<Key> seen = new HashSet<>();
  private ActivityState now = new ActivityState(List.of(), List.of(), List.of(), 0);

  private record Key(String code, List<EntityId> about) {
    private Key(Problem problem) {
      this(problem.code(), problem.about());
    }
  }

  /** Something changed; another site begins anew. */
  void came(Object at, ActivityState state) {
    now = state;
    if (site != at) {
      site = at;
      sawEvents();
      sawProblems();
    } else {
      // What was mended and comes again is news.
      seen.retainAll(now.problems().stream().map(Key::new).toList());
    }
  }

  void sawEvents() {
    seenUpTo = now.events().isEmpty() ? -1 : now.events().getFirst().serial();
  }

  void sawProblems() {
    seen.clear();
    now.problems().stream().map(Key::new).forEach(seen::add);
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
    return now.problems().stream()
        .filter(problem -> !seen.contains(new Key(problem)))
        .map(Problem::severity)
        .max(Severity::compareTo);
  }
}
