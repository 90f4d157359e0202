package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;

/**
 * An action that asks for more first: it opens a form, and the form checks what is typed.
 *
 * @param most how many objects it takes at once
 * @param probe what the form could ask for whatever is typed; when none of it can run, the form
 *     need not open
 * @param form opens it for the selected objects
 */
record Opening(
    Session session, Each.Face face, Predicate<Entity> shown, int most, Probe probe, Opener form)
    implements Action {
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
        && objects.stream().allMatch(shown)
        && objects.stream().map(object -> object.id().kind()).distinct().count() == 1;
  }

  @Override
  public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
    Problem first = null;
    for (Entity object : Selected.of(selection, snapshot, Entity.class)) {
      Iterator<? extends Operation> tried = probe.of(object, snapshot).iterator();
      if (!tried.hasNext()) {
        return Optional.empty();
      }
      while (tried.hasNext()) {
        Preflight preflight = session.site().preflight(tried.next(), snapshot);
        if (preflight.passes()) {
          return Optional.empty();
        }
        if (first == null) {
          first = preflight.problems().getFirst();
        }
      }
    }
    return Optional.ofNullable(first);
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
