package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.session.Session;
import io.coppice.ui.inventory.actions.PerObjectAction.Face;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Refusals;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts the machines of a vApp in its start order, or shuts them down in the reverse one. */
record VAppPower(Session session, Face face, boolean on) implements DecoratedAction {
  static List<Action> all(Session session) {
    return List.of(
        new VAppPower(session, Face.of("vapp-start", Icons.POWERED_ON, Group.POWER), true),
        new VAppPower(session, Face.of("vapp-stop", Icons.SHUT_DOWN, Group.POWER), false));
  }

  /** What is asked of the machines, in order; nothing of those that are as they should be. */
  static List<Operation> operations(ResourcePool pool, Inventory in, boolean on) {
    List<Machine> order =
        pool.vapp().stream()
            .flatMap(vapp -> vapp.startOrder().stream())
            .map(in::machine)
            .filter(Objects::nonNull)
            .filter(machine -> !machine.template())
            .toList();
    return on
        ? order.stream()
            .filter(machine -> machine.power() == PowerState.POWERED_OFF)
            .<Operation>map(machine -> new MachineOperation.PowerOn(machine.id()))
            .toList()
        : order.reversed().stream()
            .filter(Machine::isOn)
            .<Operation>map(machine -> new MachineOperation.ShutDownGuest(machine.id()))
            .toList();
  }

  private Stream<Operation> operations(Stream<ResourcePool> pools, Inventory in) {
    return pools.flatMap(pool -> operations(pool, in, on).stream());
  }

  @Override
  public boolean applies(List<EntityId> selection, Snapshot snapshot) {
    List<ResourcePool> pools = SelectedObjects.of(selection, snapshot, ResourcePool.class);
    return pools.size() == selection.size()
        && pools.stream().allMatch(pool -> pool.vapp().isPresent())
        && operations(pools.stream(), snapshot.inventory()).findAny().isPresent();
  }

  @Override
  public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
    return Refusals.first(
        session.site(),
        snapshot,
        SelectedObjects.each(selection, snapshot, ResourcePool.class),
        pool -> operations(pool, snapshot.inventory(), on).stream());
  }

  @Override
  public void run(List<EntityId> selection, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    List<ResourcePool> pools = SelectedObjects.of(selection, snapshot, ResourcePool.class);
    List<Operation> operations = operations(pools.stream(), snapshot.inventory()).toList();
    if (operations.isEmpty()) {
      return;
    }
    String step = SelectedObjects.step(this, pools, context);
    Runnable submit = () -> context.dialogs().submit(step, operations);
    if (on) {
      submit.run();
    } else {
      List<Machine> machines =
          operations.stream()
              .map(operation -> snapshot.inventory().machine((MachineId) operation.target()))
              .toList();
      context
          .dialogs()
          .confirm(
              step + "?",
              context
                  .texts()
                  .get("gone.services", machines.size(), SelectedObjects.names(machines, context)),
              ActionMenus.text(this, context),
              submit);
    }
  }
}
