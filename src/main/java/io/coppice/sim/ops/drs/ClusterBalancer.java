package io.coppice.sim.ops.drs;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsAdvice;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.BalancePlanner;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at the clusters in which DRS is on (vSphere Resource Management: DRS examines clusters
 * every five minutes), one after the other.
 */
public final class ClusterBalancer {
  /** How often DRS looks. */
  static final Duration EVERY = Duration.ofMinutes(5);

  /** Five minutes passed. */
  public record Look() implements SimEvent {}

  /**
   * What DRS moved stays for half an hour: what a machine wants in bursts is no reason to move it
   * to and fro. An assumption.
   */
  static final Duration REST = Duration.ofMinutes(30);

  /**
   * That DRS looks at a world, and what it moved lately; worlds of before there was DRS do not have
   * it.
   */
  static final class Watch implements WorldPart {
    static final String NAME = "drs";

    private final TreeMap<Integer, SimTime> moved = new TreeMap<>();

    /** A machine and when it was moved. */
    record Moved(MachineId machine, SimTime at) {}

    /** Everything as plain values. */
    record Image(List<Moved> moved) {}

    Watch(List<Moved> moved) {
      moved.forEach(one -> this.moved.put(one.machine().value(), one.at()));
    }

    void note(MachineId machine, SimTime now) {
      moved.values().removeIf(at -> now.since(at).compareTo(REST) >= 0);
      moved.put(machine.value(), now);
    }

    boolean rests(MachineId machine, SimTime now) {
      SimTime at = moved.get(machine.value());
      return at != null && now.since(at).compareTo(REST) < 0;
    }

    private List<Moved> all() {
      List<Moved> all = new ArrayList<>();
      moved.forEach((machine, at) -> all.add(new Moved(new MachineId(machine), at)));
      return all;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public WorldPart copy() {
      return new Watch(all());
    }

    @Override
    public Record image() {
      return new Image(all());
    }
  }

  private final JobRunner runner;
  private final StorageBalancer storage;

  public ClusterBalancer(JobRunner runner) {
    this.runner = runner;
    this.storage = new StorageBalancer(runner);
    runner.add(
        InventoryOperation.Balance.class,
        new InstantProcedure<>(
            context ->
                look(context.world(), context.operation().target(), Optional.of(context.job()))));
    runner.add(InventoryOperation.ApplyAdvice.class, new InstantProcedure<>(this::apply));
  }

  public void install(Engine.Handlers handlers) {
    handlers.on(
        Look.class,
        (world, look) -> {
          look(world);
          storage.look(world);
          world.schedule(EVERY, look);
        },
        (world, out) -> world.schedule(EVERY, out.event()));
  }

  /** Sees to it that DRS looks at the world, from the next five minutes on. */
  public void watch(World world) {
    if (world.parts().putIfAbsent(Watch.NAME, new Watch(List.of())) == null) {
      world.schedule(EVERY, new Look());
    }
  }

  public Optional<WorldPart> restore(String name, Record image) {
    return image instanceof Watch.Image watch && name.equals(Watch.NAME)
        ? Optional.of(new Watch(watch.moved()))
        : Optional.empty();
  }

  private void look(World world) {
    for (int row = 0; row < world.inventory().clusters().size(); row++) {
      Cluster cluster = world.inventory().clusters().get(row);
      if (cluster != null && cluster.drs()) {
        look(world, cluster.id(), Optional.empty());
      }
    }
  }

  private void look(World world, ClusterId id, Optional<JobId> asking) {
    SiteIndex index = runner.index(world, asking);
    Cluster cluster = world.inventory().clusters().get(id.value());
    Watch watch = world.part(Watch.NAME, Watch.class);
    DrsAdvice advice =
        BalancePlanner.plan(
            cluster,
            index,
            runner.rules().policy(),
            world.now(),
            machine -> watch != null && watch.rests(machine, world.now()));
    boolean fully = cluster.drsPolicy().automation() == DrsPolicy.Automation.FULLY;
    DrsAdvice shown =
        fully
            ? new DrsAdvice(advice.looked(), advice.imbalance(), List.of(), advice.bound())
            : advice;
    world.inventory().clusters().set(id.value(), cluster.withAdvice(shown));
    if (fully) {
      advice.moves().forEach(move -> migrate(world, cluster, move, asking));
    } else if (!advice.moves().isEmpty() && cluster.advice().moves().isEmpty()) {
      world.recordEvent(
          Severity.WARNING,
          "event.drs.recommends",
          List.of(id),
          asking,
          cluster.name(),
          advice.moves().size());
    }
  }

  private void apply(JobContext<InventoryOperation.ApplyAdvice> context) {
    InventoryOperation.ApplyAdvice apply = context.operation();
    World world = context.world();
    Cluster cluster = world.inventory().clusters().get(apply.target().value());
    Optional<DrsAdvice.Move> found =
        cluster.advice().moves().stream()
            .filter(move -> move.number() == apply.number())
            .findFirst();
    world
        .inventory()
        .clusters()
        .set(apply.target().value(), cluster.withAdvice(cluster.advice().without(apply.number())));
    found.ifPresent(move -> migrate(world, cluster, move, Optional.of(context.job())));
  }

  private void migrate(World world, Cluster cluster, DrsAdvice.Move move, Optional<JobId> asking) {
    if (world.inventory().machine(move.machine()) == null) {
      return;
    }
    Watch watch = world.part(Watch.NAME, Watch.class);
    if (watch != null) {
      watch.note(move.machine(), world.now());
    }
    List<EntityId> about = List.of(move.machine(), move.from(), move.to(), cluster.id());
    world.recordEvent(
        Severity.INFO,
        "event.drs.migrates." + move.reason(),
        about,
        asking,
        world.contents().displayName(move.machine()),
        world.contents().displayName(move.from()),
        world.contents().displayName(move.to()),
        move.before() / 10,
        move.after() / 10,
        move.rule());
    runner.follow(
        world,
        new MachineOperation.Migrate(move.machine(), Optional.of(move.to()), Optional.empty()),
        false,
        asking);
  }
}
