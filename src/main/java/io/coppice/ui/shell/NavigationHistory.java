package io.coppice.ui.shell;

import io.coppice.ui.kit.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/** The way back and forward through the places that were shown, at every open site. */
final class NavigationHistory {
  private static final int REMEMBERED = 100;

  private final Deque<Place> past = new ArrayDeque<>();
  private final Deque<Place> future = new ArrayDeque<>();

  /** Somebody went on from a place to another. */
  void left(Place before) {
    past.push(before);
    future.clear();
    if (past.size() > REMEMBERED) {
      past.removeLast();
    }
  }

  /**
   * Where to go back to.
   *
   * @param from the place that is shown, null for none; forward leads to it again
   */
  Optional<Place> back(Place from) {
    return travel(past, future, from);
  }

  /** Where to go forward to; back leads to the place that is shown. */
  Optional<Place> forward(Place from) {
    return travel(future, past, from);
  }

  private static Optional<Place> travel(Deque<Place> there, Deque<Place> back, Place from) {
    Optional<Place> target = Optional.ofNullable(there.poll());
    if (target.isPresent() && from != null) {
      back.push(from);
    }
    return target;
  }

  boolean hasPast() {
    return !past.isEmpty();
  }

  boolean hasFuture() {
    return !future.isEmpty();
  }

  /** Forgets the pages of objects at sites that the condition does not hold for. */
  void keepSites(Predicate<String> kept) {
    Predicate<Place> lost =
        place -> place instanceof Place.Page page && !kept.test(page.object().site());
    past.removeIf(lost);
    future.removeIf(lost);
  }
}
