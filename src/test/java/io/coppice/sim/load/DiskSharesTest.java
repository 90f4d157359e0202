package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Storage I/O Control: shares decide on a datastore that is short, limits always hold. */
class DiskSharesTest {
  private static final DatastoreId FIRST = new DatastoreId(0);
  private static final DatastoreId SECOND = new DatastoreId(1);

  /** Four databases on the first datastore, which can carry 8 Mbit/s. */
  private static final List<Integer> ROWS = List.of(2, 4, 8, 10);

  private final Worlds worlds = Worlds.of(SmallSite.of(4, 12));

  DiskSharesTest() {
    carries(8);
    for (int row : ROWS) {
      Machine machine = worlds.machine(row);
      worlds
          .world()
          .set(
              machine.withGuest(
                  new Machine.Guest(
                      machine.guest().os(),
                      machine.guest().hostName(),
                      Workload.DATABASE,
                      machine.guest().tools())));
    }
    worlds.pass(Duration.ofMinutes(1));
  }

  /** Megabits a second of the first datastore. */
  private void carries(int megabits) {
    Datastore was = worlds.world().inventory().datastore(FIRST);
    worlds
        .world()
        .inventory()
        .datastores()
        .set(
            0,
            new Datastore(
                FIRST,
                was.name(),
                was.folder(),
                was.type(),
                was.capacity(),
                megabits,
                was.filler()));
  }

  private int figure(int row, Metric metric) {
    return worlds.world().figures().get(new MachineId(row), metric);
  }

  private void shares(int row, int shares, int limit) {
    worlds.run(new MachineOperation.SetDiskShares(new MachineId(row), 0, shares, limit));
  }

  private void control(boolean on) {
    worlds.run(new InventoryOperation.SetIoControl(FIRST, on));
    worlds.pass(Duration.ofMinutes(1));
  }

  @Test
  void sharesCountOnlyWhereTheDatastoreHasIoControl() {
    shares(2, 4_000, 0);
    worlds.pass(Duration.ofMinutes(1));
    int without = figure(2, Metric.DISK_RATE);
    control(true);
    int with = figure(2, Metric.DISK_RATE);
    assertTrue(with > 1.5 * without, without + " KiB/s, then " + with);
    int others = figure(4, Metric.DISK_RATE);
    // 4,000 shares beside 1,000: four to one, as far as it is wanted.
    assertEquals(4.0, with / (double) others, 0.2);
    long sum = ROWS.stream().mapToLong(row -> figure(row, Metric.DISK_RATE)).sum();
    assertTrue(sum <= 8 * 1_000_000 / 8 / 1024 + 1, sum + " KiB/s of 976");
    control(false);
    assertEquals(without, figure(2, Metric.DISK_RATE), without / 3);
  }

  @Test
  void aLimitHoldsAlsoWhereThereIsEnough() {
    carries(16_000);
    worlds.pass(Duration.ofMinutes(1));
    int latency = figure(2, Metric.DISK_LATENCY);
    assertTrue(figure(2, Metric.DISK_OPERATIONS) > 100);
    shares(2, 1_000, 50);
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(50, figure(2, Metric.DISK_OPERATIONS));
    assertEquals(50 * 8, figure(2, Metric.DISK_RATE));
    assertTrue(figure(2, Metric.DISK_LATENCY) > 2 * latency, "what waits at a limit waits longer");
  }

