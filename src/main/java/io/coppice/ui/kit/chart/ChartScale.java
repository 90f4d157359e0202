package io.coppice.ui.kit.chart;

import io.coppice.model.inventory.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** Round numbers for axes. Pure. */
final class ChartScale {
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7));

  private ChartScale() {}

  /** The upper end of an axis that shows up to {@code most}, and the step of its lines. */
  record Axis(long top, long step) {}

  /**
   * An axis from 0 in about {@code lines} steps of round numbers: powers of two times 1, 2 or 4 for
   * what is written with binary units, else 1, 2 or 5 times powers of ten.
   */
  static Axis values(long most, int lines, Metric.Unit unit) {
    boolean binary = unit == Metric.Unit.MEBIBYTES || unit == Metric.Unit.KIBIBYTES_PER_SECOND;
    long least = unit == Metric.Unit.BASIS_POINTS || unit == Metric.Unit.MICROSECONDS ? 100 : 1;
    double rough = Math.max((double) least, (double) Math.max(1, most) / Math.max(1, lines));
    long step = binary ? binaryStep(rough) : decimalStep(rough);
    long count = Math.max(1, Math.ceilDiv(Math.max(1, most), step));
    return new Axis(count * step, step);
  }

  /**
   * The same with fewer steps where two of them would be written alike, so that no label stands
   * twice.
   *
   * @param label writes a value
   */
  static Axis values(long most, int lines, Metric.Unit unit, LongFunction<String> label) {
    for (int fewer = lines; fewer > 1; fewer--) {
      Axis axis = values(most, fewer, unit);
      if (areDistinct(axis, label)) {
        return axis;
      }
    }
    return values(most, 1, unit);
  }

  private static boolean areDistinct(Axis axis, LongFunction<String> label) {
    Set<String> seen = new HashSet<>();
    for (long value = 0; value <= axis.top(); value += axis.step()) {
      if (!seen.add(label.apply(value))) {
        return false;
      }
    }
    return true;
  }

  private static long decimalStep(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digits = rough / power;
    double round = digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10;
    return Math.max(1, Math.round(round * power));
  }

  private static long binaryStep(double rough) {
    double unit = Math.pow(1024, Math.floor(Math.log(rough) / Math.log(1024)));
    double inUnit = rough / unit;
    for (int round : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500}) {
      if (inUnit <= round) {
        return Math.max(1, Math.round(round * unit));
      }
    }
    return Math.max(1, Math.round(1024 * unit));
  }

  /**
   * Microseconds between the ticks of a time axis of that length, at most {@code ticks} of them.
   */
  static long timeStep(long micros, int ticks) {
    for (Duration step : STEPS) {
      long length = step.toNanos() / 1_000;
      if (micros / length <= Math.max(1, ticks)) {
        return length;
      }
    }
    return STEPS.getLast().toNanos() / 1_000;
  }

  /** Instants of the ticks between two instants, at whole steps. */
  static List<Long> ticks(long from, long to, long step) {
    List<Long> ticks = new ArrayList<>();
    for (long at = Math.ceilDiv(from, step) * step; at <= to; at += step) {
      ticks.add(at);
    }
    return ticks;
  }
}
