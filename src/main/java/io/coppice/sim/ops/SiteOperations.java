package io.coppice.sim.ops;

import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.ops.inventory.InventoryCourses;
import io.coppice.sim.ops.machine.Guest;
import io.coppice.sim.ops.machine.PowerCourses;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.Optional;

/** Everything a person can ask of a simulated datacentre, as one behaviour of its engine. */
public final class SiteOperations implements Behaviour {
  private final Runner runner;

  public SiteOperations() {
    runner = new Runner(world -> {});
    PowerCourses.addTo(runner);
    InventoryCourses.addTo(runner);
  }

  @Override
  public void install(Engine.Handlers handlers) {
    runner.install(handlers);
    handlers.on(
        Guest.Up.class,
        (world, up) ->
            Guest.up(world, runner.part(world), runner.facts(world, Optional.empty()), up));
  }

  @Override
  public void begin(World world) {
    runner.begin(world);
  }

  @Override
  public Optional<WorldPart> restore(String name, Record image) {
    return runner.restore(name, image);
  }
}
