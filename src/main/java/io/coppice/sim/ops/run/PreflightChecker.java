package io.coppice.sim.ops.run;

import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.rules.PreflightRules;
import io.coppice.rules.index.SiteIndex;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Checks operations against snapshots, on any thread. A few facts are kept that follow from
 * snapshot to snapshot, so that the hundreds of checks of a large selection cost what their rules
 * look at and not what the site holds.
 */
final class PreflightChecker {
  private final LinkedBlockingDeque<SiteIndex> idle = new LinkedBlockingDeque<>(2);

  Preflight check(Operation operation, Snapshot on) {
    SiteIndex index = take(on);
    Preflight preflight = PreflightRules.check(operation, index);
    idle.offerFirst(index);
    return preflight;
  }

  /** Gathers facts of a site, which takes a while for a large one, before anybody waits. */
  void prepare(Snapshot on) {
    SiteIndex index = take(on);
    index.named(EntityId.Kind.MACHINE, "");
    idle.offerFirst(index);
  }

  private SiteIndex take(Snapshot on) {
    SiteIndex idling = idle.pollFirst();
    SiteIndex index = idling == null ? new SiteIndex() : idling;
    index.follow(on.inventory(), on.forks(), on.figures(), on.jobs());
    return index;
  }
}
