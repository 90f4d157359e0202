package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.session.Session;
import io.coppice.ui.inventory.actions.PerObjectAction.Face;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.Icons;
import java.util.List;
import java.util.stream.Stream;

/** What opens a form. */
final class FormActions {
  private final Session session;

  FormActions(Session session) {
    this.session = session;
  }

  List<Action> all() {
    return List.of(
        many(
            Face.of("snapshot-take", Icons.SNAPSHOT, Group.SNAPSHOT, "Shortcut+Shift+S"),
            FormActions::isMachine,
            (object, _) -> TakeSnapshot.probe((Machine) object),
            TakeSnapshot::open),
        many(
            Face.of("migrate", Icons.MIGRATE, Group.MIGRATE, "Shortcut+M"),
            Machine.class::isInstance,
            MigrateForm::probe,
            MigrateForm::open),
        many(
            Face.of("move", Icons.MOVE, Group.ORGANISE, "Shortcut+Shift+V"),
            Relocate::isMovable,
            (object, on) -> Relocate.probe(on.inventory(), object),
            Relocate::open),
        many(
            Face.of("edit-notes", Icons.NOTES, Group.ORGANISE, "Shortcut+Shift+J"),
            FormActions::isLabelled,
            (object, _) ->
                Stream.of(new InventoryOperation.SetNotes(object.id(), EditNotes.notes(object))),
            EditNotes::open),
        many(
            Face.of("edit-tags", Icons.TAG, Group.ORGANISE, "Shortcut+Shift+G"),
            FormActions::isLabelled,
            (object, _) ->
                Stream.of(new InventoryOperation.SetTags(object.id(), TagEdits.tags(object))),
            EditTags::open),
        many(
            Face.of("edit-allocation", Icons.RESERVATIONS, Group.EDIT, "Shortcut+Shift+R"),
            EditAllocation::isShown,
            (object, _) -> EditAllocation.probe(object),
            EditAllocation::open),
        new FormAction(
            session,
            Face.of("edit-hardware", Icons.HARDWARE, Group.EDIT, "Shortcut+Shift+F2"),
            FormActions::isMachine,
            1,
            (object, _) -> Stream.of(HardwareDraft.nothing((Machine) object)),
            EditHardwareForm::open),
        new FormAction(
            session,
            Face.of("clone", Icons.CLONE, Group.CLONE, "Shortcut+Shift+C"),
            Machine.class::isInstance,
            1,
            CloneMachine::probe,
            CloneMachine::open),
        new FormAction(
            session,
            Face.of("new-machine", Icons.NEW, Group.NEW, "Shortcut+N"),
            NewMachine::isShown,
            1,
            FormAction.Probe.NONE,
            NewMachine::open),
        new FormAction(
            session,
            Face.of("mounts", Icons.DATASTORE, Group.HOST),
            Host.class::isInstance,
            1,
            FormAction.Probe.NONE,
            MountsForm::open),
        new FormAction(
            session,
            Face.of("links", Icons.CUT, Group.FAULT),
            Host.class::isInstance,
            1,
            FormAction.Probe.NONE,
            HostLinksForm::open));
  }

  private Action many(
      Face face,
      java.util.function.Predicate<Entity> shown,
      FormAction.Probe probe,
      FormAction.Opener form) {
    return new FormAction(session, face, shown, FormAction.ANY_NUMBER, probe, form);
  }

  private static boolean isMachine(Entity entity) {
    return entity instanceof Machine machine && !machine.template();
  }

  private static boolean isLabelled(Entity entity) {
    return entity instanceof Machine || entity instanceof Host;
  }
}
