package io.coppice.sim.network;

import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import java.util.List;

/**
 * The index of the network that was asked for last, brought up to date rather than made anew where
 * only some machines changed. A mere cache: whoever asks gets what the fabric and inventory say.
 */
public final class FabricIndexes {
  /** Machines beyond which making it anew costs less. */
  private static final int MOST_FOLLOWED = 4_000;

  private Fabric fabric;
  private Inventory inventory;
  private FabricIndex index;

  /** The index; until the next call it is the caller's. */
  FabricIndex of(Fabric said, Inventory now) {
    boolean near =
        index != null && said.equals(fabric) && SimNetwork.isSameBesidesMachines(inventory, now);
    List<Integer> changed = near ? SimNetwork.changedMachines(inventory, now) : List.of();
    boolean follows =
        near
            && changed.size() <= MOST_FOLLOWED
            && (changed.isEmpty() || index.follow(now, changed));
    if (!follows) {
      index = new FabricIndex(said, now);
    }
    fabric = said;
    inventory = now.freeze();
    return index;
  }

  /** Forgets it. */
  public synchronized void forget() {
    index = null;
  }
}
