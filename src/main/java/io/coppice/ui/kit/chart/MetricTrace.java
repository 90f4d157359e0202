package io.coppice.ui.kit.chart;

import io.coppice.backend.Series;
import java.util.Arrays;

/**
 * How one figure went: what the site remembers, and after its last instant what was seen since.
 * Immutable.
 */
final class MetricTrace {
  static final MetricTrace NONE = new MetricTrace(new long[0], new int[0], 0);

  /** Points seen are kept up to this number; then every second one goes. */
  private static final int SEEN_MOST = 1_440;

  private final long[] times;
  private final int[] values;
  private final int seen;

  private MetricTrace(long[] times, int[] values, int seen) {
    this.times = times;
    this.values = values;
    this.seen = seen;
  }

  /** With another memory; what was seen after it stays. */
  MetricTrace remembering(Series series) {
    int past = series.size();
    long last = past == 0 ? Long.MIN_VALUE : series.times()[past - 1];
    int from = times.length - seen;
    while (from < times.length && times[from] <= last) {
      from++;
    }
    int kept = times.length - from;
    long[] at = Arrays.copyOf(series.times(), past + kept);
    int[] of = Arrays.copyOf(series.values(), past + kept);
    System.arraycopy(times, from, at, past, kept);
    System.arraycopy(values, from, of, past, kept);
    return new MetricTrace(at, of, kept);
  }

  /** With one more point; ignored unless it is at least {@code gap} after the last. */
  MetricTrace seeing(long time, int value, long gap) {
    int count = times.length;
    if (count > 0 && time - times[count - 1] < gap) {
      return this;
    }
    if (seen >= SEEN_MOST) {
      return thinned().seeing(time, value, gap);
    }
    long[] at = Arrays.copyOf(times, count + 1);
    int[] of = Arrays.copyOf(values, count + 1);
    at[count] = time;
    of[count] = value;
    return new MetricTrace(at, of, seen + 1);
  }

  private MetricTrace thinned() {
    int past = times.length - seen;
    int kept = seen / 2;
    long[] at = Arrays.copyOf(times, past + kept);
    int[] of = Arrays.copyOf(values, past + kept);
    for (int i = 0; i < kept; i++) {
      at[past + i] = times[past + 2 * i + 1];
      of[past + i] = values[past + 2 * i + 1];
    }
    return new MetricTrace(at, of, kept);
  }

  int size() {
    return times.length;
  }

  long time(int at) {
    return times[at];
  }

  int value(int at) {
    return values[at];
  }

  /** The first point at or after an instant. */
  int first(long instant) {
    int found = Arrays.binarySearch(times, instant);
    return found >= 0 ? found : -found - 1;
  }

  /** The point nearest to an instant, or -1 if there is none within reach of it. */
  int nearest(long instant, long reach) {
    if (times.length == 0) {
      return -1;
    }
    int after = Math.min(first(instant), times.length - 1);
    int found =
        after > 0 && instant - times[after - 1] < times[after] - instant ? after - 1 : after;
    return Math.abs(times[found] - instant) <= reach ? found : -1;
  }

  /** The highest value between two instants. */
  int most(long from, long to) {
    int most = 0;
    for (int at = first(from); at < times.length && times[at] <= to; at++) {
      most = Math.max(most, values[at]);
    }
    return most;
  }
}
