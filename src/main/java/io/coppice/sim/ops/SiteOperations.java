package io.coppice.sim.ops;

import io.coppice.backend.CancelJob;
import io.coppice.backend.Job;
import io.coppice.backend.Snapshot;
import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.fork.ForkOperations;
import io.coppice.sim.ops.alarm.Alarms;
import io.coppice.sim.ops.host.Failover;
import io.coppice.sim.ops.host.Faults;
import io.coppice.sim.ops.host.HostCourses;
import io.coppice.sim.ops.inventory.InventoryCourses;
import io.coppice.sim.ops.machine.ChangingCourses;
import io.coppice.sim.ops.machine.Guest;
import io.coppice.sim.ops.machine.MakingCourses;
import io.coppice.sim.ops.machine.MigrationCourses;
import io.coppice.sim.ops.machine.PowerCourses;
import io.coppice.sim.ops.run.Instant;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.snapshot.SnapshotCourses;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.List;
import java.util.Optional;

/** Everything a person can ask of a simulated datacentre, as one behaviour of its engine. */
public final class SiteOperations implements Behaviour {
  private final Runner runner;
  private final Failover failover;
  private final Alarms alarms;
  private final ForkOperations forks;

  public SiteOperations() {
    runner = new Runner(this::look);
    alarms = new Alarms(runner);
    failover = new Failover(runner);
    PowerCourses.addTo(runner);
    MakingCourses.addTo(runner);
    ChangingCourses.addTo(runner);
    MigrationCourses.addTo(runner);
    SnapshotCourses.addTo(runner);
    InventoryCourses.addTo(runner);
    forks = new ForkOperations(runner);
    HostCourses.addTo(runner, failover);
    new Faults(failover).addTo(runner);
    runner.add(CancelJob.class, new Instant<>(SiteOperations::cancel));
  }

  @Override
  public void install(Engine.Handlers handlers) {
    runner.install(handlers);
    failover.install(handlers);
    alarms.install(handlers);
    forks.install(handlers);
    handlers.on(
        Guest.Up.class,
        (world, up) ->
            Guest.up(world, runner.part(world), runner.facts(world, Optional.empty()), up));
  }

  @Override
  public void prepare(Snapshot on) {
    runner.prepare(on);
  }

  private void look(World world) {
    forks.look(world);
    alarms.look(world);
  }

  private static void cancel(Stage<CancelJob> stage) {
    stage.runner().abort(stage.world(), stage.operation().job(), Job.State.CANCELLED, List.of());
  }

  @Override
  public void begin(World world) {
    runner.begin(world);
    alarms.begin(world);
    forks.begin(world);
  }

  @Override
  public Optional<WorldPart> restore(String name, Record image) {
    return runner.restore(name, image).or(() -> forks.restore(name, image));
  }
}
