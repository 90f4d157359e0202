package io.coppice.backend;

import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.LinkLoad;
import io.coppice.model.site.SiteContents;
import io.coppice.model.table.CowTable;
import java.util.List;

/**
 * A site at one instant: immutable, for any thread. Two snapshots share every chunk that did not
 * change, so what changed between them is found by {@link CowTable#forEachChange}.
 *
 * @param revision grows by at least one with every published change
 * @param jobs by {@link JobId}; every job under way and the newest ended ones, older rows are null
 * @param events by serial; the newest, older rows are null
 * @param alarms what is wrong now, worst first
 * @param fabric the network as it is set up, where the site simulates one; what it amounts to is
 *     asked of {@link Backend#network}
 * @param transfers what bulk transfers of machines move over its links
 */
public record Snapshot(
    long revision,
    SimTime time,
    Inventory inventory,
    Forks forks,
    Figures figures,
    CowTable<Job> jobs,
    CowTable<SiteEvent> events,
    List<Problem> alarms,
    Fabric fabric,
    List<LinkLoad> transfers) {
  public Snapshot {
    alarms = List.copyOf(alarms);
    transfers = List.copyOf(transfers);
  }

  /** Nothing moves over the links of its network but what hosts' figures tell. */
  public Snapshot(
      long revision,
      SimTime time,
      Inventory inventory,
      Forks forks,
      Figures figures,
      CowTable<Job> jobs,
      CowTable<SiteEvent> events,
      List<Problem> alarms,
      Fabric fabric) {
    this(revision, time, inventory, forks, figures, jobs, events, alarms, fabric, List.of());
  }

  /** A site that says nothing of a network. */
  public Snapshot(
      long revision,
      SimTime time,
      Inventory inventory,
      Forks forks,
      Figures figures,
      CowTable<Job> jobs,
      CowTable<SiteEvent> events,
      List<Problem> alarms) {
    this(revision, time, inventory, forks, figures, jobs, events, alarms, Fabric.NONE);
  }

  /** Whether surely only the time is another than in a snapshot before; false says nothing. */
  public boolean differsInTimeOnly(Snapshot before) {
    return inventory.equals(before.inventory)
        && forks == before.forks
        && figures == before.figures
        && jobs == before.jobs
        && events == before.events
        && alarms == before.alarms
        && fabric.equals(before.fabric)
        && transfers.equals(before.transfers);
  }

  /** The same, in which machines move that over links. */
  public Snapshot withTransfers(List<LinkLoad> changed) {
    return new Snapshot(
        revision, time, inventory, forks, figures, jobs, events, alarms, fabric, changed);
  }

  /** Every object of the site, whatever its kind. */
  public SiteContents contents() {
    return new SiteContents(inventory, forks);
  }
}
