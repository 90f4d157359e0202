package io.coppice.ui.inventory.provision;

import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation.RemoveDatastore;
import io.coppice.backend.ProvisioningOperation.RemovePortGroup;
import io.coppice.backend.ProvisioningOperation.RemoveSwitch;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.actions.ActionFace;
import io.coppice.ui.kit.actions.ActionTarget;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.actions.ObjectAction.Beginning;
import io.coppice.ui.kit.actions.ObjectAction.Operations;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Every action that makes switches, port groups, datastores and hosts, or takes them away. */
public final class ProvisionActions {
  private final Session session;

  private ProvisionActions(Session session) {
    this.session = session;
  }

  public static List<Action> all(Session session) {
    return new ProvisionActions(session).all();
  }

  private List<Action> all() {
    return List.of(
        form(
            ActionFace.of("add-host", Icons.HOST, Group.NEW),
            entity -> entity instanceof Cluster || holds(entity, Folder.Contents.HOSTS),
            AddHostForm::open),
        form(
            ActionFace.of("new-datastore", Icons.NEW_DATASTORE, Group.NEW),
            entity -> holds(entity, Folder.Contents.STORAGE),
            NewDatastoreForm::open),
        form(
            ActionFace.of("new-switch", Icons.SWITCH, Group.NEW),
            entity -> entity instanceof Host || holds(entity, Folder.Contents.NETWORKS),
            NewSwitchForm::open),
        form(
            ActionFace.of("new-port-group", Icons.PORT_GROUP, Group.NEW),
            NetworkSwitch.class::isInstance,
            NetworkForms::newPortGroup),
        form(
            ActionFace.of("edit-network", Icons.EDIT, Group.EDIT),
            entity -> entity instanceof NetworkSwitch || entity instanceof PortGroup,
            NetworkForms::edit),
        form(
            ActionFace.of("uplinks", Icons.UPLINKS, Group.HOST),
            Host.class::isInstance,
            UplinksForm::open),
        remove("remove-datastore", Datastore.class, its -> new RemoveDatastore(its.id())),
        remove("remove-switch", NetworkSwitch.class, its -> new RemoveSwitch(its.id())),
        remove("remove-port-group", PortGroup.class, its -> new RemovePortGroup(its.id())));
  }

  private static boolean holds(Entity entity, Folder.Contents what) {
    return entity instanceof Datacentre
        || entity instanceof Folder folder && folder.contents() == what;
  }

  private Action form(ActionFace face, Predicate<Entity> shown, Beginning<Entity> form) {
    return new ObjectAction<>(
        session, face, ActionTarget.alike(shown).upTo(1), Operations.unknown(), form);
  }

  private <E extends Entity> Action remove(String id, Class<E> type, Function<E, Operation> make) {
    return new ObjectAction<>(
        session,
        ActionFace.of(id, Icons.DELETE, Group.REMOVE),
        ActionTarget.any(type, _ -> true),
        Operations.one(make),
        ObjectAction::submit);
  }
}
