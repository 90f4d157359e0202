package io.coppice.sim.guest;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Machine;
import io.coppice.model.table.CowTable;
import io.coppice.model.table.CowValue;
import io.coppice.sim.world.RandomSource;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The guests of a world in which something happened, and what the snapshots of machines hold of
 * them. A machine in which nothing happened costs nothing.
 */
public final class Guests implements WorldPart {
  public static final String NAME = "guests";

  private static final long SEASON = 90 * 86_400L;

  private final SimTime since;
  private final CowTable<GuestState> rows;
  private final CowValue<Lists> lists;

  /**
   * What a snapshot holds of a guest.
   *
   * @param memory whether what ran is in it
   */
  public record Kept(MachineId machine, int snapshot, boolean memory, GuestState state) {}

  /** What is known of few machines, by their rows. */
  private record Lists(
      TreeSet<Integer> burdened,
      TreeSet<Integer> panicked,
      TreeMap<Integer, List<Kept>> kept,
      TreeMap<Integer, SimTime> due,
      TreeMap<Integer, Long> written) {
    private static Lists none() {
      return new Lists(
          new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    private Lists copy() {
      return new Lists(
          new TreeSet<>(burdened),
          new TreeSet<>(panicked),
          new TreeMap<>(kept),
          new TreeMap<>(due),
          new TreeMap<>(written));
    }
  }

  /** Everything as plain values. */
  public record Image(
      SimTime since,
      List<GuestState> guests,
      List<Kept> snapshots,
      Map<Integer, SimTime> due,
      Map<Integer, Long> written) {
    public Image {
      guests = List.copyOf(guests);
      snapshots = List.copyOf(snapshots);
      due = Map.copyOf(due);
      written = Map.copyOf(written);
    }
  }

  /**
   * @param since when the world began: what runs then has run for some time
   */
  public Guests(SimTime since) {
    this(since, new CowTable<>(), new CowValue<>(Lists.none(), Lists::copy));
  }

  private Guests(SimTime since, CowTable<GuestState> rows, CowValue<Lists> lists) {
    this.since = since;
    this.rows = rows;
    this.lists = lists;
  }

  /** Those of an image. */
  public static Guests restore(Record image) {
    Image read = (Image) image;
    Guests guests = new Guests(read.since());
    read.guests().forEach(guests::set);
    read.snapshots().forEach(guests::keep);
    guests.lists.writable().due().putAll(read.due());
    guests.lists.writable().written().putAll(read.written());
    return guests;
  }

  /** A world's guests; a world of before there were any has none yet. */
  public static Guests of(World world) {
    Guests there = (Guests) world.parts().get(NAME);
    return there != null
        ? there
        : (Guests) world.parts().computeIfAbsent(NAME, _ -> new Guests(world.now()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Guests copy() {
    return new Guests(since, rows.copy(), lists.copy());
  }

  @Override
  public Record image() {
    List<GuestState> all = new ArrayList<>();
    rows.forEach(all::add);
    Lists now = lists.get();
    return new Image(
        since,
        all,
        now.kept().values().stream().flatMap(List::stream).toList(),
        now.due(),
        now.written());
  }

  /** What is special about a guest; empty where nothing is. */
  public Optional<GuestState> find(MachineId machine) {
    int row = machine.value();
    return row < rows.size() ? Optional.ofNullable(rows.get(row)) : Optional.empty();
  }

  /** The guest as it is. */
  public GuestState get(MachineId machine) {
    return find(machine).orElseGet(() -> GuestState.fresh(machine));
  }

  public void set(GuestState state) {
    int row = state.machine().value();
    while (rows.size() <= row) {
      rows.add(null);
    }
    rows.set(row, state);
    list(Lists::burdened, row, !state.burden().isNone());
    list(Lists::panicked, row, state.panicked().isPresent());
  }

  private void list(Function<Lists, Set<Integer>> which, int row, boolean listed) {
    if (listed == which.apply(lists.get()).contains(row)) {
      return;
    }
    Set<Integer> its = which.apply(lists.writable());
    if (listed) {
      its.add(row);
    } else {
      its.remove(row);
    }
  }

  /** Whether any kernel gave up and was not started again. */
  public boolean anyPanicked() {
    return !lists.get().panicked().isEmpty();
  }

  /** Those whose kernel gave up and was not started again, by rising id. */
  public List<GuestState> panicked() {
    return lists.get().panicked().stream().map(rows::get).toList();
  }

  /** What a machine is asked for besides its workload. */
  public Burden burden(int machine) {
    return lists.get().burdened().contains(machine) ? rows.get(machine).burden() : Burden.NONE;
  }

  /** Whether any machine is asked for more than its workload. */
  public boolean anyBurden() {
    return !lists.get().burdened().isEmpty();
  }

  /**
   * Its kernel starts.
   *
   * @param asks whether it will ask for leases
   */
  public void boots(MachineId machine, SimTime now, Duration takes, boolean asks) {
    GuestState.Boot boot = new GuestState.Boot(now, now.plus(takes), asks, List.of());
    set(get(machine).restarted(Optional.of(boot)));
  }

  /** Its power is cut. */
  public void stops(MachineId machine) {
    find(machine).ifPresent(state -> set(state.restarted(Optional.empty())));
  }

  /** When a guest's kernel started. */
  public SimTime bootedAt(MachineId machine) {
    return find(machine)
        .flatMap(GuestState::booted)
        .map(GuestState.Boot::at)
        .orElseGet(() -> bootedBefore(machine));
  }

  /** Whether a guest has started. */
  public boolean isUp(MachineId machine, SimTime now) {
    return find(machine)
        .flatMap(GuestState::booted)
        .filter(boot -> now.isBefore(boot.up()))
        .isEmpty();
  }

  /** Machines that ran when the world began were started on some day of the season before. */
  private SimTime bootedBefore(MachineId machine) {
    long seconds = 3_600 + Math.floorMod(RandomSource.mix(machine.value() + 1L), SEASON);
    return since.plusMicros(-seconds * 1_000_000L);
  }

  /** A child comes into being with everything its parent has; its kernel goes on. */
  public void fork(Machine parent, MachineId child, SimTime now) {
    SimTime booted = bootedAt(parent.id());
    set(get(parent.id()).forkedInto(child, booted, new GuestState.Fork(now, parent.name())));
  }

  /** A copy of the disk comes into being. */
  public void copyDisk(MachineId from, MachineId to) {
    find(from)
        .filter(state -> !state.files().isEmpty() || !state.history().isEmpty())
        .ifPresent(state -> set(state.copiedInto(to)));
  }

  /** A snapshot was taken. */
  public void snapshotTaken(MachineId machine, int snapshot, boolean memory) {
    find(machine).ifPresent(state -> keep(new Kept(machine, snapshot, memory, state)));
  }

  private void keep(Kept one) {
    List<Kept> all =
        new ArrayList<>(lists.get().kept().getOrDefault(one.machine().value(), List.of()));
    all.removeIf(other -> other.snapshot() == one.snapshot());
    all.add(one);
    lists.writable().kept().put(one.machine().value(), List.copyOf(all));
  }

  /** A machine is as it was when a snapshot was taken. */
  public void reverted(MachineId machine, int snapshot, boolean running) {
    GuestState then =
        lists.get().kept().getOrDefault(machine.value(), List.of()).stream()
            .filter(one -> one.snapshot() == snapshot)
            .findFirst()
            .map(
                one ->
                    running && one.memory() ? one.state() : one.state().restarted(Optional.empty()))
            .orElseGet(() -> GuestState.fresh(machine));
    if (find(machine).isPresent() || !then.equals(GuestState.fresh(machine))) {
      set(then);
    }
  }

  /** A machine is no more. */
  public void forget(MachineId machine) {
    int row = machine.value();
    if (row < rows.size()) {
      rows.set(row, null);
    }
    Lists its = lists.writable();
    its.burdened().remove(row);
    its.panicked().remove(row);
    its.kept().remove(row);
    its.due().remove(row);
    its.written().remove(row);
  }

  /**
   * Something is to happen at a guest's terminal.
   *
   * @return whether that was not known yet
   */
  public boolean expect(MachineId machine, SimTime at) {
    return !at.equals(lists.writable().due().put(machine.value(), at));
  }

  /** Whether it is that instant that was expected; from now on nothing is. */
  public boolean isDue(MachineId machine, SimTime at) {
    return lists.writable().due().remove(machine.value(), at);
  }

  /** Blocks of a forked guest's disk were written; the fork notes them with its next second. */
  public void write(MachineId machine, long bytes) {
    lists.writable().written().merge(machine.value(), bytes, Long::sum);
  }

  /** Bytes that were written since this was asked last. */
  public long takeWritten(MachineId machine) {
    if (!lists.get().written().containsKey(machine.value())) {
      return 0;
    }
    return lists.writable().written().remove(machine.value());
  }

  /** Every guest in which something happened. */
  public Map<MachineId, GuestState> all() {
    Map<MachineId, GuestState> all = new TreeMap<>((a, b) -> Integer.compare(a.value(), b.value()));
    rows.forEach(state -> all.put(state.machine(), state));
    return all;
  }
}
