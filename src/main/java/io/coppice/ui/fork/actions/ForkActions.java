package io.coppice.ui.fork.actions;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.session.Session;
import io.coppice.ui.fork.actions.wizard.ForkForm;
import io.coppice.ui.fork.elastic.ElasticForm;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.actions.ActionFace;
import io.coppice.ui.kit.actions.ActionTarget;
import io.coppice.ui.kit.actions.Confirmation;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.actions.ObjectAction.Beginning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every action on fork groups. */
public final class ForkActions {
  /** A pattern of names nobody has, for asking before any was typed. */
  private static final String NOBODY = "\u00b7\u00b7\u00b7-##";

  private final Session session;

  private ForkActions(Session session) {
    this.session = session;
  }

  /** Makes them. */
  public static List<Action> all(Session session) {
    return new ForkActions(session).all();
  }

  private List<Action> all() {
    return List.of(
        fork(),
        freeze(),
        refork(),
        on("fork-resume-parent", Icons.RESUME_PARENT, ForkActions::resume, ObjectAction::submit),
        on(
            "fork-promote",
            Icons.PROMOTE,
            ForkActions::promote,
            Confirmation.ofMany(ForkQuestions::promoted)),
        one("fork-rebase", Icons.REBASE, ForkActions::rebase, ForkQuestions::rebase),
        one(
            "fork-keep-winner",
            Icons.KEEP_WINNER,
            ForkActions::keep,
            Confirmation.always(EndedMembers::others)),
        on("fork-lease", Icons.LEASE, ForkActions::lease, ForkQuestions::lease),
        on(
            "fork-sharing-on",
            Icons.PAGE_SHARING,
            sharing(true),
            Confirmation.always(ForkQuestions::sharingOn)),
        on("fork-sharing-off", Icons.PAGE_SHARING, sharing(false), ObjectAction::submit),
        one(
            "fork-elastic-start",
            Icons.ELASTIC,
            (id, snapshot) -> start(id, snapshot),
            (action, on, context) ->
                ElasticForm.open((ForkGroupId) on.getFirst(), action.step(on, context), context)),
        one(
            "fork-elastic-stop",
            Icons.STOP_ELASTIC,
            (id, snapshot) ->
                list(
                    ForkTargets.group(id, snapshot).filter(group -> group.elastic().isPresent()),
                    group -> new ForkOperation.StopElastic(group.id())),
            ObjectAction::submit),
        on(
            "fork-end",
            Icons.END_FORKS,
            ForkActions::end,
            Confirmation.always(EndedMembers::subtrees)));
  }

  /** What an action stands for on one object; nothing where it is not offered. Pure and quick. */
  @FunctionalInterface
  private interface Stands {
    List<? extends Operation> on(EntityId id, Snapshot snapshot);
  }

  private Action on(String id, Icons icon, Stands stands, Beginning<EntityId> beginning) {
    return action(ActionFace.of(id, icon, Action.Group.FORK), target(stands), stands, beginning);
  }

  private Action one(String id, Icons icon, Stands stands, Beginning<EntityId> beginning) {
    return one(ActionFace.of(id, icon, Action.Group.FORK), stands, beginning);
  }

  private Action one(ActionFace face, Stands stands, Beginning<EntityId> beginning) {
    return action(face, target(stands).upTo(1), stands, beginning);
  }

  private Action action(
      ActionFace face,
      ActionTarget<EntityId> target,
      Stands stands,
      Beginning<EntityId> beginning) {
    return new ObjectAction<>(
        session, face, target, (id, snapshot) -> stands.on(id, snapshot).stream(), beginning);
  }

  private static ActionTarget<EntityId> target(Stands stands) {
    return ActionTarget.each((id, snapshot) -> !stands.on(id, snapshot).isEmpty());
  }

  private Action fork() {
    return one(
        ActionFace.of("fork", Icons.FORK, Action.Group.FORK, "Shortcut+Shift+F"),
        (id, snapshot) ->
            list(
                ForkTargets.source(id, snapshot),
                machine -> new ForkOperation.Fork(machine.id(), ForkSpec.of(1, NOBODY))),
        (action, on, context) ->
            ForkTargets.source(on.getFirst(), context.session().snapshot())
                .ifPresent(
                    machine -> ForkForm.open(action, machine, ForkOperation.Fork::new, context)));
  }

