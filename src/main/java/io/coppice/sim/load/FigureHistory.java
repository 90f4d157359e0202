package io.coppice.sim.load;

import io.coppice.backend.Series;
import io.coppice.model.EntityId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.IntColumn;
import io.coppice.sim.load.HistoryLevel.Frame;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the world remembers of its figures: an hour, a day and a week, each at its own step, as
 * vCenter keeps its levels. Hosts, clusters, pools and datastores exactly; machines, which may be
 * tens of thousands, in one byte a value (see {@link PackedValue}: within 4 % of the value) and at
 * a longer step. A memory of the past, which decides nothing: not part of the digest.
 */
public final class FigureHistory implements WorldPart {
  static final String NAME = "history";

  /**
   * Machines beyond which their history is left out of images, which would grow by a hundred
   * megabytes.
   */
  private static final int MACHINES_IN_IMAGES = 5_000;

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

  private HistoryLevel[] exact;
  private HistoryLevel[] machines;
  private HistoryLevel[] demands;

  /**
   * How many machines a frame has room for; one made before a machine existed has nothing of it.
   */
  private int rows;

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
        0);
  }

  private static HistoryLevel[] levelsOfMachines() {
    return new HistoryLevel[] {
      new HistoryLevel(3, 60), new HistoryLevel(30, 144), new HistoryLevel(180, 168)
    };
  }

  private FigureHistory(
      long begun, HistoryLevel[] exact, HistoryLevel[] machines, HistoryLevel[] demands, int rows) {
    this.begun = begun;
    this.exact = exact;
    this.machines = machines;
    this.demands = demands;
    this.rows = rows;
  }

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
    return new FigureHistory(begun, exact.clone(), machines.clone(), demands.clone(), rows);
  }

  @Override
  public boolean decides() {
    return false;
  }

  @Override
  public Record image() {
    boolean withMachines = rows <= MACHINES_IN_IMAGES;
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
    rows = world.inventory().machines().size();
    exact[level] = exact[level].with(ExactFrames.of(world));
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
    rows = world.inventory().machines().size();
    exact[0] = exact[0].with(ExactFrames.of(world));
    for (int level = 1; level < exact.length; level++) {
      if ((tick + 1) % exact[level].everyTicks() == 0) {
        int parts = exact[level].everyTicks() / exact[level - 1].everyTicks();
        exact[level] = exact[level].with(ExactFrames.join(exact[level - 1].newest(parts)));
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

  /** Machines lie row by row, so that a frame made when there were fewer is a prefix. */
  private Frame packedFrame(World world, List<Metric> metrics) {
    int width = metrics.size();
    byte[] values = new byte[rows * width];
    for (int m = 0; m < width; m++) {
      IntColumn column = world.figures().column(EntityId.Kind.MACHINE, metrics.get(m));
      for (int row = 0; row < rows; row++) {
        values[row * width + m] = PackedValue.pack(column.get(row));
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
          sum += PackedValue.unpack(frame.mean()[at]);
          most = Math.max(most, frame.peak()[at] & 0xff);
        }
      }
      mean[at] = PackedValue.pack((int) (sum / frames.length));
      peak[at] = (byte) most;
    }
    return new Frame(last.at(), mean, peak, new int[0], new int[0]);
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
              : ExactFrames.place(about, metric, frames[i]);
      if (at >= 0 && (!machine || at < frames[i].mean().length)) {
        means[i] = machine ? PackedValue.unpack(frames[i].mean()[at]) : frames[i].exactMean()[at];
        peaks[i] = machine ? PackedValue.unpack(frames[i].peak()[at]) : frames[i].exactPeak()[at];
      }
    }
    return new Series(about, metric, times, means, peaks);
  }
}
