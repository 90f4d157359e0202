package io.coppice.sim.load;

import io.coppice.model.EntityId.Kind;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Metric;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Grants what hosts, datastores and adapters have to what guests ask for, and writes the figures.
 * One instance for each engine: it keeps caches.
 */
final class ResourceSharing {
  private final RunningByHost roster = new RunningByHost();
  private final DatastoreUsage space = new DatastoreUsage();
  private final WaterFilling filling = new WaterFilling();
  private final DemandColumns demands = new DemandColumns();
  private final ForkMemoryUse forked = new ForkMemoryUse();

  /** One tick. */
  void share(World world) {
    Inventory inventory = world.inventory();
    Figures figures = world.figures();
    roster.follow(inventory);
    space.follow(world);
    demands.room(inventory.machines().size());
    forked.follow(world.forks(), inventory.machines().size(), inventory.hosts().size());
    List<Host> hosts = running(inventory, figures);
    FigureColumns columns = FigureColumns.of(figures);
    clearStopped(inventory, columns);

    GuestDemand demand = new GuestDemand(world.seed(), world.now());
    PoolShares cpu = new PoolShares(inventory, roster.guests(), false);
    PoolShares memory = new PoolShares(inventory, roster.guests(), true);
    for (Host host : hosts) {
      ask(host, demand, cpu, memory);
    }
    cpu.settle();
    memory.settle();

    ComputeSharing processing = new ComputeSharing(filling, roster, demands, columns, forked);
    TrafficSharing traffic = new TrafficSharing(inventory, roster.guests(), columns, demands);
    List<HostTotals> sums = new ArrayList<>(hosts.size());
    for (Host host : hosts) {
      HostTotals sum = new HostTotals();
      processing.processors(host, cpu, sum);
      processing.memory(host, memory, sum);
      traffic.enter(host);
      traffic.network(host, roster, sum);
      sums.add(sum);
    }
    traffic.datastores(inventory, figures);
    for (int i = 0; i < hosts.size(); i++) {
      disks(hosts.get(i), traffic, sums.get(i));
      sums.get(i).write(figures, hosts.get(i));
    }
    FigureRollUp.clusters(inventory, figures);
    FigureRollUp.pools(inventory, figures, roster, columns);
  }

  /** Hosts whose machines run; the others show zeros. */
  private static List<Host> running(Inventory inventory, Figures figures) {
    List<Host> hosts = new ArrayList<>(inventory.hosts().size());
    for (int row = 0; row < inventory.hosts().size(); row++) {
      Host host = inventory.hosts().get(row);
      if (runs(host)) {
        hosts.add(host);
      } else {
        for (Metric metric : Metric.values()) {
          if (metric.existsFor(Kind.HOST)) {
            figures.column(Kind.HOST, metric).set(row, 0);
          }
        }
      }
    }
    return hosts;
  }

  private static boolean runs(Host host) {
    return host != null
        && (host.state() == Host.State.CONNECTED || host.state() == Host.State.DISCONNECTED);
  }

  /** Machines that do not run, or whose host does not, show zeros. */
  private void clearStopped(Inventory inventory, FigureColumns columns) {
    for (int row = 0; row < columns.memoryGranted().size(); row++) {
      int host = roster.guests().host(row);
      if (host == GuestColumns.NONE || !runs(inventory.hosts().get(host))) {
        columns.clear(row);
      }
    }
  }

  private void ask(Host host, GuestDemand demand, PoolShares cpu, PoolShares memory) {
    int hostRow = host.id().value();
    int cores = host.hardware().cores();
    long speed = host.hardware().coreSpeed().value();
    for (int i = 0; i < roster.count(hostRow); i++) {
      int row = roster.machine(hostRow, i);
      demands.ask(row, roster.guests(), demand, cores, speed);
      if (forked.memory(row) != ForkMemoryUse.NO_MEMBER) {
        demands.keep(row, forked.memory(row));
      }
      cpu.want(row, demands.cpu(row));
      memory.want(row, demands.memory(row));
    }
  }

  private void disks(Host host, TrafficSharing traffic, HostTotals sum) {
    traffic.enter(host);
    int hostRow = host.id().value();
    for (int i = 0; i < roster.count(hostRow); i++) {
      traffic.disk(host, roster.machine(hostRow, i), sum);
    }
  }
}
