package io.coppice.sim.guest;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Machine;
import io.coppice.model.table.CowTable;
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

/**
 * The guests of a world in which something happened, and what the snapshots of machines hold of
 * them. A machine in which nothing happened costs nothing.
 */
public final class Guests implements WorldPart {
  public static final String NAME = "guests";

  private static final long SEASON = 90 * 86_400L;

  private final SimTime since;
  private final CowTable<GuestState> rows;
  private final TreeSet<Integer> burdened = new TreeSet<>();
  private final TreeSet<Integer> panicked = new TreeSet<>();
  private final TreeMap<Integer, List<Kept>> kept = new TreeMap<>();
  private final TreeMap<Integer, SimTime> due = new TreeMap<>();
  private final TreeMap<Integer, Long> written = new TreeMap<>();

  /**
   * What a snapshot holds of a guest.
   *
   * @param memory whether what ran is in it
   */
  public record Kept(MachineId machine, int snapshot, boolean memory, GuestState state) {}

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
    this(since, new CowTable<>());
  }

  private Guests(SimTime since, CowTable<GuestState> rows) {
    this.since = since;
    this.rows = rows;
  }

  /** Those of an image. */
  public static Guests restore(Record image) {
    Image read = (Image) image;
    Guests guests = new Guests(read.since());
    read.guests().forEach(guests::set);
    read.snapshots().forEach(guests::keep);
    guests.due.putAll(read.due());
    guests.written.putAll(read.written());
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
    Guests copy = new Guests(since, rows.copy());
    copy.burdened.addAll(burdened);
    copy.panicked.addAll(panicked);
    copy.kept.putAll(kept);
    copy.due.putAll(due);
    copy.written.putAll(written);
    return copy;
  }

  @Override
  public Record image() {
    List<GuestState> all = new ArrayList<>();
    rows.forEach(all::add);
    return new Image(
        since, all, kept.values().stream().flatMap(List::stream).toList(), due, written);
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
    list(burdened, row, !state.burden().isNone());
    list(panicked, row, state.panicked().isPresent());
  }

  private static void list(Set<Integer> rows, int row, boolean listed) {
    if (listed) {
      rows.add(row);
    } else {
      rows.remove(row);
    }
  }

  /** Whether any kernel gave up and was not started again. */
  public boolean anyPanicked() {
    return !panicked.isEmpty();
  }

  /** Those whose kernel gave up and was not started again, by rising id. */
  public List<GuestState> panicked() {
    return panicked.stream().map(rows::get).toList();
  }

  /** What a machine is asked for besides its workload. */
  public Burden burden(int machine) {
    return burdened.contains(machine) ? rows.get(machine).burden() : Burden.NONE;
  }

  /** Whether any machine is asked for more than its workload. */
  public boolean anyBurden() {
    return !burdened.isEmpty();
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
    List<Kept> all = new ArrayList<>(kept.getOrDefault(one.machine().value(), List.of()));
    all.removeIf(other -> other.snapshot() == one.snapshot());
    all.add(one);
    kept.put(one.machine().value(), List.copyOf(all));
  }

  /** A machine is as it was when a snapshot was taken. */
  public void reverted(MachineId machine, int snapshot, boolean running) {
    GuestState then =
        kept.getOrDefault(machine.value(), List.of()).stream()
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
    burdened.remove(row);
    panicked.remove(row);
    kept.remove(row);
    due.remove(row);
    written.remove(row);
  }

  /**
   * Something is to happen at a guest's terminal.
   *
   * @return whether that was not known yet
   */
  public boolean expect(MachineId machine, SimTime at) {
    return !at.equals(due.put(machine.value(), at));
  }

  /** Whether it is that instant that was expected; from now on nothing is. */
  public boolean isDue(MachineId machine, SimTime at) {
    return due.remove(machine.value(), at);
  }

  /** Blocks of a forked guest's disk were written; the fork notes them with its next second. */
  public void write(MachineId machine, long bytes) {
    written.merge(machine.value(), bytes, Long::sum);
  }

  /** Bytes that were written since this was asked last. */
  public long takeWritten(MachineId machine) {
    Long bytes = written.remove(machine.value());
    return bytes == null ? 0 : bytes;
  }

  /** Every guest in which something happened. */
  public Map<MachineId, GuestState> all() {
    Map<MachineId, GuestState> all = new TreeMap<>((a, b) -> Integer.compare(a.value(), b.value()));
    rows.forEach(state -> all.put(state.machine(), state));
    return all;
  }
}
