package io.coppice.model.fork.elastic;

/**
 * Instants of requests, one after the other, as a function of the kind of load and a seed: a
 * Poisson process whose rate is constant within a minute, or for a trace exactly its counts, spread
 * over their minute. Draws are those of SplitMix64.
 */
final class ArrivalStream {
  private static final long MINUTE = 60_000_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Arrivals arrivals;
  private final long start;
  private long state;
  private long services;
  private long at;
  private int inMinute;

  /** From {@code start} on, in microseconds. */
  ArrivalStream(Arrivals arrivals, long start, long seed) {
    this(arrivals, start, start, seed);
  }

  /**
   * Of a load that began at {@code start}, from {@code now} on: a spike under way goes on, and a
   * trace with what its minute still has of requests, in the mean.
   */
  ArrivalStream(Arrivals arrivals, long start, long now, long seed) {
    this(arrivals, start, new State(seed, ~seed, now, passed(arrivals, start, now)));
  }

  /** Requests of a trace that came in the minute under way, as far as it is over. */
  private static int passed(Arrivals arrivals, long start, long now) {
    if (!(arrivals instanceof Arrivals.Trace trace) || now <= start) {
      return 0;
    }
    long minute = Math.floorDiv(now - start, MINUTE);
    int count = trace.perMinute().get((int) (minute % trace.perMinute().size()));
    return (int) (Math.floorMod(now - start, MINUTE) * count / MINUTE);
  }

  /** Where a stream is; with it the stream goes on. */
  record State(long random, long services, long at, int inMinute) {}

  ArrivalStream(Arrivals arrivals, long start, State from) {
    this.arrivals = arrivals;
    this.start = start;
    this.state = from.random();
    this.services = from.services();
    this.at = from.at();
    this.inMinute = from.inMinute();
  }

  State state() {
    return new State(state, services, at, inMinute);
  }

  /** The next instant, or {@link Long#MAX_VALUE} if none comes within a year. */
  long next() {
    return arrivals instanceof Arrivals.Trace trace ? traced(trace) : drawn();
  }

  private long drawn() {
    long last = at + 366 * DAY;
    while (at < last) {
      long end = at - Math.floorMod(at, MINUTE) + MINUTE;
      double rate = perHour(at) / HOUR;
      double gap = rate <= 0 ? Double.MAX_VALUE : -StrictMath.log(1 - fraction()) / rate;
      if (gap < end - at) {
        at += Math.max(1, (long) gap);
        return at;
      }
      at = end;
    }
    return Long.MAX_VALUE;
  }

  private long traced(Arrivals.Trace trace) {
    for (int tries = 0; tries <= trace.perMinute().size(); tries++) {
      long minute = Math.floorDiv(at - start, MINUTE);
      int count = trace.perMinute().get((int) (minute % trace.perMinute().size()));
      if (inMinute < count) {
        long from = start + minute * MINUTE;
        double place = (inMinute + fraction()) / count;
        inMinute++;
        at = Math.max(at, from + (long) (place * (MINUTE - 1)));
        return at;
      }
      at = start + (minute + 1) * MINUTE;
      inMinute = 0;
    }
    return Long.MAX_VALUE;
  }

  private double perHour(long now) {
    return switch (arrivals) {
      case Arrivals.Constant it -> it.perHour();
      case Arrivals.Daily it -> {
        double hour = Math.floorMod(now, DAY) / (double) HOUR;
        double hill = (1 + StrictMath.cos((hour - it.peakHour()) * StrictMath.PI / 12)) / 2;
        // A tenth at night and all of it at the peak is 0.55 in the mean.
        yield it.perDay() / 24.0 * (0.1 + 0.9 * hill) / 0.55;
      }
      case Arrivals.Spiky it -> {
        long every = it.every().toNanos() / 1_000;
        boolean spike = Math.floorMod(now - start, every) < it.lasts().toNanos() / 1_000;
        yield (double) it.perHour() * (spike ? it.factor() : 1);
      }
      case Arrivals.Trace _ -> throw new IllegalStateException("A trace is counted, not drawn");
    };
  }

  private double fraction() {
    state += GOLDEN;
    return fraction(state);
  }

  private static double fraction(long draw) {
    long z = draw;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return ((z ^ z >>> 31) >>> 11) * 0x1.0p-53;
  }

  /**
   * How long a request is served: exponential with that mean, at least 1. Drawn apart from the
   * arrivals, so that these are the same whoever serves.
   */
  long service(long mean) {
    services += GOLDEN;
    return Math.max(1, (long) (-StrictMath.log(1 - fraction(services)) * mean));
  }
}