  private Action freeze() {
    return one(
        "fork-freeze",
        Icons.FREEZE,
        (id, snapshot) ->
            list(
                ForkTargets.machine(id, snapshot).filter(m -> m.fork().isEmpty()),
                machine ->
                    new ForkOperation.Freeze(machine.id(), machine.name(), TrustDomain.DEFAULT)),
        FreezeForm::open);
  }

  private Action refork() {
    return one(
        "fork-refork",
        Icons.REFORK,
        (id, snapshot) ->
            list(
                running(id, snapshot),
                machine -> new ForkOperation.Refork(machine, ForkSpec.of(1, NOBODY))),
        (action, on, context) ->
            ForkTargets.machine(on.getFirst(), context.session().snapshot())
                .ifPresent(
                    machine -> ForkForm.open(action, machine, ForkOperation.Refork::new, context)));
  }

  private static Optional<MachineId> running(EntityId id, Snapshot snapshot) {
    return ForkTargets.member(id, State.RUNNING, snapshot).map(member -> member.machine());
  }

  private static <T> List<Operation> list(Optional<T> from, Function<T, Operation> make) {
    return from.map(make).stream().toList();
  }

  private static List<Operation> resume(EntityId id, Snapshot snapshot) {
    return list(
        ForkTargets.member(id, State.FROZEN, snapshot),
        member -> new ForkOperation.ResumeParent(member.machine()));
  }

  private static List<Operation> promote(EntityId id, Snapshot snapshot) {
    return list(running(id, snapshot), ForkOperation.Promote::new);
  }

  private static List<Operation> keep(EntityId id, Snapshot snapshot) {
    return list(running(id, snapshot), ForkOperation.KeepWinner::new);
  }

  /** One for each base it could read. */
  static List<ForkOperation.Rebase> rebase(EntityId id, Snapshot snapshot) {
    return ForkTargets.member(id, State.RUNNING, snapshot).stream()
        .flatMap(
            member ->
                snapshot.forks().group(member.group()).stream()
                    .flatMap(group -> group.bases().stream())
                    .filter(base -> base.state() == ForkBase.State.RESIDENT)
                    .filter(base -> base.key() != member.base())
                    .map(base -> new ForkOperation.Rebase(member.machine(), base.key())))
        .toList();
  }

  private static List<Operation> lease(EntityId id, Snapshot snapshot) {
    boolean there =
        ForkTargets.group(id, snapshot).isPresent() || ForkTargets.member(id, snapshot).isPresent();
    return there ? List.of(new ForkOperation.SetLease(id, Optional.empty())) : List.of();
  }

  private static Stands sharing(boolean on) {
    return (id, snapshot) ->
        list(
            ForkTargets.group(id, snapshot).filter(group -> group.sharing().on() != on),
            (ForkGroup group) ->
                new ForkOperation.SetPageSharing(
                    group.id(), on ? PageSharing.ON : PageSharing.OFF));
  }

  /** Tried with a policy anybody can keep, before any was chosen. */
  private static List<Operation> start(EntityId id, Snapshot snapshot) {
    ElasticPolicy modest =
        new ElasticPolicy(
            ElasticPolicy.Mode.AT_LOAD,
            1,
            0,
            Duration.ZERO,
            ElasticPolicy.Victim.OLDEST,
            1,
            Bytes.ofGiB(1),
            Duration.ofSeconds(1),
            Duration.ZERO);
    return list(
        ForkTargets.group(id, snapshot).filter(group -> group.elastic().isEmpty()),
        group ->
            new ForkOperation.StartElastic(
                group.id(), modest, new Arrivals.Constant(1), ForkSpec.of(1, NOBODY)));
  }

  /** Of a group: each of its first parents with all that was forked from it. */
  private static List<ForkOperation.EndSubtree> end(EntityId id, Snapshot snapshot) {
    return ForkTargets.group(id, snapshot)
        .map(group -> ForkTargets.roots(group.id(), snapshot))
        .orElseGet(() -> ForkTargets.member(id, snapshot).map(m -> m.machine()).stream().toList())
        .stream()
        .map(ForkOperation.EndSubtree::new)
        .toList();
  }
}
