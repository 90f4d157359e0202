package io.coppice.sim.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts groups right after anything happened to machines or hosts: what crashed, was switched off or
 * deleted no longer holds memory, children that can no longer come up have failed, bases nobody
 * reads are freed, and groups without members are gone.
 */
final class GroupReconciler {
  private GroupReconciler() {}

  static void reconcile(World world, JobQueueState part) {
    Forks forks = world.forks();
    for (int row = 0; row < forks.groups().size(); row++) {
      ForkGroup group = forks.groups().get(row);
      if (group != null) {
        for (ForkMember member : forks.membersOf(group.id())) {
          member(world, part, member);
        }
        bases(world, part, group.id());
        elastic(world, group.id());
        if (!forks.anyMember(group.id(), _ -> true)) {
          forks.remove(group.id());
          ForkWorldPart.of(world).forget(group.id());
        }
      }
    }
  }

  private static void member(World world, JobQueueState part, ForkMember member) {
    Forks forks = world.forks();
    Machine machine = world.inventory().machine(member.machine());
    Host host = world.inventory().host(member.host());
    if (member.state() == State.FAILED) {
      return;
    }
    if (machine == null) {
      forks.remove(member.machine());
      return;
    }
    switch (member.state()) {
      case STARTING -> {
        boolean shouldRun = member.phases().isOver(ForkPhase.RESUME, world.now());
        if (!runs(host, part)) {
          fail(world, part, member, Problem.error("host.lost", member.host(), host.name()));
        } else if (shouldRun && !machine.isOn()) {
          fail(
              world,
              part,
              member,
              Problem.error("fork.stopped-early", machine.id(), machine.name()));
        }
      }
      case RUNNING, PAUSED -> {
        if (!machine.isOn()) {
          Optional<Problem> why =
              runs(host, part)
                  ? Optional.empty()
                  : Optional.of(Problem.error("host.lost", host.id(), host.name()));
          forks.drop(machine.id());
          forks.put(member.become(State.STOPPED).withProblem(why));
        }
      }
      case STOPPED -> {
        if (machine.isOn()) {
          restarted(world, machine, member);
        }
      }
      case FROZEN, FAILED -> {}
    }
  }

  /** It booted from its disk: nothing of its memory is the base's any more. */
  private static void restarted(World world, Machine machine, ForkMember member) {
    world
        .forks()
        .put(member.on(machine.host()).become(State.RUNNING).withProblem(Optional.empty()));
    world.forks().put(machine.id(), BaseFreezer.pages(machine, true, world));
  }

  /** A host that only cannot be reached goes on, and what runs there too. */
  private static boolean runs(Host host, JobQueueState part) {
    return host != null && host.state() != Host.State.POWERED_OFF && !part.isCrashed(host.id());
  }

  /** A child that never came up: its machine is gone, its failure is told. */
  static void fail(World world, JobQueueState part, ForkMember member, Problem why) {
    Forks forks = world.forks();
    part.stops(member.machine());
    part.found(member.machine());
    world.inventory().machines().set(member.machine().value(), null);
    forks.drop(member.machine());
    SimTime now = world.now();
    forks.put(
        member
            .become(State.FAILED)
            .withPhases(member.phases().cutAt(now))
            .withProblem(Optional.of(why)));
    ForkGroup group = forks.group(member.group()).orElseThrow();
    forks.put(group.withCounts(group.counts().plus(0, 0, 1, 0)));
  }

  /** A policy that has nothing left to fork from is over. */
  private static void elastic(World world, ForkGroupId id) {
    Forks forks = world.forks();
    ForkGroup group = forks.group(id).orElseThrow();
    if (group.elastic().isPresent()
        && !forks.anyMember(id, member -> member.state() == State.FROZEN)) {
      ForkWorldPart.of(world).forgetServing(id);
      forks.put(group.withElastic(Optional.empty()));
      world.recordEvent(
          Severity.WARNING, "event.fork.elastic-off", List.of(id), Optional.empty(), group.name());
    }
  }

  private static void bases(World world, JobQueueState part, ForkGroupId id) {
    Forks forks = world.forks();
    ForkGroup group = forks.group(id).orElseThrow();
    Set<Integer> unused = forks.freedBases(id, Set.of());
    for (ForkBase base : group.bases()) {
      Host host = world.inventory().host(base.host());
      if (unused.contains(base.key())) {
        group = group.with(base.become(ForkBase.State.FREED));
      } else if (base.state() == ForkBase.State.RESIDENT && !runs(host, part)) {
        group =
            group.with(
                base.become(isSaved(world, base) ? ForkBase.State.STORED : ForkBase.State.LOST));
      }
    }
    if (!group.equals(forks.group(id).orElseThrow())) {
      forks.put(group);
    }
  }

  /** A frozen machine's memory was written to its datastore too. */
  private static boolean isSaved(World world, ForkBase base) {
    MachineId source = base.source();
    return world
        .forks()
        .member(source)
        .filter(member -> member.state() == State.FROZEN)
        .isPresent();
  }
}
