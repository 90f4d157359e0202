package io.coppice.sim.ops.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.MacAddress;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualDisk.Provisioning;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a machine's disks and adapters; of machine 1, which runs, and 0, which is off.
 */
class HardwareEditTest {
  private static final DatastoreId OTHER = new DatastoreId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 4));

  private Machine edited(Machine machine, List<DiskChange> disks, List<NicChange> nics) {
    EditHardware edit =
        new EditHardware(
            machine.id(),
            Optional.empty(),
            Optional.empty(),
            disks,
            nics,
            Optional.empty(),
            Optional.empty());
    return HardwareEdit.apply(edit, machine, worlds.index());
  }

  private static List<VirtualNic> nics(Machine machine) {
    return machine.hardware().nics();
  }

  @Test
  void aDiskIsAddedGrownAndRemovedByItsKey() {
    Machine off = worlds.machine(0);
    DiskChange add = new DiskChange.Add(Bytes.ofGiB(5), Provisioning.THIN, OTHER);
    Machine more = edited(off, List.of(add, add), List.of());
    List<VirtualDisk> disks = more.hardware().disks();
    assertEquals(List.of(0, 1, 2), disks.stream().map(VirtualDisk::key).toList());
    assertEquals(OTHER, disks.get(1).datastore());
    assertEquals(off.hardware().disks().getFirst(), disks.getFirst());

    Machine grown = edited(more, List.of(new DiskChange.Grow(1, Bytes.ofGiB(9))), List.of());
    assertEquals(
        List.of(disks.get(0).capacity(), Bytes.ofGiB(9), Bytes.ofGiB(5)),
        grown.hardware().disks().stream().map(VirtualDisk::capacity).toList());

    Machine less = edited(grown, List.of(new DiskChange.Remove(1)), List.of());
    assertEquals(List.of(0, 2), less.hardware().disks().stream().map(VirtualDisk::key).toList());
    Machine again = edited(less, List.of(add), List.of());
    assertEquals(3, again.hardware().disks().getLast().key());
  }

  @Test
  void anAdapterIsRewiredCutAndRemovedByItsKey() {
    Machine off = worlds.machine(0);
    NicChange add = new NicChange.Add(SmallSite.PORT_GROUP);
    Machine more = edited(off, List.of(), List.of(add, add));
    assertEquals(List.of(0, 1, 2), nics(more).stream().map(VirtualNic::key).toList());
    PortGroupId elsewhere = new PortGroupId(7);
    Machine changed =
        edited(
            more,
            List.of(),
            List.of(new NicChange.Rewire(1, elsewhere), new NicChange.Connect(2, false)));
    assertEquals(
        List.of(SmallSite.PORT_GROUP, elsewhere, SmallSite.PORT_GROUP),
        nics(changed).stream().map(VirtualNic::portGroup).toList());
    assertEquals(
        List.of(true, true, false), nics(changed).stream().map(VirtualNic::connected).toList());
    Machine less = edited(changed, List.of(), List.of(new NicChange.Remove(1)));
    assertEquals(List.of(0, 2), nics(less).stream().map(VirtualNic::key).toList());
  }

  /** Of vCenter's range, from the machine's number on, and nobody else's. */
  @Test
  void addedAdaptersHaveHardwareAddressesThatNobodyHas() {
    NicChange add = new NicChange.Add(SmallSite.PORT_GROUP);
    Machine more = edited(worlds.machine(0), List.of(), List.of(add, add));
    assertEquals(new MacAddress(0x0050_5680_0001L), nics(more).get(1).mac());
    assertEquals(new MacAddress(0x0050_5680_0002L), nics(more).get(2).mac());
    worlds.world().set(more);
    assertEquals(
        new MacAddress(0x0050_5680_0003L),
        AddressAllocator.mac(new MachineId(0), 1, Set.of(), worlds.index()));
    assertEquals(
        new MacAddress(0x0050_5680_0004L),
        AddressAllocator.mac(
            new MachineId(0), 1, Set.of(new MacAddress(0x0050_5680_0003L)), worlds.index()));
    assertEquals(
        new MacAddress(0x0050_5680_0021L),
        AddressAllocator.mac(new MachineId(2), 1, Set.of(), worlds.index()));
  }

  @Test
  void onlyAMachineThatAnswersIsLeasedAnAddressAtOnce() {
    NicChange add = new NicChange.Add(SmallSite.PORT_GROUP);
    Machine off = edited(worlds.machine(0), List.of(), List.of(add));
    assertTrue(nics(off).getLast().ip().isNone());
    Machine on = edited(worlds.machine(1), List.of(), List.of(add, add));
    assertEquals(
        6,
        IntStream.range(0, 4)
            .mapToObj(row -> row == 1 ? on : worlds.machine(row))
            .flatMap(machine -> nics(machine).stream())
            .map(VirtualNic::ip)
            .distinct()
            .count(),
        "each has its own");
    assertTrue(nics(on).stream().noneMatch(nic -> nic.ip().isNone()));
    assertEquals(List.of(), AddressAllocator.without(on));
    assertEquals(List.of(nics(off).getLast()), AddressAllocator.without(off));
    Machine cut =
        edited(worlds.machine(1), List.of(), List.of(add, new NicChange.Connect(1, false)));
    assertTrue(nics(cut).getLast().ip().isNone(), "it has no link");
    assertEquals(List.of(), AddressAllocator.without(cut));
  }
}
