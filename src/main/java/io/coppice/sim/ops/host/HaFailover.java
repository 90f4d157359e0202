package io.coppice.sim.ops.host;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.RestartPriority;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.Placement;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.ops.run.JobQueueState.Lost;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.ScheduledEvent;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * High availability (vSphere Availability). Agents exchange heartbeats every second; a host from
 * which none came for 15 seconds, network or datastore, and that cannot be pinged, is declared dead
 * some 3 seconds later. Then what it ran is placed on the hosts that bear it best, in waves by
 * restart priority, and powered on. What finds no room waits for some and is tried again. As the
 * cluster's policy says, the same is done for what runs where a datastore is lost, or on a host
 * that reaches nobody.
 */
public final class HaFailover {
  /** From the crash until the host is declared dead. */
  static final Duration DETECTION = Duration.ofSeconds(18);

  /** How often HA looks whether there is room now. */
  static final Duration RETRY = Duration.ofSeconds(30);

  /**
   * From the loss of all paths to a datastore until they are given up (vSphere Storage, "All Paths
   * Down": Misc.APDTimeout). A device that is lost for good is not waited for.
   */
  static final Duration PATHS_DOWN = Duration.ofSeconds(140);

  /**
   * From then until what runs there is restarted, if paths have not come back by then (vSphere
   * Availability, "VM Component Protection": the delay for failover, three minutes).
   */
  static final Duration RESPONSE = Duration.ofMinutes(3);

  /** From isolation until what runs there is powered off (das.config.fdm.isolationPolicyDelay). */
  static final Duration ISOLATED = Duration.ofSeconds(30);

  /** The paths of a host to a datastore have been down until nobody waits for them any more. */
  public record StorageLost(HostId host, DatastoreId datastore) implements SimEvent {}

  /** The timeout of paths that are down has passed. */
  public record PathsGivenUp(HostId host, DatastoreId datastore) implements SimEvent {}

  /** A host has reached nobody for so long. */
  public record Isolated(HostId host) implements SimEvent {}

  /** A host is declared dead. */
  public record DeclaredDead(HostId host) implements SimEvent {}

  /** HA looks again. */
  public record TryAgain() implements SimEvent {}

  private final JobRunner runner;

  public HaFailover(JobRunner runner) {
    this.runner = runner;
  }

  public void install(Engine.Handlers handlers) {
    handlers.on(DeclaredDead.class, this::declaredDead);
    handlers.on(StorageLost.class, this::storageLost);
    handlers.on(PathsGivenUp.class, this::pathsGivenUp);
    handlers.on(Isolated.class, this::isolated);
    handlers.on(TryAgain.class, (world, _) -> again(world), (world, _) -> waitForRoom(world));
  }

  /**
   * A host crashed; its cluster finds out by itself, also where it knew that what the host ran
   * before was to be restarted.
   */
  void hostLost(World world, HostId host) {
    runner.part(world).setDeclared(host, false);
    if (cluster(world, host).isPresent()) {
      world.schedule(DETECTION, new DeclaredDead(host));
    } else {
      forget(world, host);
    }
  }

  private static Optional<Cluster> cluster(World world, HostId id) {
    Host host = world.inventory().host(id);
    return Optional.ofNullable(host)
        .flatMap(Host::cluster)
        .map(cluster -> world.inventory().clusters().get(cluster.value()))
        .filter(Cluster::ha);
  }

  /** Nobody will restart what this host ran. */
  private void forget(World world, HostId host) {
    JobQueueState part = runner.part(world);
    part.lost().stream()
        .filter(lost -> lost.on().equals(host))
        .forEach(lost -> part.found(lost.machine()));
  }

  private void declaredDead(World world, DeclaredDead dead) {
    JobQueueState part = runner.part(world);
    if (!part.isCrashed(dead.host())) {
      return;
    }
    if (cluster(world, dead.host()).isEmpty()) {
      forget(world, dead.host());
      return;
    }
    long count = part.lost().stream().filter(lost -> lost.on().equals(dead.host())).count();
    Host host = world.inventory().host(dead.host());
    world.recordEvent(
        Severity.WARNING,
        "event.ha.declared-dead",
        List.of(dead.host()),
        Optional.empty(),
        host.name(),
        DETECTION.toSeconds(),
        count);
    part.setDeclared(dead.host(), true);
    nextWave(world);
    waitForRoom(world);
  }

  /** A host reaches a datastore no more, for good or until its paths come back. */
  void pathCut(World world, HostId host, DatastoreId datastore, boolean permanent) {
    if (cluster(world, host).isEmpty()) {
      return;
    }
    if (permanent) {
      world.schedule(Duration.ZERO, new StorageLost(host, datastore));
    } else {
      world.schedule(PATHS_DOWN, new PathsGivenUp(host, datastore));
    }
  }

