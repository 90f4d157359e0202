package io.coppice.sim.ops.run;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.sim.world.SpaceLedger;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What operations add to the world: the queue, crashed hosts, machines a crash stopped, and guests
 * that boot. Claims are derived from the world and made anew after a copy or a restart.
 */
public final class JobQueueState implements WorldPart, SpaceLedger {
  public static final String NAME = "operations";
  private static final TreeSet<Integer> NOBODY = new TreeSet<>();

  private final TreeSet<Integer> queue = new TreeSet<>();
  private final TreeSet<Integer> running = new TreeSet<>();
  private final TreeSet<Integer> crashed = new TreeSet<>();
  private final TreeSet<Integer> declared = new TreeSet<>();
  private final TreeMap<Integer, Lost> lost = new TreeMap<>();
  private final TreeMap<Integer, SimTime> boots = new TreeMap<>();

  /** Jobs that run, by what they work on; derived of the jobs, when first needed. */
  private Map<EntityId, TreeSet<Integer>> workers;

  private Reservations claims;
  private Reservations waiters;
  private boolean pumping;
  private boolean again;

  /**
   * A machine that a crash stopped.
   *
   * @param on the host it ran on
   * @param told whether it was said that there is no room for it
   */
  public record Lost(MachineId machine, HostId on, boolean told) {}

  /** A guest that boots, and when it is up. */
  public record Boot(MachineId machine, SimTime up) {}

  /** Everything as plain values. */
  public record Image(
      List<JobId> queue,
      List<JobId> running,
      List<HostId> crashed,
      List<HostId> declared,
      List<Lost> lost,
      List<Boot> boots) {}

  JobQueueState() {}

