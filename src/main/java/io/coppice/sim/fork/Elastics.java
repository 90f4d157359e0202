package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.Elastic;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.fork.elastic.Serving;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.machine.PowerCourses;
import io.coppice.sim.ops.rules.ForkRules;
import io.coppice.sim.ops.rules.ForkSpecRules;
import io.coppice.sim.ops.run.Instant;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.world.Happening;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Groups that follow a load, with real members: the {@link Serving} of a group runs from event to
 * event of the world, and its crew forks and ends machines.
 */
final class Elastics {
  /** Members that still serve when the policy ends go after so many mean services. */
  private static final int GRACE = 4;

  private final Runner runner;

  Elastics(Runner runner) {
    this.runner = runner;
    runner.add(ForkOperation.StartElastic.class, new Instant<>(this::start));
    runner.add(ForkOperation.StopElastic.class, new Instant<>(this::stop));
  }

  /** Something happens to the load of a group. */
  record Next(ForkGroupId group, SimTime since) implements Happening {}

  void install(Engine.Handlers handlers) {
    handlers.on(Next.class, this::next);
  }

  private void start(Stage<ForkOperation.StartElastic> stage) {
    ForkOperation.StartElastic start = stage.operation();
    World world = stage.world();
    ForkGroup group = world.forks().group(start.target()).orElseThrow();
    Elastic elastic = Elastic.begin(start.policy(), start.arrivals(), start.spec(), world.now());
    world.forks().put(group.withElastic(Optional.of(elastic)));
    schedule(world, group.id(), elastic, serving(world, group.id(), elastic));
    stage.tell("event.fork.elastic-on", group.id(), group.name());
  }

  private Serving serving(World world, ForkGroupId id, Elastic elastic) {
    long now = world.now().micros();
    Serving serving =
        new Serving(
            elastic.policy(), elastic.arrivals(), new LiveCrew(world, id), now, world.seed() ^ now);
    ForkPart.of(world).set(id, serving);
    return serving;
  }

  /** Groups that follow a load from the beginning of the world; members they had serve again. */
  void begin(World world) {
    for (int row = 0; row < world.forks().groups().size(); row++) {
      ForkGroup group = world.forks().groups().get(row);
      Elastic elastic = group == null ? null : group.elastic().orElse(null);
      if (elastic == null) {
        continue;
      }
      Serving serving = serving(world, group.id(), elastic);
      for (ForkMember member : world.forks().membersOf(group.id())) {
        if (member.origin() == Origin.ELASTIC && member.state() == State.RUNNING) {
          int slot = serving.adopt(world.now().micros());
          ForkPart.of(world).hired(group.id(), slot, member.machine());
        }
      }
      schedule(world, group.id(), elastic, serving);
    }
  }

  private static void schedule(World world, ForkGroupId id, Elastic elastic, Serving serving) {
    world
        .agenda()
        .add(
            new SimTime(Math.max(world.now().micros(), serving.next())),
            new Next(id, elastic.since()));
  }

  private void next(World world, Next next) {
    Optional<Elastic> elastic = world.forks().group(next.group()).flatMap(ForkGroup::elastic);
    Serving serving = ForkPart.of(world).serving(next.group());
    if (elastic.isEmpty() || serving == null || !elastic.get().since().equals(next.since())) {
      return;
    }
    serving.with(new LiveCrew(world, next.group())).runTo(world.now().micros());
    schedule(world, next.group(), elastic.get(), serving);
  }

  /** Once a second: members that something else ended are noted, and the group shows how it is. */
  static void second(World world, ForkGroup group, boolean minute) {
    Serving serving = ForkPart.of(world).serving(group.id());
    Elastic elastic = group.elastic().orElse(null);
    if (serving == null || elastic == null) {
      return;
    }
    for (int slot : serving.slots()) {
      MachineId id = ForkPart.of(world).crew(group.id(), slot);
      boolean there =
          world.forks().member(id).map(ForkMember::state).filter(State::holdsMemory).isPresent();
      if (!there) {
        serving.lost(slot, world.now().micros());
      }
    }
    if (minute) {
      world.forks().put(group.withElastic(Optional.of(shown(elastic, serving))));
    }
  }

