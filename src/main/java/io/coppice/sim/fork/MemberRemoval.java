package io.coppice.sim.fork;

import io.coppice.backend.JobId;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends members. */
final class MemberRemoval {
  private MemberRemoval() {}

  /**
   * Members leave their group at once. Children are removed with their disks; the machine a group
   * was made of stays as it is, for it was there before. Other jobs that work on them fail.
   *
   * @param asking the job that ends them, if it is one
   */
  static void end(World world, JobRunner runner, Optional<JobId> asking, List<ForkMember> members) {
    Set<EntityId> ended = new HashSet<>();
    members.forEach(member -> ended.add(member.machine()));
    runner.abortWorkOn(world, ended, asking, Problem.error("fork.ended-meanwhile"));
    for (ForkMember member : members) {
      world.forks().member(member.machine()).ifPresent(now -> end(world, runner, now));
    }
  }

  /** Whether others hang on the machine: members that were forked from it, or linked clones. */
  static boolean isNeeded(World world, JobRunner runner, MachineId id) {
    SiteIndex index = runner.index(world, Optional.empty());
    return !index.held(id, EntityId.Kind.MACHINE).isEmpty();
  }

  /** A member that should end stays, for others were forked from it; said once. */
  static void keep(World world, ForkMember member) {
    Problem why = Problem.warning("fork.still-needed", member.machine(), member.name());
    if (!member.problem().equals(Optional.of(why))) {
      world.recordEvent(
          Severity.WARNING,
          why.code(),
          List.of(member.machine(), member.group()),
          Optional.empty(),
          why.args().toArray());
    }
    world.forks().put(member.withProblem(Optional.of(why)));
  }

  private static void end(World world, JobRunner runner, ForkMember member) {
    JobQueueState part = runner.part(world);
    Machine machine = world.inventory().machine(member.machine());
    if (machine != null && member.origin() == Origin.PARENT) {
      world.set(machine.withFork(Optional.empty()));
    } else if (machine != null) {
      part.stops(machine.id());
      part.found(machine.id());
      world.remove(machine);
      Guests.of(world).forget(machine.id());
    }
    world.forks().remove(member.machine());
    int ended = member.state() == State.FAILED || member.origin() == Origin.PARENT ? 0 : 1;
    count(world.forks(), member.group(), ended);
  }

  private static void count(Forks forks, ForkGroupId id, int ended) {
    if (ended > 0) {
      ForkGroup group = forks.group(id).orElseThrow();
      forks.put(group.withCounts(group.counts().plus(0, 0, 0, ended)));
    }
  }
}
