package io.coppice.sim.ops.run;

import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.rules.PreflightRules;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.SiteState;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Checks operations against snapshots, on any thread. A few caches of lists and sums are kept that
 * follow from snapshot to snapshot, so that the hundreds of checks of a large selection cost what
 * their rules look at and not what the site holds.
 */
final class PreflightChecker {
  private final LinkedBlockingDeque<IndexCache> idle = new LinkedBlockingDeque<>(2);
  private final PreflightRules rules;

  PreflightChecker(PreflightRules rules) {
    this.rules = rules;
  }

  Preflight check(Operation operation, Snapshot on) {
    IndexCache cache = take();
    Preflight preflight = rules.check(operation, cache.of(SiteState.of(on)));
    idle.offerFirst(cache);
    return preflight;
  }

  /** Gathers what is looked up of a site, which takes a while for a large one. */
  void prepare(Snapshot on) {
    IndexCache cache = take();
    cache.of(SiteState.of(on)).named(EntityId.Kind.MACHINE, "");
    idle.offerFirst(cache);
  }

  private IndexCache take() {
    IndexCache idling = idle.pollFirst();
    return idling == null ? new IndexCache() : idling;
  }
}
