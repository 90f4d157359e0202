package io.coppice.rules;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.SiteIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of what ends in a fork group, and of what would hang on nothing then. */
public final class MemberEndingRules {
  private MemberEndingRules() {}

  /** Whether members can end. */
  static void end(List<ForkMember> members, SiteIndex index, VerdictCollector verdicts) {
    idle(members, index, verdicts);
    outside(members, index, verdicts);
  }

  /** Whether a member can stay by itself, and all others of its group end. */
  static void keep(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    ForkGroupId group = index.forks().member(machine.id()).orElseThrow().group();
    List<ForkMember> others =
        index.forks().membersOf(group).stream()
            .filter(member -> !member.machine().equals(machine.id()))
            .toList();
    idle(others, index, verdicts);
    outside(index.forks().membersOf(group), index, verdicts);
    StorageRules.growth(machine, standalone(machine, index), index, verdicts);
  }

  /** The machine with disks of its own, in which all they hung on is folded. */
  public static Machine standalone(Machine machine, SiteIndex index) {
    List<VirtualDisk> disks = DiskContents.whole(machine, Optional.empty(), index);
    return machine.withHardware(machine.hardware().withDisks(disks)).withLinked(Optional.empty());
  }

  /** Whether no other job works on any of them. */
  private static void idle(List<ForkMember> members, SiteIndex index, VerdictCollector verdicts) {
    for (ForkMember member : members) {
      if (member.state() != State.FAILED
          && index.busy(member.machine()).or(() -> index.copied(member.machine())).isPresent()) {
        verdicts.free(index, member.machine());
        return;
      }
    }
  }

  /** Names machines that would lose what their disks hang on. */
  private static void outside(
      List<ForkMember> members, SiteIndex index, VerdictCollector verdicts) {
    hanging(members, index).ifPresent(why -> verdicts.note("no-clones", Optional.of(why)));
  }

  /**
   * Whose disks hang on the members, and would hang on nothing without them: linked clones, and
   * members that read another base by now but still grow from the disk they were forked from.
   */
  public static Optional<Problem> hanging(List<ForkMember> members, SiteIndex index) {
    return hanging(members, Set.of(), index);
  }

  /**
   * Likewise.
   *
   * @param whole who gets disks of their own before, so that nothing they hung on is missed
   */
  public static Optional<Problem> hanging(
      List<ForkMember> members, Set<MachineId> whole, SiteIndex index) {
    Set<MachineId> inside = new HashSet<>(whole);
    members.forEach(member -> inside.add(member.machine()));
    for (ForkMember member : members) {
      List<Machine> clones =
          index.machines(member.machine()).stream()
              .filter(machine -> !inside.contains(machine.id()))
              .toList();
      Machine machine = index.inventory().machine(member.machine());
      if (machine != null && !clones.isEmpty()) {
        return Optional.of(MachineRules.hasClones(machine, clones));
      }
    }
    return Optional.empty();
  }
}
