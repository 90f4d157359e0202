package io.coppice.ui.inventory.actions;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import java.util.List;
import java.util.stream.Stream;

/** The selected objects, and how a step on them is named. */
final class SelectedObjects {
  private static final int NAMED = 8;

  private SelectedObjects() {}

  /** Those of the type that still exist, in the order of the selection. */
  static <E extends Entity> List<E> of(List<EntityId> selection, Snapshot snapshot, Class<E> type) {
    return each(selection, snapshot, type).toList();
  }

  /** The same, each found when it is asked for. */
  static <E extends Entity> Stream<E> each(
      List<EntityId> selection, Snapshot snapshot, Class<E> type) {
    return selection.stream()
        .map(id -> snapshot.inventory().find(id).orElse(null))
        .filter(type::isInstance)
        .map(type::cast);
  }

  /** What "Undo ..." calls a step on these objects. */
  static String step(Action action, List<? extends Entity> objects, UiContext context) {
    String verb = ActionMenus.text(action, context);
    return objects.size() == 1
        ? context.texts().get("form.step", verb, objects.getFirst().name())
        : context.texts().get("form.steps", verb, objects.size());
  }

  /** An empty form on these objects, called like the step it makes. */
  static Form form(String id, Action action, List<? extends Entity> objects, UiContext context) {
    return new Form(id, step(action, objects, context), ActionMenus.text(action, context), context);
  }

  /** The names, the first few of many. */
  static String names(List<? extends Entity> objects, UiContext context) {
    String first = String.join(", ", objects.stream().limit(NAMED).map(Entity::name).toList());
    return objects.size() <= NAMED
        ? first
        : context.texts().get("form.and-more", first, objects.size() - NAMED);
  }
}
