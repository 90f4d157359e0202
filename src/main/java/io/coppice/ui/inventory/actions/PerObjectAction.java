package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Refusals;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;

/**
 * One operation for each selected object of one type.
 *
 * @param shown whether the action is offered for such an object at all
 * @param make the operation on it
 * @param gone what will be gone when it is done, in the person's language; empty for what can be
 *     undone or destroys nothing
 */
record PerObjectAction<E extends Entity>(
    Session session,
    Face face,
    Class<E> type,
    Predicate<E> shown,
    Function<E, Operation> make,
    Optional<BiFunction<List<E>, UiContext, String>> gone)
    implements DecoratedAction {

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
  public boolean applies(List<EntityId> selection, Snapshot snapshot) {
    boolean any = false;
    for (EntityId id : selection) {
      Entity entity = snapshot.inventory().find(id).orElse(null);
      if (!type.isInstance(entity)) {
        return false;
      }
      any = any || shown.test(type.cast(entity));
    }
    return any;
  }

  @Override
  public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
    return Refusals.first(
        session.site(),
        snapshot,
        SelectedObjects.each(selection, snapshot, type).filter(shown),
        object -> Stream.of(make.apply(object)));
  }

  @Override
  public void run(List<EntityId> selection, UiContext context) {
    List<E> objects =
        SelectedObjects.of(selection, context.session().snapshot(), type).stream()
            .filter(shown)
            .toList();
    if (objects.isEmpty()) {
      return;
    }
    List<Operation> operations = new ArrayList<>();
    objects.forEach(object -> operations.add(make.apply(object)));
    String step = SelectedObjects.step(this, objects, context);
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
