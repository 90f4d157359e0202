package io.coppice.ui.kit;

import io.coppice.backend.Backend;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Why an action cannot run on any of the objects it is asked for. */
public final class Refusals {
  private Refusals() {}

  /**
   * The first reason that was found; empty as soon as one object is found on which the action can
   * run, since it has nothing to try there or one of what it tries passes. Off the FX thread.
   */
  public static <T> Optional<Problem> first(
      Backend site,
      Snapshot on,
      Stream<T> objects,
      Function<T, Stream<? extends Operation>> tries) {
    Optional<Problem> first = Optional.empty();
    for (Iterator<T> each = objects.iterator(); each.hasNext(); ) {
      Optional<Problem> refusal = refusal(site, on, tries.apply(each.next()));
      if (refusal.isEmpty()) {
        return refusal;
      }
      first = first.or(() -> refusal);
    }
    return first;
  }

  private static Optional<Problem> refusal(
      Backend site, Snapshot on, Stream<? extends Operation> tries) {
    Optional<Problem> first = Optional.empty();
    for (Iterator<? extends Operation> each = tries.iterator(); each.hasNext(); ) {
      Preflight preflight = site.preflight(each.next(), on);
      if (preflight.passes()) {
        return Optional.empty();
      }
      first = first.or(() -> Optional.of(preflight.problems().getFirst()));
    }
    return first;
  }
}
