package io.coppice.rules;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules of changing hardware; bounds are those of {@link SiteLimits}. */
final class HardwareRules {
  private HardwareRules() {}

  static void bounds(
      EntityId about,
      int vcpus,
      Bytes memory,
      List<Bytes> disks,
      int nics,
      VerdictCollector verdicts) {
    between(about, "processors", vcpus, 1, SiteLimits.PROCESSORS, verdicts);
    between(about, "memory", memory, SiteLimits.LEAST_MEMORY, SiteLimits.MEMORY, verdicts);
    between(about, "disks", disks.size(), 0, SiteLimits.DISKS, verdicts);
    between(about, "nics", nics, 0, SiteLimits.NICS, verdicts);
    for (Bytes disk : disks) {
      between(about, "disk-size", disk, SiteLimits.LEAST_DISK, SiteLimits.DISK, verdicts);
    }
  }

  private static void between(
      EntityId about,
      String what,
      Bytes value,
      Bytes least,
      Bytes most,
      VerdictCollector verdicts) {
    verdicts.need(
        "bounds-" + what,
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        () ->
            Problem.error(
                "hardware.bounds-" + what,
                about,
                String.valueOf(value.mib()),
                String.valueOf(least.mib()),
                String.valueOf(most.mib())));
  }

  private static void between(
      EntityId about, String what, long value, long least, long most, VerdictCollector verdicts) {
    verdicts.need(
        "bounds-" + what,
        value >= least && value <= most,
        () ->
            Problem.error(
                "hardware.bounds-" + what,
                about,
                String.valueOf(value),
                String.valueOf(least),
                String.valueOf(most)));
  }

