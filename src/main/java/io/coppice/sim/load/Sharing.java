package io.coppice.sim.load;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.table.CowInts;
import io.coppice.sim.world.World;
import java.util.Arrays;

/**
 * Grants what hosts, datastores and adapters have to what guests ask for, and writes the figures.
 * One instance for each engine: it keeps caches.
 */
final class Sharing {
  /** KiB a second that a megabit a second carries. */
  private static final double KIB_PER_MEGABIT = 1_000_000 / 8.0 / 1024;

  /**
   * ESXi reclaims at most this share of a machine by its balloon (advanced setting
   * Mem.CtlMaxPercent).
   */
  private static final double BALLOON_MOST = 0.65;

  /**
   * A page in use costs this much of an idle one when shares are compared (Waldspurger 2002,
   * section 5.2: a tax of 75 %).
   */
  private static final double IDLE_COST = 4;

  /**
   * Latency of an unloaded datastore, microseconds: an assumption for flash behind a controller.
   */
  private static final int BASE_LATENCY = 500;

  private final Roster roster = new Roster();
  private final SpaceSums space = new SpaceSums();
  private final Filling filling = new Filling();

  private int[] cpuWanted = new int[0];
  private int[] memoryWanted = new int[0];
  private double[] diskFactor = new double[0];

  void share(World world) {
    Inventory inventory = world.inventory();
    roster.follow(inventory);
    space.follow(world);
    int machines = inventory.machines().size();
    if (cpuWanted.length < machines) {
      cpuWanted = new int[machines + machines / 4];
      memoryWanted = new int[cpuWanted.length];
    }
    Demand demand = new Demand(world.seed(), world.now());
    PoolShares cpu = new PoolShares(inventory, false);
    PoolShares memory = new PoolShares(inventory, true);
    double[] diskDemand = new double[inventory.datastores().size()];
    for (int row = 0; row < inventory.hosts().size(); row++) {
      if (runs(inventory.hosts().get(row))) {
        want(inventory, row, demand, cpu, memory, diskDemand);
      }
    }
    cpu.settle();
    memory.settle();
    datastores(world, diskDemand);
    clearStopped(world, inventory);
    for (int row = 0; row < inventory.hosts().size(); row++) {
      Host host = inventory.hosts().get(row);
      if (runs(host)) {
        grant(world, host, demand, cpu, memory);
      } else {
        idle(world.figures(), row);
      }
    }
    rollUp(world);
  }

  private static boolean runs(Host host) {
    return host != null
        && (host.state() == Host.State.CONNECTED || host.state() == Host.State.DISCONNECTED);
  }

  private void want(
      Inventory inventory,
      int hostRow,
      Demand demand,
      PoolShares cpu,
      PoolShares memory,
      double[] disks) {
    Host host = inventory.hosts().get(hostRow);
    long speed = host.hardware().coreSpeed().value();
    for (int i = 0; i < roster.count(hostRow); i++) {
      int row = roster.machine(hostRow, i);
      Machine machine = inventory.machines().get(row);
      double share = demand.cpu(row, machine.guest().workload());
      int vcpus = Math.min(machine.hardware().vcpus(), host.hardware().cores());
      cpuWanted[row] = (int) (share * vcpus * speed);
      memoryWanted[row] =
          (int)
              (demand.consumed(row, machine.guest().workload())
                  * machine.hardware().memory().mib());
      cpu.want(machine, cpuWanted[row]);
      memory.want(machine, memoryWanted[row]);
      VirtualDisk disk =
          machine.hardware().disks().isEmpty() ? null : machine.hardware().disks().getFirst();
      if (disk != null && host.reaches(disk.datastore())) {
        disks[disk.datastore().value()] += Demand.disk(machine.guest().workload(), share) * vcpus;
      }
    }
  }

  private void datastores(World world, double[] wanted) {
    diskFactor = new double[wanted.length];
    for (int row = 0; row < wanted.length; row++) {
      Datastore datastore = world.inventory().datastores().get(row);
      if (datastore == null) {
        continue;
      }
      double capacity = datastore.megabits() * KIB_PER_MEGABIT;
      diskFactor[row] = wanted[row] <= capacity ? 1 : capacity / wanted[row];
      double busy = capacity <= 0 ? 1 : Math.min(0.98, wanted[row] / capacity);
      EntityId id = datastore.id();
      set(world, id, Metric.DISK_RATE, (int) Math.min(wanted[row], capacity));
      set(world, id, Metric.DISK_LATENCY, (int) (BASE_LATENCY / (1 - busy)));
    }
  }

