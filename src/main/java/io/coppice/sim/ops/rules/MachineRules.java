package io.coppice.sim.ops.rules;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.sim.ops.facts.Facts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules of power, deletion, templates and placement. */
final class MachineRules {
  private MachineRules() {}

  static void check(MachineOperation operation, Facts facts, Verdicts verdicts) {
    EntityId id = operation.target();
    if (!verdicts.exists(facts, id)) {
      return;
    }
    Machine machine = facts.inventory().machine((EntityId.MachineId) id);
    verdicts.free(facts, id);
    switch (operation) {
      case MachineOperation.PowerOn _ -> start(machine, PowerState.POWERED_OFF, facts, verdicts);
      case MachineOperation.Restart _ -> start(machine, PowerState.POWERED_OFF, facts, verdicts);
      case MachineOperation.Resume _ -> start(machine, PowerState.SUSPENDED, facts, verdicts);
      case MachineOperation.ShutDownGuest _ -> {
        if (on(machine, verdicts) && managed(machine, facts, verdicts)) {
          tools(machine, verdicts);
        }
      }
      case MachineOperation.PowerOff _ -> {
        verdicts.need(
            "not-off",
            machine.power() != PowerState.POWERED_OFF,
            () -> Problem.error("machine.already-off", id, machine.name()));
        managed(machine, facts, verdicts);
      }
      case MachineOperation.Suspend _ -> {
        if (on(machine, verdicts) && managed(machine, facts, verdicts)) {
          noPassthrough(machine, verdicts);
          StorageRules.reachableHere(machine, facts, verdicts);
          StorageRules.roomForMemory(machine, facts, verdicts);
        }
      }
      case MachineOperation.Reset _ -> {
        if (on(machine, verdicts)) {
          managed(machine, facts, verdicts);
        }
      }
      case MachineOperation.SetTemplate set -> template(machine, set.template(), facts, verdicts);
      case MachineOperation.Delete _ -> delete(machine, facts, verdicts);
      case MachineOperation.EditPlacement edit -> placement(machine, edit, facts, verdicts);
      default -> throw new IllegalArgumentException("Not a rule of this room: " + operation);
    }
  }

  private static void start(Machine machine, PowerState from, Facts facts, Verdicts verdicts) {
    if (!notTemplate(machine, verdicts) || !power(machine, from, verdicts)) {
      return;
    }
    Host here = facts.inventory().host(machine.host());
    Optional<ClusterId> drs = Room.drsCluster(here, facts);
    if (from == PowerState.POWERED_OFF && drs.isPresent()) {
      Room.anyHost(machine, drs.get(), Optional.empty(), facts, verdicts);
    } else {
      Room.on(machine, here, facts, verdicts);
    }
    Room.pool(machine, machine.pool(), facts, verdicts);
    Failover.check(machine, here, facts, verdicts);
  }

  private static void template(Machine machine, boolean to, Facts facts, Verdicts verdicts) {
    verdicts.need(
        "template-changes",
        machine.template() != to,
        () ->
            Problem.error(
                to ? "machine.is-template" : "machine.no-template", machine.id(), machine.name()));
    if (to) {
      power(machine, PowerState.POWERED_OFF, verdicts);
    }
    managed(machine, facts, verdicts);
  }

  private static void delete(Machine machine, Facts facts, Verdicts verdicts) {
    power(machine, PowerState.POWERED_OFF, verdicts);
    managed(machine, facts, verdicts);
    noClones(machine, facts.machines(machine.id()), verdicts);
    StorageRules.reachableHere(machine, facts, verdicts);
  }

  /** Names the linked clones that would lose their disks. */
  static void noClones(Machine machine, List<Machine> clones, Verdicts verdicts) {
    verdicts.need(
        "no-clones",
        clones.isEmpty(),
        () ->
            Problem.error(
                "machine.has-clones",
                machine.id(),
                machine.name(),
                String.valueOf(clones.size()),
                names(clones)));
  }

  private static void placement(
      Machine machine, MachineOperation.EditPlacement edit, Facts facts, Verdicts verdicts) {
    Allocation memory = edit.memory();
    verdicts.need(
        "reservation-of-own",
        memory.reservation() <= machine.hardware().memory().mib(),
        () ->
            Problem.error(
                "machine.reserves-too-much",
                machine.id(),
                machine.name(),
                memory.reservation() + " MiB",
                machine.hardware().memory().toString()));
    if (machine.isOn()) {
      int moreMemory = memory.reservation() - machine.placement().memory().reservation();
      int moreCpu = edit.cpu().reservation() - machine.placement().cpu().reservation();
      Room.reserve(
          machine, facts.inventory().host(machine.host()), moreMemory, moreCpu, facts, verdicts);
    }
  }

  static boolean notTemplate(Machine machine, Verdicts verdicts) {
    return verdicts.need(
        "not-template",
        !machine.template(),
        () -> Problem.error("machine.is-template", machine.id(), machine.name()));
  }

  static boolean on(Machine machine, Verdicts verdicts) {
    return power(machine, PowerState.POWERED_ON, verdicts);
  }

  static boolean power(Machine machine, PowerState wanted, Verdicts verdicts) {
    String word =
        switch (wanted) {
          case POWERED_OFF -> "off";
          case POWERED_ON -> "on";
          case SUSPENDED -> "suspended";
        };
    return verdicts.need(
        "is-" + word,
        machine.power() == wanted,
        () -> Problem.error("machine.must-be-" + word, machine.id(), machine.name()));
  }

  /** Whether the machine's host answers. */
  static boolean managed(Machine machine, Facts facts, Verdicts verdicts) {
    return HostRules.connected(facts.inventory().host(machine.host()), verdicts);
  }

  static void tools(Machine machine, Verdicts verdicts) {
    verdicts.need(
        "tools",
        machine.guest().tools().answers(),
        () -> Problem.error("machine.no-tools", machine.id(), machine.name()));
  }

  static void noPassthrough(Machine machine, Verdicts verdicts) {
    verdicts.need(
        "no-passthrough",
        !machine.hardware().passthrough(),
        () -> Problem.error("machine.has-passthrough", machine.id(), machine.name()));
  }

  /** The first names of a list, for a problem's text. */
  static String names(List<Machine> machines) {
    String first = machines.stream().limit(5).map(Machine::name).collect(Collectors.joining(", "));
    return machines.size() > 5 ? first + ", …" : first;
  }
}
