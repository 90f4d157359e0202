package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Megahertz;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host.HostHardware;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.Workload;
import io.coppice.rules.index.Commitments;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What it costs machines that something is short. */
class ShortageTest {
  private static final HostId HOST = new HostId(0);

  /** One host of 64 GiB with that many database machines of 4 GiB, half an hour after it began. */
  private static World crowded(int machines, Machine.Tools tools) {
    Inventory all = SmallSite.of(1, machines).inventory().copy();
    HostHardware of = all.hosts().get(0).hardware();
    all.hosts()
        .set(
            0,
            all.hosts()
                .get(0)
                .withHardware(
                    new HostHardware(
                        of.model(),
                        of.sockets(),
                        of.coresPerSocket(),
                        of.coreSpeed(),
                        Bytes.ofGiB(64),
                        of.nics(),
                        of.hbas(),
                        of.idlePower(),
                        of.maxPower())));
    for (int row = 0; row < machines; row++) {
      Machine machine = all.machines().get(row);
      all.machines()
          .set(
              row,
              machine
                  .withPower(PowerState.POWERED_ON)
                  .withGuest(new Machine.Guest("", "", Workload.DATABASE, tools)));
    }
    World world = new World(all, SmallSite.of(1, 1).start(), 7);
    Engine engine = new Engine(List.of(new LoadModel()));
    engine.begin(world);
    engine.advanceTo(world, world.now().plus(Duration.ofMinutes(30)));
    return world;
  }

  private static long sum(World world, Metric metric) {
    long sum = 0;
    for (int row = 0; row < world.inventory().machines().size(); row++) {
      sum += world.figures().get(world.inventory().machines().get(row).id(), metric);
    }
    return sum;
  }

  private static double each(World world, Metric metric) {
    return sum(world, metric) / (double) world.inventory().machines().size();
  }

  @Test
  void aFullHostGrantsNoMoreThanItHasWithOverheadAndItsOwnPart() {
    World world = crowded(40, Machine.Tools.RUNNING);
    long granted = world.figures().get(HOST, Metric.MEMORY_GRANTED);
    long overhead = world.figures().get(HOST, Metric.MEMORY_OVERHEAD);
    assertTrue(granted + overhead <= 65_536, granted + " and " + overhead);
    assertTrue(granted + overhead > 65_000, granted + " and " + overhead);
    MachineHardware hardware = world.inventory().machines().get(0).hardware();
    assertEquals(65_536 * 4 / 100 + 1 + 40 * Commitments.overhead(hardware), overhead);
  }

  @Test
  void overcommittedMemorySlowsWhatGuestsDo() {
    World wide = crowded(12, Machine.Tools.NOT_INSTALLED);
    World tight = crowded(40, Machine.Tools.NOT_INSTALLED);
    assertEquals(0, sum(wide, Metric.MEMORY_LATENCY));
    assertTrue(sum(tight, Metric.MEMORY_COMPRESSED) > 0);
    assertTrue(sum(tight, Metric.MEMORY_SWAPPED) > 0);
    assertTrue(each(tight, Metric.MEMORY_LATENCY) > 500, each(tight, Metric.MEMORY_LATENCY) + "");
    assertTrue(each(tight, Metric.CPU_USED) < 0.95 * each(tight, Metric.CPU_DEMAND));
    assertTrue(each(tight, Metric.DISK_RATE) < 0.95 * each(wide, Metric.DISK_RATE));
  }

  @Test
  void aBalloonCostsLessThanSwapping() {
    World balloons = crowded(36, Machine.Tools.RUNNING);
    World swaps = crowded(36, Machine.Tools.NOT_INSTALLED);
    assertTrue(sum(balloons, Metric.MEMORY_BALLOONED) > 0);
    assertTrue(
        each(balloons, Metric.MEMORY_LATENCY) < each(swaps, Metric.MEMORY_LATENCY),
        each(balloons, Metric.MEMORY_LATENCY) + " and " + each(swaps, Metric.MEMORY_LATENCY));
  }

  @Test
  void waitingIsFeltBeforeAHostIsFullAndSoonerWithFewerCores() {
    assertEquals(0, ProcessorQueue.of(32, 0, 1_000).waiting());
    double half = ProcessorQueue.of(4, 500, 1_000).waiting();
    double most = ProcessorQueue.of(4, 900, 1_000).waiting();
    assertTrue(half > 0.02 && half < most, half + " and " + most);
    assertTrue(ProcessorQueue.of(64, 500, 1_000).waiting() < half / 10);
    assertTrue(ProcessorQueue.of(64, 950, 1_000).waiting() > 0.05);
    assertTrue(Double.isFinite(ProcessorQueue.of(1, Long.MAX_VALUE, 1).waiting()));
    assertEquals(0, ProcessorQueue.of(1, 5, 0).waiting());
  }

  @Test
  void theMeanWaitIsNearThatOfErlangsFormula() {
    // Erlang C for 4 servers at load 0.8: 0.5964 wait, for 0.5964 / (4 * 0.2) of a service time.
    assertEquals(0.7455, ProcessorQueue.of(4, 800, 1_000).waiting(), 0.03);
    // And for 2 servers at 0.5: 0.3333 / (2 * 0.5).
    assertEquals(0.3333, ProcessorQueue.of(2, 500, 1_000).waiting(), 0.04);
  }

  @Test
  void twoBusyProcessorsOnOneCoreAreSlowerThanOnTwo() {
    assertTrue(ProcessorQueue.of(8, 100, 1_000).threadLoss() < 0.01);
    assertTrue(ProcessorQueue.of(8, 990, 1_000).threadLoss() > 0.3);
    assertTrue(ProcessorQueue.of(8, 990, 1_000).threadLoss() <= 0.375);
  }

