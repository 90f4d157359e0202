package io.coppice.sim.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.run.Operations;
import io.coppice.sim.world.World;
import java.util.Collection;
import java.util.Optional;

/** Ends members. */
final class Ends {
  private Ends() {}

  /**
   * Members leave their group at once. Children are removed with their disks; the machine a group
   * was made of stays as it is, for it was there before.
   */
  static void end(World world, Operations part, Collection<ForkMember> members) {
    Forks forks = world.forks();
    for (ForkMember member : members) {
      Machine machine = world.inventory().machine(member.machine());
      if (machine != null && member.origin() == Origin.PARENT) {
        world.set(machine.withFork(Optional.empty()));
      } else if (machine != null) {
        part.stops(machine.id());
        part.found(machine.id());
        world.inventory().machines().set(machine.id().value(), null);
      }
      forks.remove(member.machine());
      int ended = member.state() == State.FAILED || member.origin() == Origin.PARENT ? 0 : 1;
      count(forks, member.group(), ended);
    }
  }

  private static void count(Forks forks, ForkGroupId id, int ended) {
    if (ended > 0) {
      ForkGroup group = forks.group(id).orElseThrow();
      forks.put(group.withCounts(group.counts().plus(0, 0, 0, ended)));
    }
  }
}
