package io.coppice.ui.fork.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Refusals;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;

/**
 * An action on members, groups or machines.
 *
 * @param most how many it takes at once
 * @param operations what it would ask for on one of them; none where it is not offered
 * @param doing asks first where it must, then submits; FX thread
 */
record ForkAction(
    Session session,
    String id,
    Icons icon,
    Optional<KeyCombination> keys,
    int most,
    Operations operations,
    Doing doing)
    implements Action {
  static final int MANY = Integer.MAX_VALUE;

  /** The operations an action stands for; pure and quick. */
  @FunctionalInterface
  interface Operations {
    List<? extends Operation> of(EntityId id, Snapshot snapshot);
  }

  /** Does an action on what is selected; FX thread. */
  @FunctionalInterface
  interface Doing {
    void run(ForkAction action, List<EntityId> on, UiContext context);
  }

  @Override
  public Group group() {
    return Group.FORK;
  }

  @Override
  public boolean applies(List<EntityId> selection, Snapshot snapshot) {
    return !selection.isEmpty()
        && selection.size() <= most
        && selection.stream().allMatch(one -> !operations.of(one, snapshot).isEmpty());
  }

  @Override
  public Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot) {
    return Refusals.first(
        session.site(), snapshot, selection.stream(), one -> operations.of(one, snapshot).stream());
  }

  @Override
  public void run(List<EntityId> selection, UiContext context) {
    if (applies(selection, context.session().snapshot())) {
      doing.run(this, selection, context);
    }
  }

  /** What "Undo ..." calls the step, and forms are titled. */
  String step(List<EntityId> on, UiContext context) {
    String verb = ActionMenus.text(this, context);
    return on.size() == 1
        ? context
            .texts()
            .get(
                "form.step",
                verb,
                context.session().snapshot().contents().displayName(on.getFirst()))
        : context.texts().get("form.steps", verb, on.size());
  }

  /** Submits what it stands for. */
  void submit(List<EntityId> on, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    List<Operation> all = new ArrayList<>();
    on.stream().flatMap(one -> stream(one, snapshot)).distinct().forEach(all::add);
    context.dialogs().submit(step(on, context), all);
  }

  private Stream<? extends Operation> stream(EntityId one, Snapshot snapshot) {
    return operations.of(one, snapshot).stream();
  }
}
