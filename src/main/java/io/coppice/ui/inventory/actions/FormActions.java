package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.actions.ActionFace;
import io.coppice.ui.kit.actions.ActionTarget;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.actions.ObjectAction.Beginning;
import io.coppice.ui.kit.actions.ObjectAction.Operations;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What opens a form. */
final class FormActions {
  private static final Set<EntityId.Kind> LABELLED =
      EnumSet.of(EntityId.Kind.MACHINE, EntityId.Kind.HOST);

  private static final ActionTarget<Entity> MACHINES = ActionTarget.alike(FormActions::isMachine);

  private final Session session;

  FormActions(Session session) {
    this.session = session;
  }

  List<Action> all() {
    return List.of(
        many(
            ActionFace.of("snapshot-take", Icons.SNAPSHOT, Group.SNAPSHOT, "Shortcut+Shift+S"),
            MACHINES,
            (object, _) -> TakeSnapshot.probe((Machine) object),
            TakeSnapshot::open),
        many(
            ActionFace.of("migrate", Icons.MIGRATE, Group.MIGRATE, "Shortcut+M"),
            Machine.class::isInstance,
            MigrateForm::probe,
            MigrateForm::open),
        many(
            ActionFace.of("move", Icons.MOVE, Group.ORGANISE, "Shortcut+Shift+V"),
            Relocate::isMovable,
            (object, on) -> Relocate.probe(on.inventory(), object),
            Relocate::open),
        labelled(
            ActionFace.of("edit-notes", Icons.NOTES, Group.ORGANISE, "Shortcut+Shift+J"),
            (object, _) ->
                Stream.of(new InventoryOperation.SetNotes(object.id(), EditNotes.notes(object))),
            EditNotes::open),
        labelled(
            ActionFace.of("edit-tags", Icons.TAG, Group.ORGANISE, "Shortcut+Shift+G"),
            (object, _) ->
                Stream.of(new InventoryOperation.SetTags(object.id(), TagEdits.tags(object))),
            EditTags::open),
        many(
            ActionFace.of("edit-allocation", Icons.RESERVATIONS, Group.EDIT, "Shortcut+Shift+R"),
            EditAllocation::isShown,
            (object, _) -> EditAllocation.probe(object),
            EditAllocation::open),
        one(
            ActionFace.of("start-order", Icons.START_ORDER, Group.EDIT),
            StartOrderForm::isShown,
            Operations.unknown(),
            StartOrderForm::open),
        one(
            ActionFace.of("edit-disk-shares", Icons.RESERVATIONS, Group.EDIT),
            EditDiskShares::isShown,
            (object, _) -> EditDiskShares.probe(object),
            EditDiskShares::open),
        one(
            ActionFace.of("datastore-cluster", Icons.DATASTORE_CLUSTER, Group.EDIT),
            EditDatastoreCluster::isShown,
            (object, _) -> EditDatastoreCluster.probe(object),
            EditDatastoreCluster::open),
        one(
            ActionFace.of("edit-policies", Icons.POLICIES, Group.EDIT),
            Cluster.class::isInstance,
            (object, _) -> EditClusterPolicies.probe(object),
            EditClusterPolicies::open),
        many(
            ActionFace.of("new-affinity-rule", Icons.AFFINITY, Group.EDIT),
            MACHINES,
            NewAffinityRule::probe,
            NewAffinityRule::open),
        one(
            ActionFace.of("edit-hardware", Icons.HARDWARE, Group.EDIT, "Shortcut+Shift+F2"),
            FormActions::isMachine,
            (object, _) -> Stream.of(HardwareDraft.nothing((Machine) object)),
            EditHardwareForm::open),
        one(
            ActionFace.of("clone", Icons.CLONE, Group.CLONE, "Shortcut+Shift+C"),
            Machine.class::isInstance,
            CloneMachine::probe,
            CloneMachine::open),
        one(
            ActionFace.of("new-machine", Icons.NEW, Group.NEW, "Shortcut+N"),
            NewMachine::isShown,
            Operations.unknown(),
            NewMachine::open),
        one(
            ActionFace.of("mounts", Icons.DATASTORE, Group.HOST),
            Host.class::isInstance,
            Operations.unknown(),
            MountsForm::open),
        one(
            ActionFace.of("links", Icons.CUT, Group.FAULT),
            Host.class::isInstance,
            Operations.unknown(),
            HostLinksForm::open));
  }

  private Action many(
      ActionFace face, Predicate<Entity> shown, Operations<Entity> probe, Beginning<Entity> form) {
    return many(face, ActionTarget.alike(shown), probe, form);
  }

  private Action many(
      ActionFace face,
      ActionTarget<Entity> target,
      Operations<Entity> probe,
      Beginning<Entity> form) {
    return new ObjectAction<>(session, face, target, probe, form);
  }

  /** A form about what has notes and tags. */
  private Action labelled(ActionFace face, Operations<Entity> probe, Beginning<Entity> form) {
    return new ObjectAction<>(session, face, ActionTarget.ofKinds(LABELLED), probe, form);
  }

  private Action one(
      ActionFace face, Predicate<Entity> shown, Operations<Entity> probe, Beginning<Entity> form) {
    return one(session, face, shown, probe, form);
  }

  /** A form about one object. */
  static Action one(
      Session session,
      ActionFace face,
      Predicate<Entity> shown,
      Operations<Entity> probe,
      Beginning<Entity> form) {
    return new ObjectAction<>(session, face, ActionTarget.alike(shown).upTo(1), probe, form);
  }

  private static boolean isMachine(Entity entity) {
    return entity instanceof Machine machine && !machine.template();
  }
}
