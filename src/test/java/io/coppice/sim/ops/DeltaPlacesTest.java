package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.MigrationRules;
import io.coppice.rules.SnapshotConsolidation;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What snapshots and forks keep of a disk lies on the datastore of that disk. */
class DeltaPlacesTest {
  private static final DatastoreId FIRST = new DatastoreId(0);
  private static final DatastoreId SECOND = new DatastoreId(1);
  private static final MachineId ON = new MachineId(2);

  private final Worlds worlds = Worlds.of(SmallSite.of(4, 24));

  DeltaPlacesTest() {
    change(new DiskChange.Add(Bytes.ofGiB(160), VirtualDisk.Provisioning.THIN, SECOND));
    worlds.pass(Duration.ofHours(2));
  }

  private void change(DiskChange change) {
    worlds.run(
        new MachineOperation.EditHardware(
            ON,
            Optional.empty(),
            Optional.empty(),
            List.of(change),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  private Machine machine() {
    return worlds.machine(ON.value());
  }

  private VirtualDisk disk(int at) {
    return machine().hardware().disks().get(at);
  }

  private Node node(int key) {
    return machine().snapshots().find(key).orElseThrow();
  }

  private void take(String name) {
    worlds.run(new SnapshotOperation.Take(ON, name, "", false, false));
  }

  private long on(DatastoreId datastore) {
    return MachineStorage.used(machine(), datastore);
  }

  /** Bytes of all other machines on the second datastore. */
  private long others() {
    long[] sum = new long[1];
    worlds
        .world()
        .inventory()
        .machines()
        .forEach(its -> sum[0] += its.id().equals(ON) ? 0 : MachineStorage.used(its, SECOND));
    return sum[0];
  }

  @Test
  void writesAreSpreadByCapacityAndEachDeltaLiesBesideItsDisk() {
    assertEquals(FIRST, disk(0).datastore());
    assertEquals(SECOND, disk(1).datastore());
    long first = on(FIRST);
    long second = on(SECOND);
    assertEquals(disk(1).used().value(), second);
    take("one");
    worlds.pass(Duration.ofHours(10));
    long small = node(0).delta(0);
    long large = node(0).delta(1);
    assertTrue(small > 0);
    double parts = (double) disk(1).capacity().value() / disk(0).capacity().value();
    assertEquals(
        parts * small,
        (double) large,
        10 * parts,
        "by capacity, but for what is rounded ten times");
    assertEquals(first + small, on(FIRST));
    assertEquals(second + large, on(SECOND));
    assertEquals(small + large, MachineStorage.imageOf(node(0)).value());
    long all = worlds.index().used(SECOND);
    assertEquals(second + large, all - others(), "the ledger says the same");
  }

  @Test
  void goingBackDropsWhatWasWrittenToEachDisk() {
    take("one");
    long first = on(FIRST) - MachineStorage.images(machine());
    long second = on(SECOND);
    worlds.pass(Duration.ofHours(10));
    worlds.run(new SnapshotOperation.Revert(ON, 0));
    assertEquals(first, on(FIRST) - MachineStorage.images(machine()));
    assertEquals(second, on(SECOND));
  }

  @Test
  void filesAreMergedBesideTheirDiskAndNeedRoomThere() {
    Machine before =
        machine()
            .withHardware(
                machine()
                    .hardware()
                    .withDisks(
                        List.of(
                            thin(0, 10, FIRST).withUsed(Bytes.ofGiB(2)),
                            thin(1, 4, SECOND).withUsed(Bytes.ofGiB(1)))));
    Node taken =
        new Node(
            0,
            -1,
            "one",
            "",
            worlds.world().now(),
            false,
            false,
            before.power(),
            Bytes.ZERO,
            before.hardware());
    before =
        before.withSnapshots(
            before
                .snapshots()
                .taken(taken)
                .written(0, Bytes.ofGiB(1).value())
                .written(1, Bytes.ofGiB(2).value()));
    SnapshotConsolidation done = SnapshotConsolidation.without(before, Set.of(0));
    // Of 1 GiB, two tenths hit what was written; of 2 GiB, a quarter.
    long first = Math.round(0.8 * Bytes.GIB);
    long second = 3 * Bytes.GIB / 2;
    assertEquals(Map.of(FIRST, first, SECOND, second), done.room());
    assertEquals(3 * Bytes.GIB, done.merged());
    List<VirtualDisk> disks = done.machine().hardware().disks();
    assertEquals(2 * Bytes.GIB + first, disks.get(0).used().value());
    assertEquals(Bytes.GIB + second, disks.get(1).used().value());
    assertTrue(done.machine().snapshots().isEmpty());
  }

  private static VirtualDisk thin(int key, int gib, DatastoreId on) {
    return new VirtualDisk(key, Bytes.ofGiB(gib), VirtualDisk.Provisioning.THIN, on, Bytes.ZERO);
  }

  @Test
  void aMiddleSnapshotsFilesAreJoinedDiskByDisk() {
    take("one");
    worlds.pass(Duration.ofHours(10));
    take("two");
    worlds.pass(Duration.ofHours(10));
    long first = node(1).branch(0);
    long second = node(1).branch(1);
    long liveFirst = machine().snapshots().live(0);
    long liveSecond = machine().snapshots().live(1);
    worlds.run(new SnapshotOperation.Remove(ON, 1, false));
    assertEquals(joined(first, liveFirst, disk(0)), machine().snapshots().live(0));
    assertEquals(joined(second, liveSecond, disk(1)), machine().snapshots().live(1));
  }

  private static long joined(long under, long over, VirtualDisk disk) {
    long whole = disk.capacity().value();
    return under + Math.round((double) over * (whole - under) / whole);
  }

  @Test
  void storageMigrationCarriesDeltasThatLieElsewhereAndNoOthers() {
    take("one");
    worlds.pass(Duration.ofHours(10));
    var toSecond = new MachineOperation.MigrateStorage(ON, SECOND);
    long second = on(SECOND);
    long all = on(FIRST) + second;
    assertEquals(on(FIRST), MigrationRules.bytesToMove(machine(), toSecond));
    long delta = node(0).delta(1);
    assertEquals(
        disk(1).used().value() + delta,
        MigrationRules.bytesToMove(machine(), new MachineOperation.MigrateStorage(ON, FIRST)));
    Machine moved = MigrationRules.moved(machine(), SECOND);
    assertEquals(0, MachineStorage.used(moved, FIRST));
    assertEquals(all, MachineStorage.used(moved, SECOND));
  }

  @Test
  void aFullSecondDatastoreIsNamedAndStopsTheMachine() {
    take("one");
    worlds.run(new FaultOperation.FillDatastore(SECOND, 0));
    worlds.pass(Duration.ofHours(2));
    assertTrue(machine().stalled());
    assertEquals(0, node(0).delta(1));
    assertTrue(node(0).delta(0) > 0, "the first disk had room");
    List<Problem> alarms =
        worlds.world().alarms().stream()
            .filter(alarm -> alarm.code().equals("alarm.machines-stalled"))
            .toList();
    assertTrue(
        alarms.stream().anyMatch(alarm -> alarm.about().contains(SECOND)), alarms.toString());
    var retry = new MachineOperation.Answer(ON, MachineOperation.Reply.RETRY);
    assertTrue(worlds.obstacles(retry).contains("datastore.no-room"));
    worlds.run(new FaultOperation.DrainDatastore(SECOND));
    assertEquals(List.of(), worlds.obstacles(retry));
  }

  @Test
  void theKeyOfADiskThatOnlyASnapshotHasIsNotGivenAgainAndItsFilesGoWithTheSnapshot() {
    take("one");
    change(new DiskChange.Add(Bytes.ofGiB(160), VirtualDisk.Provisioning.THIN, SECOND));
    take("two");
    worlds.pass(Duration.ofHours(10));
    take("three");
    long third = node(2).branch(2);
    assertTrue(third > 0);
    worlds.run(new SnapshotOperation.Revert(ON, 0));
    long base = disk(1).used().value() + node(0).delta(1) + node(1).delta(1);
    assertEquals(base + third, on(SECOND));
    change(new DiskChange.Add(Bytes.ofGiB(8), VirtualDisk.Provisioning.THIN, FIRST));
    assertEquals(3, disk(2).key());
    worlds.run(new SnapshotOperation.RemoveAll(ON));
    assertEquals(disk(1).used().value(), on(SECOND), "nothing has the third any more");
  }

  @Test
  void aForkedChildsOverlaysLieBesideTheDisksTheyAreOf() {
    worlds.run(new ForkOperation.Fork(ON, ForkSpec.of(1, "child-#")));
    worlds.pass(Duration.ofHours(6));
    Machine child = worlds.machine(worlds.world().inventory().machines().size() - 1);
    assertEquals(SECOND, child.hardware().disks().get(1).datastore());
    boolean exact = false;
    // Overlays catch up once a minute.
    for (int second = 0; second < 60 && !exact; second++) {
      worlds.pass(Duration.ofSeconds(1));
      exact =
          own(child.id(), 0) == used(child.id(), 0) && own(child.id(), 1) == used(child.id(), 1);
    }
    assertTrue(exact, "each overlay is as large as the blocks of its disk");
    assertTrue(used(child.id(), 1) > 0);
  }

  private long used(MachineId id, int disk) {
    return worlds.machine(id.value()).hardware().disks().get(disk).used().value();
  }

  private long own(MachineId id, int disk) {
    MemberPages pages = worlds.world().forks().pages(id).orElseThrow();
    VirtualDisk first = worlds.machine(id.value()).hardware().disks().getFirst();
    int border = (int) (first.capacity().value() / MemberPages.BLOCK);
    int from = disk == 0 ? 0 : border;
    int to = disk == 0 ? border : pages.blocks().pages();
    return (long) pages.blocks().countIn(from, to) * MemberPages.BLOCK;
  }
}
