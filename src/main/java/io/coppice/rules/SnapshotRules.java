package io.coppice.rules;

import io.coppice.backend.SnapshotOperation;
import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of snapshots. */
public final class SnapshotRules {
  /** Snapshots in a chain (VMware: "a maximum of 32 snapshots are supported in a chain"). */
  static final int DEEPEST = 32;

  private SnapshotRules() {}

  static void check(SnapshotOperation operation, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, operation.target())) {
      return;
    }
    Machine machine = index.inventory().machine(operation.target());
    if (!(operation instanceof SnapshotOperation.Describe)) {
      verdicts.free(index, machine.id());
      MachineRules.managed(machine, index, verdicts);
      StorageRules.reachableHere(machine, index, verdicts);
    }
    switch (operation) {
      case SnapshotOperation.Take take -> take(take, machine, index, verdicts);
      case SnapshotOperation.Revert revert -> revert(revert, machine, index, verdicts);
      case SnapshotOperation.Remove remove -> {
        if (exists(machine, remove.snapshot(), verdicts)) {
          List<SnapshotTree.Node> gone =
              remove.children()
                  ? machine.snapshots().subtree(remove.snapshot())
                  : machine.snapshots().find(remove.snapshot()).stream().toList();
          unused(machine, gone, index, verdicts);
          consolidated(machine, gone, index, verdicts);
        }
      }
      case SnapshotOperation.RemoveAll _ -> {
        verdicts.need(
            "has-snapshots",
            !machine.snapshots().isEmpty(),
            () -> Problem.error("snapshot.none", machine.id(), machine.name()));
        unused(machine, machine.snapshots().nodes(), index, verdicts);
        consolidated(machine, machine.snapshots().nodes(), index, verdicts);
      }
      case SnapshotOperation.Describe describe -> {
        exists(machine, describe.snapshot(), verdicts);
        name(machine, describe.name(), verdicts);
        InventoryRules.text(machine.id(), describe.description(), verdicts);
      }
    }
  }

  /** Files grow while they are merged, before what they swallow is deleted. */
  private static void consolidated(
      Machine machine, List<SnapshotTree.Node> gone, SiteIndex index, VerdictCollector verdicts) {
    SnapshotConsolidation.without(machine, SnapshotConsolidation.keys(gone))
        .room()
        .forEach((on, more) -> StorageRules.room(on, more, index, verdicts));
  }

  private static void take(
      SnapshotOperation.Take take, Machine machine, SiteIndex index, VerdictCollector verdicts) {
    MachineRules.notTemplate(machine, verdicts);
    name(machine, take.name(), verdicts);
    InventoryRules.text(machine.id(), take.description(), verdicts);
    verdicts.need(
        "taker-valid",
        take.by().isEmpty() || ObjectNaming.isValid(take.by()),
        () -> Problem.error("snapshot.bad-taker", machine.id(), ObjectNaming.shown(take.by())));
    depth(machine, verdicts);
    if (take.memory() && machine.isOn()) {
      MachineRules.noPassthrough(machine, verdicts);
    }
    if (savesMemory(take, machine)) {
      StorageRules.roomForMemory(machine, index, verdicts);
    }
    if (take.quiesce() && machine.isOn() && !take.memory()) {
      MachineRules.tools(machine, verdicts);
    }
  }

  private static void revert(
      SnapshotOperation.Revert revert,
      Machine machine,
      SiteIndex index,
      VerdictCollector verdicts) {
    if (!exists(machine, revert.snapshot(), verdicts)) {
      return;
    }
    Machine back = reverted(machine, revert.snapshot());
    StorageRules.growth(machine, back, index, verdicts);
    if (!back.isOn()) {
      return;
    }
    Host host = index.inventory().host(machine.host());
    if (machine.isOn()) {
      verdicts.note("host-processors", HostConditions.processors(back, host));
      verdicts.note("storage-reachable", HostConditions.unreachable(back, host, index));
      verdicts.note("network-available", HostConditions.wired(back, host, index));
      HostAdmission.reserve(
          back,
          host,
          Commitments.memoryNeed(back) - Commitments.memoryNeed(machine),
          0,
          index,
          verdicts);
    } else {
      HostAdmission.on(back, host, index, verdicts);
      HostAdmission.pool(back, back.pool(), index, verdicts);
      HostAdmission.admission(back, host, index, verdicts);
    }
  }

  /** Whether a snapshot keeps memory: a suspended machine's is there already, and is kept too. */
  public static boolean savesMemory(SnapshotOperation.Take take, Machine machine) {
    return machine.power() == PowerState.SUSPENDED || (take.memory() && machine.isOn());
  }

  /**
   * The machine as it is when it has gone back: running or suspended as it was if its memory was
   * saved, else off. Disks lie where they lie now and hold what they held.
   */
  public static Machine reverted(Machine machine, int key) {
    SnapshotTree.Node node = machine.snapshots().find(key).orElseThrow();
    Set<Integer> disks = new HashSet<>();
    List<VirtualDisk> here = new ArrayList<>(machine.hardware().disks().reversed());
    here.addAll(MachineStorage.onlyOfSnapshots(machine));
    List<VirtualDisk> back = new ArrayList<>();
    for (VirtualDisk then : node.hardware().disks()) {
      if (disks.add(then.key())) {
        back.add(here.stream().filter(now -> now.key() == then.key()).findFirst().orElse(then));
      }
    }
    MachineHardware hardware = node.hardware().withDisks(back);
    return machine
        .withHardware(hardware)
        .withPlacement(machine.placement().fitting(hardware))
        .withSnapshots(machine.snapshots().reverted(key))
        .withPower(node.memory() ? node.power() : PowerState.POWERED_OFF);
  }

  static void depth(Machine machine, VerdictCollector verdicts) {
    verdicts.need(
        "snapshot-depth",
        machine.snapshots().depth(machine.snapshots().current()) < DEEPEST,
        () ->
            Problem.error(
                "snapshot.too-deep", machine.id(), machine.name(), String.valueOf(DEEPEST)));
  }

  private static void name(Machine machine, String name, VerdictCollector verdicts) {
    NameRules.valid(name, machine.id(), verdicts);
  }

  private static boolean exists(Machine machine, int key, VerdictCollector verdicts) {
    return verdicts.need(
        "snapshot-exists",
        machine.snapshots().find(key).isPresent(),
        () -> Problem.error("snapshot.gone", machine.id(), machine.name()));
  }

  private static void unused(
      Machine machine, List<SnapshotTree.Node> gone, SiteIndex index, VerdictCollector verdicts) {
    List<Machine> clones =
        index.machines(machine.id()).stream()
            .filter(
                clone ->
                    gone.stream()
                        .anyMatch(node -> NewMachineRules.carries(machine.id(), node.key(), clone)))
            .toList();
    verdicts.note(
        "snapshot-unused",
        clones.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Problem.error(
                    "snapshot.has-clones",
                    machine.id(),
                    machine.name(),
                    MachineRules.names(clones))));
  }
}
