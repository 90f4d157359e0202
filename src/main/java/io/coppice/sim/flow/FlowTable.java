package io.coppice.sim.flow;

import io.coppice.model.SimTime;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.LinkLoad;
import io.coppice.model.table.CowValue;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The flows of a world, by job; see the package. Used by the world's thread. */
public final class FlowTable implements WorldPart {
  private static final String NAME = "flows";

  /** Progress is told at most that often, and at least a second apart. */
  private static final int NOTES = 20;

  private static final long SECOND = 1_000_000;

  private final CowValue<SortedMap<Integer, Flow>> all;
  private GuestTraffic guests;

  private FlowTable(SortedMap<Integer, Flow> flows, GuestTraffic guests) {
    this(new CowValue<>(flows, TreeMap::new), guests);
  }

  private FlowTable(CowValue<SortedMap<Integer, Flow>> all, GuestTraffic guests) {
    this.all = all;
    this.guests = guests;
  }

  /** By job, to read. */
  private SortedMap<Integer, Flow> flows() {
    return all.get();
  }

  /** Everything there is, in images. */
  private record Image(List<Flow> flows, int[] disks, int[] diskHosts, int[] lines) {}

  /** The flows of a world; a world of before there were any has none. */
  public static FlowTable of(World world) {
    return (FlowTable)
        world.parts().computeIfAbsent(NAME, _ -> new FlowTable(new TreeMap<>(), GuestTraffic.NONE));
  }

  /** The flows of a world, if there are any. */
  public static Optional<FlowTable> find(World world) {
    return Optional.ofNullable((FlowTable) world.parts().get(NAME));
  }