  static void edit(EditHardware edit, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, edit.target())) {
      return;
    }
    Machine machine = index.inventory().machine(edit.target());
    verdicts.free(index, machine.id());
    MachineRules.notTemplate(machine, verdicts);
    MachineRules.managed(machine, index, verdicts);
    verdicts.need(
        "not-suspended",
        machine.power() != PowerState.SUSPENDED,
        () -> Problem.error("machine.is-suspended", machine.id(), machine.name()));
    edit.vcpus().ifPresent(vcpus -> processors(machine, vcpus, index, verdicts));
    edit.memory().ifPresent(memory -> memory(machine, memory, verdicts));
    if (machine.isOn() && verdicts.passing()) {
      overhead(machine, edit, index, verdicts);
    }
    if (edit.hotAddCpu().isPresent() || edit.hotAddMemory().isPresent()) {
      MachineRules.power(machine, PowerState.POWERED_OFF, verdicts);
    }
    disks(machine, edit.disks(), index, verdicts);
    if (verdicts.passing()) {
      space(machine, edit, index, verdicts);
    }
    nics(machine, edit.nics(), index, verdicts);
    edit.boot().ifPresent(boot -> BootRules.edit(machine, boot, index, verdicts));
  }

  private static void processors(
      Machine machine, int vcpus, SiteIndex index, VerdictCollector verdicts) {
    between(machine.id(), "processors", vcpus, 1, SiteLimits.PROCESSORS, verdicts);
    if (!machine.isOn() || vcpus == machine.hardware().vcpus() || !verdicts.passing()) {
      return;
    }
    hot(
        machine,
        "cpu",
        vcpus > machine.hardware().vcpus(),
        machine.hardware().hotAddCpu(),
        verdicts);
    Host host = index.inventory().host(machine.host());
    Machine grown = machine.withHardware(machine.hardware().withProcessors(vcpus));
    verdicts.note("host-processors", HostConditions.processors(grown, host));
  }

  private static void memory(Machine machine, Bytes memory, VerdictCollector verdicts) {
    between(machine.id(), "memory", memory, SiteLimits.LEAST_MEMORY, SiteLimits.MEMORY, verdicts);
    verdicts.need(
        "reservation-of-own",
        machine.placement().memory().reservation() <= memory.mib(),
        () ->
            Problem.error(
                "machine.reserves-too-much",
                machine.id(),
                machine.name(),
                machine.placement().memory().reservation() + " MiB",
                memory.toString()));
    if (!machine.isOn() || memory.equals(machine.hardware().memory()) || !verdicts.passing()) {
      return;
    }
    boolean grows = memory.compareTo(machine.hardware().memory()) > 0;
    hot(machine, "memory", grows, machine.hardware().hotAddMemory(), verdicts);
  }

  /** A larger machine has more overhead, which its host has to have. */
  private static void overhead(
      Machine machine, EditHardware edit, SiteIndex index, VerdictCollector verdicts) {
    MachineHardware was = machine.hardware();
    Machine grown =
        machine.withHardware(
            was.withProcessors(edit.vcpus().orElse(was.vcpus()))
                .withMemory(edit.memory().orElse(was.memory())));
    HostAdmission.reserve(
        grown,
        index.inventory().host(machine.host()),
        Commitments.memoryNeed(grown) - Commitments.memoryNeed(machine),
        0,
        index,
        verdicts);
  }

  /** Shares and limits of a disk change at any time. */
  static void diskShares(
      Machine machine, MachineOperation.SetDiskShares set, VerdictCollector verdicts) {
    disk(machine, set.disk(), verdicts);
    between(machine.id(), "disk-shares", set.shares(), 1, VirtualDisk.MOST_SHARES, verdicts);
    verdicts.need(
        "disk-limit",
        set.limit() == 0 || set.limit() >= VirtualDisk.LEAST_LIMIT,
        () ->
            Problem.error(
                "hardware.disk-limit",
                machine.id(),
                machine.name(),
                String.valueOf(VirtualDisk.LEAST_LIMIT)));
  }

  private static boolean hot(
      Machine machine, String what, boolean grows, boolean allowed, VerdictCollector verdicts) {
    verdicts.need(
        "hot-only-grows",
        grows,
        () -> Problem.error("hardware.shrinks-" + what, machine.id(), machine.name()));
    return verdicts.need(
        "hot-add-" + what,
        allowed,
        () -> Problem.error("hardware.no-hot-add-" + what, machine.id(), machine.name()));
  }

  private static void disks(
      Machine machine, List<DiskChange> changes, SiteIndex index, VerdictCollector verdicts) {
    for (DiskChange change : changes) {
      switch (change) {
        case DiskChange.Add add -> {
          between(
              machine.id(),
              "disk-size",
              add.capacity(),
              SiteLimits.LEAST_DISK,
              SiteLimits.DISK,
              verdicts);
          if (verdicts.exists(index, add.datastore())) {
            Host host = index.inventory().host(machine.host());
            verdicts.note(
                "storage-reachable", HostConditions.unreachable(add.datastore(), host, index));
          }
        }
        case DiskChange.Grow grow ->
            disk(machine, grow.key(), verdicts)
                .ifPresent(disk -> grow(machine, disk, grow.capacity(), index, verdicts));
        case DiskChange.Remove remove -> {
          disk(machine, remove.key(), verdicts);
          noSnapshots(machine, verdicts);
          MachineRules.noClones(machine, index.machines(machine.id()), verdicts);
        }
      }
    }
    long added = changes.stream().filter(DiskChange.Add.class::isInstance).count();
    between(
        machine.id(),
        "disks",
        machine.hardware().disks().size() + added,
        0,
        SiteLimits.DISKS,
        verdicts);
  }

  /** All that is asked for at once must fit together, on each datastore. */
  private static void space(
      Machine machine, EditHardware edit, SiteIndex index, VerdictCollector verdicts) {
    Map<DatastoreId, Long> atOnce = new LinkedHashMap<>();
    Map<DatastoreId, Long> inTheEnd = new LinkedHashMap<>();
    for (DiskChange change : edit.disks()) {
      if (change instanceof DiskChange.Add add) {
        boolean thick = add.provisioning() == VirtualDisk.Provisioning.THICK;
        long size = add.capacity().value();
        atOnce.merge(add.datastore(), thick ? size : 0, Long::sum);
        inTheEnd.merge(add.datastore(), size, Long::sum);
      } else if (change instanceof DiskChange.Grow grow) {
        VirtualDisk disk = find(machine, grow.key()).orElseThrow();
        boolean thick = disk.provisioning() == VirtualDisk.Provisioning.THICK;
        long more = grow.capacity().value() - disk.capacity().value();
        atOnce.merge(disk.datastore(), thick ? more : 0, Long::sum);
        inTheEnd.merge(disk.datastore(), more, Long::sum);
      }
    }
    Machine resized =
        edit.memory()
            .map(memory -> machine.withHardware(machine.hardware().withMemory(memory)))
            .orElse(machine);
    MachineStorage.growth(machine, resized)
        .forEach(
            (home, more) -> {
              atOnce.merge(home, more, Long::sum);
              inTheEnd.merge(home, more, Long::sum);
            });
    atOnce.forEach(
        (on, bytes) -> {
          if (inTheEnd.get(on) > 0) {
            DestinationRules.space(on, bytes, inTheEnd.get(on), index, verdicts);
          }
        });
  }

  private static void grow(
      Machine machine,
      VirtualDisk disk,
      Bytes capacity,
      SiteIndex index,
      VerdictCollector verdicts) {
    between(machine.id(), "disk-size", capacity, SiteLimits.LEAST_DISK, SiteLimits.DISK, verdicts);
    verdicts.need(
        "disk-grows",
        capacity.compareTo(disk.capacity()) >= 0,
        () ->
            Problem.error(
                "hardware.disk-shrinks",
                machine.id(),
                machine.name(),
                disk.capacity().toString(),
                capacity.toString()));
    noSnapshots(machine, verdicts);
    MachineRules.noClones(machine, index.machines(machine.id()), verdicts);
  }

  private static void noSnapshots(Machine machine, VerdictCollector verdicts) {
    verdicts.need(
        "disk-without-snapshots",
        machine.snapshots().isEmpty() && machine.linked().isEmpty(),
        () -> Problem.error("hardware.disk-has-snapshots", machine.id(), machine.name()));
  }

  private static Optional<VirtualDisk> find(Machine machine, int key) {
    return machine.hardware().disks().stream().filter(disk -> disk.key() == key).findFirst();
  }

  private static Optional<VirtualDisk> disk(Machine machine, int key, VerdictCollector verdicts) {
    Optional<VirtualDisk> found = find(machine, key);
    verdicts.need(
        "disk-exists",
        found.isPresent(),
        () -> Problem.error("hardware.no-disk", machine.id(), machine.name(), String.valueOf(key)));
    return found;
  }

  private static void nics(
      Machine machine, List<NicChange> changes, SiteIndex index, VerdictCollector verdicts) {
    for (NicChange change : changes) {
      switch (change) {
        case NicChange.Add add -> wired(machine, add.portGroup(), index, verdicts);
        case NicChange.Connect connect -> nic(machine, connect.key(), verdicts);
        case NicChange.Rewire rewire -> {
          nic(machine, rewire.key(), verdicts);
          wired(machine, rewire.portGroup(), index, verdicts);
        }
        case NicChange.Remove remove -> nic(machine, remove.key(), verdicts);
      }
    }
    long added = changes.stream().filter(NicChange.Add.class::isInstance).count();
    between(
        machine.id(),
        "nics",
        machine.hardware().nics().size() + added,
        0,
        SiteLimits.NICS,
        verdicts);
  }

  private static void nic(Machine machine, int key, VerdictCollector verdicts) {
    verdicts.need(
        "nic-exists",
        machine.hardware().nics().stream().anyMatch(nic -> nic.key() == key),
        () -> Problem.error("hardware.no-nic", machine.id(), machine.name(), String.valueOf(key)));
  }

  private static void wired(
      Machine machine, PortGroupId to, SiteIndex index, VerdictCollector verdicts) {
    if (verdicts.exists(index, to)) {
      Host host = index.inventory().host(machine.host());
      verdicts.need(
          "network-available",
          index.portGroupOn(to, host).equals(Optional.of(to)),
          () -> HostConditions.noNetwork(to, host, index));
    }
  }
}
