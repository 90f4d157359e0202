package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.BootSettings.Device;
import io.coppice.model.inventory.BootSettings.DiscImage;
import io.coppice.model.inventory.BootSettings.Firmware;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A machine starts from the first device of its order that has a system, and says what it tries.
 */
class BootAttemptsTest {
  /** Powered off. */
  private static final MachineId MACHINE = new MachineId(0);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));
  private final Seat seat = new Seat(worlds, MACHINE);

  private static Optional<DiscImage> disc(Machine of) {
    DatastoreId store = of.hardware().disks().getFirst().datastore();
    return Optional.of(new DiscImage(store, "iso/debian-12.iso"));
  }

  private void start(Firmware firmware, List<Device> order, boolean disc, boolean disks) {
    Machine was = worlds.machine(0);
    MachineHardware its = was.hardware();
    List<VirtualDisk> with = disks ? its.disks() : List.of();
    worlds
        .world()
        .set(
            was.withHardware(
                new MachineHardware(
                    its.vcpus(),
                    its.memory(),
                    with,
                    its.nics(),
                    false,
                    false,
                    false,
                    new BootSettings(firmware, order, disc ? disc(was) : Optional.empty()))));
    worlds.run(new MachineOperation.PowerOn(MACHINE));
    worlds.pass(Duration.ofMinutes(2));
  }

  private Machine.Tools tools() {
    return worlds.machine(0).guest().tools();
  }

  @Test
  void anEmptyDriveAndANetworkThatNamesNoFileArePassedOnTheWayToTheDisk() {
    start(Firmware.BIOS, List.of(Device.CD, Device.NETWORK, Device.DISK), false, true);
    assertEquals(Machine.Tools.RUNNING, tools());
    assertTrue(seat.text().contains("login:"), seat.text());
    BootAttempts.Outcome tried = BootAttempts.of(worlds.machine(0), worlds.world().inventory());
    assertEquals(Optional.of(Device.DISK), tried.from());
    assertEquals("Booting from DVD/CD...", tried.lines().getFirst());
    assertTrue(
        tried.lines().contains("Boot failed: Could not read from CDROM (code 0003)"),
        tried.lines().toString());
    assertTrue(
        tried.lines().contains("PXE-E53: No boot filename received"), tried.lines().toString());
    assertEquals("Booting from Hard Disk...", tried.lines().getLast());
  }

  @Test
  void oneProcessorIsNotSeveral() {
    Machine machine = worlds.machine(0);
    MachineHardware its = machine.hardware();
    for (int count = 1; count <= 2; count++) {
      MachineHardware with =
          new MachineHardware(
              count, its.memory(), its.disks(), its.nics(), false, false, false, its.boot());
      assertEquals(
          count == 1 ? "1 processor" : "2 processors",
          BootLog.processors(machine.withHardware(with)));
    }
  }

  @Test
  void aDiscIsOfferedBeforeADiskAndTakenWithoutOne() {
    start(Firmware.BIOS, List.of(Device.CD, Device.DISK), true, true);
    BootAttempts.Outcome tried = BootAttempts.of(worlds.machine(0), worlds.world().inventory());
    assertTrue(tried.lines().contains("Press any key to boot from CD or DVD....."));
    assertEquals(Optional.of(Device.DISK), tried.from());
    assertEquals(Machine.Tools.RUNNING, tools());
  }

  @Test
  void aMachineWithoutADiskStopsInTheLoaderOfItsDisc() {
    start(Firmware.BIOS, List.of(Device.DISK, Device.CD), true, true);
    worlds.run(new MachineOperation.PowerOff(MACHINE));
    start(Firmware.BIOS, List.of(Device.CD), true, true);
    assertTrue(seat.text().contains("Loading iso/debian-12.iso"), seat.text());
    assertFalse(seat.text().contains("login:"), seat.text());
    assertEquals(Machine.Tools.NOT_RUNNING, tools());
  }

  @Test
  void withNothingToStartFromItSaysSoAndItsToolsNeverAnswer() {
    start(Firmware.BIOS, List.of(Device.NETWORK), false, true);
    assertTrue(seat.text().contains("No bootable device."), seat.text());
    assertFalse(seat.text().contains("Linux version"), seat.text());
    assertEquals(Machine.Tools.NOT_RUNNING, tools());
  }

  @Test
  void withoutDisksItFindsNothingAsUefiEither() {
    start(Firmware.UEFI, List.of(Device.DISK, Device.CD, Device.NETWORK), false, false);
    assertTrue(seat.text().contains("No bootable option or device was found."), seat.text());
    assertTrue(seat.text().contains(">>Start PXE over IPv4."), seat.text());
    assertEquals(Machine.Tools.NOT_RUNNING, tools());
  }
}