  /** A host reaches a datastore again: what was waiting for that to last is forgotten. */
  void pathRestored(World world, HostId host, DatastoreId datastore) {
    cancel(world, new PathsGivenUp(host, datastore), new StorageLost(host, datastore));
  }

  private static void cancel(World world, SimEvent... events) {
    for (ScheduledEvent next : world.eventQueue().entries()) {
      if (List.of(events).contains(next.what())) {
        world.eventQueue().remove(next.serial());
      }
    }
  }

  private void pathsGivenUp(World world, PathsGivenUp lost) {
    Host host = world.inventory().host(lost.host());
    Optional<Cluster> cluster = cluster(world, lost.host());
    if (cut(host, lost.datastore()).isEmpty() || cluster.isEmpty()) {
      return;
    }
    boolean acts = cluster.get().haPolicy().storageLoss() != HaPolicy.StorageLoss.LEAVE;
    world.recordEvent(
        Severity.WARNING,
        acts ? "event.ha.paths-given-up" : "event.ha.paths-given-up-left",
        List.of(lost.host(), lost.datastore()),
        Optional.empty(),
        host.name(),
        world.contents().displayName(lost.datastore()),
        PATHS_DOWN.toSeconds(),
        RESPONSE.toMinutes());
    if (acts) {
      world.schedule(RESPONSE, new StorageLost(lost.host(), lost.datastore()));
    }
  }

  /** The datastore as the host sees it, if it does not reach it. */
  private static Optional<Host.Mount> cut(Host host, DatastoreId datastore) {
    return Optional.ofNullable(host).stream()
        .flatMap(its -> its.datastores().stream())
        .filter(mount -> mount.datastore().equals(datastore) && !mount.pathUp())
        .findFirst();
  }

  /** A host has lost its last link. */
  void linksCut(World world, HostId host) {
    if (cluster(world, host)
        .filter(its -> its.haPolicy().isolation() == HaPolicy.Isolation.RESTART)
        .isPresent()) {
      world.schedule(ISOLATED, new Isolated(host));
    }
  }

  /** A host is reached: should it be isolated later, that begins then. */
  void linksRestored(World world, HostId host) {
    cancel(world, new Isolated(host));
  }

  private void storageLost(World world, StorageLost lost) {
    Host host = world.inventory().host(lost.host());
    Optional<Host.Mount> cut = cut(host, lost.datastore());
    Optional<Cluster> cluster = cluster(world, lost.host());
    if (cut.isEmpty() || cluster.isEmpty()) {
      return;
    }
    HaPolicy policy = cluster.get().haPolicy();
    HaPolicy.StorageLoss response = cut.get().gone() ? policy.onDeviceLoss() : policy.storageLoss();
    if (response == HaPolicy.StorageLoss.LEAVE) {
      return;
    }
    SiteIndex index = runner.index(world, Optional.empty());
    takeOff(
        world,
        host,
        machine ->
            index.datastores(machine).contains(lost.datastore())
                && (response == HaPolicy.StorageLoss.RESTART
                    || hasRoom(machine, cluster.get().id(), index)),
        cut.get().gone() ? "event.ha.device-lost" : "event.ha.storage-lost");
  }

  private boolean hasRoom(Machine machine, ClusterId cluster, SiteIndex index) {
    return runner.rules().policy().running().fitsAny(machine, index.hosts(cluster), index);
  }

  private void isolated(World world, Isolated isolated) {
    Host host = world.inventory().host(isolated.host());
    boolean still =
        host != null
            && host.state() == Host.State.NOT_RESPONDING
            && !runner.part(world).isCrashed(host.id());
    if (still && cluster(world, isolated.host()).isPresent()) {
      takeOff(world, host, _ -> true, "event.ha.isolated");
    }
  }

  /** Powers machines of a host off and restarts them elsewhere. */
  private void takeOff(World world, Host host, Predicate<Machine> which, String event) {
    JobQueueState part = runner.part(world);
    List<Machine> off =
        runner.index(world, Optional.empty()).machines(host.id()).stream()
            .filter(machine -> machine.isOn() && which.test(machine))
            .filter(machine -> machine.placement().restart() != RestartPriority.DISABLED)
            .toList();
    Set<MachineId> ids = off.stream().map(Machine::id).collect(Collectors.toSet());
    runner.abortAll(
        world,
        job -> ids.contains(job.operation().target()),
        Problem.error("host.lost", host.id(), host.name()));
    for (Machine machine : off) {
      GuestLifecycle.stop(world, part, world.inventory().machine(machine.id()));
      part.lose(new Lost(machine.id(), host.id(), false));
    }
    List<EntityId> about = new ArrayList<>(List.of(host.id()));
    off.forEach(machine -> about.add(machine.id()));
    world.recordEvent(Severity.WARNING, event, about, Optional.empty(), host.name(), off.size());
    part.setDeclared(host.id(), true);
    runner.settle(world);
    waitForRoom(world);
  }

