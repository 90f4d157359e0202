package io.coppice.ui.inventory.actions;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is done to hosts, clusters, pools, folders and datastores without a form. */
final class SiteActions {
  /** What a filled datastore keeps free: less than any disk needs to grow. */
  private static final int LEFT_FREE_MIB = 64;

  private final Session session;

  SiteActions(Session session) {
    this.session = session;
  }

  List<Action> hosts() {
    return List.of(
        many(
            ActionFace.of("enter-maintenance", Icons.MAINTENANCE, Group.HOST, "Shortcut+Shift+M"),
            h -> !h.maintenance(),
            h -> new HostOperation.EnterMaintenance(h.id(), true),
            "gone.evacuated"),
        host(
            ActionFace.of("exit-maintenance", Icons.IN_SERVICE, Group.HOST),
            Host::maintenance,
            h -> new HostOperation.ExitMaintenance(h.id())),
        many(
            ActionFace.of("disconnect", Icons.DISCONNECT, Group.HOST),
            h -> h.state() != Host.State.DISCONNECTED,
            h -> new HostOperation.Disconnect(h.id()),
            "gone.disconnected"),
        host(
            ActionFace.of("reconnect", Icons.CONNECT, Group.HOST),
            h -> h.state() == Host.State.DISCONNECTED,
            h -> new HostOperation.Reconnect(h.id())),
        asking(
            ActionFace.of("host-shut-down", Icons.SHUT_DOWN, Group.HOST),
            Host.class,
            h -> h.state() != Host.State.POWERED_OFF,
            h -> new HostOperation.ShutDown(h.id(), true),
            SiteActions::runningGone),
        host(
            ActionFace.of("host-power-on", Icons.POWERED_ON, Group.HOST),
            h -> h.state() == Host.State.POWERED_OFF,
            h -> new HostOperation.PowerOn(h.id())),
        asking(
            ActionFace.of("crash-host", Icons.CRASH, Group.FAULT),
            Host.class,
            h -> h.state() != Host.State.NOT_RESPONDING,
            h -> new FaultOperation.CrashHost(h.id()),
            SiteActions::runningGone),
        host(
            ActionFace.of("repair-host", Icons.REPAIR, Group.FAULT),
            h -> h.state() == Host.State.NOT_RESPONDING,
            h -> new FaultOperation.RepairHost(h.id())));
  }

  List<Action> others() {
    return List.of(
        action(
            ActionFace.of("fill-datastore", Icons.FILL, Group.FAULT),
            Datastore.class,
            d -> d.filler().value() == 0,
            d -> new FaultOperation.FillDatastore(d.id(), LEFT_FREE_MIB),
            Confirmation.ofMany(SiteActions::filled)),
        undoable(
            ActionFace.of("drain-datastore", Icons.DRAIN, Group.FAULT),
            Datastore.class,
            d -> d.filler().value() > 0,
            d -> new FaultOperation.DrainDatastore(d.id())),
        undoable(
            ActionFace.of("io-control-on", Icons.SERVICES, Group.EDIT),
            Datastore.class,
            d -> !d.ioControl(),
            d -> new InventoryOperation.SetIoControl(d.id(), true)),
        undoable(
            ActionFace.of("io-control-off", Icons.SERVICES, Group.EDIT),
            Datastore.class,
            Datastore::ioControl,
            d -> new InventoryOperation.SetIoControl(d.id(), false)),
        services("ha-on", c -> !c.ha(), c -> set(c, true, c.drs())),
        services("ha-off", Cluster::ha, c -> set(c, false, c.drs())),
        services("drs-on", c -> !c.drs(), c -> set(c, c.ha(), true)),
        services("drs-off", Cluster::drs, c -> set(c, c.ha(), false)),
        undoable(
            ActionFace.of("remove-folder", Icons.DELETE, Group.REMOVE),
            Folder.class,
            f -> f.parent().isPresent(),
            f -> new InventoryOperation.RemoveFolder(f.id())),
        undoable(
            ActionFace.of("remove-pool", Icons.DELETE, Group.REMOVE),
            ResourcePool.class,
            p -> !p.isRoot(),
            p -> new InventoryOperation.RemovePool(p.id())),
        undoable(
            ActionFace.of("remove-cluster", Icons.DELETE, Group.REMOVE),
            Cluster.class,
            _ -> true,
            c -> new InventoryOperation.RemoveCompute(c.id())),
        asking(
            ActionFace.of("remove-host", Icons.DELETE, Group.REMOVE),
            Host.class,
            _ -> true,
            h -> new InventoryOperation.RemoveCompute(h.id()),
            (hosts, context) ->
                context.texts().get("gone.hosts", SelectedObjects.names(hosts, context))));
  }

  private static Operation set(Cluster cluster, boolean ha, boolean drs) {
    return new InventoryOperation.SetClusterServices(cluster.id(), ha, drs);
  }

  private Action services(String id, Predicate<Cluster> shown, Function<Cluster, Operation> make) {
    return undoable(ActionFace.of(id, Icons.SERVICES, Group.EDIT), Cluster.class, shown, make);
  }

  private Action host(ActionFace face, Predicate<Host> shown, Function<Host, Operation> make) {
    return undoable(face, Host.class, shown, make);
  }

  private <E extends Entity> Action undoable(
      ActionFace face, Class<E> type, Predicate<E> shown, Function<E, Operation> make) {
    return action(face, type, shown, make, ObjectAction::submit);
  }

  private <E extends Entity> Action asking(
      ActionFace face,
      Class<E> type,
      Predicate<E> shown,
      Function<E, Operation> make,
      BiFunction<List<E>, UiContext, String> gone) {
    return action(face, type, shown, make, Confirmation.always(gone));
  }

  private <E extends Entity> Action action(
      ActionFace face,
      Class<E> type,
      Predicate<E> shown,
      Function<E, Operation> make,
      ObjectAction.Beginning<E> beginning) {
    return new ObjectAction<>(
        session, face, ActionTarget.any(type, shown), ObjectAction.Operations.one(make), beginning);
  }

  /** Done at once to one, asked first of several. */
  private Action many(
      ActionFace face, Predicate<Host> shown, Function<Host, Operation> make, String key) {
    return action(
        face,
        Host.class,
        shown,
        make,
        Confirmation.ofMany(
            (hosts, context) ->
                context
                    .texts()
                    .get(
                        key,
                        hosts.size(),
                        SelectedObjects.names(hosts, context),
                        running(hosts, context))));
  }

  private static String filled(List<Datastore> datastores, UiContext context) {
    return context
        .texts()
        .get("gone.filled", datastores.size(), SelectedObjects.names(datastores, context));
  }

  private static String runningGone(List<Host> hosts, UiContext context) {
    return context
        .texts()
        .get("gone.running", SelectedObjects.names(hosts, context), running(hosts, context));
  }

  private static int running(List<Host> hosts, UiContext context) {
    int running = 0;
    var machines = context.session().snapshot().inventory().machines();
    for (int row = 0; row < machines.size(); row++) {
      Machine machine = machines.get(row);
      if (machine != null
          && machine.isOn()
          && hosts.stream().anyMatch(h -> h.id().equals(machine.host()))) {
        running++;
      }
    }
    return running;
  }
}
