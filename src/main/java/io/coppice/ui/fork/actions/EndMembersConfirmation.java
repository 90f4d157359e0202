package io.coppice.ui.fork.actions;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.Reclaimable;
import io.coppice.ui.kit.UiContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Asks before members end, and says what that would really free. That is worked out off the FX
 * thread; the questions are asked on it.
 */
final class EndMembersConfirmation {
  private static final int NAMED = 8;

  private final Snapshot snapshot;
  private final UiContext context;

  private EndMembersConfirmation(Snapshot snapshot, UiContext context) {
    this.snapshot = snapshot;
    this.context = context;
  }

  /** Before members end with everything forked from them, or whole groups do. */
  static void subtrees(ForkAction action, List<EntityId> on, UiContext context) {
    ask(action, on, context, ending -> ending.gone(ending.subtrees(on)));
  }

  /** Before all but one of a group end. */
  static void others(ForkAction action, List<EntityId> on, UiContext context) {
    MachineId winner = (MachineId) on.getFirst();
    ask(
        action,
        on,
        context,
        ending ->
            ending.gone(ending.others(winner))
                + ' '
                + context
                    .texts()
                    .get("forks.gone.winner", ending.snapshot.contents().displayName(winner)));
  }

  private static void ask(
      ForkAction action,
      List<EntityId> on,
      UiContext context,
      Function<EndMembersConfirmation, String> gone) {
    EndMembersConfirmation ending =
        new EndMembersConfirmation(context.session().snapshot(), context);
    context
        .gate()
        .async(
            () -> gone.apply(ending),
            text -> ForkConfirmation.confirm(action, on, text, context),
            failure ->
                System.getLogger(EndMembersConfirmation.class.getName())
                    .log(System.Logger.Level.ERROR, "what would be freed is not known", failure));
  }

  private Set<MachineId> subtrees(List<EntityId> on) {
    Set<MachineId> all = new LinkedHashSet<>();
    on.stream()
        .flatMap(
            one ->
                one instanceof MachineId machine
                    ? Stream.of(machine)
                    : ForkTargets.roots((ForkGroupId) one, snapshot).stream())
        .forEach(top -> snapshot.forks().subtree(top).forEach(its -> all.add(its.machine())));
    return all;
  }

  private Set<MachineId> others(MachineId winner) {
    Set<MachineId> all = new LinkedHashSet<>();
    Forks forks = snapshot.forks();
    forks.member(winner).stream()
        .flatMap(its -> forks.membersOf(its.group()).stream())
        .map(ForkMember::machine)
        .filter(machine -> !machine.equals(winner))
        .forEach(all::add);
    return all;
  }

  private String gone(Set<MachineId> machines) {
    Reclaimable freed = snapshot.forks().wouldFree(machines);
    List<String> kept = names(machines, true);
    List<String> ended = names(machines, false);
    String goesOn =
        kept.isEmpty() ? "" : ' ' + context.texts().get("forks.gone.kept", listed(kept));
    return context
            .texts()
            .get(
                "forks.gone.members",
                ended.size(),
                listed(ended),
                context.format().bytes(freed.memory()),
                context.format().bytes(freed.disk()))
        + ' '
        + context.texts().get("forks.gone.bases", freed.bases())
        + goesOn;
  }

  /** A machine a group was made of goes on outside it, with the memory it has. */
  private List<String> names(Set<MachineId> machines, boolean goOn) {
    return machines.stream()
        .map(machine -> snapshot.forks().member(machine))
        .flatMap(Optional::stream)
        .filter(
            its -> goOn == (its.origin() == ForkMember.Origin.PARENT && its.state().holdsMemory()))
        .map(its -> snapshot.contents().displayName(its.machine()))
        .toList();
  }

  private String listed(List<String> all) {
    String first = String.join(", ", all.stream().limit(NAMED).toList());
    return all.size() <= NAMED
        ? first
        : context.texts().get("form.and-more", first, all.size() - NAMED);
  }
}
