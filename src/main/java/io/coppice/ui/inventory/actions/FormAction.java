package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Refusals;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An action that asks for more first: it opens a form, and the form checks what is typed.
 *
 * @param most how many objects it takes at once
 * @param probe what the form could ask for whatever is typed; when none of it can run, the form
 *     need not open
 * @param form opens it for the selected objects
 */
record FormAction(
    Session session,
    PerObjectAction.Face face,
    Predicate<Entity> shown,
    int most,
    Probe probe,
    Opener form)
    implements DecoratedAction {
  static final int ANY_NUMBER = Integer.MAX_VALUE;

  /** Operations tried on an object to know whether a form on it makes sense; pure. */
  @FunctionalInterface
  interface Probe {
    /** Always makes sense. */
    Probe NONE = (entity, snapshot) -> Stream.empty();

    Stream<? extends Operation> of(Entity entity, Snapshot snapshot);
  }

  /** Opens a form for objects; FX thread. */
  @FunctionalInterface
  interface Opener {
    void open(Action action, List<Entity> objects, UiContext context);
  }

  @Override
  public boolean applies(List<EntityId> selection, Snapshot snapshot) {
    if (selection.isEmpty() || selection.size() > most) {
      return false;
    }
    EntityId.Kind kind = selection.getFirst().kind();
    for (EntityId id : selection) {
      Entity entity = snapshot.inventory().find(id).orElse(null);
      if (id.kind() != kind || entity == null || !shown.test(entity)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
    return Refusals.first(
        session.site(),
        snapshot,
        SelectedObjects.each(selection, snapshot, Entity.class),
        object -> probe.of(object, snapshot));
  }

  @Override
  public void run(List<EntityId> selection, UiContext context) {
    List<Entity> objects =
        SelectedObjects.of(selection, context.session().snapshot(), Entity.class).stream()
            .filter(shown)
            .toList();
    if (!objects.isEmpty()) {
      form.open(this, objects, context);
    }
  }
}
