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
import io.coppice.sim.ops.run.Instant;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.Optional;

/** Everything that can be done with fork groups, and what they do by themselves. */
public final class ForkOperations {
  private final Runner runner;
  private final Coming coming;
  private final Writing writing;
  private final Elastics elastics;

  public ForkOperations(Runner runner) {
    this.runner = runner;
    this.coming = new Coming(runner);
    this.writing = new Writing(runner);
    this.elastics = new Elastics(runner);
    runner.add(ForkOperation.Freeze.class, new FreezeCourse());
    runner.add(ForkOperation.Fork.class, ForkCourse.fork());
    runner.add(ForkOperation.Refork.class, ForkCourse.refork());
    runner.add(ForkOperation.ResumeParent.class, ForkCourse.resume());
    ChangingCourses.addTo(runner);
    runner.add(ForkOperation.SetLease.class, new Instant<>(ForkOperations::lease));
    runner.add(ForkOperation.SetPageSharing.class, new Instant<>(ForkOperations::sharing));
  }

  public void install(Engine.Handlers handlers) {
    coming.install(handlers);
    writing.install(handlers);
    elastics.install(handlers);
  }

  public void begin(World world) {
    world.parts().put(ForkPart.NAME, new ForkPart());
    if (world.forks().groups().count() > 0) {
      Writing.ensure(world);
      elastics.begin(world);
    }
  }

  public Optional<WorldPart> restore(String name, Record image) {
    return name.equals(ForkPart.NAME)
        ? Optional.of(new ForkPart((ForkPart.Image) image))
        : Optional.empty();
  }

  /** Puts the groups right after a job ended. */
  public void look(World world) {
    if (world.forks().groups().size() > 0) {
      Upkeep.look(world, runner.part(world));
    }
  }

  private static void lease(Stage<ForkOperation.SetLease> stage) {
    Forks forks = stage.world().forks();
    Optional<SimTime> until = stage.operation().lease().map(stage.world().now()::plus);
    switch (stage.operation().target()) {
      case MachineId id -> {
        ForkMember member = forks.member(id).orElseThrow();
        forks.put(member.withExpires(until));
        stage.tell("event.fork.lease", id, member.name());
      }
      case ForkGroupId id -> {
        ForkGroup group = forks.group(id).orElseThrow();
        forks.put(group.withExpires(until));
        stage.tell("event.fork.lease", id, group.name());
      }
      default -> throw new IllegalStateException("Nothing else has a lease");
    }
  }

  private static void sharing(Stage<ForkOperation.SetPageSharing> stage) {
    Forks forks = stage.world().forks();
    ForkGroup group = forks.group(stage.operation().target()).orElseThrow();
    forks.put(group.withSharing(stage.operation().sharing()));
    if (!stage.operation().sharing().on()) {
      for (ForkMember member : forks.membersOf(group.id())) {
        MemberPages pages = forks.own(member.machine());
        if (pages != null) {
          pages.unmerge();
        }
      }
    }
    stage.tell(
        stage.operation().sharing().on() ? "event.fork.sharing-on" : "event.fork.sharing-off",
        group.id(),
        group.name());
  }
}