  private void grant(World world, Host host, Demand demand, PoolShares cpu, PoolShares memory) {
    Inventory inventory = world.inventory();
    int hostRow = host.id().value();
    int count = roster.count(hostRow);
    long capacity = host.hardware().capacity().value();

    filling.clear();
    for (int i = 0; i < count; i++) {
      Machine machine = inventory.machines().get(roster.machine(hostRow, i));
      long wanted = cpuWanted[machine.id().value()];
      filling.add(
          cpu.shares(machine),
          machine.placement().cpu().reservation(),
          cpu.ceiling(machine, wanted));
    }
    filling.fill(capacity);
    HostSum sum = new HostSum();
    for (int i = 0; i < count; i++) {
      processors(
          world,
          inventory.machines().get(roster.machine(hostRow, i)),
          filling.granted(i),
          capacity,
          host,
          sum);
    }

    filling.clear();
    for (int i = 0; i < count; i++) {
      Machine machine = inventory.machines().get(roster.machine(hostRow, i));
      long wanted = memoryWanted[machine.id().value()];
      double used = demand.active(machine.id().value(), machine.guest().workload());
      double pages = Math.max(1, wanted) * (used + IDLE_COST * (1 - used));
      long taxed = (long) (memory.shares(machine) * (Math.max(1, wanted) / pages));
      filling.add(
          taxed, machine.placement().memory().reservation(), memory.ceiling(machine, wanted));
    }
    filling.fill(host.hardware().memory().mib());
    for (int i = 0; i < count; i++) {
      memory(
          world,
          inventory.machines().get(roster.machine(hostRow, i)),
          filling.granted(i),
          demand,
          sum);
    }
    traffic(world, host, sum);
    write(world, host, sum, capacity);
  }

  /** Sums of one host. */
  private static final class HostSum {
    long cpuDemand;
    long cpuUsed;
    long readyWeighted;
    long vcpus;
    long memory;
    long active;
    long ballooned;
    long swapped;
    double disk;
    double network;
  }

  private void processors(
      World world, Machine machine, long granted, long capacity, Host host, HostSum sum) {
    int row = machine.id().value();
    Figures figures = world.figures();
    int vcpus = Math.min(machine.hardware().vcpus(), host.hardware().cores());
    long full = vcpus * host.hardware().coreSpeed().value();
    int ready = (int) (10_000 * (cpuWanted[row] - granted) / Math.max(1, Math.min(full, capacity)));
    column(figures, Metric.CPU_DEMAND).set(row, cpuWanted[row]);
    column(figures, Metric.CPU_USED).set(row, (int) granted);
    column(figures, Metric.CPU_READY).set(row, Math.max(0, ready));
    sum.cpuDemand += cpuWanted[row];
    sum.cpuUsed += granted;
    sum.vcpus += vcpus;
    sum.readyWeighted += (long) Math.max(0, ready) * vcpus;
  }

  private void memory(World world, Machine machine, long granted, Demand demand, HostSum sum) {
    int row = machine.id().value();
    Figures figures = world.figures();
    long taken = memoryWanted[row] - granted;
    long balloon =
        machine.guest().tools().answers()
            ? Math.min(taken, (long) (BALLOON_MOST * machine.hardware().memory().mib()))
            : 0;
    long active = (long) (demand.active(row, machine.guest().workload()) * granted);
    column(figures, Metric.MEMORY_GRANTED).set(row, (int) granted);
    column(figures, Metric.MEMORY_ACTIVE).set(row, (int) active);
    column(figures, Metric.MEMORY_BALLOONED).set(row, (int) balloon);
    column(figures, Metric.MEMORY_SWAPPED).set(row, (int) (taken - balloon));
    sum.memory += granted;
    sum.active += active;
    sum.ballooned += balloon;
    sum.swapped += taken - balloon;
  }

