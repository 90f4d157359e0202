package io.coppice.sim.ops.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.Workload;
import io.coppice.model.table.CowTable;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SiteState;
import io.coppice.sim.flow.ResourceUse;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.testkit.SmallSite;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What guests have in use and write, and what copies go through. */
class GuestDurationsTest {
  private final Machine machine = SmallSite.of(1, 1).inventory().machines().get(0);
  private final long all = machine.hardware().memory().value();
  private final Figures figures = new Figures();

  private void set(Metric metric, int value) {
    figures.writable(EntityId.Kind.MACHINE, metric).set(0, value);
  }

  private Machine like(String os, Workload workload) {
    return machine.withGuest(new Machine.Guest(os, "", workload, Machine.Tools.RUNNING));
  }

  @Test
  void whatIsGrantedWasTouchedAndNeverMoreThanThereIs() {
    assertEquals(all, GuestDurations.touched(machine, figures), "nothing is known");
    set(Metric.MEMORY_GRANTED, 1024);
    assertEquals(Bytes.GIB, GuestDurations.touched(machine, figures));
    set(Metric.MEMORY_GRANTED, 1_000_000);
    assertEquals(all, GuestDurations.touched(machine, figures));
  }

  @Test
  void whatLiesOnTheHostsSwapAndCompressedIsFetched() {
    set(Metric.MEMORY_SWAPPED, 300);
    set(Metric.MEMORY_COMPRESSED, 20);
    assertEquals(320 * Bytes.MIB, GuestDurations.reclaimed(machine, figures));
  }

  @Test
  void whatIsActiveIsWrittenAgainAndATenthWhereNothingIsKnown() {
    assertEquals(all / 10, GuestDurations.working(machine, figures));
    set(Metric.MEMORY_ACTIVE, 77);
    assertEquals(77 * Bytes.MIB, GuestDurations.working(machine, figures));
  }

  /** Clark et al. (NSDI 2005): from under 1 MB/s at rest to tens under load, by processor. */
  @ParameterizedTest
  @CsvSource({"DATABASE,5000,90", "BUILD,2500,30", "WEB,2500,15", "DESKTOP,5000,16", "IDLE,2500,1"})
  void eachBusyProcessorDirtiesByItsWorkload(Workload workload, int megahertz, int mebibytes) {
    set(Metric.CPU_USED, megahertz);
    assertEquals(mebibytes * Bytes.MIB, GuestDurations.dirtying(like("Debian", workload), figures));
  }

  @Test
  void aGuestOfWhichNothingIsKnownIsBusyForThreeTenthsAndWritesHalfAMebibyteAtLeast() {
    // 0.3 of two processors, at 45 MiB each
    assertEquals(2, machine.hardware().vcpus());
    assertEquals(
        27 * Bytes.MIB, GuestDurations.dirtying(like("Debian", Workload.DATABASE), figures));
    set(Metric.CPU_USED, 100);
    assertEquals(Bytes.MIB / 2, GuestDurations.dirtying(like("Debian", Workload.IDLE), figures));
  }

  @Test
  void windowsTakesLongerToQuiesce() {
    assertEquals(
        Duration.ofSeconds(8),
        GuestDurations.quiesce(like("Microsoft WINDOWS Server", Workload.WEB)));
    assertEquals(Duration.ofSeconds(3), GuestDurations.quiesce(like("Debian", Workload.WEB)));
  }

  @Test
  void aCopyWithinADatastoreIsReadAndWrittenThere() {
    DatastoreId one = new DatastoreId(1);
    DatastoreId two = new DatastoreId(2);
    assertEquals(
        List.of(ResourceUse.disk(one), ResourceUse.disk(two)), TransferRates.ends(one, two));
    assertEquals(List.of(ResourceUse.disk(one).twice()), TransferRates.ends(one, one));
  }

  @Test
  void aCopyMovesItsBytesAsOneStreamAndThenSettles() {
    DatastoreId one = new DatastoreId(1);
    DatastoreId two = new DatastoreId(2);
    Duration settle = Duration.ofSeconds(3);
    assertEquals(
        new PhaseResult.Moves(7, 400_000_000, settle, TransferRates.ends(one, two)),
        TransferRates.copy(7, one, two, settle));
  }

  @Test
  void whatIsKeptOfAMachineGoesThroughItsHomeAndWithoutAnyTakesASecond() {
    Duration settle = Duration.ofSeconds(3);
    DatastoreId home = machine.hardware().disks().getFirst().datastore();
    assertEquals(
        new PhaseResult.Moves(7, 400_000_000, settle, List.of(ResourceUse.disk(home))),
        TransferRates.atHome(machine, 7, settle));
    assertEquals(
        PhaseResult.lasts(Duration.ofSeconds(1)), TransferRates.atHome(withoutDisks(), 7, settle));
  }

  private Machine withoutDisks() {
    return machine.withHardware(machine.hardware().withDisks(List.of()));
  }

  /** Half a second, and what it touched at the rate of one stream, or of a slower datastore. */
  @ParameterizedTest
  @CsvSource({"16000,3121", "800,10986", "0,1049076"})
  void aMachinesMemoryTakesAsLongAsItsDatastoreIsSlow(int megabits, long milliseconds) {
    Inventory inventory = SmallSite.of(1, 1).inventory().copy();
    Datastore fast = inventory.datastores().get(0);
    inventory
        .datastores()
        .set(
            0,
            new Datastore(
                fast.id(),
                fast.name(),
                fast.folder(),
                fast.type(),
                fast.capacity(),
                megabits,
                fast.filler()));
    set(Metric.MEMORY_GRANTED, 1000);
    assertEquals(Duration.ofMillis(milliseconds), TransferRates.alone(machine, index(inventory)));
  }

  @Test
  void theMemoryOfAMachineWithoutADiskTakesAsLongAsOneStream() {
    set(Metric.MEMORY_GRANTED, 1000);
    assertEquals(
        Duration.ofMillis(500 + 2621),
        TransferRates.alone(withoutDisks(), index(SmallSite.of(1, 1).inventory())));
  }

  private SiteIndex index(Inventory inventory) {
    return new IndexCache()
        .of(
            new SiteState(
                inventory.freeze(), new Forks().freeze(), figures.freeze(), new CowTable<>()));
  }

  /** 800 ms, and ten for each whole gibibyte. */
  @Test
  void aLargerDiskTakesLongerToMake() {
    assertEquals(Duration.ofMillis(800), TransferRates.allocate(Bytes.GIB - 1));
    assertEquals(Duration.ofSeconds(1), TransferRates.allocate(20 * Bytes.GIB));
  }
}
