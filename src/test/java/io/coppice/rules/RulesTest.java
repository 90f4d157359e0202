package io.coppice.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.Tag;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules of room and place: each passes, is broken, and says so. Machine 0 is off, 1 and 2 run. */
class RulesTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(3, 9));
  private final MachineId off = new MachineId(0);
  private final MachineId on = new MachineId(1);
  private final Operation start = new MachineOperation.PowerOn(off);

  private void passes(Operation operation) {
    assertEquals(List.of(), worlds.obstacles(operation));
  }

  private void stops(Operation operation, String code) {
    assertTrue(
        worlds.obstacles(operation).contains(code), () -> code + ": " + worlds.check(operation));
  }

  private void reserve(MachineId id, int memory, int cpu) {
    Machine machine = worlds.machine(id.value());
    worlds
        .world()
        .set(
            machine.withPlacement(
                new Machine.Placement(
                    new Allocation(1000, cpu, Allocation.UNLIMITED, true),
                    new Allocation(1000, memory, Allocation.UNLIMITED, true),
                    Machine.RestartPriority.MEDIUM)));
  }

  private void size(MachineId id, int vcpus, Bytes memory, boolean passthrough) {
    Machine machine = worlds.machine(id.value());
    MachineHardware was = machine.hardware();
    worlds
        .world()
        .set(
            machine.withHardware(
                new MachineHardware(
                    vcpus, memory, was.disks(), was.nics(), true, true, passthrough)));
  }

  private ResourcePoolId pool(int memory, boolean expandable) {
    worlds.run(
        new InventoryOperation.CreatePool(
            SmallSite.POOL,
            "pool",
            Allocation.normalPoolCpu(),
            new Allocation(1000, memory, Allocation.UNLIMITED, expandable),
            false));
    return new ResourcePoolId(worlds.world().inventory().pools().size() - 1);
  }

  @Test
  void aReservationMustBeUnreservedOnAHost() {
    passes(start);
    size(off, 2, Bytes.ofGiB(600), false);
    reserve(off, 600 * 1024, 0);
    stops(start, "cluster.no-host");
    stops(start, "host.no-memory");
    reserve(off, 0, 200_000);
    stops(start, "host.no-cpu");
  }

  @Test
  void aMachineHasNoMoreProcessorsThanTheHostHasLogicalOnes() {
    size(off, 64, Bytes.ofGiB(4), false);
    passes(start);
    size(off, 65, Bytes.ofGiB(4), false);
    stops(start, "host.too-few-processors");
  }

  @Test
  void aHostRunsAtMostSoManyMachines() {
    Worlds many = Worlds.of(SmallSite.of(1, 1_536));
    Operation one = new MachineOperation.PowerOn(new MachineId(0));
    assertTrue(many.obstacles(one).contains("host.too-many-machines"), many.check(one).toString());
    many.run(new MachineOperation.PowerOff(new MachineId(1)));
    assertEquals(List.of(), many.obstacles(one));
  }

  @Test
  void memoryBeyondTheHostIsAWarning() {
    size(off, 2, Bytes.ofGiB(700), false);
    assertTrue(
        worlds.check(start).problems().stream()
            .anyMatch(
                problem ->
                    problem.code().equals("host.memory-overcommitted")
                        && problem.severity() == Severity.WARNING));
    passes(start);
  }

  @Test
  void haKeepsRoomForAFailedHost() {
    size(off, 2, Bytes.ofGiB(480), false);
    size(new MachineId(3), 2, Bytes.ofGiB(480), false);
    size(new MachineId(6), 2, Bytes.ofGiB(480), false);
    reserve(off, 480 * 1024, 0);
    reserve(new MachineId(3), 480 * 1024, 0);
    reserve(new MachineId(6), 480 * 1024, 0);
    worlds.run(new MachineOperation.PowerOn(off));
    worlds.run(new MachineOperation.PowerOn(new MachineId(3)));
    stops(new MachineOperation.PowerOn(new MachineId(6)), "cluster.no-failover-capacity");
    worlds.run(new InventoryOperation.SetClusterServices(new ClusterId(0), false, true));
    passes(new MachineOperation.PowerOn(new MachineId(6)));
  }

  @Test
  void aFixedPoolGivesOnlyWhatItHas() {
    ResourcePoolId fixed = pool(1024, false);
    worlds.run(new InventoryOperation.Move(off, fixed));
    reserve(off, 1024, 0);
    passes(start);
    reserve(off, 2048, 0);
    stops(start, "pool.no-reservation");
    worlds.run(
        new InventoryOperation.EditPool(
            fixed,
            Allocation.normalPoolCpu(),
            new Allocation(1000, 1024, Allocation.UNLIMITED, true)));
    passes(start);
  }

  @Test
  void aPassthroughDeviceKeepsARunningMachineWhereItIs() {
    Operation move = new MachineOperation.Migrate(on, Optional.of(new HostId(2)), Optional.empty());
    passes(move);
    size(on, 2, Bytes.ofGiB(4), true);
    stops(move, "machine.has-passthrough");
    stops(new MachineOperation.Suspend(on), "machine.has-passthrough");
    stops(new SnapshotOperation.Take(on, "s", "", true, false), "machine.has-passthrough");
  }

  @Test
  void aChainOfSnapshotsEndsAtThirtyTwo() {
    Operation take = new SnapshotOperation.Take(off, "s", "", false, false);
    for (int i = 0; i < 32; i++) {
      worlds.run(take);
    }
    stops(take, "snapshot.too-deep");
    worlds.run(new SnapshotOperation.Remove(off, 0, false));
    passes(take);
    assertTrue(worlds.alarms().contains("alarm.snapshot-chain"));
    worlds.run(new SnapshotOperation.RemoveAll(off));
    assertEquals(List.of(), worlds.alarms());
  }

  @Test
  void thingsGoOnlyWhereTheyBelong() {
    passes(new InventoryOperation.Move(off, SmallSite.TEAM_A));
    stops(new InventoryOperation.Move(off, SmallSite.STORAGE), "place.wrong-sort");
    stops(new InventoryOperation.Move(SmallSite.TEAM_A, SmallSite.TEAM_A), "place.inside-itself");
    stops(new InventoryOperation.RemoveFolder(SmallSite.MACHINES), "folder.root");
    stops(new InventoryOperation.RemovePool(SmallSite.POOL), "pool.root");
    worlds.run(new InventoryOperation.Move(off, SmallSite.TEAM_A));
    stops(new InventoryOperation.RemoveFolder(SmallSite.TEAM_A), "folder.not-empty");
    stops(new InventoryOperation.Move(new HostId(0), SmallSite.HOSTS), "host.not-in-maintenance");
    stops(new InventoryOperation.RemoveCompute(new ClusterId(0)), "compute.not-empty");
    stops(new InventoryOperation.SetTags(SmallSite.TEAM_A, Set.of()), "object.takes-no-labels");
    stops(new InventoryOperation.Rename(on, "vm-002"), "name.taken");
    stops(new InventoryOperation.Rename(on, " "), "name.empty");
  }

  @Test
  void whatAFileMayNotSayMayNotBeSaidByHand() {
    String most = "x".repeat(SiteLimits.TEXT);
    passes(new InventoryOperation.SetNotes(off, most));
    stops(new InventoryOperation.SetNotes(off, most + "x"), "object.text-too-long");
    stops(new InventoryOperation.SetTags(off, Set.of(Tag.parse("a:\u200b"))), "object.tags-unfit");
    stops(
        new InventoryOperation.SetTags(off, Set.of(Tag.parse("a:" + "x".repeat(SiteLimits.TAG)))),
        "object.tags-unfit");
    stops(new InventoryOperation.Rename(on, "a\u202eb"), "name.character");
    stops(new InventoryOperation.Rename(on, "a\u00a0"), "name.space");
    stops(new InventoryOperation.Rename(on, "\uff36M-002"), "name.taken");
  }
}
