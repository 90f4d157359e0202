package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.session.Session;
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
import java.util.Objects;
import java.util.Optional;

/** Starts the machines of a vApp in its start order, or shuts them down in the reverse one. */
final class VAppPower {
  private VAppPower() {}

  static List<Action> all(Session session) {
    return List.of(
        action(
            session,
            ActionFace.of("vapp-start", Icons.POWERED_ON, Group.POWER),
            true,
            ObjectAction::submit),
        action(
            session,
            ActionFace.of("vapp-stop", Icons.SHUT_DOWN, Group.POWER),
            false,
            Confirmation.always(VAppPower::servicesGone)));
  }

  private static Action action(
      Session session,
      ActionFace face,
      boolean on,
      ObjectAction.Beginning<ResourcePool> beginning) {
    return new ObjectAction<>(
        session,
        face,
        new ActionTarget<>(
            VAppPower::vApp,
            (pool, snapshot) -> !operations(pool, snapshot.inventory(), on).isEmpty(),
            ActionTarget.Offered.IF_ANY,
            Integer.MAX_VALUE,
            ResourcePool::id),
        (pool, snapshot) -> operations(pool, snapshot.inventory(), on).stream(),
        beginning);
  }

  private static Optional<ResourcePool> vApp(EntityId id, Snapshot snapshot) {
    return snapshot
        .inventory()
        .find(id)
        .filter(ResourcePool.class::isInstance)
        .map(ResourcePool.class::cast)
        .filter(pool -> pool.vapp().isPresent());
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

  private static String servicesGone(List<ResourcePool> pools, UiContext context) {
    Inventory in = context.session().snapshot().inventory();
    List<Machine> machines =
        pools.stream()
            .flatMap(pool -> operations(pool, in, false).stream())
            .map(operation -> in.machine((MachineId) operation.target()))
            .toList();
    return context
        .texts()
        .get("gone.services", machines.size(), SelectedObjects.names(machines, context));
  }
}
