package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a file may say and no host can run is told of. */
class ImpossibleMachinesTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(2, 8));

  private void change(int row, UnaryOperator<Machine> how) {
    worlds.world().set(how.apply(worlds.machine(row)));
  }

  private void hardware(int row, UnaryOperator<MachineHardware> how) {
    change(row, machine -> machine.withHardware(how.apply(machine.hardware())));
  }

  private List<Problem> alarms(String code) {
    worlds.pass(Duration.ofMinutes(2));
    return worlds.world().alarms().stream().filter(it -> it.code().equals(code)).toList();
  }

  @Test
  void machinesLargerThanTheirHostAreOneLineForEachHostAndReason() {
    hardware(0, was -> was.withMemory(Bytes.ofGiB(600)));
    hardware(6, was -> was.withMemory(Bytes.ofGiB(600)));
    hardware(3, was -> was.withProcessors(65));
    List<Problem> memory = alarms("alarm.host-too-little-memory");
    assertEquals(1, memory.size());
    assertEquals(new HostId(0), memory.getFirst().about().getFirst());
    assertTrue(memory.getFirst().args().contains("2"));
    assertEquals(1, alarms("alarm.host-too-few-processors").size());
    hardware(0, was -> was.withMemory(Bytes.ofGiB(4)));
    hardware(6, was -> was.withMemory(Bytes.ofGiB(4)));
    assertEquals(List.of(), alarms("alarm.host-too-little-memory"));
  }

  @Test
  void reservationsBeyondWhatAMachineHasAreTold() {
    change(
        3,
        was ->
            was.withPlacement(
                new Machine.Placement(
                    new Allocation(1, 6_000, Allocation.UNLIMITED, true),
                    was.placement().memory(),
                    was.placement().restart())));
    assertEquals(1, alarms("alarm.machine-reserves-too-much").size());
  }

  @Test
  void datastoresThatAreNotMountedOrTooSmallAreTold() {
    Host host = worlds.host(0);
    worlds
        .world()
        .inventory()
        .hosts()
        .set(0, host.withDatastores(List.of(new Host.Mount(new DatastoreId(1), true))));
    assertEquals(1, alarms("alarm.host-does-not-mount").size());
    assertFalse(worlds.alarms().contains("alarm.disks-beyond-datastore"));
    hardware(
        3,
        was ->
            was.withDisks(
                List.of(
                    new VirtualDisk(
                        0,
                        Bytes.ofGiB(5_000),
                        VirtualDisk.Provisioning.THICK,
                        new DatastoreId(1),
                        Bytes.ofGiB(5_000)))));
    assertEquals(1, alarms("alarm.disks-beyond-datastore").size());
  }

  @Test
  void whatDisksMayComeToHoldNeverOverflows() {
    Worlds many = Worlds.of(SmallSite.of(4, 2_400));
    DatastoreId on = new DatastoreId(0);
    VirtualDisk disk =
        new VirtualDisk(
            0, Bytes.ofGiB(62 * 1024), VirtualDisk.Provisioning.THIN, on, Bytes.ofGiB(62 * 1024));
    List<VirtualDisk> disks = Collections.nCopies(60, disk);
    for (int row = 0; row < 2_400; row++) {
      Machine machine = many.machine(row);
      many.world().set(machine.withHardware(machine.hardware().withDisks(disks)));
    }
    many.pass(Duration.ofMinutes(1));
    Datastore datastore = many.world().inventory().datastore(on);
    assertEquals(0, many.index().freeSpace(on));
    assertTrue(many.index().used(on) > datastore.capacity().value());
    assertTrue(many.alarms().contains("alarm.datastore-full"));
  }
}
