package io.coppice.ui.kit.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Refusals;
import io.coppice.ui.kit.Selection;
import io.coppice.ui.kit.SelectionCheck;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;

/**
 * An action on selected objects.
 *
 * @param target what it is done to
 * @param operations what it stands for on one of them; of a form what it could ask for whatever is
 *     typed, so that it need not open when none of it can run
 * @param beginning how it begins
 */
public record ObjectAction<T>(
    Session session,
    ActionFace face,
    ActionTarget<T> target,
    Operations<T> operations,
    Beginning<T> beginning)
    implements Action {

  /** The operations an action stands for on one object; pure and quick. */
  @FunctionalInterface
  public interface Operations<T> {
    Stream<? extends Operation> of(T object, Snapshot snapshot);

    /** Of a form that makes sense on whatever it is offered for. */
    static <T> Operations<T> unknown() {
      return (_, _) -> Stream.empty();
    }

    /** One on each object. */
    static <T> Operations<T> one(Function<T, ? extends Operation> make) {
      return (object, _) -> Stream.of(make.apply(object));
    }
  }

  /** Asks first where it must, or opens a form; FX thread. */
  @FunctionalInterface
  public interface Beginning<T> {
    void begin(ObjectAction<T> action, List<T> objects, UiContext context);
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
  public boolean applies(Selection selection) {
    SelectionCheck check = check(selection);
    check.look(0, selection.ids().size());
    return check.passes();
  }

  @Override
  public SelectionCheck check(Selection selection) {
    return selection.check(target, () -> target.check(selection));
  }

  @Override
  public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
    return Refusals.first(
        session.site(),
        snapshot,
        target.in(selection, snapshot),
        object -> operations.of(object, snapshot));
  }

  @Override
  public void run(List<EntityId> selection, UiContext context) {
    List<T> objects = target.in(selection, context.session().snapshot()).toList();
    if (!objects.isEmpty()) {
      beginning.begin(this, objects, context);
    }
  }

  /** What "Undo ..." calls the step, and forms are titled. */
  public String step(List<T> objects, UiContext context) {
    return SelectedObjects.stepOn(this, objects.stream().map(target.id()).toList(), context);
  }

  /** The operations it stands for, as they are now. */
  List<Operation> all(List<T> objects, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    return objects.stream()
        .flatMap(object -> operations.of(object, snapshot))
        .<Operation>map(operation -> operation)
        .distinct()
        .toList();
  }

  /** Begins by submitting what it stands for. */
  public void submit(List<T> objects, UiContext context) {
    context.dialogs().submit(step(objects, context), all(objects, context));
  }
}
