package io.coppice.model.fork.elastic;

import java.time.Duration;
import java.util.List;

/** When requests come. */
public sealed interface Arrivals {
  /**
   * Requests a minute that are simulated, one by one: some 17,000 a second, which is what the
   * largest web sites have at one place.
   */
  long MOST_PER_MINUTE = 1_000_000;

  /** Requests in the busiest minute, in the mean. */
  default double peak() {
    return switch (this) {
      case Constant it -> it.perHour() / 60.0;
      // A tenth at night and all of it at the peak is 0.55 in the mean.
      case Daily it -> it.perDay() / 1_440.0 / 0.55;
      case Spiky it -> it.perHour() / 60.0 * it.factor();
      case Trace it -> it.perMinute().stream().mapToInt(Integer::intValue).max().orElse(0);
    };
  }

  /** Evenly over the hour, by chance within it. */
  record Constant(int perHour) implements Arrivals {}

  /** A day's load with one hill; a tenth of the peak is there at night. */
  record Daily(int perDay, int peakHour) implements Arrivals {}

  /** An even load, and every so often {@code factor} times as much for a while. */
  record Spiky(int perHour, int factor, Duration every, Duration lasts) implements Arrivals {}

  /** As a trace counted them, minute for minute; it begins anew when it ends. */
  record Trace(String name, List<Integer> perMinute) implements Arrivals {
    public Trace {
      perMinute = List.copyOf(perMinute);
    }
  }
}
