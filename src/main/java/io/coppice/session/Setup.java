package io.coppice.session;

import io.coppice.backend.Snapshot;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;

/** How a site is set up at one instant: what an operation may change, and what undoing reads. */
record Setup(Inventory inventory, Fabric fabric) {
  static Setup of(Snapshot snapshot) {
    return new Setup(snapshot.inventory(), snapshot.fabric());
  }
}