  /** Gives a machine's first disk another of the same size beside it, on that datastore. */
  private void secondDisk(int row, DatastoreId on) {
    worlds.run(
        new MachineOperation.EditHardware(
            new MachineId(row),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new MachineOperation.DiskChange.Add(
                    worlds.machine(row).hardware().disks().getFirst().capacity(),
                    VirtualDisk.Provisioning.THIN,
                    on)),
            List.of(),
            Optional.empty(),
            Optional.empty()));
    worlds.pass(Duration.ofMinutes(1));
  }

  private int done(DatastoreId datastore) {
    return worlds.world().figures().get(datastore, Metric.DISK_RATE);
  }

  /** The first datastore carries 976 KiB/s and is short, the second has plenty. */
  @Test
  void eachDiskAsksTheDatastoreThatItLiesOn() {
    int before = figure(2, Metric.DISK_RATE);
    int beside = figure(4, Metric.DISK_RATE);
    int elsewhere = done(SECOND);
    secondDisk(2, SECOND);
    int after = figure(2, Metric.DISK_RATE);
    assertTrue(after > 2 * before, before + " KiB/s, then " + after);
    assertTrue(done(SECOND) > elsewhere + before, elsewhere + " KiB/s, then " + done(SECOND));
    assertTrue(figure(4, Metric.DISK_RATE) > beside, "what went elsewhere is others' now");
    long sum = ROWS.stream().mapToLong(row -> figure(row, Metric.DISK_OPERATIONS)).sum();
    assertTrue(worlds.world().figures().get(FIRST, Metric.DISK_OPERATIONS) < sum);
  }

  @Test
  void aDisksLimitHoldsForItAloneAndItsSharesOnItsOwnDatastore() {
    secondDisk(2, SECOND);
    worlds.run(new MachineOperation.SetDiskShares(new MachineId(2), 1, 1_000, 50));
    worlds.pass(Duration.ofMinutes(1));
    int first = figure(2, Metric.DISK_RATE) - 50 * 8;
    assertTrue(first > 0, "the limit of the second leaves the first alone");
    assertEquals(50, figure(2, Metric.DISK_OPERATIONS) - first / 8, 1);
    control(true);
    worlds.run(new MachineOperation.SetDiskShares(new MachineId(2), 1, 4_000, 50));
    worlds.pass(Duration.ofMinutes(1));
    int same = figure(2, Metric.DISK_RATE) - 50 * 8;
    shares(2, 4_000, 0);
    worlds.pass(Duration.ofMinutes(1));
    int more = figure(2, Metric.DISK_RATE) - 50 * 8;
    assertTrue(more > 1.3 * same, same + " KiB/s by the other disk's shares, then " + more);
  }

  @Test
  void aDiskThatIsNotReachedTakesNothingFromTheOthers() {
    int elsewhere = done(SECOND);
    secondDisk(2, SECOND);
    int both = figure(2, Metric.DISK_RATE);
    int second = done(SECOND) - elsewhere;
    int beside = figure(4, Metric.DISK_RATE);
    worlds.run(new FaultOperation.CutPath(worlds.machine(2).host(), FIRST, false));
    worlds.pass(Duration.ofMinutes(1));
    int one = figure(2, Metric.DISK_RATE);
    assertTrue(one < both, both + " KiB/s, then " + one);
    assertEquals(second, one, second / 3.0, "the disk that is reached goes on as it did");
    assertEquals(0, figure(10, Metric.DISK_RATE), "a machine of that host with one disk");
    // two of the four that were short of the first datastore ask it no more
    int after = figure(4, Metric.DISK_RATE);
    assertTrue(after > 1.5 * beside, beside + " KiB/s, then " + after);
  }

  @Test
  void whatADatastoreDoesIsTheSumOfItsMachines() {
    long sum = 0;
    for (int row = 0; row < 12; row += 2) {
      sum += figure(row, Metric.DISK_OPERATIONS);
    }
    assertTrue(sum > 0);
    assertEquals(sum, worlds.world().figures().get(FIRST, Metric.DISK_OPERATIONS));
  }

  @Test
  void sharesAndLimitsHaveBounds() {
    MachineId id = new MachineId(2);
    assertTrue(
        worlds
            .obstacles(new MachineOperation.SetDiskShares(id, 0, 4_001, 0))
            .contains("hardware.bounds-disk-shares"));
    assertTrue(
        worlds
            .obstacles(new MachineOperation.SetDiskShares(id, 0, 1_000, 15))
            .contains("hardware.disk-limit"));
    assertEquals(List.of(), worlds.obstacles(new MachineOperation.SetDiskShares(id, 0, 1, 16)));
  }
}