  private static Elastic shown(Elastic elastic, Serving serving) {
    long container = elastic.policy().container().toNanos() / 1_000;
    var samples = serving.samples();
    return new Elastic(
        elastic.policy(),
        elastic.arrivals(),
        elastic.spec(),
        elastic.since(),
        serving.requests(),
        serving.served(),
        serving.refused(),
        (int) serving.forked(50),
        (int) (serving.forked(50) + container),
        samples.subList(Math.max(0, samples.size() - Elastic.KEPT), samples.size()));
  }

  private void stop(Stage<ForkOperation.StopElastic> stage) {
    World world = stage.world();
    ForkGroup group = world.forks().group(stage.operation().target()).orElseThrow();
    ElasticPolicy policy = group.elastic().orElseThrow().policy();
    Serving serving = ForkPart.of(world).serving(group.id());
    Duration grace = policy.service().multipliedBy(GRACE);
    for (int slot : serving.slots()) {
      ForkMember member =
          world.forks().member(ForkPart.of(world).crew(group.id(), slot)).orElse(null);
      if (member != null && serving.isIdle(slot)) {
        Ends.end(world, runner, Optional.empty(), List.of(member));
      } else if (member != null) {
        world.forks().put(member.withExpires(Optional.of(world.now().plus(grace))));
      }
    }
    ForkPart.of(world).forgetServing(group.id());
    ForkGroup now = world.forks().group(group.id()).orElseThrow();
    world.forks().put(now.withElastic(Optional.empty()));
    stage.tell("event.fork.elastic-off", group.id(), group.name());
  }

  /** Forks and ends machines of a group in a world. */
  private final class LiveCrew implements Serving.Crew {
    private final World world;
    private final ForkGroupId id;

    LiveCrew(World world, ForkGroupId id) {
      this.world = world;
      this.id = id;
    }

    @Override
    public long hire(int slot, long now) {
      ForkGroup group = world.forks().group(id).orElseThrow();
      ForkSpec spec = group.elastic().orElseThrow().spec().withCount(1);
      Facts facts = runner.facts(world, Optional.empty());
      Optional<ForkBase> base =
          ForkRules.newestFrozen(group, facts).filter(one -> one.state() != ForkBase.State.LOST);
      if (base.isEmpty()) {
        return -1;
      }
      Machine source = world.inventory().machine(base.get().source());
      boolean stored = base.get().state() == ForkBase.State.STORED;
      long loads = stored ? (long) base.get().resident() * PageSet.PAGE : 0;
      long needs = loads + ForkEstimate.OVERHEAD + ForkEstimate.AT_ONCE;
      boolean room =
          ForkSpecRules.hosts(source, base.get(), spec.placement(), facts).stream()
              .anyMatch(host -> ForkSpecRules.room(host, facts) >= needs);
      if (!room) {
        return -1;
      }
      ForkBase ready = stored ? load(group, base.get(), source, facts) : base.get();
      MachineId made =
          new Births(world, facts, group, ready, spec, Origin.ELASTIC).make().getFirst();
      ForkPart.of(world).hired(id, slot, made);
      return world
          .forks()
          .member(made)
          .orElseThrow()
          .phases()
          .ended(ForkPhase.READY)
          .orElseThrow()
          .micros();
    }

    /** A base that lies on its datastore is read first; until then no lane of its host is free. */
    private ForkBase load(ForkGroup group, ForkBase base, Machine source, Facts facts) {
      ForkBase loaded = base.become(ForkBase.State.RESIDENT);
      world.forks().put(group.with(loaded));
      Host host = facts.inventory().host(base.host());
      long until = world.now().plus(PowerCourses.memoryTime(source, facts)).micros();
      ForkPart.of(world).hold(host.id(), ForkTimes.lanes(host), until);
      return loaded;
    }

    @Override
    public void dismiss(int slot, long now) {
      MachineId machine = ForkPart.of(world).crew(id, slot);
      world
          .forks()
          .member(machine)
          .ifPresent(member -> Ends.end(world, runner, Optional.empty(), List.of(member)));
    }

    @Override
    public long memory() {
      return world.forks().sums(id).cost();
    }
  }
}
