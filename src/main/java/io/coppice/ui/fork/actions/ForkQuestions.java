package io.coppice.ui.fork.actions;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkMember;
import io.coppice.ui.fork.actions.wizard.LifetimeBox;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;

/** Questions before an action runs. FX thread. */
final class ForkQuestions {
  private ForkQuestions() {}

  /** Which of the group's bases. */
  static void rebase(ObjectAction<EntityId> action, List<EntityId> on, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    ComboBox<ForkOperation.Rebase> bases = new ComboBox<>();
    bases.setId("fork-base");
    bases.setConverter(ChoiceLabels.by(choice -> base(choice, snapshot, context)));
    bases.getItems().setAll(ForkActions.rebase(on.getFirst(), snapshot));
    bases.getSelectionModel().selectLast();
    String step = action.step(on, context);
    Form form = new Form("form-rebase", step, ActionMenus.text(action, context), context);
    bases.valueProperty().addListener((_, _, _) -> form.changed());
    Fields fields = new Fields();
    fields.row(context.texts().get("forks.rebase.base"), bases);
    fields.whole(quiet("forks.rebase.help", context));
    form.open(
        fields,
        bases,
        () -> Form.Asked.ready(bases.getValue()),
        operations -> context.dialogs().submit(step, operations));
  }

  private static String base(ForkOperation.Rebase choice, Snapshot snapshot, UiContext context) {
    Optional<ForkBase> base =
        snapshot
            .forks()
            .member(choice.target())
            .flatMap(member -> snapshot.forks().group(member.group()))
            .flatMap(group -> group.base(choice.base()));
    return base.map(
            it ->
                context
                    .texts()
                    .get(
                        "forks.rebase.choice",
                        it.key(),
                        snapshot.contents().displayName(it.source()),
                        context.format().bytes(it.residentBytes())))
        .orElse("");
  }

  /** Nothing takes a base back that members stand on. */
  static String promoted(List<EntityId> on, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    List<String> names = on.stream().map(snapshot.contents()::displayName).toList();
    return context
        .texts()
        .get("forks.gone.promoted", on.size(), SelectedObjects.listed(names, context));
  }

  /** Page sharing is a side channel: it is switched on knowingly. */
  static String sharingOn(List<EntityId> on, UiContext context) {
    return context.texts().get("forks.gone.sharing");
  }

  /** For how long from now. */
  static void lease(ObjectAction<EntityId> action, List<EntityId> on, UiContext context) {
    String step = action.step(on, context);
    Form form = new Form("form-lease", step, context.texts().get("forks.lease.go"), context);
    ComboBox<Optional<Duration>> time = LifetimeBox.box("fork-lease", context, form::changed);
    time.setValue(Optional.of(Duration.ofHours(4)));
    Fields fields = new Fields();
    fields.row(context.texts().get("forks.lease.time"), time);
    Label now = new Label(now(on, context));
    now.setId("fork-lease-now");
    fields.whole(now).getStyleClass().add("quiet");
    form.open(
        fields,
        time,
        () -> new Form.Asked.Ready(leases(on, time.getValue())),
        operations -> context.dialogs().submit(step, operations));
  }

  private static List<Operation> leases(List<EntityId> on, Optional<Duration> time) {
    return on.stream().<Operation>map(id -> new ForkOperation.SetLease(id, time)).toList();
  }

  private static String now(List<EntityId> on, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    List<String> all = on.stream().map(id -> now(id, snapshot, context)).distinct().toList();
    return all.size() == 1 ? all.getFirst() : context.texts().get("forks.lease.now.various");
  }

  private static String now(EntityId id, Snapshot snapshot, UiContext context) {
    return ForkTargets.member(id, snapshot)
        .flatMap(ForkMember::expires)
        .or(() -> ForkTargets.group(id, snapshot).flatMap(group -> group.expires()))
        .map(end -> context.texts().get("forks.lease.now", context.format().moment(end)))
        .orElseGet(() -> context.texts().get("forks.lease.now.none"));
  }

  private static Label quiet(String key, UiContext context) {
    Label label = new Label(context.texts().get(key));
    label.getStyleClass().add("quiet");
    label.setWrapText(true);
    return label;
  }
}