  JobQueueState(Image image) {
    image.queue().forEach(job -> queue.add(job.value()));
    image.running().forEach(job -> running.add(job.value()));
    image.crashed().forEach(host -> crashed.add(host.value()));
    image.declared().forEach(host -> declared.add(host.value()));
    image.lost().forEach(machine -> lost.put(machine.machine().value(), machine));
    image.boots().forEach(boot -> boots.put(boot.machine().value(), boot.up()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public WorldPart copy() {
    JobQueueState copy = new JobQueueState();
    copy.queue.addAll(queue);
    copy.running.addAll(running);
    copy.crashed.addAll(crashed);
    copy.declared.addAll(declared);
    copy.lost.putAll(lost);
    copy.boots.putAll(boots);
    return copy;
  }

  @Override
  public Record image() {
    List<Boot> booting = new ArrayList<>();
    boots.forEach((machine, up) -> booting.add(new Boot(new MachineId(machine), up)));
    return new Image(
        queue.stream().map(JobId::new).toList(),
        running.stream().map(JobId::new).toList(),
        crashed.stream().map(HostId::new).toList(),
        declared.stream().map(HostId::new).toList(),
        List.copyOf(lost.values()),
        booting);
  }

  /** The oldest job that waits, or null. */
  Integer firstWaiting() {
    return queue.isEmpty() ? null : queue.first();
  }

  /** The next job that waits, or null. */
  Integer waitingAfter(Integer job) {
    return queue.higher(job);
  }

  /** Whether nobody looks through those that wait now; if somebody does, they will look again. */
  boolean beginPump() {
    again = pumping;
    boolean first = !pumping;
    pumping = true;
    return first;
  }

  /** Whether to look once more. */
  boolean pumpAgain() {
    pumping = again;
    again = false;
    return pumping;
  }

  /** Adds a job to those that wait. */
  void join(World world, JobId job) {
    Reservations all = waiters(world);
    Reservations held = claims(world);
    if (queue.add(job.value())) {
      List<Claim> wanted = ((JobProgress) world.task(job)).claims();
      all.take(wanted);
      held.take(spokenFor(wanted));
    }
  }

  /** Takes a job out of those that wait. */
  void leave(World world, JobId job) {
    Reservations all = waiters(world);
    Reservations held = claims(world);
    if (queue.remove(job.value())) {
      List<Claim> wanted = ((JobProgress) world.task(job)).claims();
      all.give(wanted);
      held.give(spokenFor(wanted));
    }
  }

  /** What a job has from the moment it is asked for; for the rest it waits its turn. */
  private static List<Claim> spokenFor(List<Claim> claims) {
    return claims.stream().filter(claim -> !claim.sort().isQueuedFor()).toList();
  }

  /** What those that wait want in all. */
  Reservations waiters(World world) {
    if (waiters == null) {
      waiters = new Reservations();
      queue.forEach(job -> waiters.take(((JobProgress) world.task(new JobId(job))).claims()));
    }
    return waiters;
  }

  /** Jobs that run, oldest first. */
  Set<Integer> running() {
    return Collections.unmodifiableSet(running);
  }

  /** A job runs. */
  void begin(Job job) {
    running.add(job.id().value());
    if (workers != null) {
      works(job);
    }
  }

  /** A job runs no more; whether it did. */
  boolean end(Job job) {
    if (workers != null) {
      workers.computeIfPresent(
          job.operation().target(),
          (_, jobs) -> {
            jobs.remove(job.id().value());
            return jobs.isEmpty() ? null : jobs;
          });
    }
    return running.remove(job.id().value());
  }

  private void works(Job job) {
    workers.computeIfAbsent(job.operation().target(), _ -> new TreeSet<>()).add(job.id().value());
  }

  /** Jobs that run and work on one of those, oldest first. */
  List<JobId> workers(World world, Set<EntityId> on) {
    if (workers == null) {
      workers = new HashMap<>();
      running.forEach(job -> works(world.job(new JobId(job))));
    }
    return on.stream()
        .flatMap(target -> workers.getOrDefault(target, NOBODY).stream())
        .sorted()
        .map(JobId::new)
        .toList();
  }

  /** What jobs under way hold, and those that wait have been promised. */
  public Reservations claims(World world) {
    if (claims == null) {
      claims = new Reservations();
      queue.forEach(
          job -> claims.take(spokenFor(((JobProgress) world.task(new JobId(job))).claims())));
      running.forEach(job -> claims.take(((JobProgress) world.task(new JobId(job))).claims()));
    }
    return claims;
  }

  @Override
  public long promised(World world, DatastoreId datastore) {
    return claims(world).of(datastore, Reservations.Sort.SPACE);
  }

  public boolean isCrashed(HostId host) {
    return crashed.contains(host.value());
  }

  public void setCrashed(HostId host, boolean is) {
    if (is) {
      crashed.add(host.value());
    } else {
      crashed.remove(host.value());
    }
  }

  /** Whether HA knows that what the host ran is to be restarted elsewhere. */
  public boolean isDeclared(HostId host) {
    return declared.contains(host.value());
  }

  public void setDeclared(HostId host, boolean is) {
    if (is) {
      declared.add(host.value());
    } else {
      declared.remove(host.value());
    }
  }

  /** Whether any machine waits to be started by HA. */
  public boolean anyLost() {
    return !lost.isEmpty();
  }

  /** Machines that a crash stopped and that were not started since, by id. */
  public List<Lost> lost() {
    return List.copyOf(lost.values());
  }

  public void lose(Lost machine) {
    lost.put(machine.machine().value(), machine);
  }

  /** The machine runs again, or nobody waits for it any more. */
  public void found(MachineId machine) {
    lost.remove(machine.value());
  }

  /** Notes when a guest will be up; a later boot takes the place of an earlier one. */
  public void boots(MachineId machine, SimTime up) {
    boots.put(machine.value(), up);
  }

  /** Whether the guest's latest boot ends now; it is forgotten then. */
  public boolean isUp(MachineId machine, SimTime now) {
    return boots.remove(machine.value(), now);
  }

  /** The guest stops or is gone. */
  public void stops(MachineId machine) {
    boots.remove(machine.value());
  }
}
