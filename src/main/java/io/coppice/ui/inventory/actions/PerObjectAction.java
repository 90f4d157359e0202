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
 * @param question what is asked first; empty for what can be undone and destroys nothing
 */
record PerObjectAction<E extends Entity>(
    Session session,
    Face face,
    Class<E> type,
    Predicate<E> shown,
    Function<E, Operation> make,
    Optional<Question<E>> question)
    implements DecoratedAction {

  /**
   * What is asked before it runs, in the person's language.
   *
   * @param least of how many objects it is asked; what can be undone on one may be much on many
   * @param text what will happen, to how many of them and to which
   */
  record Question<E>(int least, BiFunction<List<E>, UiContext, String> text) {
    /** Asked of each. */
    static <E> Question<E> always(BiFunction<List<E>, UiContext, String> text) {
      return new Question<>(1, text);
    }

    /** Asked of several. */
    static <E> Question<E> ofMany(BiFunction<List<E>, UiContext, String> text) {
      return new Question<>(2, text);
    }
  }

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
    if (question.isPresent() && objects.size() >= question.get().least()) {
      context
          .dialogs()
          .confirm(
              step + "?",
              question.get().text().apply(objects, context),
              ActionMenus.text(this, context),
              submit);
    } else {
      submit.run();
    }
  }
}
