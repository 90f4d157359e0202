package io.coppice.rules.index;

import io.coppice.backend.Job;
import io.coppice.backend.Snapshot;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.table.CowTable;

/** One state of a site that an index tells about; all of it frozen. */
public record SiteState(
    Inventory inventory, Forks forks, Figures figures, CowTable<Job> jobs, Fabric fabric) {
  /** A state without a word of its network. */
  public SiteState(Inventory inventory, Forks forks, Figures figures, CowTable<Job> jobs) {
    this(inventory, forks, figures, jobs, Fabric.NONE);
  }

  /** What a snapshot shows. */
  public static SiteState of(Snapshot snapshot) {
    return new SiteState(
        snapshot.inventory(),
        snapshot.forks(),
        snapshot.figures(),
        snapshot.jobs(),
        snapshot.fabric());
  }
}
