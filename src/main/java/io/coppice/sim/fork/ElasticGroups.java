package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ElasticStatus;
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
import io.coppice.model.fork.elastic.ElasticSimulation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.ForkRules;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.ForkCapacity;
import io.coppice.rules.placement.ForkChild;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.time.TransferRates;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Groups that follow a load, with real members: the {@link ElasticSimulation} of a group runs from
 * event to event of the world, and its crew forks and ends machines.
 */
final class ElasticGroups {
  /** Members that still serve when the policy ends go after so many mean services. */
  private static final int GRACE = 4;

  private final JobRunner runner;

  ElasticGroups(JobRunner runner) {
    this.runner = runner;
    runner.add(ForkOperation.StartElastic.class, new InstantProcedure<>(this::start));
    runner.add(ForkOperation.StopElastic.class, new InstantProcedure<>(this::stop));
  }

  /** Something happens to the load of a group. */
  record Next(ForkGroupId group, SimTime since) implements SimEvent {}

  void install(Engine.Handlers handlers) {
    handlers.on(
        Next.class, this::next, (world, out) -> world.schedule(Duration.ofSeconds(1), out.event()));
  }

  private void start(JobContext<ForkOperation.StartElastic> context) {
    ForkOperation.StartElastic start = context.operation();
    World world = context.world();
    ForkGroup group = world.forks().group(start.target()).orElseThrow();
    ElasticStatus elastic =
        ElasticStatus.begin(start.policy(), start.arrivals(), start.spec(), world.now());
    world.forks().put(group.withElastic(Optional.of(elastic)));
    long now = world.now().micros();
    ElasticSimulation simulation =
        new ElasticSimulation(
            elastic.policy(),
            elastic.arrivals(),
            new LiveCrew(world, group.id()),
            now,
            world.seed() ^ now);
    ForkWorldPart.of(world).set(group.id(), simulation);
    schedule(world, group.id(), elastic, simulation);
    context.recordEvent("event.fork.elastic-on", group.id(), group.name());
  }

  /**
   * Groups that follow a load from the beginning of the world; members they had serve again. What
   * was to come next comes then, and nothing at once: a world that was written down and opened is
   * the one that it was.
   */
  void begin(World world) {
    for (int row = 0; row < world.forks().groups().size(); row++) {
      ForkGroup group = world.forks().groups().get(row);
      ElasticStatus elastic = group == null ? null : group.elastic().orElse(null);
      if (elastic == null) {
        continue;
      }
      long now = world.now().micros();
      ElasticSimulation simulation =
          new ElasticSimulation(
              elastic.policy(),
              elastic.arrivals(),
              new LiveCrew(world, group.id()),
              elastic.since().micros(),
              now,
              world.seed() ^ now);
      ForkWorldPart.of(world).set(group.id(), simulation);
      for (ForkMember member : world.forks().membersOf(group.id())) {
        if (member.origin() == Origin.ELASTIC && member.state() == State.RUNNING) {
          int slot = simulation.adopt(now);
          ForkWorldPart.of(world).hired(group.id(), slot, member.machine());
        }
      }
      schedule(world, group.id(), elastic, simulation);
    }
  }

  private static void schedule(
      World world, ForkGroupId id, ElasticStatus elastic, ElasticSimulation simulation) {
    world
        .eventQueue()
        .add(
            new SimTime(Math.max(world.now().micros(), simulation.next())),
            new Next(id, elastic.since()));
  }

  private void next(World world, Next next) {
    Optional<ElasticStatus> elastic = world.forks().group(next.group()).flatMap(ForkGroup::elastic);
    ElasticSimulation simulation = ForkWorldPart.of(world).simulation(next.group());
    if (elastic.isEmpty() || simulation == null || !elastic.get().since().equals(next.since())) {
      return;
    }
    simulation.with(new LiveCrew(world, next.group())).runTo(world.now().micros());
    schedule(world, next.group(), elastic.get(), simulation);
  }

  /** Once a second: members that something else ended are noted, and the group shows how it is. */
  static void second(World world, ForkGroup group, boolean minute) {
    ElasticSimulation simulation = ForkWorldPart.of(world).simulation(group.id());
    ElasticStatus elastic = group.elastic().orElse(null);
    if (simulation == null || elastic == null) {
      return;
    }
    for (int slot : simulation.slots()) {
      MachineId id = ForkWorldPart.of(world).crew(group.id(), slot);
      boolean there =
          world.forks().member(id).map(ForkMember::state).filter(State::holdsMemory).isPresent();
      if (!there) {
        simulation.lost(slot, world.now().micros());
      }
    }
    if (minute) {
      world.forks().put(group.withElastic(Optional.of(shown(elastic, simulation))));
    }
  }

