package io.coppice.sim.ops.alarm;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.UsageScale;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.table.IntColumn;
import io.coppice.rules.index.ChangeMark;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.FailoverCapacity;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.ops.run.JobQueueState.Lost;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The alarms of vCenter's default set that the simulated site can raise. A datastore warns at 75 %
 * and alarms at 85 % of its capacity (vSphere Monitoring and Performance, "Datastore usage on
 * disk"); a chain of more than three snapshots should be consolidated (VMware KB 1025279).
 */
public final class Alarms {
  private static final int LONG_CHAIN = 3;
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** A minute passed. */
  public record Look() implements SimEvent {}

  private final JobRunner runner;

  /** Of the world that a thread looked at last, whichever that was. */
  private final ThreadLocal<Last> last = ThreadLocal.withInitial(() -> Last.NOTHING);

  /**
   * What a world's alarms consist of: sorted and compared anew for every job, they took half of the
   * time in which a large site lives again through its operations.
   *
   * @param all the world's own list, which is a new one whenever they change
   * @param ofJobs what depends on what jobs do
   * @param starving what moves with the load, as {@code impossible} is what was there before jobs
   * @param memory which hosts are short of memory
   * @param of what all of them were told of
   */
  private record Last(
      List<Problem> all,
      List<Problem> ofJobs,
      List<Problem> starving,
      List<Problem> impossible,
      HostMemoryAlarms memory,
      Causes of) {
    private static final Last NOTHING =
        new Last(List.of(), List.of(), List.of(), List.of(), HostMemoryAlarms.NONE, Causes.UNKNOWN);

    private Last with(HostMemoryAlarms other, Causes causes) {
      return new Last(all, ofJobs, starving, impossible, other, causes);
    }
  }

  /**
   * What alarms follow from, as far as it says by its identity that it is the same. Half of what is
   * asked for changes none of it, as notes do not.
   *
   * @param calm whether nothing was going on of which this says nothing: machines that HA is to
   *     start, guests that gave up, fork groups
   */
  private record Causes(
      boolean calm,
      ChangeMark existence,
      ChangeMark standing,
      Reservations claims,
      Fabric fabric,
      HostMemoryAlarms memory,
      IntColumn space) {
    private static final Causes UNKNOWN = new Causes(false, null, null, null, null, null, null);

    static Causes of(World world, JobQueueState part, SiteIndex index, HostMemoryAlarms memory) {
      boolean calm =
          !part.anyLost() && !Guests.of(world).anyPanicked() && world.forks().groups().size() == 0;
      return new Causes(
          calm,
          index.existence(),
          index.standing(),
          index.reservations(),
          world.fabric(),
          memory,
          world.figures().freeze().column(EntityId.Kind.DATASTORE, Metric.SPACE_USED));
    }

    /** Whether all of the world's alarms are still those of before. */
    @SuppressWarnings("ReferenceEquality") // that is what is asked
    private boolean leadToThoseOf(Causes before) {
      return calm
          && before.calm
          && standing == before.standing
          && claims == before.claims
          && fabric == before.fabric
          && memory == before.memory
          && space == before.space;
    }
  }

  public Alarms(JobRunner runner) {
    this.runner = runner;
  }

  public void install(Engine.Handlers handlers) {
    handlers.on(
        Look.class,
        (world, look) -> {
          raise(world, true);
          world.schedule(EVERY, look);
        },
        (world, out) -> world.schedule(EVERY, out.event()));
  }

  public void begin(World world) {
    world.schedule(Duration.ZERO, new Look());
  }

  /** Brings the alarms and the figures of space up to what is so now; tells what is new. */
  public void raise(World world) {
    raise(world, false);
  }

  /**
   * @param starvation whether all machines are gone through too, for what moves with the load and
   *     not with what jobs do
   */
  private void raise(World world, boolean starvation) {
    SiteIndex index = runner.index(world, Optional.empty());
    Last before = last.get();
    boolean same = before.all() == world.alarms();
    HostMemoryAlarms memory = before.memory().of(index);
    Causes found = Causes.of(world, runner.part(world), index, memory);
    if (same && !starvation && found.leadToThoseOf(before.of())) {
      return;
    }
    space(world, index);
    // of the figures of space as they are written now
    Causes causes = Causes.of(world, runner.part(world), index, memory);
    List<Problem> ofJobs = new ArrayList<>(memory.problems());
    of(index, runner.part(world), runner.rules().policy(), ofJobs);
    GuestAlarms.of(index.inventory(), Guests.of(world), ofJobs);
    List<Problem> starving;
    List<Problem> impossible;
    if (starvation) {
      StarvationAlarms starved = new StarvationAlarms(world.inventory(), world.figures());
      ImpossibleAlarms never = new ImpossibleAlarms(world.inventory());
      world
          .inventory()
          .machines()
          .forEach(
              machine -> {
                starved.look(machine);
                never.look(machine);
              });
      starving = starved.problems();
      impossible = never.problems();
    } else if (same && causes.existence() == before.of().existence()) {
      starving = before.starving();
      impossible = before.impossible();
    } else {
      starving =
          StarvationAlarms.still(same ? before.starving() : world.alarms(), world.inventory());
      impossible =
          ImpossibleAlarms.still(same ? before.impossible() : world.alarms(), world.inventory());
    }
    if (!same
        || !ofJobs.equals(before.ofJobs())
        || !starving.equals(before.starving())
        || !impossible.equals(before.impossible())) {
      List<Problem> now = new ArrayList<>(ofJobs);
      now.addAll(starving);
      now.addAll(impossible);
      sort(now);
      change(world, now);
      last.set(new Last(world.alarms(), ofJobs, starving, impossible, memory, causes));
    } else {
      last.set(before.with(memory, causes));
    }
  }

  /** Notes what is so now; tells what is new. */
  private static void change(World world, List<Problem> now) {
    if (now.equals(world.alarms())) {
      return;
    }
    Set<List<Object>> knownBefore = new HashSet<>();
    world.alarms().forEach(problem -> knownBefore.add(List.of(problem.code(), problem.about())));
    for (Problem alarm : now) {
      if (!knownBefore.contains(List.<Object>of(alarm.code(), alarm.about()))) {
        world.recordEvent(
            alarm.severity(),
            alarm.code(),
            alarm.about(),
            Optional.empty(),
            alarm.args().toArray());
      }
    }
    world.setAlarms(now);
  }

  /** To write to a column takes a copy of it, which most jobs need not. */
  private static void space(World world, SiteIndex index) {
    IntColumn known = world.figures().column(EntityId.Kind.DATASTORE, Metric.SPACE_USED);
    world
        .inventory()
        .datastores()
        .forEach(
            datastore -> {
              int row = datastore.id().value();
              long used = datastore.filler().value() + index.used(datastore.id());
              int mib = Math.clamp(used / Bytes.MIB, 0, Integer.MAX_VALUE);
              if (row >= known.size() || known.get(row) != mib) {
                world.figures().writable(EntityId.Kind.DATASTORE, Metric.SPACE_USED).set(row, mib);
              }
            });
  }

  private static void of(
      SiteIndex index, JobQueueState part, PlacementPolicy policy, List<Problem> alarms) {
    HostAlarms.of(index, alarms);
    index.inventory().datastores().forEach(datastore -> datastore(datastore, index, alarms));
    index.inventory().clusters().forEach(cluster -> cluster(cluster, index, part, alarms));
    index.snapshotted().forEach(row -> machine(index.inventory().machines().get(row), alarms));
    alarms.addAll(SpaceAlarms.stalled(index));
    alarms.addAll(index.duplicates());
    ForkAlarms.of(index, policy, alarms);
  }

  private static void sort(List<Problem> alarms) {
    alarms.sort(
        Comparator.comparing(Problem::severity)
            .reversed()
            .thenComparing(Problem::code)
            .thenComparing(problem -> problem.about().getFirst().kind())
            .thenComparing(problem -> problem.about().getFirst().value()));
  }

  private static void datastore(Datastore datastore, SiteIndex index, List<Problem> alarms) {
    long used = datastore.filler().value() + index.used(datastore.id());
    long percent = Math.round(Math.floor(100.0 * used / Math.max(1, datastore.capacity().value())));
    Severity severity = UsageScale.SPACE.of(percent);
    if (datastore.capacity().value() - used < Bytes.MIB) {
      alarms.add(Problem.error("alarm.datastore-full", datastore.id(), datastore.name()));
    } else if (severity != Severity.INFO) {
      alarms.add(
          Problem.of(
              severity,
              "alarm.datastore-usage",
              List.of(datastore.id()),
              datastore.name(),
              String.valueOf(percent)));
    }
  }

  private static void cluster(
      Cluster cluster, SiteIndex index, JobQueueState part, List<Problem> alarms) {
    if (!cluster.ha()) {
      return;
    }
    if (FailoverCapacity.isShort(cluster, index)) {
      alarms.add(Problem.warning("alarm.ha-capacity", cluster.id(), cluster.name()));
    }
    List<Lost> lostMachines = part.lost();
    if (lostMachines.isEmpty()) {
      return;
    }
    List<String> waiting =
        lostMachines.stream()
            .filter(Lost::told)
            .filter(lost -> index.clusterOf(lost.on()).equals(Optional.of(cluster.id())))
            .map(lost -> index.name(lost.machine()))
            .toList();
    if (!waiting.isEmpty()) {
      alarms.add(
          Problem.error(
              "alarm.ha-waiting",
              cluster.id(),
              cluster.name(),
              String.valueOf(waiting.size()),
              String.join(", ", waiting.subList(0, Math.min(5, waiting.size())))));
    }
  }

  private static void machine(Machine machine, List<Problem> alarms) {
    int depth = machine.snapshots().depth(machine.snapshots().current());
    if (depth > LONG_CHAIN) {
      alarms.add(
          Problem.warning(
              "alarm.snapshot-chain", machine.id(), machine.name(), String.valueOf(depth)));
    }
  }
}
