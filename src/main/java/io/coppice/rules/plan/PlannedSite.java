package io.coppice.rules.plan;

import io.coppice.backend.CapacityPlan.HostLoad;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.Kind;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SiteState;
import java.util.List;

/** A copy of a site in which a plan is tried. One thread. */
final class PlannedSite {
  private final Snapshot begun;
  private final IndexCache cache;
  private final Inventory inventory;
  private final Figures figures;
  private SiteIndex index;

  /**
   * @param cache may be used for several copies of one site after the other
   */
  PlannedSite(Snapshot begun, IndexCache cache) {
    this.begun = begun;
    this.cache = cache;
    this.inventory = begun.inventory().copy();
    this.figures = begun.figures().copy();
  }

  /** The site as it is by now. */
  SiteIndex index() {
    if (index == null) {
      index =
          cache.of(
              new SiteState(
                  inventory.freeze(),
                  begun.forks(),
                  figures.freeze(),
                  begun.jobs(),
                  begun.fabric()));
    }
    return index;
  }

  /** The id that the next machine has. */
  int next() {
    return inventory.machines().size();
  }

  void add(Machine machine) {
    inventory.machines().add(machine);
    index = null;
  }

  void set(Machine machine) {
    inventory.machines().set(machine.id().value(), machine);
    index = null;
  }

  void set(Host host) {
    inventory.hosts().set(host.id().value(), host);
    index = null;
  }

  /** MHz that the host's machines ask for. */
  int demand(HostId host) {
    return figures.get(host, Metric.CPU_DEMAND);
  }

  void setDemand(HostId host, long megahertz) {
    figures
        .writable(Kind.HOST, Metric.CPU_DEMAND)
        .set(host.value(), (int) Math.min(Integer.MAX_VALUE, megahertz));
    index = null;
  }

  int demand(Machine machine) {
    return figures.get(machine.id(), Metric.CPU_DEMAND);
  }

  /** How full the usable hosts of a cluster are. */
  HostLoad load(ClusterId cluster) {
    SiteIndex now = index();
    List<Host> hosts = now.hosts(cluster).stream().filter(Host::isUsable).toList();
    long cpu = 0;
    long cpuAll = 0;
    long cpuMost = 0;
    long memory = 0;
    long memoryAll = 0;
    long memoryMost = 0;
    for (Host host : hosts) {
      long mhz = now.figures().get(host.id(), Metric.CPU_DEMAND);
      long mib = configured(host, now);
      long mhzAll = Math.max(1, Commitments.cpuForMachines(host));
      long mibAll = Math.max(1, Commitments.memoryForMachines(host));
      cpu += mhz;
      cpuAll += mhzAll;
      cpuMost = Math.max(cpuMost, 1000 * mhz / mhzAll);
      memory += mib;
      memoryAll += mibAll;
      memoryMost = Math.max(memoryMost, 1000 * mib / mibAll);
    }
    return new HostLoad(
        permille(cpu, cpuAll), (int) cpuMost, permille(memory, memoryAll), (int) memoryMost);
  }

  private static int permille(long part, long all) {
    return (int) (1000 * part / Math.max(1, all));
  }

  /** MiB configured in what runs on a host, with the bases of forks that lie there. */
  static long configured(Host host, SiteIndex index) {
    return index.runningMemory(host.id()) + index.frozenMemory(host.id());
  }
}
