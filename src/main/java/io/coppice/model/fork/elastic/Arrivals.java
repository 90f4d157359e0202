package io.coppice.model.fork.elastic;

import java.time.Duration;
import java.util.List;

/** When requests come. */
public sealed interface Arrivals {
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
