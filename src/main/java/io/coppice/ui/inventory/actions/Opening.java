package io.coppice.ui.inventory.actions;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.scene.input.KeyCombination;

/**
 * An action that asks for more first: it opens a form, and the form checks what is typed.
 *
 * @param most how many objects it takes at once
 * @param form opens it for the selected objects
 */
record Opening(Each.Face face, Predicate<Entity> shown, int most, Form form) implements Action {
  /** Opens a form for objects; FX thread. */
  @FunctionalInterface
  interface Form {
    void open(Action action, List<Entity> objects, UiContext context);
  }

  @Override
  public String id() {
    return face.id();
  }

  @Override
  public Icons icon() {
    return face.icon();
  }

  @Override
  public Group group() {
    return face.group();
  }

  @Override
  public Optional<KeyCombination> keys() {
    return face.keys();
  }

  @Override
  public boolean applies(List<EntityId> selection, Snapshot snapshot) {
    List<Entity> objects = Selected.of(selection, snapshot, Entity.class);
    return !objects.isEmpty()
        && objects.size() == selection.size()
        && objects.size() <= most
        && objects.stream().allMatch(shown);
  }

  @Override
  public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
    return Optional.empty();
  }

  @Override
  public void run(List<EntityId> selection, UiContext context) {
    List<Entity> objects =
        Selected.of(selection, context.session().snapshot(), Entity.class).stream()
            .filter(shown)
            .toList();
    if (!objects.isEmpty()) {
      form.open(this, objects, context);
    }
  }
}
