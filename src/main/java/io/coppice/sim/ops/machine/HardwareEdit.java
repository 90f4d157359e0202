package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A machine with its hardware changed: pure. */
final class HardwareEdit {
  private HardwareEdit() {}

  static Machine apply(EditHardware edit, Machine machine, SiteIndex index) {
    MachineHardware was = machine.hardware();
    return machine.withHardware(
        new MachineHardware(
            edit.vcpus().orElse(was.vcpus()),
            edit.memory().orElse(was.memory()),
            disks(edit, machine),
            nics(edit, machine, index),
            edit.hotAddCpu().orElse(was.hotAddCpu()),
            edit.hotAddMemory().orElse(was.hotAddMemory()),
            was.passthrough(),
            edit.boot().orElse(was.boot())));
  }

  private static List<VirtualDisk> disks(EditHardware edit, Machine machine) {
    List<VirtualDisk> disks = new ArrayList<>(machine.hardware().disks());
    List<VirtualDisk> gone = MachineStorage.onlyOfSnapshots(machine);
    for (DiskChange change : edit.disks()) {
      switch (change) {
        case DiskChange.Add add -> {
          int key =
              Stream.concat(disks.stream(), gone.stream())
                      .mapToInt(VirtualDisk::key)
                      .max()
                      .orElse(-1)
                  + 1;
          disks.add(MachineFactory.disk(key, add.capacity(), add.provisioning(), add.datastore()));
        }
        case DiskChange.Grow grow ->
            disks.replaceAll(
                disk -> disk.key() == grow.key() ? disk.withCapacity(grow.capacity()) : disk);
        case DiskChange.Remove remove -> disks.removeIf(disk -> disk.key() == remove.key());
      }
    }
    return disks;
  }

  private static List<VirtualNic> nics(EditHardware edit, Machine machine, SiteIndex index) {
    List<VirtualNic> nics = new ArrayList<>(machine.hardware().nics());
    Set<MacAddress> macs = new HashSet<>();
    for (NicChange change : edit.nics()) {
      switch (change) {
        case NicChange.Add add -> {
          int key = nics.stream().mapToInt(VirtualNic::key).max().orElse(-1) + 1;
          MacAddress mac = AddressAllocator.mac(machine.id(), key, macs, index);
          macs.add(mac);
          nics.add(new VirtualNic(key, mac, add.portGroup(), true, IpAddress.NONE));
        }
        case NicChange.Connect connect ->
            nics.replaceAll(
                nic -> nic.key() == connect.key() ? nic.withConnected(connect.connected()) : nic);
        case NicChange.Rewire rewire ->
            nics.replaceAll(
                nic -> nic.key() == rewire.key() ? nic.withPortGroup(rewire.portGroup()) : nic);
        case NicChange.Remove remove -> nics.removeIf(nic -> nic.key() == remove.key());
      }
    }
    List<VirtualNic> given = nics;
    return machine.isOn() && machine.guest().tools().answers()
        ? AddressAllocator.given(machine.withHardware(machine.hardware().withNics(given)), index)
            .hardware()
            .nics()
        : given;
  }
}
