package io.coppice.ui.fork.actions;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Machine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a selected object means to an action. Pure. */
final class ForkTargets {
  private ForkTargets() {}

  static Optional<Machine> machine(EntityId id, Snapshot snapshot) {
    return id instanceof MachineId
        ? snapshot
            .inventory()
            .find(id)
            .map(Machine.class::cast)
            .filter(machine -> !machine.template())
        : Optional.empty();
  }

  static Optional<ForkMember> member(EntityId id, Snapshot snapshot) {
    return id instanceof MachineId machine ? snapshot.forks().member(machine) : Optional.empty();
  }

  static Optional<ForkMember> member(EntityId id, ForkMember.State state, Snapshot snapshot) {
    return member(id, snapshot).filter(found -> found.state() == state);
  }

  static Optional<ForkGroup> group(EntityId id, Snapshot snapshot) {
    return id instanceof ForkGroupId group ? snapshot.forks().group(group) : Optional.empty();
  }

  /**
   * The machine to fork: itself; of a group its newest resident base's frozen parent, else a member
   * that runs.
   */
  static Optional<Machine> source(EntityId id, Snapshot snapshot) {
    if (!(id instanceof ForkGroupId group)) {
      return machine(id, snapshot);
    }
    Forks forks = snapshot.forks();
    Optional<MachineId> frozen =
        forks.group(group).stream()
            .flatMap(found -> found.bases().stream())
            .filter(base -> base.state() == ForkBase.State.RESIDENT)
            .filter(
                base ->
                    member(base.source(), ForkMember.State.FROZEN, snapshot)
                        .filter(member -> member.group().equals(group))
                        .isPresent())
            .max(Comparator.comparingInt(ForkBase::key))
            .map(ForkBase::source);
    return frozen
        .or(
            () ->
                forks.membersOf(group).stream()
                    .filter(member -> member.state() == ForkMember.State.RUNNING)
                    .map(ForkMember::machine)
                    .findFirst())
        .flatMap(machine -> machine(machine, snapshot));
  }

  /** The first parents of a group: with them the whole group ends. */
  static List<MachineId> roots(ForkGroupId group, Snapshot snapshot) {
    return snapshot.forks().lineage(group).stream()
        .filter(branch -> branch.parent().isEmpty())
        .map(branch -> branch.member().machine())
        .toList();
  }
}
