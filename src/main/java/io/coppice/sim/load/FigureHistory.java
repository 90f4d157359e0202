package io.coppice.sim.load;

import io.coppice.backend.Series;
import io.coppice.model.EntityId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.CowInts;
import io.coppice.sim.load.HistoryLevel.Frame;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the world remembers of its figures: an hour, a day and a week, each at its own step, as
 * vCenter keeps its levels. Hosts, clusters, pools and datastores exactly; machines, which may be
 * tens of thousands, in one byte a value (see {@link #pack}: within 4 % of the value) and at a
 * longer step. A memory of the past, which decides nothing: not part of the digest.
 */
public final class FigureHistory implements WorldPart {
  static final String NAME = "history";

  /**
   * Machines beyond which their history is left out of images, which would grow by a hundred
   * megabytes.
   */
  private static final int MACHINES_IN_IMAGES = 5_000;

  private static final EntityId.Kind[] EXACT = {
    EntityId.Kind.HOST, EntityId.Kind.CLUSTER, EntityId.Kind.RESOURCE_POOL, EntityId.Kind.DATASTORE
  };

  private static final List<Metric> OF_MACHINES =
      List.of(
          Metric.CPU_USED,
          Metric.CPU_READY,
          Metric.MEMORY_GRANTED,
          Metric.MEMORY_ACTIVE,
          Metric.DISK_RATE,
          Metric.NETWORK_RATE);

  /** Remembered of machines in levels of their own, for the others lie in images without them. */
  private static final List<Metric> LATER_OF_MACHINES = List.of(Metric.CPU_DEMAND);

  /**
   * What is remembered of the others. Frames lie in images by this order: it may not change, and
   * what comes later needs a level of its own.
   */
  private static final Set<Metric> KEPT =
      EnumSet.range(Metric.CPU_DEMAND, Metric.SPACE_PROVISIONED);

  private static final double STEP = Math.log(1.08);

  private HistoryLevel[] exact;
  private HistoryLevel[] machines;
  private HistoryLevel[] demands;
  private Layout layout;

  /** Microseconds of the instant the world began; what lies before it is kept in no image. */
  private final long begun;

  /**
   * A memory of nothing.
   *
   * @param begun microseconds of the instant the world begins; 0 where that is not known
   */
  FigureHistory(long begun) {
    this(
        begun,
        new HistoryLevel[] {
          new HistoryLevel(1, 180), new HistoryLevel(15, 288), new HistoryLevel(90, 336)
        },
        levelsOfMachines(),
        levelsOfMachines(),
        new Layout(0, new int[EXACT.length]));
  }

  private static HistoryLevel[] levelsOfMachines() {
    return new HistoryLevel[] {
      new HistoryLevel(3, 60), new HistoryLevel(30, 144), new HistoryLevel(180, 168)
    };
  }

  private FigureHistory(
      long begun,
      HistoryLevel[] exact,
      HistoryLevel[] machines,
      HistoryLevel[] demands,
      Layout layout) {
    this.begun = begun;
    this.exact = exact;
    this.machines = machines;
    this.demands = demands;
    this.layout = layout;
  }

  /** How many rows a frame has room for; a frame made before a row existed has nothing of it. */
  private record Layout(int machines, int[] rows) {}

  private record Image(
      List<Record> exact, List<Record> machines, List<Record> demands, long begun) {}

  private record FrameImage(
      long at, int[] mean, int[] peak, byte[] packedMean, byte[] packedPeak) {}

  private record LevelImage(int everyTicks, int keep, List<FrameImage> frames) {}

  /** The history of a world. */
  public static FigureHistory of(World world) {
    return world.part(NAME, FigureHistory.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FigureHistory copy() {
    return new FigureHistory(begun, exact.clone(), machines.clone(), demands.clone(), layout);
  }

  @Override
  public boolean decides() {
    return false;
  }

  @Override
  public Record image() {
    boolean withMachines = layout.machines() <= MACHINES_IN_IMAGES;
    return new Image(
        images(exact),
        withMachines ? images(machines) : List.of(),
        withMachines ? images(demands) : List.of(),
        begun);
  }

  private List<Record> images(HistoryLevel[] levels) {
    return Arrays.stream(levels).<Record>map(this::image).toList();
  }

  private LevelImage image(HistoryLevel level) {
    return new LevelImage(
        level.everyTicks(),
        level.keep(),
        Arrays.stream(level.frames())
            .filter(frame -> frame.at() >= begun)
            .map(f -> new FrameImage(f.at(), f.exactMean(), f.exactPeak(), f.mean(), f.peak()))
            .toList());
  }

  static FigureHistory restore(Record image) {
    Image from = (Image) image;
    FigureHistory history = new FigureHistory(from.begun());
    read(from.exact(), history.exact);
    read(from.machines(), history.machines);
    read(from.demands() == null ? List.of() : from.demands(), history.demands);
    return history;
  }

  private static void read(List<Record> images, HistoryLevel[] into) {
    for (int i = 0; i < images.size(); i++) {
      into[i] = level((LevelImage) images.get(i));
    }
  }

  /** The instant the world began; empty where that is not known. */
  public Optional<SimTime> begun() {
    return begun == 0 ? Optional.empty() : Optional.of(new SimTime(begun));
  }

  /** Takes over what another remembers of the time before this world began. */
  public void precede(FigureHistory past) {
    precede(exact, past.exact);
    precede(machines, past.machines);
    precede(demands, past.demands);
  }

  private void precede(HistoryLevel[] levels, HistoryLevel[] past) {
    for (int i = 0; i < levels.length; i++) {
      HistoryLevel level = levels[i];
      Frame[] before =
          Arrays.stream(past[i].frames()).filter(frame -> frame.at() < begun).toArray(Frame[]::new);
      int room = Math.min(before.length, level.keep() - level.frames().length);
      Frame[] all =
          Arrays.copyOfRange(before, before.length - room, before.length + level.frames().length);
      System.arraycopy(level.frames(), 0, all, room, level.frames().length);
      levels[i] = new HistoryLevel(level.everyTicks(), level.keep(), all);
    }
  }

  /**
   * Remembers figures as those of a moment of one level; of machines where their level has one
   * there.
   */
  void remember(World world, int level, long number) {
    layout = layoutOf(world);
    exact[level] = exact[level].with(exactFrame(world));
    if (number % (machines[level].everyTicks() / exact[level].everyTicks()) == 0) {
      machines[level] = machines[level].with(packedFrame(world, OF_MACHINES));
      demands[level] = demands[level].with(packedFrame(world, LATER_OF_MACHINES));
    }
  }

  /** Steps between two moments of a level of what is remembered exactly, and how many there are. */
  HistoryLevel level(int number) {
    return exact[number];
  }

  private static HistoryLevel level(LevelImage image) {
    return new HistoryLevel(
        image.everyTicks(),
        image.keep(),
        image.frames().stream()
            .map(f -> new Frame(f.at(), f.packedMean(), f.packedPeak(), f.mean(), f.peak()))
            .toArray(Frame[]::new));
  }

  /** Remembers the figures of the present; called once a tick. */
  void remember(World world, long tick) {
    layout = layoutOf(world);
    exact[0] = exact[0].with(exactFrame(world));
    for (int level = 1; level < exact.length; level++) {
      if ((tick + 1) % exact[level].everyTicks() == 0) {
        int parts = exact[level].everyTicks() / exact[level - 1].everyTicks();
        exact[level] = exact[level].with(joinExact(exact[level - 1].newest(parts)));
      }
    }
    rememberMachines(world, tick, machines, OF_MACHINES);
    rememberMachines(world, tick, demands, LATER_OF_MACHINES);
  }

  private void rememberMachines(
      World world, long tick, HistoryLevel[] levels, List<Metric> metrics) {
    if ((tick + 1) % levels[0].everyTicks() == 0) {
      levels[0] = levels[0].with(packedFrame(world, metrics));
    }
    for (int level = 1; level < levels.length; level++) {
      if ((tick + 1) % levels[level].everyTicks() == 0) {
        int parts = levels[level].everyTicks() / levels[level - 1].everyTicks();
        Frame[] newest = levels[level - 1].newest(parts);
        if (newest.length > 0) {
          levels[level] = levels[level].with(joinPacked(newest));
        }
      }
    }
  }

  private static Layout layoutOf(World world) {
    int[] rows = new int[EXACT.length];
    for (int i = 0; i < EXACT.length; i++) {
      rows[i] = world.inventory().table(EXACT[i]).size();
    }
    return new Layout(world.inventory().machines().size(), rows);
  }

  /**
   * Columns are laid one behind the other with all rows of a kind, preceded by the number of rows
   * of each kind.
   */
  private Frame exactFrame(World world) {
    int[] values = new int[exactLength(layout.rows())];
    System.arraycopy(layout.rows(), 0, values, 0, EXACT.length);
    int at = EXACT.length;
    for (int kind = 0; kind < EXACT.length; kind++) {
      for (Metric metric : METRICS.get(EXACT[kind])) {
        CowInts column = world.figures().column(EXACT[kind], metric);
        for (int row = 0; row < layout.rows()[kind]; row++) {
          values[at++] = column.get(row);
        }
      }
    }
    return new Frame(world.now().micros(), new byte[0], new byte[0], values, values);
  }

  private static final Map<EntityId.Kind, List<Metric>> METRICS =
      new EnumMap<>(EntityId.Kind.class);

  static {
    for (EntityId.Kind kind : EXACT) {
      METRICS.put(kind, KEPT.stream().filter(metric -> metric.existsFor(kind)).toList());
    }
  }

  private static int exactLength(int[] rows) {
    int length = EXACT.length;
    for (int kind = 0; kind < EXACT.length; kind++) {
      length += METRICS.get(EXACT[kind]).size() * rows[kind];
    }
    return length;
  }

  private static Frame joinExact(Frame[] frames) {
    Frame last = frames[frames.length - 1];
    int[] mean = last.exactMean().clone();
    int[] peak = last.exactPeak().clone();
    for (int at = EXACT.length; at < mean.length; at++) {
      long sum = 0;
      int count = 0;
      for (Frame frame : frames) {
        // Frames of another layout (an object was added meanwhile) are left out: positions moved.
        if (frame.exactMean().length == mean.length) {
          sum += frame.exactMean()[at];
          peak[at] = Math.max(peak[at], frame.exactPeak()[at]);
          count++;
        }
      }
      mean[at] = (int) (sum / count);
    }
    return new Frame(last.at(), new byte[0], new byte[0], mean, peak);
  }

  /** Machines lie row by row, so that a frame made when there were fewer is a prefix. */
  private Frame packedFrame(World world, List<Metric> metrics) {
    int width = metrics.size();
    byte[] values = new byte[layout.machines() * width];
    for (int m = 0; m < width; m++) {
      CowInts column = world.figures().column(EntityId.Kind.MACHINE, metrics.get(m));
      for (int row = 0; row < layout.machines(); row++) {
        values[row * width + m] = pack(column.get(row));
      }
    }
    return new Frame(world.now().micros(), values, values, new int[0], new int[0]);
  }

  private static Frame joinPacked(Frame[] frames) {
    Frame last = frames[frames.length - 1];
    byte[] mean = new byte[last.mean().length];
    byte[] peak = new byte[last.mean().length];
    for (int at = 0; at < mean.length; at++) {
      long sum = 0;
      int most = 0;
      for (Frame frame : frames) {
        if (at < frame.mean().length) {
          sum += unpack(frame.mean()[at]);
          most = Math.max(most, frame.peak()[at] & 0xff);
        }
      }
      mean[at] = pack((int) (sum / frames.length));
      peak[at] = (byte) most;
    }
    return new Frame(last.at(), mean, peak, new int[0], new int[0]);
  }

  private static final int[] UNPACKED = new int[256];

  static {
    for (int code = 1; code < 256; code++) {
      UNPACKED[code] = (int) Math.round(Math.exp((code - 1) * STEP));
    }
  }

  /**
   * 0 for 0, else the rounded logarithm by 1.08: half a step is under 4 %. Covers 1 to more than
   * {@code 2^28}.
   */
  static byte pack(int value) {
    if (value <= 0) {
      return 0;
    }
    if (value < SMALL) {
      return PACKED[value];
    }
    return packed(value);
  }

  private static byte packed(int value) {
    return (byte) Math.min(255, 1 + Math.round(Math.log(value) / STEP));
  }

  private static final int SMALL = 1 << 16;
  private static final byte[] PACKED = new byte[SMALL];

  static {
    for (int value = 1; value < SMALL; value++) {
      PACKED[value] = packed(value);
    }
  }

  static int unpack(byte code) {
    return UNPACKED[code & 0xff];
  }

  /**
   * The finest level that reaches back to {@code from}, cut to the range; empty for a metric that
   * is not remembered.
   */
  public Series series(EntityId about, Metric metric, SimTime from, SimTime to) {
    boolean machine = about.kind() == EntityId.Kind.MACHINE;
    List<Metric> together = LATER_OF_MACHINES.contains(metric) ? LATER_OF_MACHINES : OF_MACHINES;
    if (machine && !together.contains(metric)) {
      return new Series(about, metric, new long[0], new int[0], new int[0]);
    }
    HistoryLevel[] ofMachines = together == OF_MACHINES ? machines : demands;
    HistoryLevel[] levels = machine ? ofMachines : exact;
    HistoryLevel chosen = levels[levels.length - 1];
    // An hour kept in steps of a minute begins up to two minutes late.
    long slack = (to.micros() - from.micros()) / 20;
    for (int level = levels.length - 1; level >= 0; level--) {
      Frame[] frames = levels[level].frames();
      boolean reaches = frames.length > 0 && frames.length < levels[level].keep();
      if (frames.length > 0 && (reaches || frames[0].at() <= from.micros() + slack)) {
        chosen = levels[level];
      }
    }
    Frame[] frames =
        Arrays.stream(chosen.frames())
            .filter(frame -> frame.at() >= from.micros() && frame.at() <= to.micros())
            .toArray(Frame[]::new);
    long[] times = new long[frames.length];
    int[] means = new int[frames.length];
    int[] peaks = new int[frames.length];
    for (int i = 0; i < frames.length; i++) {
      times[i] = frames[i].at();
      int at =
          machine
              ? about.value() * together.size() + together.indexOf(metric)
              : exactPlace(about, metric, frames[i]);
      if (at >= 0 && (!machine || at < frames[i].mean().length)) {
        means[i] = machine ? unpack(frames[i].mean()[at]) : frames[i].exactMean()[at];
        peaks[i] = machine ? unpack(frames[i].peak()[at]) : frames[i].exactPeak()[at];
      }
    }
    return new Series(about, metric, times, means, peaks);
  }

  private static int exactPlace(EntityId about, Metric metric, Frame frame) {
    int at = EXACT.length;
    for (int kind = 0; kind < EXACT.length; kind++) {
      int rows = frame.exactMean()[kind];
      List<Metric> metrics = METRICS.get(EXACT[kind]);
      if (EXACT[kind] == about.kind()) {
        int index = metrics.indexOf(metric);
        return index < 0 || about.value() >= rows ? -1 : at + index * rows + about.value();
      }
      at += metrics.size() * rows;
    }
    return -1;
  }
}