  private void traffic(World world, Host host, HostSum sum) {
    int hostRow = host.id().value();
    int count = roster.count(hostRow);
    double megabits = 0;
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      megabits += nic.linkUp() ? nic.megabits() : 0;
    }
    double wanted = 0;
    for (int i = 0; i < count; i++) {
      wanted += network(world, host, roster.machine(hostRow, i));
    }
    double factor = wanted == 0 ? 1 : Math.min(1, megabits * KIB_PER_MEGABIT / wanted);
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      Machine machine = world.inventory().machines().get(row);
      double rate = factor * network(world, host, row);
      column(world.figures(), Metric.NETWORK_RATE).set(row, (int) rate);
      sum.network += (int) rate;
      disk(world, host, machine, sum);
    }
  }

  /** A machine moves what its processors let it: starved of them it asks for less. */
  private double network(World world, Host host, int row) {
    Machine machine = world.inventory().machines().get(row);
    if (machine.hardware().nics().stream().noneMatch(nic -> nic.connected())) {
      return 0;
    }
    return Demand.network(machine.guest().workload(), served(world, host, machine))
        * machine.hardware().vcpus();
  }

  private static double served(World world, Host host, Machine machine) {
    int vcpus = Math.min(machine.hardware().vcpus(), host.hardware().cores());
    double full = vcpus * (double) host.hardware().coreSpeed().value();
    return column(world.figures(), Metric.CPU_USED).get(machine.id().value()) / full;
  }

  private void disk(World world, Host host, Machine machine, HostSum sum) {
    int row = machine.id().value();
    VirtualDisk disk =
        machine.hardware().disks().isEmpty() ? null : machine.hardware().disks().getFirst();
    int rate = 0;
    int latency = 0;
    if (disk != null && host.reaches(disk.datastore())) {
      int vcpus = Math.min(machine.hardware().vcpus(), host.hardware().cores());
      rate =
          (int)
              (diskFactor[disk.datastore().value()]
                  * Demand.disk(machine.guest().workload(), served(world, host, machine))
                  * vcpus);
      latency = world.figures().get(disk.datastore(), Metric.DISK_LATENCY);
    }
    column(world.figures(), Metric.DISK_RATE).set(row, rate);
    column(world.figures(), Metric.DISK_LATENCY).set(row, latency);
    sum.disk += rate;
  }

  private static void write(World world, Host host, HostSum sum, long capacity) {
    EntityId id = host.id();
    set(world, id, Metric.CPU_DEMAND, (int) Math.min(Integer.MAX_VALUE, sum.cpuDemand));
    set(world, id, Metric.CPU_USED, (int) sum.cpuUsed);
    set(world, id, Metric.CPU_READY, (int) (sum.vcpus == 0 ? 0 : sum.readyWeighted / sum.vcpus));
    set(world, id, Metric.MEMORY_GRANTED, (int) sum.memory);
    set(world, id, Metric.MEMORY_ACTIVE, (int) sum.active);
    set(world, id, Metric.MEMORY_BALLOONED, (int) sum.ballooned);
    set(world, id, Metric.MEMORY_SWAPPED, (int) sum.swapped);
    set(world, id, Metric.DISK_RATE, (int) sum.disk);
    set(world, id, Metric.NETWORK_RATE, (int) sum.network);
    int idle = host.hardware().idlePower();
    long more = (host.hardware().maxPower() - idle) * sum.cpuUsed / Math.max(1, capacity);
    set(world, id, Metric.POWER, (int) (idle + more));
  }

  private static void idle(Figures figures, int row) {
    for (Metric metric : Metric.values()) {
      if (metric.existsFor(EntityId.Kind.HOST)) {
        figures.column(EntityId.Kind.HOST, metric).set(row, 0);
      }
    }
  }

  private static final Metric[] OF_RUNNING =
      Arrays.stream(Metric.values())
          .filter(metric -> metric.existsFor(EntityId.Kind.MACHINE))
          .filter(metric -> metric != Metric.SPACE_USED && metric != Metric.SPACE_PROVISIONED)
          .toArray(Metric[]::new);

  /** Machines that do not run, or whose host does not, show zeros. */
  private static void clearStopped(World world, Inventory inventory) {
    CowInts used = column(world.figures(), Metric.MEMORY_GRANTED);
    for (int row = 0; row < used.size(); row++) {
      if (used.get(row) == 0) {
        continue;
      }
      Machine machine = inventory.machines().get(row);
      if (machine == null || !machine.isOn() || !runs(inventory.host(machine.host()))) {
        for (Metric metric : OF_RUNNING) {
          column(world.figures(), metric).set(row, 0);
        }
      }
    }
  }

  private static void rollUp(World world) {
    Inventory inventory = world.inventory();
    long[][] clusters = new long[inventory.clusters().size()][3];
    for (int row = 0; row < inventory.hosts().size(); row++) {
      Host host = inventory.hosts().get(row);
      if (host != null && host.cluster().isPresent()) {
        long[] sum = clusters[host.cluster().get().value()];
        sum[0] += world.figures().get(host.id(), Metric.CPU_USED);
        sum[1] += world.figures().get(host.id(), Metric.MEMORY_GRANTED);
        sum[2] += world.figures().get(host.id(), Metric.POWER);
      }
    }
    for (int row = 0; row < clusters.length; row++) {
      EntityId id = new EntityId.ClusterId(row);
      set(world, id, Metric.CPU_USED, (int) clusters[row][0]);
      set(world, id, Metric.MEMORY_GRANTED, (int) clusters[row][1]);
      set(world, id, Metric.POWER, (int) clusters[row][2]);
    }
    pools(world, inventory);
  }

  private static void pools(World world, Inventory inventory) {
    long[][] pools = new long[inventory.pools().size()][2];
    CowInts cpu = column(world.figures(), Metric.CPU_USED);
    CowInts memory = column(world.figures(), Metric.MEMORY_GRANTED);
    for (int row = 0; row < inventory.machines().size(); row++) {
      Machine machine = inventory.machines().get(row);
      if (machine == null || memory.get(row) == 0) {
        continue;
      }
      ResourcePool pool = inventory.pools().get(machine.pool().value());
      while (pool != null) {
        pools[pool.id().value()][0] += cpu.get(row);
        pools[pool.id().value()][1] += memory.get(row);
        pool = pool.parent().map(up -> inventory.pools().get(up.value())).orElse(null);
      }
    }
    for (int row = 0; row < pools.length; row++) {
      EntityId id = new EntityId.ResourcePoolId(row);
      set(world, id, Metric.CPU_USED, (int) pools[row][0]);
      set(world, id, Metric.MEMORY_GRANTED, (int) pools[row][1]);
    }
  }

  private static CowInts column(Figures figures, Metric metric) {
    return figures.column(EntityId.Kind.MACHINE, metric);
  }

  private static void set(World world, EntityId id, Metric metric, int value) {
    world.figures().column(id.kind(), metric).set(id.value(), value);
  }
}
