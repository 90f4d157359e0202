package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.scene.input.KeyCombination;

/**
 * One operation for each selected object of one type.
 *
 * @param shown whether the action is offered for such an object at all
 * @param make the operation on it
 * @param gone what will be gone when it is done, in the person's language; empty for what can be
 *     undone or destroys nothing
 */
record Each<E extends Entity>(
    Session session,
    Face face,
    Class<E> type,
    Predicate<E> shown,
    Function<E, Operation> make,
    Optional<BiFunction<List<E>, UiContext, String>> gone)
    implements Action {

  /** What an action shows of itself. */
  record Face(String id, Icons icon, Group group, Optional<KeyCombination> keys) {
    static Face of(String id, Icons icon, Group group) {
      return new Face(id, icon, group, Optional.empty());
    }

    static Face of(String id, Icons icon, Group group, String keys) {
      return new Face(id, icon, group, Optional.of(KeyCombination.valueOf(keys)));
    }
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
    List<E> objects = Selected.of(selection, snapshot, type);
    return !objects.isEmpty()
        && objects.size() == selection.size()
        && objects.stream().anyMatch(shown);
  }

  @Override
  public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
    Problem first = null;
    for (E object : Selected.of(selection, snapshot, type)) {
      if (!shown.test(object)) {
        continue;
      }
      Preflight preflight = session.site().preflight(make.apply(object), snapshot);
      if (preflight.passes()) {
        return Optional.empty();
      }
      if (first == null) {
        first = preflight.problems().getFirst();
      }
    }
    return Optional.ofNullable(first);
  }

  @Override
  public void run(List<EntityId> selection, UiContext context) {
    List<E> objects =
        Selected.of(selection, context.session().snapshot(), type).stream().filter(shown).toList();
    if (objects.isEmpty()) {
      return;
    }
    List<Operation> operations = new ArrayList<>();
    objects.forEach(object -> operations.add(make.apply(object)));
    String step = Selected.step(this, objects, context);
    Runnable submit = () -> context.dialogs().submit(step, operations);
    if (gone.isPresent()) {
      context
          .dialogs()
          .confirm(
              step + "?",
              gone.get().apply(objects, context),
              ActionMenus.text(this, context),
              submit);
    } else {
      submit.run();
    }
  }
}
