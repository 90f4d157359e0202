package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.ui.inventory.forms.MoveTargets;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.ObjectChoice;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;

/** Moves objects to another folder, cluster or pool of their sort. */
final class Relocate {
  private Relocate() {}

  static boolean isMovable(Entity entity) {
    return switch (entity) {
      case Folder folder -> folder.parent().isPresent();
      case ResourcePool pool -> !pool.isRoot();
      case Machine _ -> true;
      case Host _ -> true;
      case Datastore _ -> true;
      default -> false;
    };
  }

  /** Where it is now: what forbids moving it forbids moving it there too. */
  static Stream<Operation> probe(Inventory in, Entity entity) {
    EntityId at = place(entity);
    return MoveTargets.to(in, entity.id(), at).stream();
  }

  static EntityId place(Entity entity) {
    return switch (entity) {
      case Folder folder -> folder.parent().orElseThrow();
      case ResourcePool pool -> pool.parent().orElseThrow();
      case Machine machine -> machine.folder();
      case Host host -> host.cluster().<EntityId>map(id -> id).orElse(host.folder());
      case Datastore datastore -> datastore.folder();
      default -> throw new IllegalArgumentException("stands nowhere: " + entity.id());
    };
  }

  private static List<ObjectChoice> places(Inventory in, Entity entity) {
    return switch (entity) {
      case Folder folder -> PlaceChoices.folders(in, folder.contents());
      case ResourcePool _ -> PlaceChoices.pools(in);
      case Machine _ -> PlaceChoices.folders(in, Folder.Contents.MACHINES);
      case Host _ -> PlaceChoices.hostPlaces(in);
      default -> PlaceChoices.folders(in, Folder.Contents.STORAGE);
    };
  }

  /** Those that are not there already. */
  static List<Operation> operations(Inventory in, List<Entity> objects, EntityId to) {
    return objects.stream()
        .filter(object -> !place(object).equals(to))
        .flatMap(object -> MoveTargets.to(in, object.id(), to).stream())
        .toList();
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Inventory in = context.session().snapshot().inventory();
    Form form = SelectedObjects.form("form-move", action, objects, context);
    ComboBox<ObjectChoice> to =
        ObjectChoice.box(
            "form-place", places(in, objects.getFirst()), place(objects.getFirst()), form::changed);
    Fields fields = new Fields();
    fields.row(context.texts().get("form.to"), to);
    form.open(
        fields,
        to,
        () -> {
          List<Operation> operations =
              to.getValue() == null ? List.of() : operations(in, objects, to.getValue().id());
          return operations.isEmpty()
              ? new Form.Asked.Incomplete(context.texts().get("form.choose-place"))
              : new Form.Asked.Ready(operations);
        },
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }
}
