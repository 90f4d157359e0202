package io.coppice.sim;

import io.coppice.backend.CancelJob;
import io.coppice.backend.Capability;
import io.coppice.backend.CapacityPlanner;
import io.coppice.backend.InitialPlacement;
import io.coppice.backend.Job;
import io.coppice.backend.Snapshot;
import io.coppice.backend.StoragePlacement;
import io.coppice.rules.PreflightRules;
import io.coppice.rules.StorageAdvisor;
import io.coppice.rules.placement.PlacementAdvisor;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.rules.plan.ClusterPlanner;
import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.fork.ForkOperations;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.network.CaptureTaps;
import io.coppice.sim.network.NetworkMemory;
import io.coppice.sim.ops.alarm.Alarms;
import io.coppice.sim.ops.drs.ClusterBalancer;
import io.coppice.sim.ops.guest.ConsoleProcedures;
import io.coppice.sim.ops.host.FaultInjection;
import io.coppice.sim.ops.host.HaFailover;
import io.coppice.sim.ops.host.HostProcedures;
import io.coppice.sim.ops.inventory.InventoryProcedures;
import io.coppice.sim.ops.inventory.ProvisioningProcedures;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.ops.machine.MachineChangeProcedures;
import io.coppice.sim.ops.machine.MachineCreationProcedures;
import io.coppice.sim.ops.machine.MigrationProcedures;
import io.coppice.sim.ops.machine.PowerProcedures;
import io.coppice.sim.ops.network.NetworkProcedures;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.snapshot.SnapshotProcedures;
import io.coppice.sim.world.FabricPart;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything a person can ask of a simulated datacentre, as one behaviour of its engine. */
public final class SiteOperations implements Behaviour {
  /** What a simulated site can do. */
  static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.OPERATIONS,
          Capability.CLOCK,
          Capability.FAULTS,
          Capability.FORKS,
          Capability.CONSOLES,
          Capability.OVERLAYS);

  private final JobRunner runner;
  private final HaFailover failover;
  private final Alarms alarms;
  private final ForkOperations forks;
  private final ConsoleProcedures consoles;
  private final ClusterBalancer balancer;

  /** Those of a site that places machines as vSphere does. */
  public SiteOperations() {
    this(PlacementPolicy.standard());
  }

  /**
   * @param policy how hosts are chosen
   */
  public SiteOperations(PlacementPolicy policy) {
    runner = new JobRunner(new PreflightRules(CAPABILITIES, policy), this::reconcile);
    alarms = new Alarms(runner);
    failover = new HaFailover(runner);
    PowerProcedures.addTo(runner);
    MachineCreationProcedures.addTo(runner);
    MachineChangeProcedures.addTo(runner);
    MigrationProcedures.addTo(runner);
    SnapshotProcedures.addTo(runner);
    InventoryProcedures.addTo(runner);
    ProvisioningProcedures.addTo(runner);
    forks = new ForkOperations(runner);
    HostProcedures.addTo(runner, failover);
    NetworkProcedures.addTo(runner);
    new FaultInjection(failover).addTo(runner);
    consoles = new ConsoleProcedures(runner);
    balancer = new ClusterBalancer(runner);
    runner.add(CancelJob.class, new InstantProcedure<>(SiteOperations::cancel));
  }

  @Override
  public void install(Engine.Handlers handlers) {
    runner.install(handlers);
    failover.install(handlers);
    alarms.install(handlers);
    balancer.install(handlers);
    forks.install(handlers);
    consoles.install(handlers);
    handlers.on(
        GuestLifecycle.Up.class,
        (world, up) ->
            GuestLifecycle.up(
                world, runner.part(world), runner.index(world, Optional.empty()), up));
  }

  @Override
  public Optional<CapacityPlanner> planner() {
    return Optional.of(new ClusterPlanner(runner.rules().policy()));
  }

  @Override
  public Optional<InitialPlacement> placement() {
    return Optional.of(new PlacementAdvisor(runner.rules().policy()));
  }

  @Override
  public Optional<StoragePlacement> storagePlacement() {
    return Optional.of(new StorageAdvisor(runner.rules()));
  }

  @Override
  public Optional<CaptureTaps> captures() {
    return Optional.of(consoles.taps());
  }

  @Override
  public void forget() {
    runner.forget();
    consoles.forget();
  }

  @Override
  public void prepare(Snapshot on) {
    runner.prepare(on);
  }

  private void reconcile(World world) {
    forks.reconcile(world);
    failover.nextWave(world);
    // A world of an older version begins to be balanced when something is done in it.
    balancer.watch(world);
    alarms.raise(world);
  }

  private static void cancel(JobContext<CancelJob> context) {
    context
        .runner()
        .abort(context.world(), context.operation().job(), Job.State.CANCELLED, List.of());
  }

  @Override
  public void begin(World world) {
    runner.begin(world);
    alarms.begin(world);
    balancer.watch(world);
    forks.begin(world);
    world.parts().put(Guests.NAME, new Guests(world.now()));
  }

  @Override
  public Optional<WorldPart> restore(String name, Record image) {
    return runner
        .restore(name, image)
        .or(() -> forks.restore(name, image))
        .or(() -> balancer.restore(name, image))
        .or(() -> network(name, image))
        .or(
            () ->
                name.equals(NetworkMemory.NAME)
                    ? Optional.of(NetworkMemory.restore(image))
                    : Optional.empty())
        .or(() -> name.equals(Guests.NAME) ? Optional.of(Guests.restore(image)) : Optional.empty());
  }

  private static Optional<WorldPart> network(String name, Record image) {
    return name.equals(FabricPart.NAME) && image instanceof FabricPart.Image it
        ? Optional.of(new FabricPart(it.fabric()))
        : Optional.empty();
  }
}
