package io.coppice.rules;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.NewDisk;
import io.coppice.backend.MachineOperation.NewHardware;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import java.util.List;
import java.util.Optional;

/** Rules of making machines from nothing and from others. */
final class NewMachineRules {
  /** Machines above one another in a chain of linked clones (Lab Manager's documented limit). */
  static final int LONGEST_CHAIN = 30;

  private NewMachineRules() {}

  static void create(MachineOperation.Create create, SiteIndex index, VerdictCollector verdicts) {
    DestinationRules.check(create.to(), create.name(), create.hardware().nics(), index, verdicts);
    InventoryRules.text(create.target(), create.notes(), verdicts);
    InventoryRules.text(create.target(), create.guestOs(), verdicts);
    NewHardware hardware = create.hardware();
    HardwareRules.bounds(
        create.target(),
        hardware.vcpus(),
        hardware.memory(),
        hardware.disks().stream().map(NewDisk::capacity).toList(),
        hardware.nics().size(),
        verdicts);
    hardware.boot().ifPresent(boot -> BootRules.sound(create.target(), boot, index, verdicts));
    long thick =
        hardware.disks().stream()
            .filter(disk -> disk.provisioning() == VirtualDisk.Provisioning.THICK)
            .mapToLong(disk -> disk.capacity().value())
            .sum();
    long all = hardware.disks().stream().mapToLong(disk -> disk.capacity().value()).sum();
    if (verdicts.passing()) {
      DestinationRules.space(create.to().datastore(), thick, all, index, verdicts);
    }
  }

  static void clone(MachineOperation.Clone clone, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, clone.target())) {
      return;
    }
    Machine source = index.inventory().machine(clone.target());
    verdicts.readable(index, source.id());
    List<PortGroupId> nics = source.hardware().nics().stream().map(VirtualNic::portGroup).toList();
    DestinationRules.check(clone.to(), clone.name(), nics, index, verdicts);
    verdicts.need(
        "clone-runs-or-template",
        !(clone.powerOn() && clone.toTemplate()),
        () -> Problem.error("clone.template-cannot-run", source.id(), clone.name()));
    MachineRules.managed(source, index, verdicts);
    StorageRules.reachableHere(source, index, verdicts);
    clone
        .snapshot()
        .ifPresent(
            key ->
                verdicts.need(
                    "snapshot-exists",
                    source.snapshots().find(key).isPresent(),
                    () -> Problem.error("snapshot.gone", source.id(), source.name())));
    if (!verdicts.passing()) {
      return;
    }
    if (clone.linked()) {
      linked(clone, source, index, verdicts);
    } else {
      List<VirtualDisk> whole = DiskContents.whole(source, clone.snapshot(), index);
      long atOnce = DiskContents.bytes(whole);
      long all = whole.stream().mapToLong(disk -> disk.capacity().value()).sum();
      DestinationRules.space(
          clone.to().datastore(), atOnce, Math.max(atOnce, all), index, verdicts);
    }
  }

  private static void linked(
      MachineOperation.Clone clone, Machine source, SiteIndex index, VerdictCollector verdicts) {
    int depth = source.linked().map(Machine.LinkedTo::depth).orElse(0) + 1;
    verdicts.need(
        "chain-length",
        depth <= LONGEST_CHAIN,
        () ->
            Problem.error(
                "clone.chain-too-long", source.id(), source.name(), String.valueOf(LONGEST_CHAIN)));
    if (clone.snapshot().isEmpty()) {
      SnapshotRules.depth(source, verdicts);
    }
    Optional<Host> host = DestinationRules.host(clone.to(), List.of(), verdicts.policy(), index);
    host.ifPresent(
        to -> verdicts.note("storage-reachable", HostConditions.unreachable(source, to, index)));
  }

  /** Whether the machine's snapshot has linked clones hanging on it. */
  static boolean carries(MachineId parent, int snapshot, Machine clone) {
    return clone
        .linked()
        .filter(to -> to.parent().equals(parent) && to.snapshot() == snapshot)
        .isPresent();
  }
}
