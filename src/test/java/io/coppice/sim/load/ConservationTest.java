package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Megahertz;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Workload;
import io.coppice.rules.index.Commitments;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every world, however shares, reservations and limits lie; worlds by chance. */
class ConservationTest {
  private static final int HOSTS = 4;

  private Random random = new Random(0);
  private boolean poolLimits;

  private World world(int seed, boolean withPoolLimits) {
    random = new Random(seed);
    poolLimits = withPoolLimits;
    Blueprint blueprint = SmallSite.of(HOSTS, 20 + random.nextInt(120));
    Inventory all = blueprint.inventory().copy();
    for (int i = 1; i < 5; i++) {
      all.pools()
          .add(
              new ResourcePool(
                  new ResourcePoolId(i),
                  "pool-" + i,
                  SmallSite.CLUSTER,
                  Optional.of(new ResourcePoolId(random.nextInt(i))),
                  pool(40_000),
                  pool(400_000),
                  Optional.empty()));
    }
    for (int row = 0; row < HOSTS; row++) {
      all.hosts().set(row, small(all.hosts().get(row)));
    }
    for (int row = 0; row < all.datastores().size(); row++) {
      Datastore it = all.datastores().get(row);
      all.datastores()
          .set(
              row,
              new Datastore(
                  it.id(), it.name(), it.folder(), it.type(), it.capacity(), 100, it.filler()));
    }
    for (int row = 0; row < all.machines().size(); row++) {
      all.machines().set(row, changed(all.machines().get(row)));
    }
    World world = new World(all, blueprint.start(), seed);
    Engine engine = new Engine(List.of(new LoadModel()));
    engine.begin(world);
    engine.advanceTo(world, blueprint.start().plus(Duration.ofSeconds(20 * random.nextInt(50))));
    return world;
  }

  private Allocation pool(int about) {
    return new Allocation(
        1 + random.nextInt(8000),
        random.nextInt(about / 10),
        poolLimits && random.nextInt(2) == 0
            ? about / 10 + random.nextInt(about)
            : Allocation.UNLIMITED,
        true);
  }

  private Host small(Host host) {
    Host.HostHardware of = host.hardware();
    return host.withHardware(
        new Host.HostHardware(
            of.model(),
            1,
            4 + random.nextInt(12),
            new Megahertz(2_000),
            Bytes.ofGiB(32 + random.nextInt(96)),
            List.of(new Host.PhysicalNic("vmnic0", 100, true, Optional.of(new SwitchId(0)))),
            of.hbas(),
            of.idlePower(),
            of.maxPower()));
  }

  private Machine changed(Machine machine) {
    int vcpus = 1 + random.nextInt(8);
    int memory = 1024 << random.nextInt(4);
    return machine
        .withHost(new HostId(random.nextInt(HOSTS)))
        .withPool(new ResourcePoolId(random.nextInt(5)))
        .withPower(random.nextInt(5) == 0 ? PowerState.POWERED_OFF : PowerState.POWERED_ON)
        .withHardware(machine.hardware().withProcessors(vcpus).withMemory(Bytes.ofMiB(memory)))
        .withGuest(
            new Machine.Guest(
                "",
                "",
                Workload.values()[random.nextInt(Workload.values().length)],
                Machine.Tools.values()[random.nextInt(Machine.Tools.values().length)]))
        .withPlacement(
            new Machine.Placement(own(vcpus * 2_000), own(memory), Machine.RestartPriority.MEDIUM));
  }

  private Allocation own(int most) {
    return new Allocation(
        1 + random.nextInt(5000),
        random.nextInt(4) == 0 ? random.nextInt(most / 3) : 0,
        random.nextInt(4) == 0 ? most / 3 + random.nextInt(most) : Allocation.UNLIMITED,
        true);
  }

  private static List<Machine> on(World world, int host) {
    return IntStream.range(0, world.inventory().machines().size())
        .mapToObj(row -> world.inventory().machines().get(row))
        .filter(machine -> machine.isOn() && machine.host().value() == host)
        .toList();
  }

  private static int get(World world, EntityId id, Metric metric) {
    return world.figures().get(id, metric);
  }

