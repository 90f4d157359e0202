package io.coppice.sim.ops.rules;

import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.sim.ops.facts.Facts;
import java.util.List;
import java.util.Optional;

/** Rules of snapshots. */
final class SnapshotRules {
  /** Snapshots in a chain (VMware: "a maximum of 32 snapshots are supported in a chain"). */
  static final int DEEPEST = 32;

  private SnapshotRules() {}

  static void check(SnapshotOperation operation, Facts facts, Verdicts verdicts) {
    if (!verdicts.exists(facts, operation.target())) {
      return;
    }
    Machine machine = facts.inventory().machine(operation.target());
    if (!(operation instanceof SnapshotOperation.Describe)) {
      verdicts.free(facts, machine.id());
      MachineRules.managed(machine, facts, verdicts);
      StorageRules.reachableHere(machine, facts, verdicts);
    }
    switch (operation) {
      case SnapshotOperation.Take take -> take(take, machine, facts, verdicts);
      case SnapshotOperation.Revert revert -> revert(revert, machine, facts, verdicts);
      case SnapshotOperation.Remove remove -> {
        if (exists(machine, remove.snapshot(), verdicts)) {
          List<SnapshotTree.Node> gone =
              remove.children()
                  ? machine.snapshots().subtree(remove.snapshot())
                  : machine.snapshots().find(remove.snapshot()).stream().toList();
          unused(machine, gone, facts, verdicts);
        }
      }
      case SnapshotOperation.RemoveAll _ -> {
        verdicts.need(
            "has-snapshots",
            !machine.snapshots().isEmpty(),
            () -> Problem.error("snapshot.none", machine.id(), machine.name()));
        unused(machine, machine.snapshots().nodes(), facts, verdicts);
      }
      case SnapshotOperation.Describe describe -> {
        exists(machine, describe.snapshot(), verdicts);
        name(machine, describe.name(), verdicts);
      }
    }
  }

  private static void take(
      SnapshotOperation.Take take, Machine machine, Facts facts, Verdicts verdicts) {
    MachineRules.notTemplate(machine, verdicts);
    name(machine, take.name(), verdicts);
    depth(machine, verdicts);
    if (take.memory() && machine.isOn()) {
      MachineRules.noPassthrough(machine, verdicts);
      StorageRules.roomForMemory(machine, facts, verdicts);
    }
    if (take.quiesce() && machine.isOn() && !take.memory()) {
      MachineRules.tools(machine, verdicts);
    }
  }

  private static void revert(
      SnapshotOperation.Revert revert, Machine machine, Facts facts, Verdicts verdicts) {
    if (!exists(machine, revert.snapshot(), verdicts)) {
      return;
    }
    SnapshotTree.Node node = machine.snapshots().find(revert.snapshot()).orElseThrow();
    if (node.memory() && node.power() == PowerState.POWERED_ON && !machine.isOn()) {
      Machine back = machine.withHardware(node.hardware());
      Room.on(back, facts.inventory().host(machine.host()), facts, verdicts);
    }
  }

  static void depth(Machine machine, Verdicts verdicts) {
    verdicts.need(
        "snapshot-depth",
        machine.snapshots().depth(machine.snapshots().current()) < DEEPEST,
        () ->
            Problem.error(
                "snapshot.too-deep", machine.id(), machine.name(), String.valueOf(DEEPEST)));
  }

  private static void name(Machine machine, String name, Verdicts verdicts) {
    verdicts.need(
        "name-valid",
        Names.valid(name),
        () -> Problem.error("name.invalid", machine.id(), name, String.valueOf(Names.MOST)));
  }

  private static boolean exists(Machine machine, int key, Verdicts verdicts) {
    return verdicts.need(
        "snapshot-exists",
        machine.snapshots().find(key).isPresent(),
        () -> Problem.error("snapshot.gone", machine.id(), machine.name()));
  }

  private static void unused(
      Machine machine, List<SnapshotTree.Node> gone, Facts facts, Verdicts verdicts) {
    List<Machine> clones =
        facts.machines(machine.id()).stream()
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
