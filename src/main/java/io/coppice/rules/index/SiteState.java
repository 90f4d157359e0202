package io.coppice.rules.index;

import io.coppice.backend.Job;
import io.coppice.backend.Snapshot;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.table.CowTable;

/**
 * One state of a site that an index tells about; all of it frozen. Forks may be given as they are
 * written: they are frozen when they are first asked for, since what is written next copies each
 * page set that a frozen copy shares, and most questions are not about forks. Such a state is for
 * the thread that writes them, and is asked before more is written.
 */
public final class SiteState {
  private final Inventory inventory;
  private final Forks forks;
  private final Figures figures;
  private final CowTable<Job> jobs;
  private final Fabric fabric;
  private volatile Forks frozen;

  public SiteState(
      Inventory inventory, Forks forks, Figures figures, CowTable<Job> jobs, Fabric fabric) {
    this.inventory = inventory;
    this.forks = forks;
    this.figures = figures;
    this.jobs = jobs;
    this.fabric = fabric;
  }

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

  public Inventory inventory() {
    return inventory;
  }

  public Forks forks() {
    Forks known = frozen;
    if (known == null) {
      known = forks.freeze();
      frozen = known;
    }
    return known;
  }

  public Figures figures() {
    return figures;
  }

  public CowTable<Job> jobs() {
    return jobs;
  }

  public Fabric fabric() {
    return fabric;
  }
}
