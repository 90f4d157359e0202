package io.coppice.bench;

import io.coppice.model.blueprint.Blueprint;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.SiteOperations;
import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.load.LoadModel;
import io.coppice.sim.world.World;
import io.coppice.testkit.ShowFloor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A simulated hour of one show floor and of eight in one site (298,000 machines), with the load
 * model alone and with all that looks at a site (DRS, HA, alarms): thread time, garbage collection
 * apart, one floor before and after the eight. A simulator that is linear takes eight times as
 * long.
 */
public final class FloorsBench implements Bench {
  private static final int FLOORS = Integer.getInteger("bench.floors", 8);
  private static final int ROUNDS = 3;
  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  public String name() {
    return "floors";
  }

  @Override
  public void run(Out out) {
    compare(out, "load", () -> List.of(new LoadModel()));
    compare(
        out, "all", () -> List.of(new LoadModel(), new SiteOperations(PlacementPolicy.standard())));
  }

  private static void compare(Out out, String what, Supplier<List<Behaviour>> behaviours) {
    double[] one = new double[ROUNDS];
    double[] many = new double[ROUNDS];
    hour(1, behaviours.get());
    hour(1, behaviours.get());
    for (int round = 0; round < ROUNDS; round++) {
      one[round] = hour(1, behaviours.get());
      many[round] = hour(FLOORS, behaviours.get());
    }
    Arrays.sort(one);
    Arrays.sort(many);
    out.figure(what + "-1", one[ROUNDS / 2], "ms");
    out.figure(what + "-" + FLOORS, many[ROUNDS / 2], "ms");
    out.figure(what + "-ratio", many[ROUNDS / 2] / one[ROUNDS / 2], "x");
  }

  /** Milliseconds of this thread for the second hour of so many floors. */
  private static double hour(int floors, List<Behaviour> behaviours) {
    Engine engine = new Engine(behaviours);
    Blueprint blueprint = ShowFloor.build(floors);
    World world = new World(blueprint.inventory().copy(), blueprint.start(), blueprint.seed());
    engine.begin(world);
    engine.advanceTo(world, blueprint.start().plus(HOUR));
    System.gc();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    engine.advanceTo(world, blueprint.start().plus(HOUR).plus(HOUR));
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
  }
}