  private static ElasticStatus shown(ElasticStatus elastic, ElasticSimulation simulation) {
    long container = elastic.policy().container().toNanos() / 1_000;
    var samples = simulation.samples();
    return new ElasticStatus(
        elastic.policy(),
        elastic.arrivals(),
        elastic.spec(),
        elastic.since(),
        simulation.requests(),
        simulation.served(),
        simulation.refused(),
        micros(simulation.forked(50)),
        micros(simulation.forked(50) + container),
        samples.subList(Math.max(0, samples.size() - ElasticStatus.KEPT), samples.size()));
  }

  /** No more than the status holds, which is 35 minutes. */
  private static int micros(long micros) {
    return (int) Math.min(Integer.MAX_VALUE, micros);
  }

  private void stop(JobContext<ForkOperation.StopElastic> context) {
    World world = context.world();
    ForkGroup group = world.forks().group(context.operation().target()).orElseThrow();
    ElasticPolicy policy = group.elastic().orElseThrow().policy();
    ElasticSimulation simulation = ForkWorldPart.of(world).simulation(group.id());
    Duration grace = policy.service().multipliedBy(GRACE);
    for (int slot : simulation.slots()) {
      ForkMember member =
          world.forks().member(ForkWorldPart.of(world).crew(group.id(), slot)).orElse(null);
      if (member != null && MemberRemoval.isNeeded(world, runner, member.machine())) {
        MemberRemoval.keep(world, member);
      } else if (member != null && simulation.isIdle(slot)) {
        MemberRemoval.end(world, runner, Optional.empty(), List.of(member));
      } else if (member != null) {
        world.forks().put(member.withExpires(Optional.of(world.now().plus(grace))));
      }
    }
    ForkWorldPart.of(world).forgetServing(group.id());
    ForkGroup now = world.forks().group(group.id()).orElseThrow();
    world.forks().put(now.withElastic(Optional.empty()));
    context.recordEvent("event.fork.elastic-off", group.id(), group.name());
  }

  /** Forks and ends machines of a group in a world. */
  private final class LiveCrew implements ElasticSimulation.MemberPool {
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
      SiteIndex index = runner.index(world, Optional.empty());
      Optional<ForkBase> base =
          ForkRules.newestFrozen(group, index).filter(one -> one.state() != ForkBase.State.LOST);
      if (base.isEmpty()) {
        return -1;
      }
      Machine source = world.inventory().machine(base.get().source());
      boolean stored = base.get().state() == ForkBase.State.STORED;
      long loads = stored ? (long) base.get().resident() * PageSet.PAGE : 0;
      long needs = loads + ForkEstimate.OVERHEAD + ForkEstimate.AT_ONCE;
      PlacementPolicy policy = runner.rules().policy();
      boolean room =
          policy
              .forkHosts(new ForkChild(source, base.get().host()), spec.placement(), index)
              .stream()
              .anyMatch(host -> ForkCapacity.memory(host, index) >= needs);
      if (!room) {
        return -1;
      }
      ForkBase ready = stored ? load(group, base.get(), source, index) : base.get();
      MachineId made =
          new ChildPlanner(world, index, group, ready, spec, Origin.ELASTIC)
              .make(policy)
              .getFirst();
      ForkWorldPart.of(world).hired(id, slot, made);
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
    private ForkBase load(ForkGroup group, ForkBase base, Machine source, SiteIndex index) {
      ForkBase loaded = base.become(ForkBase.State.RESIDENT);
      world.forks().put(group.with(loaded));
      Host host = index.inventory().host(base.host());
      long until = world.now().plus(TransferRates.alone(source, index)).micros();
      ForkWorldPart.of(world).hold(host.id(), ForkDurations.lanes(host), until);
      return loaded;
    }

    @Override
    public void dismiss(int slot, long now) {
      MachineId machine = ForkWorldPart.of(world).crew(id, slot);
      world
          .forks()
          .member(machine)
          .ifPresent(
              member -> {
                if (MemberRemoval.isNeeded(world, runner, machine)) {
                  MemberRemoval.keep(world, member);
                } else {
                  MemberRemoval.end(world, runner, Optional.empty(), List.of(member));
                }
              });
    }

    @Override
    public long memory() {
      return world.forks().sums(id).cost();
    }
  }
}
