package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation.CutNic;
import io.coppice.backend.FaultOperation.CutPath;
import io.coppice.backend.FaultOperation.DrainDatastore;
import io.coppice.backend.FaultOperation.FillDatastore;
import io.coppice.backend.FaultOperation.RestoreNic;
import io.coppice.backend.FaultOperation.RestorePath;
import io.coppice.backend.HostOperation.EnterMaintenance;
import io.coppice.backend.HostOperation.ExitMaintenance;
import io.coppice.backend.InventoryOperation.CreateFolder;
import io.coppice.backend.InventoryOperation.EditPool;
import io.coppice.backend.InventoryOperation.RemoveFolder;
import io.coppice.backend.InventoryOperation.SetClusterServices;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.Migrate;
import io.coppice.backend.MachineOperation.MigrateStorage;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation.Remove;
import io.coppice.backend.SnapshotOperation.Take;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.testkit.SmallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class UndoInverseTest {
  private static final MachineId VM = new MachineId(0);
  private static final HostId HOST = new HostId(0);
  private static final HostId OTHER = new HostId(1);

  private final Inventory before = SmallSite.of(2, 3).inventory();
  private final Inventory now = before.copy();

  private void machine(UnaryOperator<Machine> change) {
    now.machines().set(VM.value(), change.apply(now.machine(VM)));
  }

  private void hardware(UnaryOperator<MachineHardware> change) {
    machine(machine -> machine.withHardware(change.apply(machine.hardware())));
  }

  private void host(UnaryOperator<Host> change) {
    now.hosts().set(HOST.value(), change.apply(now.host(HOST)));
  }

  private void assertInverse(Operation expected, Operation done) {
    assertTrue(UndoInverse.isUndoable(done));
    assertEquals(Optional.of(expected), UndoInverse.inverse(done, before, now));
  }

  private void assertNoInverse(Operation done) {
    assertEquals(Optional.empty(), UndoInverse.inverse(done, before, now));
  }

  private static EditHardware edit(int vcpus, List<DiskChange> disks, List<NicChange> nics) {
    return new EditHardware(
        VM, Optional.of(vcpus), Optional.empty(), disks, nics, Optional.empty(), Optional.empty());
  }

  @Test
  void hardwareGoesBackToWhatItWasAndAddedDisksGo() {
    List<VirtualDisk> disks = new ArrayList<>(before.machine(VM).hardware().disks());
    disks.add(
        new VirtualDisk(
            1, Bytes.ofGiB(10), VirtualDisk.Provisioning.THIN, new DatastoreId(0), Bytes.ZERO));
    hardware(hardware -> hardware.withProcessors(8).withDisks(disks));
    assertInverse(
        edit(2, List.of(new DiskChange.Remove(1)), List.of()),
        edit(
            8,
            List.of(
                new DiskChange.Add(
                    Bytes.ofGiB(10), VirtualDisk.Provisioning.THIN, new DatastoreId(0))),
            List.of()));
  }

  @Test
  void aNicThatWasDisconnectedIsConnectedAgain() {
    hardware(
        hardware -> hardware.withNics(List.of(hardware.nics().getFirst().withConnected(false))));
    assertInverse(
        edit(2, List.of(), List.of(new NicChange.Connect(0, true))),
        edit(2, List.of(), List.of(new NicChange.Connect(0, false))));
  }

  @Test
  void hardwareThatSomebodyChangedSinceStays() {
    hardware(hardware -> hardware.withProcessors(4));
    assertNoInverse(edit(8, List.of(), List.of()));
  }

  @Test
  void growingOrRemovingADiskCannotBeUndone() {
    assertFalse(
        UndoInverse.isUndoable(
            edit(2, List.of(new DiskChange.Grow(0, Bytes.ofGiB(80))), List.of())));
    assertFalse(UndoInverse.isUndoable(edit(2, List.of(new DiskChange.Remove(0)), List.of())));
  }

  @Test
  void aMachineThatMigratedGoesBack() {
    machine(machine -> machine.withHost(OTHER));
    assertInverse(
        new Migrate(VM, Optional.of(HOST), Optional.empty()),
        new Migrate(VM, Optional.of(OTHER), Optional.empty()));
    assertInverse(
        new Migrate(VM, Optional.of(HOST), Optional.empty()),
        new Migrate(VM, Optional.empty(), Optional.empty()));
  }

  @Test
  void aMachineThatMovedOnSinceStaysWhereItIs() {
    assertNoInverse(new Migrate(VM, Optional.of(OTHER), Optional.empty()));
  }

  @Test
  void disksGoBackToTheDatastoreTheyCameFrom() {
    hardware(
        hardware ->
            hardware.withDisks(
                hardware.disks().stream()
                    .map(disk -> disk.withDatastore(new DatastoreId(1)))
                    .toList()));
    assertInverse(
        new MigrateStorage(VM, new DatastoreId(0)), new MigrateStorage(VM, new DatastoreId(1)));
  }

  @Test
  void aFolderThatWasMadeIsRemovedByTheIdItGot() {
    FolderId made = new FolderId(now.folders().size());
    now.folders()
        .add(
            new Folder(
                made,
                "Team B",
                Folder.Contents.MACHINES,
                new DatacentreId(0),
                Optional.of(SmallSite.MACHINES)));
    assertInverse(new RemoveFolder(made), new CreateFolder(SmallSite.MACHINES, "Team B"));
  }

  @Test
  void aFolderThatWasRemovedIsMadeAgain() {
    now.folders().set(SmallSite.TEAM_A.value(), null);
    assertInverse(
        new CreateFolder(SmallSite.MACHINES, "Team A"), new RemoveFolder(SmallSite.TEAM_A));
  }

  @Test
  void poolsAndClusterServicesGoBack() {
    Allocation cpu = new Allocation(8000, 100, 2000, false);
    now.pools()
        .set(
            SmallSite.POOL.value(),
            now.pools()
                .get(SmallSite.POOL.value())
                .withAllocations(cpu, Allocation.normalPoolMemory()));
    now.clusters().set(0, now.clusters().get(SmallSite.CLUSTER.value()).withServices(false, true));
    assertInverse(
        new EditPool(SmallSite.POOL, Allocation.normalPoolCpu(), Allocation.normalPoolMemory()),
        new EditPool(SmallSite.POOL, cpu, Allocation.normalPoolMemory()));
    assertInverse(
        new SetClusterServices(SmallSite.CLUSTER, true, true),
        new SetClusterServices(SmallSite.CLUSTER, false, true));
  }

  @Test
  void maintenanceEndsAndFaultsAreMended() {
    host(host -> host.withMaintenance(true));
    assertInverse(new ExitMaintenance(HOST), new EnterMaintenance(HOST, true));
    host(
        host ->
            host.withDatastores(
                List.of(
                    new Host.Mount(new DatastoreId(0), false),
                    new Host.Mount(new DatastoreId(1), true))));
    assertInverse(new RestorePath(HOST, new DatastoreId(0)), new CutPath(HOST, new DatastoreId(0)));
    assertNoInverse(new CutPath(HOST, new DatastoreId(1)));
    assertNoInverse(new CutNic(HOST, "vmnic0"));
    assertNoInverse(new RestoreNic(HOST, "vmnic0"));
    now.datastores().set(0, now.datastores().get(0).withFiller(Bytes.ofGiB(5)));
    assertInverse(
        new DrainDatastore(new DatastoreId(0)), new FillDatastore(new DatastoreId(0), 100));
  }

  @Test
  void aSnapshotIsRemovedWhileNothingGrewFromIt() {
    Take take = new Take(VM, "before update", "", false, false);
    SnapshotTree.Node node =
        new SnapshotTree.Node(
            0,
            -1,
            "before update",
            "",
            SimTime.ZERO,
            false,
            false,
            PowerState.POWERED_OFF,
            Bytes.ZERO,
            before.machine(VM).hardware());
    machine(machine -> machine.withSnapshots(new SnapshotTree(List.of(node), 0)));
    assertInverse(new Remove(VM, 0, false), take);
    machine(machine -> machine.withSnapshots(new SnapshotTree(List.of(node), -1)));
    assertNoInverse(take);
  }

  @Test
  void ofAMachineThatIsGoneNothingIsUndone() {
    now.machines().set(VM.value(), null);
    assertNoInverse(new Migrate(VM, Optional.of(OTHER), Optional.empty()));
    assertNoInverse(edit(8, List.of(), List.of()));
  }
}
