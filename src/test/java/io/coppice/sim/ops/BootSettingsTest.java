package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation.CreateDatastore;
import io.coppice.backend.ProvisioningOperation.RemoveDatastore;
import io.coppice.backend.SnapshotOperation.Take;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.BootSettings.Device;
import io.coppice.model.inventory.BootSettings.DiscImage;
import io.coppice.model.inventory.BootSettings.Firmware;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Inventory;
import io.coppice.session.UndoInverse;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How machines start, and who takes their snapshots. */
class BootSettingsTest {
  private static final MachineId OFF = new MachineId(0);
  private static final MachineId ON = new MachineId(1);
  private static final BootSettings UEFI =
      new BootSettings(
          Firmware.UEFI,
          List.of(Device.CD, Device.DISK),
          Optional.of(new DiscImage(new DatastoreId(0), "iso/debian-12.iso")));

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));

  private static EditHardware boots(MachineId machine, BootSettings so) {
    return new EditHardware(
        machine,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(so));
  }

  private BootSettings now(MachineId machine) {
    return worlds.machine(machine.value()).hardware().boot();
  }

  @Test
  void aMachineThatIsOffStartsAsIsSaidAndAsBeforeOnceThatIsTakenBack() throws IOException {
    assertEquals(BootSettings.STANDARD, now(OFF));
    Inventory before = worlds.world().inventory().freeze();
    assertEquals(Job.State.SUCCEEDED, worlds.run(boots(OFF, UEFI)).state());
    assertEquals(UEFI, now(OFF));
    assertEquals(UEFI, worlds.throughAnImage().machine(0).hardware().boot());
    Operation back =
        UndoInverse.inverse(boots(OFF, UEFI), before, worlds.world().inventory().freeze())
            .orElseThrow();
    worlds.run(back);
    assertEquals(BootSettings.STANDARD, now(OFF));
  }

  @Test
  void aRunningMachineChangesItsDiscAlone() {
    BootSettings disc = BootSettings.STANDARD.withDisc(UEFI.disc());
    assertTrue(worlds.machine(1).isOn());
    assertEquals(Job.State.SUCCEEDED, worlds.run(boots(ON, disc)).state());
    assertEquals(disc, now(ON));
    assertFalse(worlds.obstacles(boots(ON, UEFI)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".iso", "debian.img", "iso/\u202ecod.iso", " a.iso"})
  void aDiscIsAFileThatCanBeOne(String file) {
    BootSettings bad =
        BootSettings.STANDARD.withDisc(Optional.of(new DiscImage(new DatastoreId(0), file)));
    assertEquals(List.of("machine.bad-disc"), worlds.obstacles(boots(OFF, bad)));
  }

  @Test
  void aDiscThatTheHostDoesNotReachIsRefusedAndOneThatLiesThereKeepsItsDatastore() {
    worlds.run(
        new CreateDatastore(
            SmallSite.STORAGE,
            "isos",
            Datastore.Type.NFS,
            Bytes.ofGiB(10),
            1_000,
            List.of(new HostId(0))));
    DatastoreId isos = new DatastoreId(2);
    BootSettings disc = BootSettings.STANDARD.withDisc(Optional.of(new DiscImage(isos, "a.iso")));
    assertEquals(List.of("storage.unreachable"), worlds.obstacles(boots(ON, disc)));
    worlds.run(boots(OFF, disc));
    assertEquals(List.of("datastore.in-use"), worlds.obstacles(new RemoveDatastore(isos)));
  }

  @Test
  void aMachineStartsFromNoDeviceTwiceAndFromOneAtLeast() {
    for (List<Device> order : List.of(List.<Device>of(), List.of(Device.CD, Device.CD))) {
      BootSettings bad = new BootSettings(Firmware.BIOS, order, Optional.empty());
      assertEquals(List.of("machine.boot-order"), worlds.obstacles(boots(OFF, bad)));
    }
  }

  @Test
  void aCloneStartsLikeItsSource() {
    worlds.run(boots(OFF, UEFI));
    worlds.run(
        new MachineOperation.Clone(
            OFF,
            "twin",
            new MachineOperation.Destination(
                SmallSite.MACHINES, SmallSite.POOL, Optional.empty(), new DatastoreId(0)),
            false,
            Optional.empty(),
            false,
            false));
    assertEquals(UEFI, worlds.machine(6).hardware().boot());
  }

  @Test
  void aSnapshotTellsWhoTookIt() throws IOException {
    worlds.run(new Take(OFF, "before", "", false, false, "ada"));
    worlds.run(new Take(OFF, "after", "", false, false));
    Worlds again = worlds.throughAnImage();
    assertEquals(
        List.of("ada", ""),
        again.machine(0).snapshots().nodes().stream().map(node -> node.by()).toList());
    assertEquals(
        List.of("snapshot.bad-taker"),
        worlds.obstacles(new Take(OFF, "x", "", false, false, "a\u0000b")));
  }
}
