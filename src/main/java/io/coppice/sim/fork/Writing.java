package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.SharingHistory;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.rules.Rules;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.time.Guests;
import io.coppice.sim.world.Happening;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.Optional;

/**
 * What groups do every second as long as there are any: guests write, the scanner of page sharing
 * goes on, leases end, and once a minute the sums are remembered.
 */
final class Writing {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MINUTE = 60;

  private final Runner runner;

  Writing(Runner runner) {
    this.runner = runner;
  }

  /** A second passed. */
  record Second(long number) implements Happening {}

  /** Sees to it that the seconds are counted. */
  static void ensure(World world) {
    if (ForkPart.of(world).beginCounting()) {
      world.schedule(SECOND, new Second(0));
    }
  }

  void install(Engine.Handlers handlers) {
    handlers.on(Second.class, this::second);
  }

  private void second(World world, Second second) {
    Upkeep.look(world, runner.part(world));
    Forks forks = world.forks();
    boolean any = false;
    for (int row = 0; row < forks.groups().size(); row++) {
      ForkGroup group = forks.groups().get(row);
      if (group != null) {
        any = true;
        group(world, group, second.number());
      }
    }
    if (any) {
      world.schedule(SECOND, new Second(second.number() + 1));
    } else {
      ForkPart.of(world).endCounting();
    }
  }

  private void group(World world, ForkGroup group, long number) {
    Forks forks = world.forks();
    for (ForkMember member : forks.membersOf(group.id())) {
      if (member.state() == State.RUNNING) {
        boolean minute = (number + member.machine().value()) % MINUTE == 0;
        write(world, member, minute);
      }
      if (member.expires().filter(end -> !end.isAfter(world.now())).isPresent()) {
        end(world, member);
      }
    }
    if (group.expires().filter(end -> !end.isAfter(world.now())).isPresent()) {
      forks.membersOf(group.id()).stream()
          .filter(member -> member.origin() == Origin.PARENT)
          .findFirst()
          .ifPresent(root -> end(world, root));
    }
    if (number % MINUTE == 0) {
      SharingHistory.Sample sample = new SharingHistory.Sample(world.now(), forks.sums(group.id()));
      forks.put(group.id(), forks.history(group.id()).plus(sample));
    }
  }

  private static void write(World world, ForkMember member, boolean minute) {
    Machine machine = world.inventory().machine(member.machine());
    MemberPages pages = world.forks().own(member.machine());
    GuestWrites writes = (GuestWrites) pages.ages().orElseThrow();
    long bytes = Guests.dirtying(machine, world.figures());
    pages.setAges(writes.write(bytes, pages, world.now().micros(), minute));
    if (minute) {
      pages.tighten();
    }
  }

  /** Ends what is over; while something works on it, it is looked at again a minute later. */
  private void end(World world, ForkMember member) {
    MachineId id = member.machine();
    ForkOperation.EndSubtree end = new ForkOperation.EndSubtree(id);
    Facts facts = runner.facts(world, Optional.empty());
    if (facts.busy(id).isEmpty() && Rules.check(end, facts).passes()) {
      runner.follow(world, end, false);
    }
  }
}
