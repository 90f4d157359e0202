package io.coppice.rules;

import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;

/** An amount to be reserved: MiB and MHz. */
record Reserved(long memory, long cpu) {
  static Reserved by(Machine.Placement placement) {
    return new Reserved(placement.memory().reservation(), placement.cpu().reservation());
  }

  static Reserved by(ResourcePool pool) {
    return new Reserved(pool.memory().reservation(), pool.cpu().reservation());
  }
}
