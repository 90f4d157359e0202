package io.coppice.sim.ops.run;

import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
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
    Facts facts = idle.pollFirst();
    if (facts == null) {
      facts = new Facts();
    }
    facts.follow(on.inventory(), on.forks(), on.figures(), on.jobs());
    Preflight preflight = Rules.check(operation, facts);
    idle.offerFirst(facts);
    return preflight;
  }
}
