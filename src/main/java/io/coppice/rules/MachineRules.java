package io.coppice.rules;

import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules of power, deletion, templates and placement. */
final class MachineRules {
  private MachineRules() {}

  static void check(MachineOperation operation, SiteIndex index, VerdictCollector verdicts) {
    EntityId id = operation.target();
    if (!verdicts.exists(index, id)) {
      return;
    }
    Machine machine = index.inventory().machine((EntityId.MachineId) id);
    verdicts.free(index, id);
    switch (operation) {
      case MachineOperation.PowerOn on -> powerOn(machine, on, index, verdicts);
      case MachineOperation.Restart _ -> start(machine, PowerState.POWERED_OFF, index, verdicts);
      case MachineOperation.Resume _ -> start(machine, PowerState.SUSPENDED, index, verdicts);
      case MachineOperation.ShutDownGuest _ -> {
        if (on(machine, verdicts) && managed(machine, index, verdicts)) {
          notStalled(machine, verdicts);
          tools(machine, verdicts);
        }
      }
      case MachineOperation.PowerOff _ -> {
        verdicts.need(
            "not-off",
            machine.power() != PowerState.POWERED_OFF,
            () -> Problem.error("machine.already-off", id, machine.name()));
        managed(machine, index, verdicts);
      }
      case MachineOperation.Suspend _ -> {
        if (on(machine, verdicts) && managed(machine, index, verdicts)) {
          notStalled(machine, verdicts);
          noPassthrough(machine, verdicts);
          StorageRules.reachableHere(machine, index, verdicts);
          StorageRules.roomForMemory(machine, index, verdicts);
        }
      }
      case MachineOperation.Reset _ -> {
        if (on(machine, verdicts)) {
          managed(machine, index, verdicts);
        }
      }
      case MachineOperation.Answer answer -> answer(machine, answer.reply(), index, verdicts);
      case MachineOperation.SetTemplate set -> template(machine, set.template(), index, verdicts);
      case MachineOperation.Delete _ -> delete(machine, index, verdicts);
      case MachineOperation.EditPlacement edit -> placement(machine, edit, index, verdicts);
      case MachineOperation.SetDiskShares set -> HardwareRules.diskShares(machine, set, verdicts);
      case MachineOperation.Create _,
          MachineOperation.Clone _,
          MachineOperation.EditHardware _,
          MachineOperation.Migrate _,
          MachineOperation.MigrateStorage _,
          MachineOperation.Relocate _ ->
          throw new IllegalArgumentException("It has rules of its own: " + operation);
    }
  }

  /** A host that was chosen is asked alone; nobody else is placed there than DRS could. */
  private static void powerOn(
      Machine machine, MachineOperation.PowerOn on, SiteIndex index, VerdictCollector verdicts) {
    if (on.host().isEmpty()) {
      start(machine, PowerState.POWERED_OFF, index, verdicts);
      return;
    }
    if (!verdicts.exists(index, on.host().get())
        || !notTemplate(machine, verdicts)
        || !startable(machine, PowerState.POWERED_OFF, verdicts)) {
      return;
    }
    Host here = index.inventory().host(machine.host());
    Host chosen = index.inventory().host(on.host().get());
    boolean can =
        chosen.equals(here)
            || (HostAdmission.drsCluster(here, index).isPresent()
                && chosen.cluster().equals(here.cluster()));
    if (verdicts.need(
        "host-of-drs-cluster",
        can,
        () ->
            Problem.of(
                Severity.ERROR,
                "host.not-of-drs-cluster",
                List.of(chosen.id(), machine.id()),
                machine.name(),
                chosen.name()))) {
      runs(machine, chosen, index, verdicts);
    }
  }

  private static void runs(Machine machine, Host on, SiteIndex index, VerdictCollector verdicts) {
    HostAdmission.on(machine, on, index, verdicts);
    StorageRules.growth(machine, machine.withPower(PowerState.POWERED_ON), index, verdicts);
    HostAdmission.pool(machine, machine.pool(), index, verdicts);
    HostAdmission.admission(machine, on, index, verdicts);
  }

