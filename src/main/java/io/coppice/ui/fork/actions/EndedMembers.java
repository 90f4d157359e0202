package io.coppice.ui.fork.actions;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.Reclaimable;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What would be gone with members that end, and what that would really free. Any thread. */
final class EndedMembers {
  private final Snapshot snapshot;
  private final UiContext context;

  private EndedMembers(UiContext context) {
    this.snapshot = context.session().snapshot();
    this.context = context;
  }

  /** When members end with everything forked from them, or whole groups do. */
  static String subtrees(List<EntityId> on, UiContext context) {
    EndedMembers ended = new EndedMembers(context);
    return ended.gone(ended.subtrees(on));
  }

  /** When all but one of a group end. */
  static String others(List<EntityId> on, UiContext context) {
    EndedMembers ended = new EndedMembers(context);
    MachineId winner = (MachineId) on.getFirst();
    return ended.gone(ended.others(winner))
        + ' '
        + context.texts().get("forks.gone.winner", ended.snapshot.contents().displayName(winner));
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
        kept.isEmpty()
            ? ""
            : ' ' + context.texts().get("forks.gone.kept", SelectedObjects.listed(kept, context));
    return context
            .texts()
            .get(
                "forks.gone.members",
                ended.size(),
                SelectedObjects.listed(ended, context),
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
}
