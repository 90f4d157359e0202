package io.coppice.sim.load;

import io.coppice.model.EntityId.Kind;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.table.CowTable;
import io.coppice.sim.flow.FlowTable;
import io.coppice.sim.guest.BulkTransfers;
import io.coppice.sim.guest.Burden;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Grants what hosts, datastores and adapters have to what guests ask for, and writes the figures.
 * One instance for each engine: it keeps caches.
 */
final class ResourceSharing {
  private final RunningByHost roster = new RunningByHost();
  private final DatastoreUsage space = new DatastoreUsage();
  private final DemandColumns demands = new DemandColumns();
  private final FigureColumns columns = new FigureColumns();
  private final ForkMemoryUse forked = new ForkMemoryUse();
  private final RunningRows machines = new RunningRows();
  private final ResourceDivision cpu = new ResourceDivision(roster, machines, false);
  private final ResourceDivision memory = new ResourceDivision(roster, machines, true);

  private CowTable<ResourcePool> poolsOf;
  private PoolTree pools;

  /** One tick. */
  void share(World world) {
    Inventory inventory = world.inventory();
    Figures figures = world.figures();
    roster.follow(inventory);
    space.follow(world);
    demands.room(inventory.machines().size());
    forked.follow(world.forks(), inventory.machines().size(), inventory.hosts().size());
    List<Host> hosts = running(inventory, figures);
    columns.begin(inventory.machines().size());

    GuestDemand demand = new GuestDemand(world.seed(), world.now());
    if (pools == null || poolsOf != inventory.pools().freeze()) {
      poolsOf = inventory.pools().freeze();
      pools = new PoolTree(inventory);
    }
    machines.gather(hosts, roster.guests(), inventory.machines().size());
    cpu.begin(pools, inventory.machines().size());
    memory.begin(pools, inventory.machines().size());
    ask(hosts, demand, Guests.of(world));
    List<HostTotals> sums = Stream.generate(HostTotals::new).limit(hosts.size()).toList();
    MemoryReclaim reclaim = new MemoryReclaim(roster.guests(), demands, columns, forked, figures);
    ComputeSharing compute =
        new ComputeSharing(machines, roster.guests(), demands, columns, forked, reclaim);
    compute.memory(hosts, memory, sums);
    compute.processors(hosts, cpu, sums);

    BulkTransfers.tidy(world);
    FlowTable flows = FlowTable.of(world);
    TrafficSharing traffic =
        new TrafficSharing(inventory, roster.guests(), columns, demands, flows);
    traffic.demand(machines);
    for (int i = 0; i < hosts.size(); i++) {
      traffic.enter(hosts.get(i));
      traffic.network(hosts.get(i), roster, sums.get(i));
    }
    flows.refresh(world, traffic.asked());
    traffic.datastores(inventory, figures);
    for (int i = 0; i < hosts.size(); i++) {
      disks(hosts.get(i), traffic, sums.get(i));
      sums.get(i).write(figures, hosts.get(i));
    }
    traffic.operations(figures);
    columns.write(figures);
    FigureRollUp.clusters(inventory, figures);
    FigureRollUp.pools(pools, inventory.machines().size(), figures, roster, columns);
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
            figures.writable(Kind.HOST, metric).set(row, 0);
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

  private void ask(List<Host> hosts, GuestDemand demand, Guests special) {
    boolean anyBurden = special.anyBurden();
    for (int i = 0; i < machines.count(); i++) {
      int row = machines.row(i);
      Host.HostHardware hardware = hosts.get(machines.host(i)).hardware();
      ask(row, hardware, demand);
      Burden burden = anyBurden ? special.burden(row) : Burden.NONE;
      if (!burden.isNone()) {
        demands.bear(row, burden, roster.guests(), hardware.coreSpeed().value());
      }
    }
  }

  private void ask(int row, Host.HostHardware on, GuestDemand demand) {
    demands.ask(row, roster.guests(), demand, on.cores(), on.coreSpeed().value());
    if (forked.memory(row) != ForkMemoryUse.NO_MEMBER) {
      demands.keep(row, forked.memory(row));
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