  @Test
  void aMachineThatDoesNotFitOneNodeIsSlower() {
    HostHardware two =
        new HostHardware(
            "", 2, 16, new Megahertz(2_600), Bytes.ofGiB(512), List.of(), List.of(), 100, 200);
    assertEquals(0, new NumaCost(two).of(16, 200 * 1024));
    assertEquals(0, new NumaCost(two).of(16, 256 * 1024), "it just fits");
    // Half of the accesses of half its processors: a quarter, each half as long again, in three
    // tenths of the time: 0.0375 more for 1.
    assertEquals(0.0375 / 1.0375, new NumaCost(two).of(24, 64 * 1024), 1e-12);
    // 144 of 400 GiB do not fit into a node of 256: 0.36 of the accesses, 0.054 more.
    assertEquals(0.054 / 1.054, new NumaCost(two).of(8, 400 * 1024), 1e-12);
    // Both: the worse of the two counts; three nodes' worth of processors are still on two.
    assertEquals(0.054 / 1.054, new NumaCost(two).of(48, 400 * 1024), 1e-12);
    HostHardware one =
        new HostHardware(
            "", 1, 32, new Megahertz(2_600), Bytes.ofGiB(512), List.of(), List.of(), 100, 200);
    assertEquals(0, new NumaCost(one).of(24, 400 * 1024));
  }

  @Test
  void readyRisesWithTheLoadOfAHostThatIsNotFullYet() {
    World world = crowded(14, Machine.Tools.RUNNING);
    long used = world.figures().get(HOST, Metric.CPU_USED);
    long has = Commitments.cpuForMachines(world.inventory().hosts().get(0));
    assertTrue(used < has, "it is not full");
    double wait = ProcessorQueue.of(32, used, has).waiting();
    for (int row = 0; row < 14; row++) {
      Machine machine = world.inventory().machines().get(row);
      double run = world.figures().get(machine.id(), Metric.CPU_USED) / (2 * 2_600.0);
      int ready = world.figures().get(machine.id(), Metric.CPU_READY);
      assertEquals(10_000 * run * wait, ready, 1.01);
    }
  }

  @Test
  void nothingWaitsLongerOnADatastoreThanTheFiguresCanSay() {
    World world = crowded(40, Machine.Tools.NOT_INSTALLED);
    int latency = world.figures().get(new DatastoreId(0), Metric.DISK_LATENCY);
    assertTrue(latency >= 500 && latency < 1_000_000, latency + "");
  }

  /** One host with machines that want that much, of which the first may have half of that. */
  private static World wanting(int memory, Allocation processors, int... working) {
    Inventory all = SmallSite.of(1, working.length).inventory().copy();
    HostHardware of = all.hosts().get(0).hardware();
    all.hosts()
        .set(
            0,
            all.hosts()
                .get(0)
                .withHardware(
                    new HostHardware(
                        of.model(),
                        of.sockets(),
                        of.coresPerSocket(),
                        of.coreSpeed(),
                        Bytes.ofMiB(memory),
                        of.nics(),
                        of.hbas(),
                        of.idlePower(),
                        of.maxPower())));
    for (int row = 0; row < working.length; row++) {
      MeasuredLoad load =
          new MeasuredLoad(
              "",
              SmallSite.of(1, 1).start(),
              3_600,
              true,
              new int[] {10_000, 0},
              new int[] {100 * working[row], 10_000},
              new int[0],
              new int[0]);
      Machine machine = all.machines().get(row);
      all.machines()
          .set(
              row,
              machine
                  .withPower(PowerState.POWERED_ON)
                  .withPlacement(
                      new Machine.Placement(
                          processors, machine.placement().memory(), machine.placement().restart()))
                  .withGuest(
                      new Machine.Guest(
                          "",
                          "",
                          Workload.DATABASE,
                          Machine.Tools.NOT_INSTALLED,
                          Optional.of(load),
                          Optional.empty())));
    }
    World world = new World(all, SmallSite.of(1, 1).start(), 7);
    Engine engine = new Engine(List.of(new LoadModel()));
    engine.begin(world);
    engine.advanceTo(world, world.now().plus(Duration.ofMinutes(1)));
    return world;
  }

  /**
   * Waldspurger 2002, section 5.2: at a tax of 75 % an idle page costs four of those in use, so
   * that of equal shares who uses everything keeps four times what who uses nothing does.
   */
  @Test
  void whoUsesItsMemoryKeepsFourTimesWhatAnIdleMachineKeeps() {
    World world =
        wanting(5_000, SmallSite.of(1, 1).inventory().machines().get(0).placement().cpu(), 100, 0);
    double used =
        world.figures().get(world.inventory().machines().get(0).id(), Metric.MEMORY_GRANTED);
    double idle =
        world.figures().get(world.inventory().machines().get(1).id(), Metric.MEMORY_GRANTED);
    assertTrue(used < 4_096, "both lack some");
    assertEquals(4, used / idle, 0.02);
  }

  /** It runs half of the time that it would, and is ready for the other half. */
  @Test
  void aMachineThatIsLimitedToHalfOfWhatItWantsIsReadyForHalfOfTheTime() {
    Allocation half = new Allocation(1_000, 0, 2_600, true);
    World world = wanting(65_536, half, 50);
    var id = world.inventory().machines().get(0).id();
    assertEquals(2 * 2_600, world.figures().get(id, Metric.CPU_DEMAND));
    assertEquals(2_600, world.figures().get(id, Metric.CPU_USED));
    assertEquals(5_000, world.figures().get(id, Metric.CPU_READY), 1);
    assertEquals(5_000, world.figures().get(id, Metric.CPU_LATENCY), 1);
    assertEquals(5_000, world.figures().get(HOST, Metric.CPU_READY), 1);
  }
}
