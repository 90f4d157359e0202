package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.MemberPages;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.Optional;

/** Everything that can be done with fork groups, and what they do by themselves. */
public final class ForkOperations {
  private final JobRunner runner;
  private final ChildStartup coming;
  private final GroupTick writing;
  private final ElasticGroups elastics;

  public ForkOperations(JobRunner runner) {
    this.runner = runner;
    this.coming = new ChildStartup(runner);
    this.writing = new GroupTick(runner);
    this.elastics = new ElasticGroups(runner);
    runner.add(ForkOperation.Freeze.class, new FreezeProcedure());
    runner.add(ForkOperation.Fork.class, ForkProcedure.fork());
    runner.add(ForkOperation.Refork.class, ForkProcedure.refork());
    runner.add(ForkOperation.ResumeParent.class, ForkProcedure.resume());
    MemberProcedures.addTo(runner);
    runner.add(ForkOperation.SetLease.class, new InstantProcedure<>(ForkOperations::lease));
    runner.add(ForkOperation.SetPageSharing.class, new InstantProcedure<>(ForkOperations::sharing));
  }

  public void install(Engine.Handlers handlers) {
    coming.install(handlers);
    writing.install(handlers);
    elastics.install(handlers);
  }

  public void begin(World world) {
    world.parts().put(ForkWorldPart.NAME, new ForkWorldPart());
    if (world.forks().groups().count() > 0) {
      GroupTick.ensure(world);
      elastics.begin(world);
    }
  }

  public Optional<WorldPart> restore(String name, Record image) {
    return name.equals(ForkWorldPart.NAME)
        ? Optional.of(new ForkWorldPart((ForkWorldPart.Image) image))
        : Optional.empty();
  }

  /** Puts the groups right after a job ended. */
  public void reconcile(World world) {
    if (world.forks().groups().size() > 0) {
      GroupReconciler.reconcile(world, runner.part(world));
    }
  }

  private static void lease(JobContext<ForkOperation.SetLease> context) {
    Forks forks = context.world().forks();
    Optional<SimTime> until = context.operation().lease().map(context.world().now()::plus);
    switch (context.operation().target()) {
      case MachineId id -> {
        ForkMember member = forks.member(id).orElseThrow();
        forks.put(member.withExpires(until));
        context.recordEvent("event.fork.lease", id, member.name());
      }
      case ForkGroupId id -> {
        ForkGroup group = forks.group(id).orElseThrow();
        forks.put(group.withExpires(until));
        context.recordEvent("event.fork.lease", id, group.name());
      }
      default -> throw new IllegalStateException("Nothing else has a lease");
    }
  }

  private static void sharing(JobContext<ForkOperation.SetPageSharing> context) {
    Forks forks = context.world().forks();
    ForkGroup group = forks.group(context.operation().target()).orElseThrow();
    forks.put(group.withSharing(context.operation().sharing()));
    if (!context.operation().sharing().on()) {
      for (ForkMember member : forks.membersOf(group.id())) {
        MemberPages pages = forks.own(member.machine());
        if (pages != null) {
          pages.unmerge();
        }
      }
    }
    context.recordEvent(
        context.operation().sharing().on() ? "event.fork.sharing-on" : "event.fork.sharing-off",
        group.id(),
        group.name());
  }
}
