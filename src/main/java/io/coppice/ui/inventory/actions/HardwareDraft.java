package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hardware a machine shall have, from which follows what to ask for. */
record HardwareDraft(
    int vcpus,
    Bytes memory,
    boolean hotAddCpu,
    boolean hotAddMemory,
    List<Disk> disks,
    List<Nic> nics,
    BootSettings boot) {
  /** Hardware that starts as is usual. */
  HardwareDraft(
      int vcpus,
      Bytes memory,
      boolean hotAddCpu,
      boolean hotAddMemory,
      List<Disk> disks,
      List<Nic> nics) {
    this(vcpus, memory, hotAddCpu, hotAddMemory, disks, nics, BootSettings.STANDARD);
  }

  HardwareDraft {
    disks = List.copyOf(disks);
    nics = List.copyOf(nics);
  }

  /**
   * A disk the machine shall have.
   *
   * @param key of the disk it has already; empty for one to be added
   */
  record Disk(
      Optional<Integer> key,
      Bytes capacity,
      VirtualDisk.Provisioning provisioning,
      DatastoreId datastore) {}

  /** A network adapter it shall have. */
  record Nic(Optional<Integer> key, PortGroupId portGroup, boolean connected) {}

  /** What a machine has now. */
  static HardwareDraft of(MachineHardware now) {
    return new HardwareDraft(
        now.vcpus(),
        now.memory(),
        now.hotAddCpu(),
        now.hotAddMemory(),
        now.disks().stream()
            .map(
                disk ->
                    new Disk(
                        Optional.of(disk.key()),
                        disk.capacity(),
                        disk.provisioning(),
                        disk.datastore()))
            .toList(),
        now.nics().stream()
            .map(nic -> new Nic(Optional.of(nic.key()), nic.portGroup(), nic.connected()))
            .toList(),
        now.boot());
  }

  /** What to ask for; empty if it has all that already. */
  Optional<EditHardware> from(Machine machine) {
    MachineHardware now = machine.hardware();
    EditHardware edit =
        new EditHardware(
            machine.id(),
            changed(vcpus, now.vcpus()),
            changed(memory, now.memory()),
            diskChanges(now),
            nicChanges(now),
            changed(hotAddCpu, now.hotAddCpu()),
            changed(hotAddMemory, now.hotAddMemory()),
            changed(boot, now.boot()));
    return edit.equals(nothing(machine)) ? Optional.empty() : Optional.of(edit);
  }

  /** Changes nothing. */
  static EditHardware nothing(Machine machine) {
    return new EditHardware(
        machine.id(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Disks of the machine that would be gone. */
  List<VirtualDisk> removed(Machine machine) {
    return machine.hardware().disks().stream()
        .filter(
            disk -> disks.stream().noneMatch(kept -> kept.key().equals(Optional.of(disk.key()))))
        .toList();
  }

  private static <T> Optional<T> changed(T wanted, T now) {
    return wanted.equals(now) ? Optional.empty() : Optional.of(wanted);
  }

  private List<DiskChange> diskChanges(MachineHardware now) {
    List<DiskChange> changes = new ArrayList<>();
    for (VirtualDisk disk : now.disks()) {
      Optional<Disk> wanted =
          disks.stream().filter(kept -> kept.key().equals(Optional.of(disk.key()))).findFirst();
      if (wanted.isEmpty()) {
        changes.add(new DiskChange.Remove(disk.key()));
      } else if (!wanted.get().capacity().equals(disk.capacity())) {
        changes.add(new DiskChange.Grow(disk.key(), wanted.get().capacity()));
      }
    }
    disks.stream()
        .filter(disk -> disk.key().isEmpty())
        .forEach(
            disk ->
                changes.add(
                    new DiskChange.Add(disk.capacity(), disk.provisioning(), disk.datastore())));
    return changes;
  }

  private List<NicChange> nicChanges(MachineHardware now) {
    List<NicChange> changes = new ArrayList<>();
    for (VirtualNic nic : now.nics()) {
      Optional<Nic> wanted =
          nics.stream().filter(kept -> kept.key().equals(Optional.of(nic.key()))).findFirst();
      if (wanted.isEmpty()) {
        changes.add(new NicChange.Remove(nic.key()));
        continue;
      }
      if (!wanted.get().portGroup().equals(nic.portGroup())) {
        changes.add(new NicChange.Rewire(nic.key(), wanted.get().portGroup()));
      }
      if (wanted.get().connected() != nic.connected()) {
        changes.add(new NicChange.Connect(nic.key(), wanted.get().connected()));
      }
    }
    nics.stream()
        .filter(nic -> nic.key().isEmpty())
        .forEach(nic -> changes.add(new NicChange.Add(nic.portGroup())));
    return changes;
  }
}