  private static long sum(World world, List<Machine> machines, Metric metric) {
    return machines.stream().mapToLong(machine -> get(world, machine.id(), metric)).sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whatIsGrantedNeverExceedsWhatExists(int seed) {
    World world = world(seed, seed % 2 == 0);
    for (int row = 0; row < HOSTS; row++) {
      Host host = world.inventory().hosts().get(row);
      List<Machine> machines = on(world, row);
      long cpu = sum(world, machines, Metric.CPU_USED);
      long memory = sum(world, machines, Metric.MEMORY_GRANTED);
      assertTrue(cpu <= host.hardware().capacity().value());
      long overhead = get(world, host.id(), Metric.MEMORY_OVERHEAD);
      long beside = host.hardware().memory().mib() - Commitments.memoryForMachines(host);
      assertEquals(
          beside + machines.stream().mapToLong(m -> Commitments.overhead(m.hardware())).sum(),
          overhead);
      assertTrue(memory + overhead <= host.hardware().memory().mib());
      assertTrue(sum(world, machines, Metric.NETWORK_RATE) <= 100 * TrafficSharing.KIB_PER_MEGABIT);
      assertEquals(cpu, get(world, host.id(), Metric.CPU_USED));
      assertEquals(memory, get(world, host.id(), Metric.MEMORY_GRANTED));
      assertTrue(get(world, host.id(), Metric.POWER) <= host.hardware().maxPower());
    }
    for (int row = 0; row < world.inventory().datastores().size(); row++) {
      int datastore = row;
      long rate =
          IntStream.range(0, HOSTS)
              .mapToObj(host -> on(world, host))
              .flatMap(List::stream)
              .filter(m -> m.hardware().disks().getFirst().datastore().value() == datastore)
              .mapToLong(m -> get(world, m.id(), Metric.DISK_RATE))
              .sum();
      assertTrue(rate <= 100 * TrafficSharing.KIB_PER_MEGABIT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void limitsOfMachinesAndPoolsAreNeverExceeded(int seed) {
    World world = world(seed, true);
    world
        .inventory()
        .machines()
        .forEach(
            machine -> {
              int used = get(world, machine.id(), Metric.CPU_USED);
              assertTrue(used <= machine.placement().cpu().limit());
              assertTrue(used <= get(world, machine.id(), Metric.CPU_DEMAND));
              assertTrue(
                  get(world, machine.id(), Metric.MEMORY_GRANTED)
                      <= machine.placement().memory().limit());
            });
    world
        .inventory()
        .pools()
        .forEach(
            pool -> {
              assertTrue(get(world, pool.id(), Metric.CPU_USED) <= pool.cpu().limit());
              assertTrue(get(world, pool.id(), Metric.MEMORY_GRANTED) <= pool.memory().limit());
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void reservationsAreKeptWhereTheyFitAndNothingLiesIdleThatSomebodyWants(int seed) {
    World world = world(seed, false);
    for (int row = 0; row < HOSTS; row++) {
      List<Machine> machines = on(world, row);
      long capacity = Commitments.cpuForMachines(world.inventory().hosts().get(row));
      long reserved = machines.stream().mapToLong(m -> m.placement().cpu().reservation()).sum();
      long wanted = 0;
      for (Machine machine : machines) {
        Allocation cpu = machine.placement().cpu();
        // While a guest waits for memory it runs nothing.
        long waits = get(world, machine.id(), Metric.MEMORY_LATENCY);
        long runnable = get(world, machine.id(), Metric.CPU_DEMAND) * (10_000 - waits) / 10_000;
        long most = Math.min(runnable, cpu.limit());
        wanted += most;
        if (reserved <= capacity) {
          assertTrue(
              get(world, machine.id(), Metric.CPU_USED) >= Math.min(most, cpu.reservation()));
        }
      }
      assertEquals(Math.min(wanted, capacity), sum(world, machines, Metric.CPU_USED));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void memoryIsBalloonedBeforeItIsSwappedAndReservationsAreLeftAlone(int seed) {
    World world = world(seed, false);
    for (int row = 0; row < HOSTS; row++) {
      List<Machine> machines = on(world, row);
      long memory =
          Commitments.memoryForMachines(world.inventory().hosts().get(row))
              - machines.stream().mapToLong(m -> Commitments.overhead(m.hardware())).sum();
      long reserved = machines.stream().mapToLong(m -> m.placement().memory().reservation()).sum();
      for (Machine machine : machines) {
        int granted = get(world, machine.id(), Metric.MEMORY_GRANTED);
        int ballooned = get(world, machine.id(), Metric.MEMORY_BALLOONED);
        int swapped = get(world, machine.id(), Metric.MEMORY_SWAPPED);
        int most = (int) (0.65 * machine.hardware().memory().mib());
        assertTrue(granted + ballooned + swapped <= machine.hardware().memory().mib());
        assertTrue(ballooned <= (machine.guest().tools().answers() ? most : 0));
        assertTrue(swapped == 0 || ballooned == (machine.guest().tools().answers() ? most : 0));
        int reservation = machine.placement().memory().reservation();
        assertTrue(
            reserved > memory || granted >= Math.min(reservation, granted + ballooned + swapped));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void clustersAndPoolsShowTheSumOfWhatIsBelowThem(int seed) {
    World world = world(seed, false);
    long hosts =
        IntStream.range(0, HOSTS)
            .mapToLong(row -> get(world, new HostId(row), Metric.CPU_USED))
            .sum();
    assertEquals(hosts, get(world, SmallSite.CLUSTER, Metric.CPU_USED));
    assertEquals(hosts, get(world, SmallSite.POOL, Metric.CPU_USED));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void aHostWhosePathIsCutMovesNothingToThatDatastore(int seed) {
    World world = world(seed, false);
    Host host = world.inventory().hosts().get(0);
    world
        .inventory()
        .hosts()
        .set(
            0,
            host.withDatastores(
                host.datastores().stream()
                    .map(mount -> new Host.Mount(mount.datastore(), false))
                    .toList()));
    new Engine(List.of(new LoadModel())).advanceTo(world, world.now().plus(LoadModel.TICK));
    assertEquals(0, get(world, host.id(), Metric.DISK_RATE));
    assertEquals(0, sum(world, on(world, 0), Metric.DISK_RATE));
  }
}
