package io.coppice.sim.fork;

import io.coppice.backend.JobId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.elastic.ElasticSimulation;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * What forking adds to a world besides its tables: when the lanes of each host are free, how many
 * processes wait there, and which children a job under way has made.
 */
final class ForkWorldPart implements WorldPart {
  static final String NAME = "forks";

  private final TreeMap<Integer, long[]> lanes = new TreeMap<>();
  private final TreeMap<Integer, Waiting> waiting = new TreeMap<>();
  private final TreeMap<Integer, List<MachineId>> births = new TreeMap<>();
  private final TreeMap<Integer, Cursor> cursors = new TreeMap<>();
  private final TreeMap<Integer, ElasticSimulation> servings = new TreeMap<>();
  private final TreeMap<Integer, TreeMap<Integer, MachineId>> crews = new TreeMap<>();
  private boolean counting;

  /** Instants in microseconds at which a host's lanes are free. */
  record Lanes(HostId host, long[] free) {}

  /** Processes that wait on a host, as of an instant in microseconds. */
  record Waiting(HostId host, int count, long at) {}

  /** Children of a job. */
  record Birth(JobId job, List<MachineId> machines) {}

  /** Where the scanner of a group's page sharing looks next. */
  record Cursor(ForkGroupId group, int machine, int page) {}

  /**
   * The load of a group under way.
   *
   * @param slots places in the crew, with {@code machines} in them
   */
  record Load(
      ForkGroupId group,
      ElasticSimulation.Image simulation,
      int[] slots,
      List<MachineId> machines) {}

  /** Everything as plain values. */
  record Image(
      List<Lanes> lanes,
      List<Waiting> waiting,
      List<Birth> births,
      List<Cursor> cursors,
      List<Load> loads,
      boolean counting) {}

  ForkWorldPart() {}

  ForkWorldPart(Image image) {
    image.lanes().forEach(one -> lanes.put(one.host().value(), one.free().clone()));
    image.waiting().forEach(one -> waiting.put(one.host().value(), one));
    image.births().forEach(one -> births.put(one.job().value(), one.machines()));
    image.cursors().forEach(one -> cursors.put(one.group().value(), one));
    for (Load load : image.loads()) {
      servings.put(load.group().value(), new ElasticSimulation(load.simulation(), null));
      for (int i = 0; i < load.slots().length; i++) {
        hired(load.group(), load.slots()[i], load.machines().get(i));
      }
    }
    counting = image.counting();
  }

  static ForkWorldPart of(World world) {
    return world.part(NAME, ForkWorldPart.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public WorldPart copy() {
    ForkWorldPart copy = new ForkWorldPart();
    lanes.forEach((host, free) -> copy.lanes.put(host, free.clone()));
    copy.waiting.putAll(waiting);
    copy.births.putAll(births);
    copy.cursors.putAll(cursors);
    servings.forEach(
        (group, simulation) ->
            copy.servings.put(group, new ElasticSimulation(simulation.image(), null)));
    crews.forEach((group, crew) -> copy.crews.put(group, new TreeMap<>(crew)));
    copy.counting = counting;
    return copy;
  }

  @Override
  public Record image() {
    List<Lanes> free = new ArrayList<>();
    lanes.forEach((host, its) -> free.add(new Lanes(new HostId(host), its.clone())));
    List<Load> loads = new ArrayList<>();
    servings.forEach(
        (group, simulation) -> {
          TreeMap<Integer, MachineId> crew = crews.getOrDefault(group, new TreeMap<>());
          loads.add(
              new Load(
                  new ForkGroupId(group),
                  simulation.image(),
                  crew.keySet().stream().mapToInt(Integer::intValue).toArray(),
                  List.copyOf(crew.values())));
        });
    List<Birth> made = new ArrayList<>();
    births.forEach((job, machines) -> made.add(new Birth(new JobId(job), machines)));
    return new Image(
        free, List.copyOf(waiting.values()), made, List.copyOf(cursors.values()), loads, counting);
  }

  /** The instant at which one of a host's lanes is free. */
  long begin(HostId host, int count, long now) {
    long[] free = lanes.computeIfAbsent(host.value(), _ -> new long[count]);
    return Math.max(now, Arrays.stream(free).min().orElse(now));
  }

  /** The lane that is free first is taken until that instant. */
  void take(HostId host, long until) {
    long[] free = lanes.get(host.value());
    int first = 0;
    for (int lane = 1; lane < free.length; lane++) {
      if (free[lane] < free[first]) {
        first = lane;
      }
    }
    free[first] = until;
  }

  /** No lane of a host is free before that instant. */
  void hold(HostId host, int count, long until) {
    long[] free = lanes.computeIfAbsent(host.value(), _ -> new long[count]);
    for (int lane = 0; lane < free.length; lane++) {
      free[lane] = Math.max(free[lane], until);
    }
  }

  /** Takes a process that waits on the host at that instant; false if there is none. */
  boolean takeWaiting(HostId host, long at) {
    Waiting was = waiting.getOrDefault(host.value(), new Waiting(host, ForkDurations.POOL, at));
    long made = Math.max(0, at - was.at()) / ForkDurations.SPAWN;
    int there = (int) Math.min(ForkDurations.POOL, was.count() + made);
    boolean any = there > 0;
    waiting.put(host.value(), new Waiting(host, any ? there - 1 : 0, Math.max(at, was.at())));
    return any;
  }

  /** Processes and lanes of a host that stopped are gone. */
  void forget(HostId host) {
    lanes.remove(host.value());
    waiting.remove(host.value());
  }

  /** The load of a group, or null; its crew must be set before it goes on. */
  ElasticSimulation simulation(ForkGroupId group) {
    return servings.get(group.value());
  }

  void set(ForkGroupId group, ElasticSimulation simulation) {
    servings.put(group.value(), simulation);
    crews.put(group.value(), new TreeMap<>());
  }

  void forgetServing(ForkGroupId group) {
    servings.remove(group.value());
    crews.remove(group.value());
  }

  void hired(ForkGroupId group, int slot, MachineId machine) {
    crews.computeIfAbsent(group.value(), _ -> new TreeMap<>()).put(slot, machine);
  }

  /** The machine in a place of the crew, which must have been hired. */
  MachineId crew(ForkGroupId group, int slot) {
    return crews.get(group.value()).get(slot);
  }

  Cursor cursor(ForkGroupId group) {
    return cursors.getOrDefault(group.value(), new Cursor(group, 0, 0));
  }

  void set(Cursor cursor) {
    cursors.put(cursor.group().value(), cursor);
  }

  /** The group is gone. */
  void forget(ForkGroupId group) {
    cursors.remove(group.value());
    forgetServing(group);
  }

  /** Whether nobody counts the seconds yet; from now on somebody does. */
  boolean beginCounting() {
    boolean first = !counting;
    counting = true;
    return first;
  }

  void endCounting() {
    counting = false;
  }

  void born(JobId job, List<MachineId> machines) {
    births.put(job.value(), List.copyOf(machines));
  }

  List<MachineId> births(JobId job) {
    return births.getOrDefault(job.value(), List.of());
  }

  void settled(JobId job) {
    births.remove(job.value());
  }
}