  /** Restarts whose turn it is; asked again whenever a job ended. */
  public void nextWave(World world) {
    if (!runner.part(world).anyLost()) {
      return;
    }
    for (int row = 0; row < world.inventory().clusters().size(); row++) {
      Cluster cluster = world.inventory().clusters().get(row);
      if (cluster != null && cluster.ha()) {
        // Where one cannot be restarted and holds nobody up, others have their turn.
        for (List<Lost> due = new RestartWaves(world, runner).due(cluster.id());
            !due.isEmpty();
            due = new RestartWaves(world, runner).due(cluster.id())) {
          due.forEach(lost -> restart(world, lost));
        }
      }
    }
  }

  /** Room may have come up: looks at once. */
  void tryAgain(World world) {
    JobQueueState part = runner.part(world);
    Set<HostId> dead =
        part.lost().stream()
            .map(Lost::on)
            .filter(host -> part.lost().stream().anyMatch(l -> l.on().equals(host) && l.told()))
            .collect(Collectors.toSet());
    restart(world, dead);
  }

  private void again(World world) {
    tryAgain(world);
    waitForRoom(world);
  }

  /** As long as something waits for room, one look is on the agenda. */
  private void waitForRoom(World world) {
    boolean waits = runner.part(world).lost().stream().anyMatch(Lost::told);
    boolean looks =
        world.eventQueue().entries().stream().anyMatch(next -> next.what() instanceof TryAgain);
    if (waits && !looks) {
      world.schedule(RETRY, new TryAgain());
    }
  }

  private void restart(World world, Set<HostId> dead) {
    JobQueueState part = runner.part(world);
    part.lost().stream()
        .filter(lost -> dead.contains(lost.on()))
        .filter(lost -> present(world, lost))
        .sorted(
            Comparator.comparing(
                    (Lost lost) -> world.inventory().machine(lost.machine()).placement().restart())
                .thenComparing(lost -> lost.machine().value()))
        .forEach(lost -> restart(world, lost));
  }

  /** Whether it still waits to be started. */
  private boolean present(World world, Lost lost) {
    Machine machine = world.inventory().machine(lost.machine());
    return machine != null
        && !machine.isOn()
        && runner.index(world, Optional.empty()).busy(machine.id()).isEmpty();
  }

  private void restart(World world, Lost lost) {
    JobQueueState part = runner.part(world);
    Machine machine = world.inventory().machine(lost.machine());
    SiteIndex index = runner.index(world, Optional.empty());
    if (machine.placement().restart() == RestartPriority.DISABLED) {
      part.found(machine.id());
      recordEvent(world, Severity.WARNING, "event.ha.disabled", machine, machine.name());
      return;
    }
    Optional<ClusterId> cluster = cluster(world, machine.host()).map(Cluster::id);
    if (cluster.isEmpty()) {
      part.found(machine.id());
      return;
    }
    Optional<Host> host =
        runner.rules().policy().best(machine, cluster.get(), Optional.empty(), index);
    if (host.isEmpty()) {
      noRoom(world, lost, machine, cluster.get(), index);
      return;
    }
    world.set(GuestLifecycle.on(machine, host.get(), index));
    part.found(machine.id());
    recordEvent(
        world, Severity.INFO, "event.ha.restarts", machine, machine.name(), host.get().name());
    runner.follow(
        world, new MachineOperation.Restart(machine.id()), true, crashOf(world, lost.on()));
  }

  /** The job that crashed a host, if it is not forgotten. */
  private static Optional<JobId> crashOf(World world, HostId host) {
    for (int row = world.jobs().size() - 1, last = world.oldestEndedJob(); row >= last; row--) {
      Job job = world.jobs().get(row);
      if (job != null
          && job.operation() instanceof FaultOperation.CrashHost crash
          && crash.target().equals(host)) {
        return Optional.of(job.id());
      }
    }
    return Optional.empty();
  }

  private void noRoom(World world, Lost lost, Machine machine, ClusterId cluster, SiteIndex index) {
    if (lost.told()) {
      return;
    }
    runner.part(world).lose(new Lost(lost.machine(), lost.on(), true));
    recordEvent(
        world, Severity.ERROR, "event.ha.no-room", machine, machine.name(), index.name(cluster));
    Placement<Machine> policy = runner.rules().policy().running();
    for (Host other : index.hosts(cluster)) {
      if (!other.id().equals(lost.on())) {
        policy.obstacle(machine, other, index).ifPresent(why -> reason(world, machine, why));
      }
    }
  }

  private static void reason(World world, Machine machine, Problem why) {
    List<EntityId> about = new ArrayList<>(List.of(machine.id()));
    about.addAll(why.about());
    world.recordEvent(Severity.WARNING, why.code(), about, Optional.empty(), why.args().toArray());
  }

  private static void recordEvent(
      World world, Severity severity, String code, Machine machine, Object... args) {
    world.recordEvent(severity, code, List.of(machine.id()), Optional.empty(), args);
  }
}
