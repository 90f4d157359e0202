package io.coppice.ui.fork.actions;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.Freed;
import io.coppice.model.fork.TrustDomain;
import io.coppice.ui.fork.wizard.Lifetimes;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Names;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.util.StringConverter;

/** Questions before an action runs. FX thread. */
final class Asking {
  private static final int NAMED = 8;

  private Asking() {}

  /** The group's name, checked by the site while it is typed. */
  static void freeze(ForkAction action, List<EntityId> on, UiContext context) {
    MachineId machine = (MachineId) on.getFirst();
    String name = Names.of(context.session().snapshot(), machine);
    String step = action.step(on, context);
    context
        .dialogs()
        .ask(
            step,
            context.texts().get("forks.freeze.name"),
            name,
            typed -> {
              Preflight preflight =
                  context
                      .session()
                      .preflight(new ForkOperation.Freeze(machine, typed, TrustDomain.DEFAULT));
              return preflight.passes()
                  ? null
                  : ActionMenus.reason(preflight.problems().getFirst(), context);
            },
            typed ->
                context
                    .dialogs()
                    .submit(
                        step,
                        List.of(new ForkOperation.Freeze(machine, typed, TrustDomain.DEFAULT))));
  }

  /** Which of the group's bases. */
  static void rebase(ForkAction action, List<EntityId> on, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    ComboBox<ForkOperation.Rebase> bases = new ComboBox<>();
    bases.setId("fork-base");
    bases.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(ForkOperation.Rebase choice) {
            return choice == null ? "" : base(choice, snapshot, context);
          }

          @Override
          public ForkOperation.Rebase fromString(String text) {
            throw new UnsupportedOperationException("bases are chosen, not typed");
          }
        });
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
                        Names.of(snapshot, it.source()),
                        context.format().bytes(it.residentBytes())))
        .orElse("");
  }

  /** Says who ends, before all but one do. */
  static void keepWinner(ForkAction action, List<EntityId> on, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    Forks forks = snapshot.forks();
    forks
        .member((MachineId) on.getFirst())
        .ifPresent(
            winner -> {
              List<String> others =
                  forks.membersOf(winner.group()).stream()
                      .filter(member -> !member.machine().equals(winner.machine()))
                      .map(member -> Names.of(snapshot, member.machine()))
                      .toList();
              String gone =
                  context
                      .texts()
                      .get(
                          "forks.gone.others",
                          others.size(),
                          names(others, context),
                          Names.of(snapshot, winner.machine()));
              confirm(action, on, gone, context);
            });
  }

  /** Says what would really be freed, worked out off the FX thread. */
  static void end(ForkAction action, List<EntityId> on, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    context
        .gate()
        .async(
            () -> freed(on, snapshot, context),
            gone -> confirm(action, on, gone, context),
            failure ->
                System.getLogger(Asking.class.getName())
                    .log(System.Logger.Level.ERROR, "what would be freed is not known", failure));
  }

  /** A group frees all it costs; several members are told one by one, for they may share a base. */
  private static String freed(List<EntityId> on, Snapshot snapshot, UiContext context) {
    Forks forks = snapshot.forks();
    Set<MachineId> machines = new LinkedHashSet<>();
    int bases = 0;
    long memory = 0;
    long disk = 0;
    for (EntityId one : on) {
      List<MachineId> tops =
          one instanceof MachineId machine
              ? List.of(machine)
              : Targets.roots((EntityId.ForkGroupId) one, snapshot);
      for (MachineId top : tops) {
        Freed freed = forks.wouldFree(top);
        if (machines.containsAll(freed.machines())) {
          continue;
        }
        machines.addAll(freed.machines());
        bases += freed.bases();
        memory += freed.memory();
        disk += freed.disk();
      }
    }
    // The machine a group was made of goes on outside it, with the memory it has.
    List<String> kept =
        machines.stream()
            .flatMap(machine -> forks.member(machine).stream())
            .filter(m -> m.origin() == ForkMember.Origin.PARENT && m.state().holdsMemory())
            .map(m -> Names.of(snapshot, m.machine()))
            .toList();
    List<String> called =
        machines.stream()
            .map(machine -> Names.of(snapshot, machine))
            .filter(name -> !kept.contains(name))
            .toList();
    String goesOn =
        kept.isEmpty() ? "" : ' ' + context.texts().get("forks.gone.kept", names(kept, context));
    return context
            .texts()
            .get(
                "forks.gone.subtree",
                called.size(),
                names(called, context),
                context.format().bytes(memory),
                context.format().bytes(disk))
        + ' '
        + context.texts().get("forks.gone.bases", bases)
        + goesOn;
  }

  private static String names(List<String> all, UiContext context) {
    String first = String.join(", ", all.stream().limit(NAMED).toList());
    return all.size() <= NAMED
        ? first
        : context.texts().get("form.and-more", first, all.size() - NAMED);
  }

  private static void confirm(
      ForkAction action, List<EntityId> on, String gone, UiContext context) {
    context
        .dialogs()
        .confirm(
            action.step(on, context) + "?",
            gone,
            ActionMenus.text(action, context),
            () -> action.submit(on, context));
  }

  /** Page sharing is a side channel: it is switched on knowingly. */
  static void sharingOn(ForkAction action, List<EntityId> on, UiContext context) {
    confirm(action, on, context.texts().get("forks.gone.sharing"), context);
  }

  /** For how long from now. */
  static void lease(ForkAction action, List<EntityId> on, UiContext context) {
    String step = action.step(on, context);
    Form form = new Form("form-lease", step, context.texts().get("forks.lease.go"), context);
    ComboBox<Optional<Duration>> time = Lifetimes.box("fork-lease", context, form::changed);
    time.setValue(Optional.of(Duration.ofHours(4)));
    Fields fields = new Fields();
    fields.row(context.texts().get("forks.lease.time"), time);
    fields.whole(new Label(now(on.getFirst(), context))).getStyleClass().add("quiet");
    form.open(
        fields,
        time,
        () -> new Form.Asked.Ready(leases(on, time.getValue())),
        operations -> context.dialogs().submit(step, operations));
  }

  private static List<Operation> leases(List<EntityId> on, Optional<Duration> time) {
    return on.stream().<Operation>map(id -> new ForkOperation.SetLease(id, time)).toList();
  }

  private static String now(EntityId id, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    return Targets.member(id, snapshot)
        .flatMap(ForkMember::expires)
        .or(() -> Targets.group(id, snapshot).flatMap(group -> group.expires()))
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
