package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.session.Session;
import io.coppice.ui.inventory.forms.RevertConfirmation;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.ActionFace;
import io.coppice.ui.kit.actions.ActionTarget;
import io.coppice.ui.kit.actions.Confirmation;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.actions.SelectedObjects;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is done to machines without asking for more than a yes. */
final class MachineActions {
  private static final ActionTarget<Machine> STALLED =
      ActionTarget.any(Machine.class, Machine::stalled);
  private static final ActionTarget<Machine> WITH_SNAPSHOTS =
      ActionTarget.any(Machine.class, machine -> !machine.snapshots().isEmpty());

  private final Session session;

  MachineActions(Session session) {
    this.session = session;
  }

  List<Action> all() {
    return List.of(
        action(
            ActionFace.of("power-on", Icons.POWERED_ON, Group.POWER, "Shortcut+B"),
            MachineActions::isMachine,
            m -> new MachineOperation.PowerOn(m.id()),
            PowerOnForm::begin),
        asking(
            ActionFace.of("shut-down-guest", Icons.SHUT_DOWN, Group.POWER, "Shortcut+D"),
            MachineActions::isMachine,
            m -> new MachineOperation.ShutDownGuest(m.id()),
            running("gone.services")),
        asking(
            ActionFace.of("power-off", Icons.POWERED_OFF, Group.POWER, "Shortcut+E"),
            MachineActions::isMachine,
            m -> new MachineOperation.PowerOff(m.id()),
            counted("gone.memory", machine -> machine.power() != PowerState.POWERED_OFF)),
        action(
            ActionFace.of("suspend", Icons.SUSPENDED, Group.POWER, "Shortcut+P"),
            MachineActions::isMachine,
            m -> new MachineOperation.Suspend(m.id()),
            Confirmation.ofMany(running("gone.suspended"))),
        undoable(
            ActionFace.of("resume", Icons.RESUME, Group.POWER, "Shortcut+Shift+P"),
            m -> m.power() == PowerState.SUSPENDED,
            m -> new MachineOperation.Resume(m.id())),
        asking(
            ActionFace.of("reset", Icons.RESET, Group.POWER, "Shortcut+T"),
            Machine::isOn,
            m -> new MachineOperation.Reset(m.id()),
            running("gone.memory")),
        undoable(
            ActionFace.of("answer-retry", Icons.RETRY, Group.POWER),
            STALLED,
            m -> new MachineOperation.Answer(m.id(), MachineOperation.Reply.RETRY)),
        asking(
            ActionFace.of("answer-cancel", Icons.GIVE_UP, Group.POWER),
            STALLED,
            m -> new MachineOperation.Answer(m.id(), MachineOperation.Reply.CANCEL),
            running("gone.memory")),
        asking(
            ActionFace.of("snapshot-revert", Icons.REVERT, Group.SNAPSHOT),
            WITH_SNAPSHOTS,
            m -> new SnapshotOperation.Revert(m.id(), m.snapshots().current()),
            (machines, context) ->
                RevertConfirmation.of(machines, m -> m.snapshots().current(), context)),
        asking(
            ActionFace.of("snapshot-remove-all", Icons.DELETE, Group.SNAPSHOT),
            WITH_SNAPSHOTS,
            m -> new SnapshotOperation.RemoveAll(m.id()),
            MachineActions::snapshotsGone),
        undoable(
            ActionFace.of("to-template", Icons.TEMPLATE, Group.CLONE),
            MachineActions::isMachine,
            m -> new MachineOperation.SetTemplate(m.id(), true)),
        undoable(
            ActionFace.of("to-machine", Icons.MACHINE, Group.CLONE),
            Machine::template,
            m -> new MachineOperation.SetTemplate(m.id(), false)),
        asking(
            ActionFace.of("delete", Icons.DELETE, Group.REMOVE, "Delete"),
            _ -> true,
            m -> new MachineOperation.Delete(m.id()),
            MachineActions::machinesGone));
  }

  private static boolean isMachine(Machine machine) {
    return !machine.template();
  }

  private Action undoable(
      ActionFace face, Predicate<Machine> shown, Function<Machine, Operation> make) {
    return undoable(face, ActionTarget.any(Machine.class, shown), make);
  }

  private Action undoable(
      ActionFace face, ActionTarget<Machine> target, Function<Machine, Operation> make) {
    return action(face, target, make, ObjectAction::submit);
  }

  private Action asking(
      ActionFace face,
      Predicate<Machine> shown,
      Function<Machine, Operation> make,
      BiFunction<List<Machine>, UiContext, String> gone) {
    return asking(face, ActionTarget.any(Machine.class, shown), make, gone);
  }

  private Action asking(
      ActionFace face,
      ActionTarget<Machine> target,
      Function<Machine, Operation> make,
      BiFunction<List<Machine>, UiContext, String> gone) {
    return action(face, target, make, Confirmation.always(gone));
  }

  private Action action(
      ActionFace face,
      Predicate<Machine> shown,
      Function<Machine, Operation> make,
      ObjectAction.Beginning<Machine> beginning) {
    return action(face, ActionTarget.any(Machine.class, shown), make, beginning);
  }

  private Action action(
      ActionFace face,
      ActionTarget<Machine> target,
      Function<Machine, Operation> make,
      ObjectAction.Beginning<Machine> beginning) {
    return new ObjectAction<>(session, face, target, ObjectAction.Operations.one(make), beginning);
  }

  private static BiFunction<List<Machine>, UiContext, String> running(String key) {
    return counted(key, Machine::isOn);
  }

  /** Says how many it happens to, and which: those of the selection that it can happen to. */
  private static BiFunction<List<Machine>, UiContext, String> counted(
      String key, Predicate<Machine> which) {
    return (machines, context) -> {
      List<Machine> its = machines.stream().filter(which).toList();
      return context.texts().get(key, its.size(), SelectedObjects.names(its, context));
    };
  }

  private static String snapshotsGone(List<Machine> machines, UiContext context) {
    int snapshots = machines.stream().mapToInt(m -> m.snapshots().nodes().size()).sum();
    return context
        .texts()
        .get("gone.snapshots", snapshots, SelectedObjects.names(machines, context));
  }

  /** Names, what is freed on datastores, and the snapshots that go with them. */
  private static String machinesGone(List<Machine> machines, UiContext context) {
    long bytes = 0;
    int snapshots = 0;
    for (Machine machine : machines) {
      snapshots += machine.snapshots().nodes().size();
      List<DatastoreId> stores =
          machine.hardware().disks().stream().map(VirtualDisk::datastore).distinct().toList();
      for (DatastoreId store : stores) {
        bytes += MachineStorage.used(machine, store);
      }
    }
    return context
        .texts()
        .get(
            "gone.machines",
            SelectedObjects.names(machines, context),
            context.format().bytes(bytes),
            snapshots);
  }
}
