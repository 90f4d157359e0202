package io.coppice.rules;

import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;

/** Rules of snapshots. */
final class SnapshotRules {
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
        }
      }
      case SnapshotOperation.RemoveAll _ -> {
        verdicts.need(
            "has-snapshots",
            !machine.snapshots().isEmpty(),
            () -> Problem.error("snapshot.none", machine.id(), machine.name()));
        unused(machine, machine.snapshots().nodes(), index, verdicts);
      }
      case SnapshotOperation.Describe describe -> {
        exists(machine, describe.snapshot(), verdicts);
        name(machine, describe.name(), verdicts);
      }
    }
  }

  private static void take(
      SnapshotOperation.Take take, Machine machine, SiteIndex index, VerdictCollector verdicts) {
    MachineRules.notTemplate(machine, verdicts);
    name(machine, take.name(), verdicts);
    depth(machine, verdicts);
    if (take.memory() && machine.isOn()) {
      MachineRules.noPassthrough(machine, verdicts);
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
    SnapshotTree.Node node = machine.snapshots().find(revert.snapshot()).orElseThrow();
    if (node.memory() && node.power() == PowerState.POWERED_ON && !machine.isOn()) {
      Machine back = machine.withHardware(node.hardware());
      HostAdmission.on(back, index.inventory().host(machine.host()), index, verdicts);
    }
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
