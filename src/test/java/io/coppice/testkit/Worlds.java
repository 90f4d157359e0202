package io.coppice.testkit;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SiteState;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.SiteOperations;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.fork.BlueprintGroups;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.load.LoadModel;
import io.coppice.sim.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A simulated world in a test's own hands: operations and time, on the test's thread. */
public final class Worlds {
  private final Engine engine;
  private final World world;

  private Worlds(Engine engine, World world) {
    this.engine = engine;
    this.world = world;
  }

  /** A world with workloads and operations, begun. */
  public static Worlds of(Blueprint blueprint) {
    return of(blueprint, PlacementPolicy.standard());
  }

  /** The same, where hosts are chosen so. */
  public static Worlds of(Blueprint blueprint, PlacementPolicy policy) {
    Engine engine = new Engine(List.of(new LoadModel(), new SiteOperations(policy)));
    World world = new World(blueprint.inventory().copy(), blueprint.start(), blueprint.seed());
    BlueprintGroups.of(world, blueprint.groups());
    if (!blueprint.fabric().isNone()) {
      world.setFabric(blueprint.fabric());
    }
    engine.begin(world);
    engine.advanceTo(world, world.now());
    return new Worlds(engine, world);
  }

  /** The same world written out and read back, as after a restart. */
  public Worlds throughAnImage() throws IOException {
    return new Worlds(engine, WorldCodec.decode(WorldCodec.encode(world), engine.behaviours()));
  }

  public World world() {
    return world;
  }

  public Engine engine() {
    return engine;
  }

  public Snapshot snapshot() {
    return world.freeze(1);
  }

  public Preflight check(Operation operation) {
    return engine.check(operation, snapshot());
  }

  /** The site with lists and sums, as one sees it who asks from outside. */
  public SiteIndex index() {
    return new IndexCache()
        .of(
            new SiteState(
                world.inventory().freeze(),
                world.forks().freeze(),
                world.figures().freeze(),
                world.jobs().freeze()));
  }

  /** The codes of what stops the operation now. */
  public List<String> obstacles(Operation operation) {
    return check(operation).problems().stream()
        .filter(Problem::isError)
        .map(Problem::code)
        .toList();
  }

  /** Checks and starts as a site does. */
  public Outcome submit(Operation operation) {
    Preflight preflight = engine.check(operation, world);
    return preflight.passes()
        ? new Outcome.Accepted(engine.start(world, operation))
        : new Outcome.Refused(preflight.problems());
  }

  /** Starts what must be accepted. */
  public JobId start(Operation operation) {
    return switch (submit(operation)) {
      case Outcome.Accepted accepted -> accepted.job();
      case Outcome.Refused refused ->
          throw new AssertionError(operation + " was refused: " + refused.problems());
    };
  }

  /** Starts what must be accepted, and lets time pass until its job ended. */
  public Job run(Operation operation) {
    JobId id = start(operation);
    return until(id);
  }

  /** Lets time pass until the job ended. */
  public Job until(JobId id) {
    while (!world.job(id).state().isEnded()) {
      if (!engine.step(world)) {
        throw new AssertionError(
            "Nothing is left to happen, and this never ends: " + world.job(id));
      }
    }
    return world.job(id);
  }

  public void pass(Duration time) {
    engine.advanceTo(world, world.now().plus(time));
  }

  public Machine machine(int row) {
    return world.inventory().machines().get(row);
  }

  public Host host(int row) {
    return world.inventory().hosts().get(row);
  }

  /** Codes of the events so far, oldest first. */
  public List<String> events() {
    List<String> codes = new ArrayList<>();
    world.events().forEach(event -> codes.add(event.code()));
    return codes;
  }

  /** Codes of the alarms now. */
  public List<String> alarms() {
    return world.alarms().stream().map(Problem::code).toList();
  }
}
