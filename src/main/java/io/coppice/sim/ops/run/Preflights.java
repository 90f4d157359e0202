package io.coppice.sim.ops.run;

import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.rules.Rules;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Checks operations against snapshots, on any thread. A few facts are kept that follow from
 * snapshot to snapshot, so that the hundreds of checks of a large selection cost what their rules
 * look at and not what the site holds.
 */
final class Preflights {
  private final LinkedBlockingDeque<Facts> idle = new LinkedBlockingDeque<>(2);

  Preflight check(Operation operation, Snapshot on) {
    Facts facts = take(on);
    Preflight preflight = Rules.check(operation, facts);
    idle.offerFirst(facts);
    return preflight;
  }

  /** Gathers facts of a site, which takes a while for a large one, before anybody waits. */
  void prepare(Snapshot on) {
    Facts facts = take(on);
    facts.named(EntityId.Kind.MACHINE, "");
    idle.offerFirst(facts);
  }

  private Facts take(Snapshot on) {
    Facts idling = idle.pollFirst();
    Facts facts = idling == null ? new Facts() : idling;
    facts.follow(on.inventory(), on.forks(), on.figures(), on.jobs());
    return facts;
  }
}
