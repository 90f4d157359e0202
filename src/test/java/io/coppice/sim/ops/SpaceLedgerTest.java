package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.Outcome;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One ledger of space: nothing exceeds a datastore, and what is used is the sum of files. */
class SpaceLedgerTest {
  private static final DatastoreId FIRST = new DatastoreId(0);
  private static final MachineId OFF = new MachineId(0);
  private static final MachineId ON = new MachineId(2);

  private final Worlds worlds = Worlds.of(SmallSite.of(4, 24));

  private long used(MachineId id) {
    Machine machine = worlds.world().inventory().machine(id);
    return MachineStorage.places(machine).stream()
        .mapToLong(on -> MachineStorage.used(machine, on))
        .sum();
  }

  private void leave(int gib) {
    worlds.run(new FaultOperation.FillDatastore(FIRST, gib * 1024));
  }

  private static MachineOperation.EditHardware add(MachineId to, int... gib) {
    return new MachineOperation.EditHardware(
        to,
        Optional.empty(),
        Optional.empty(),
        IntStream.of(gib)
            .<DiskChange>mapToObj(
                size ->
                    new DiskChange.Add(Bytes.ofGiB(size), VirtualDisk.Provisioning.THICK, FIRST))
            .toList(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void twoThickDisksOfOneEditMustFitTogether() {
    leave(100);
    assertTrue(worlds.obstacles(add(OFF, 75, 50)).contains("datastore.no-room"));
    assertEquals(List.of(), worlds.obstacles(add(OFF, 50, 50)));
  }

  @Test
  void whatOneEditClaimsIsGoneForTheNextFromTheMomentOfAsking() {
    leave(100);
    assertInstanceOf(Outcome.Accepted.class, worlds.submit(add(OFF, 60)));
    assertInstanceOf(Outcome.Refused.class, worlds.submit(add(new MachineId(6), 60)));
    assertInstanceOf(Outcome.Accepted.class, worlds.submit(add(new MachineId(6), 40)));
  }

  private void take(MachineId id, String name) {
    worlds.run(new SnapshotOperation.Take(id, name, "", false, false));
  }

  @Test
  void aDiskThatOnlyASnapshotHasKeepsItsPlaceUntilItComesBack() {
    take(OFF, "without");
    worlds.run(add(OFF, 60));
    take(OFF, "with");
    long before = used(OFF);
    worlds.run(new SnapshotOperation.Revert(OFF, 0));
    assertEquals(1, worlds.machine(0).hardware().disks().size());
    assertEquals(before, used(OFF));
    leave(1);
    worlds.run(new SnapshotOperation.Revert(OFF, 1));
    assertEquals(2, worlds.machine(0).hardware().disks().size());
    assertEquals(before, used(OFF));
  }

  @Test
  void goingBackFiveTimesLeavesNothingBehind() {
    take(ON, "a");
    take(ON, "b");
    worlds.run(new SnapshotOperation.Revert(ON, 0));
    long clean = used(ON);
    for (int round = 0; round < 5; round++) {
      worlds.run(new MachineOperation.PowerOn(ON));
      worlds.pass(Duration.ofHours(20));
      assertTrue(used(ON) > clean, "it has written");
      worlds.run(new SnapshotOperation.Revert(ON, 0));
      assertEquals(clean, used(ON));
    }
  }

  @Test
  void branchesOwnADeltaEach() {
    take(ON, "root");
    worlds.pass(Duration.ofHours(20));
    take(ON, "left");
    long left = worlds.machine(2).snapshots().find(1).orElseThrow().branch().value();
    assertTrue(left > 0);
    worlds.run(new SnapshotOperation.Revert(ON, 0));
    worlds.run(new MachineOperation.PowerOn(ON));
    worlds.pass(Duration.ofHours(20));
    take(ON, "right");
    long right = worlds.machine(2).snapshots().find(2).orElseThrow().branch().value();
    assertTrue(right > 0);
    assertEquals(left + right, worlds.machine(2).snapshots().find(0).orElseThrow().delta().value());
    // What led to a snapshot that nothing hangs on goes with it, and nothing else.
    long before = used(ON);
    worlds.run(new SnapshotOperation.Remove(ON, 1, false));
    assertEquals(before - left, used(ON));
  }

  private MachineOperation.Clone clone(
      MachineId of, String name, boolean linked, Optional<Integer> snapshot) {
    return new MachineOperation.Clone(
        of,
        name,
        new MachineOperation.Destination(
            SmallSite.MACHINES, SmallSite.POOL, Optional.empty(), FIRST),
        linked,
        snapshot,
        false,
        false);
  }

  private Machine newest() {
    return worlds.machine(worlds.world().inventory().machines().size() - 1);
  }

  @Test
  void aFullCloneOfALinkedCloneIsWhole() {
    worlds.run(clone(OFF, "linked", true, Optional.empty()));
    Machine linked = newest();
    assertEquals(0, linked.hardware().disks().getFirst().used().value());
    worlds.run(clone(linked.id(), "whole", false, Optional.empty()));
    assertEquals(
        worlds.machine(0).hardware().disks().getFirst().used(),
        newest().hardware().disks().getFirst().used());
  }

  @Test
  void aFullCloneOfALaterSnapshotHoldsEarlierDeltas() {
    long disk = worlds.machine(2).hardware().disks().getFirst().used().value();
    take(ON, "first");
    worlds.pass(Duration.ofHours(20));
    take(ON, "second");
    long written = worlds.machine(2).snapshots().find(1).orElseThrow().branch().value();
    assertTrue(written > 0);
    worlds.run(clone(ON, "later", false, Optional.of(1)));
    assertEquals(disk + written, newest().hardware().disks().getFirst().used().value());
    worlds.run(clone(ON, "earlier", false, Optional.of(0)));
    assertEquals(disk, newest().hardware().disks().getFirst().used().value());
  }

  @Test
  void theWinnerOverTwoLevelsHasRoomForAllItHangsOn() {
    worlds.run(new ForkOperation.Fork(ON, ForkSpec.of(1, "one-#")));
    MachineId child = newest().id();
    worlds.run(new ForkOperation.Refork(child, ForkSpec.of(1, "two-#")));
    Machine grandchild = newest();
    long below =
        worlds.machine(2).hardware().disks().getFirst().used().value()
            + worlds
                .world()
                .inventory()
                .machine(child)
                .hardware()
                .disks()
                .getFirst()
                .used()
                .value();
    leave((int) (below / Bytes.GIB) - 1);
    assertTrue(
        worlds
            .obstacles(new ForkOperation.KeepWinner(grandchild.id()))
            .contains("datastore.no-room"));
    worlds.run(new FaultOperation.DrainDatastore(FIRST));
    worlds.run(new ForkOperation.KeepWinner(grandchild.id()));
    Machine kept = worlds.world().inventory().machine(grandchild.id());
    assertTrue(kept.hardware().disks().getFirst().used().value() >= below);
  }

  @Test
  void aMachineThatRunsHasASwapFileOfWhatItDoesNotReserve() {
    long off = used(OFF);
    worlds.run(new MachineOperation.PowerOn(OFF));
    assertEquals(off + 4 * Bytes.GIB, used(OFF));
    leave(1);
    assertTrue(
        worlds
            .obstacles(new MachineOperation.PowerOn(new MachineId(6)))
            .contains("datastore.no-room"));
  }

  @Test
  void aMachineOnAFullDatastoreStandsStillUntilItIsAnswered() {
    worlds.run(new FaultOperation.FillDatastore(FIRST, 0));
    worlds.pass(Duration.ofHours(8));
    assertTrue(worlds.machine(2).stalled(), "stands still");
    assertEquals(0, worlds.world().figures().get(ON, Metric.CPU_DEMAND));
    assertTrue(worlds.alarms().contains("alarm.machines-stalled"), worlds.alarms().toString());
    var retry = new MachineOperation.Answer(ON, MachineOperation.Reply.RETRY);
    assertTrue(worlds.obstacles(retry).contains("datastore.no-room"));
    worlds.run(new FaultOperation.DrainDatastore(FIRST));
    assertEquals(Job.State.SUCCEEDED, worlds.run(retry).state());
    assertFalse(worlds.machine(2).stalled());
    worlds.pass(Duration.ofMinutes(5));
    assertTrue(worlds.world().figures().get(ON, Metric.CPU_DEMAND) > 0);
  }

  @Test
  void aLeaseEndsNobodyThatOthersWereForkedFrom() {
    worlds.run(new ForkOperation.Fork(ON, ForkSpec.of(1, "one-#")));
    MachineId child = newest().id();
    worlds.run(new ForkOperation.Refork(child, ForkSpec.of(1, "two-#")));
    MachineId grandchild = newest().id();
    worlds.run(new ForkOperation.SetLease(child, Optional.of(Duration.ofMinutes(5))));
    worlds.pass(Duration.ofMinutes(20));
    assertTrue(worlds.world().forks().member(grandchild).isPresent());
    assertEquals(
        Optional.of(ForkMember.State.RUNNING),
        worlds.world().forks().member(child).map(ForkMember::state));
    assertTrue(worlds.events().contains("fork.still-needed"));
    worlds.run(new ForkOperation.EndSubtree(grandchild));
    worlds.pass(Duration.ofMinutes(3));
    assertTrue(worlds.world().forks().member(child).isEmpty());
  }
}