  /** Reads the part back. */
  public static Optional<WorldPart> restore(String name, Record image) {
    if (!name.equals(NAME) || !(image instanceof Image it)) {
      return Optional.empty();
    }
    TreeMap<Integer, Flow> flows = new TreeMap<>();
    it.flows().forEach(flow -> flows.put(flow.job(), flow));
    return Optional.of(
        new FlowTable(flows, new GuestTraffic(it.disks(), it.diskHosts(), it.lines())));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FlowTable copy() {
    return new FlowTable(all.copy(), guests);
  }

  @Override
  public Record image() {
    return new Image(
        List.copyOf(flows().values()), guests.disks(), guests.diskHosts(), guests.lines());
  }

  /** What goes for a job now. */
  public Optional<Flow> get(int job) {
    return Optional.ofNullable(flows().get(job));
  }

  public boolean isEmpty() {
    return flows().isEmpty();
  }

  /** Sends so many bytes; a {@link FlowDue} tells when they have gone. */
  public void begin(
      World world, int job, long bytes, long ceiling, Duration settle, List<ResourceUse> uses) {
    SimTime now = world.now();
    all.writable()
        .put(job, new Flow(job, uses, bytes, Math.max(1, ceiling), settle, bytes, 0, now, now, 0));
    solve(world, connected(List.of(job)));
  }

  /** What went for a job has gone, or goes no more; those that shared with it go faster. */
  public void end(World world, int job) {
    Flow flow = flows().get(job);
    if (flow != null) {
      Set<Integer> others = connected(List.of(job));
      all.writable().remove(job);
      others.remove(job);
      solve(world, others);
    }
  }

  /** The flow was looked at and goes on: it is looked at again. */
  public void again(World world, int job) {
    Flow flow = flows().get(job).at(world.now(), flows().get(job).rate());
    all.writable().put(job, flow);
    schedule(world, flow);
  }

  /** Guests ask for something else now, and links may have come or gone. */
  public void refresh(World world, GuestTraffic changed) {
    guests = changed;
    solve(world, new HashSet<>(flows().keySet()));
  }

  /** Bytes a second that flows take of a thing. */
  public long taken(ResourceUse use) {
    long sum = 0;
    for (Flow flow : flows().values()) {
      for (ResourceUse one : flow.uses()) {
        sum += one.key() == use.key() ? flow.rate() * one.times() : 0;
      }
    }
    return sum;
  }

  /** Bytes a second that flows take of machines' adapters, by the machines' rows. */
  public Map<Integer, Long> ofMachines() {
    Map<Integer, Long> rates = new HashMap<>();
    for (Flow flow : flows().values()) {
      for (ResourceUse use : flow.uses()) {
        if (use.isOfMachine()) {
          rates.merge(use.on().value(), flow.rate() * use.times(), Long::sum);
        }
      }
    }
    return rates;
  }

  /** What flows take of links of the fabric, in the order of these. */
  public List<LinkLoad> ofLinks() {
    Map<Integer, LinkLoad> loads = new TreeMap<>();
    for (Flow flow : flows().values()) {
      for (ResourceUse use : flow.uses()) {
        if (use.link() >= 0) {
          boolean forth = use.way() == ResourceKind.LINK_FORTH;
          LinkLoad more =
              new LinkLoad(use.link(), forth ? flow.rate() : 0, forth ? 0 : flow.rate());
          loads.merge(use.link(), more, LinkLoad::plus);
        }
      }
    }
    return List.copyOf(loads.values());
  }

  /** Numbers of the flows of guests, which are below zero: no job has such. */
  public List<Integer> ofGuests() {
    return List.copyOf(flows().headMap(0).keySet());
  }

  /** Jobs whose flows share something with those, over any number of others, and those. */
  private Set<Integer> connected(Collection<Integer> jobs) {
    Map<Long, List<Integer>> users = new HashMap<>();
    for (Flow flow : flows().values()) {
      flow.uses()
          .forEach(use -> users.computeIfAbsent(use.key(), _ -> new ArrayList<>()).add(flow.job()));
    }
    Set<Integer> found = new HashSet<>(jobs);
    Deque<Integer> open = new ArrayDeque<>(jobs);
    while (!open.isEmpty()) {
      for (ResourceUse use : flows().get(open.poll()).uses()) {
        // A thing is gone through once: all its users are found then.
        List<Integer> those = users.remove(use.key());
        for (Integer other : those == null ? List.<Integer>of() : those) {
          if (found.add(other)) {
            open.add(other);
          }
        }
      }
    }
    return found;
  }

  private void solve(World world, Set<Integer> jobs) {
    if (jobs.isEmpty()) {
      return;
    }
    List<Flow> those = flows().values().stream().filter(flow -> jobs.contains(flow.job())).toList();
    MaxMin solver = solved(those, world);
    for (int i = 0; i < those.size(); i++) {
      long rate = (long) solver.rate(i);
      Flow flow = those.get(i);
      if (flow.rate() != rate || flow.generation() == 0) {
        Flow changed = flow.at(world.now(), rate);
        all.writable().put(flow.job(), changed);
        schedule(world, changed);
      }
    }
  }

  /** Rates of those flows, first, and of what guests get of what they use. */
  private MaxMin solved(List<Flow> those, World world) {
    Map<Long, Integer> places = new HashMap<>();
    List<ResourceUse> things = new ArrayList<>();
    for (Flow flow : those) {
      for (ResourceUse use : flow.uses()) {
        if (places.putIfAbsent(use.key(), things.size()) == null) {
          things.add(use);
        }
      }
    }
    List<FabricLink> links =
        things.stream().anyMatch(use -> use.link() >= 0)
            ? DerivedFabric.orSaid(world.fabric(), world.inventory()).links()
            : List.of();
    MaxMin solver =
        new MaxMin(
            things.stream()
                .mapToDouble(use -> (double) Capacities.of(use, world.inventory(), links))
                .toArray());
    for (Flow flow : those) {
      solver.add(
          1,
          (double) flow.ceiling(),
          flow.uses().stream().mapToInt(use -> places.get(use.key())).toArray(),
          flow.uses().stream().mapToInt(ResourceUse::times).toArray());
    }
    for (int thing = 0; thing < things.size(); thing++) {
      long asked = guests.asked(things.get(thing));
      if (asked > 0) {
        long key = things.get(thing).key();
        int users = 0;
        for (Flow flow : those) {
          users += flow.uses().stream().anyMatch(use -> use.key() == key) ? 1 : 0;
        }
        solver.add(
            guests.weight(things.get(thing), users),
            (double) asked,
            new int[] {thing},
            new int[] {1});
      }
    }
    solver.solve();
    return solver;
  }

  private static void schedule(World world, Flow flow) {
    long rest = flow.micros(world.now());
    double whole = flow.bytes() / (double) Math.max(1, flow.rate()) * SECOND;
    long note = (long) Math.max(SECOND, Math.min(3600.0 * SECOND, whole / NOTES));
    world.schedule(
        Duration.of(Math.min(rest, note), ChronoUnit.MICROS),
        new FlowDue(flow.job(), flow.generation()));
  }
}