  private static void start(
      Machine machine, PowerState from, SiteIndex index, VerdictCollector verdicts) {
    if (!notTemplate(machine, verdicts) || !startable(machine, from, verdicts)) {
      return;
    }
    Host here = index.inventory().host(machine.host());
    Optional<ClusterId> drs = HostAdmission.placingCluster(here, index);
    if (from == PowerState.POWERED_OFF && drs.isPresent()) {
      HostAdmission.anyHost(machine, drs.get(), Optional.empty(), index, verdicts);
      StorageRules.growth(machine, machine.withPower(PowerState.POWERED_ON), index, verdicts);
      HostAdmission.pool(machine, machine.pool(), index, verdicts);
      HostAdmission.admission(machine, here, index, verdicts);
    } else {
      runs(machine, here, index, verdicts);
    }
  }

  /** It tries again only where there is some room, or it would stand still at once. */
  private static void answer(
      Machine machine, MachineOperation.Reply reply, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "is-stalled",
        machine.stalled(),
        () -> Problem.error("machine.not-stalled", machine.id(), machine.name()));
    managed(machine, index, verdicts);
    if (reply == MachineOperation.Reply.RETRY && verdicts.passing()) {
      StorageRules.fullest(machine, index)
          .ifPresent(full -> StorageRules.room(full, Bytes.MIB, index, verdicts));
    }
  }

  /** What stands still and asks can do nothing that its guest must do. */
  static boolean notStalled(Machine machine, VerdictCollector verdicts) {
    return verdicts.need(
        "not-stalled",
        !machine.stalled(),
        () -> Problem.error("machine.stalled", machine.id(), machine.name()));
  }

  private static void template(
      Machine machine, boolean to, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "template-changes",
        machine.template() != to,
        () ->
            Problem.error(
                to ? "machine.is-template" : "machine.no-template", machine.id(), machine.name()));
    if (to) {
      power(machine, PowerState.POWERED_OFF, verdicts);
    }
    managed(machine, index, verdicts);
  }

  private static void delete(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    power(machine, PowerState.POWERED_OFF, verdicts);
    managed(machine, index, verdicts);
    noClones(machine, index.machines(machine.id()), verdicts);
    StorageRules.reachableHere(machine, index, verdicts);
  }

  /** Names the linked clones that would lose their disks. */
  static void noClones(Machine machine, List<Machine> clones, VerdictCollector verdicts) {
    verdicts.need("no-clones", clones.isEmpty(), () -> hasClones(machine, clones));
  }

  static Problem hasClones(Machine machine, List<Machine> clones) {
    return Problem.error(
        "machine.has-clones",
        machine.id(),
        machine.name(),
        String.valueOf(clones.size()),
        names(clones));
  }

  private static void placement(
      Machine machine,
      MachineOperation.EditPlacement edit,
      SiteIndex index,
      VerdictCollector verdicts) {
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
      Machine after =
          machine.withPlacement(new Machine.Placement(edit.cpu(), memory, edit.restart()));
      StorageRules.growth(machine, after, index, verdicts);
      int moreMemory = memory.reservation() - machine.placement().memory().reservation();
      int moreCpu = edit.cpu().reservation() - machine.placement().cpu().reservation();
      HostAdmission.reserve(
          after, index.inventory().host(machine.host()), moreMemory, moreCpu, index, verdicts);
    }
  }

  static boolean notTemplate(Machine machine, VerdictCollector verdicts) {
    return verdicts.need(
        "not-template",
        !machine.template(),
        () -> Problem.error("machine.is-template", machine.id(), machine.name()));
  }

  /** What runs already, or is suspended, is not powered on; powering it off first is no advice. */
  private static boolean startable(Machine machine, PowerState from, VerdictCollector verdicts) {
    if (from == PowerState.SUSPENDED || machine.power() == PowerState.POWERED_OFF) {
      return power(machine, from, verdicts);
    }
    return verdicts.need(
        "is-off",
        false,
        () ->
            Problem.error(
                machine.isOn() ? "machine.already-on" : "machine.is-suspended",
                machine.id(),
                machine.name()));
  }

  static boolean on(Machine machine, VerdictCollector verdicts) {
    return power(machine, PowerState.POWERED_ON, verdicts);
  }

  static boolean power(Machine machine, PowerState wanted, VerdictCollector verdicts) {
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
  static boolean managed(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    return HostRules.connected(index.inventory().host(machine.host()), verdicts);
  }

  static void tools(Machine machine, VerdictCollector verdicts) {
    verdicts.need(
        "tools",
        machine.guest().tools().answers(),
        () -> Problem.error("machine.no-tools", machine.id(), machine.name()));
  }

  static void noPassthrough(Machine machine, VerdictCollector verdicts) {
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
