package io.coppice.scenario;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.MeasuredLoad;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What was measured of one machine, by instants as they were written: values of each quantity, laid
 * on equal steps. Quantities that were never measured have no values.
 */
final class MeasuredTrace {
  /** What is measured, in the unit of {@link MeasuredLoad}. */
  enum Quantity {
    CPU,
    MEMORY,
    DISK,
    NETWORK
  }

  private static final int LONGEST_STEP = 86_400;

  /** By second: sums, and how many were summed. */
  private final Map<Long, double[]> values = new TreeMap<>();

  private final boolean[] measured = new boolean[Quantity.values().length];

  /** Notes a value; several of one instant and quantity are taken together as their mean. */
  void add(long second, Quantity what, double value) {
    double[] row = values.computeIfAbsent(second, _ -> new double[2 * measured.length]);
    row[2 * what.ordinal()] += value;
    row[2 * what.ordinal() + 1]++;
    measured[what.ordinal()] = true;
  }

  boolean isEmpty() {
    return !measured[Quantity.CPU.ordinal()];
  }

  /** The most frequent distance of two instants. */
  private int step() {
    Long before = null;
    Map<Long, Integer> counts = new TreeMap<>();
    for (Long at : values.keySet()) {
      if (before != null) {
        counts.merge(at - before, 1, Integer::sum);
      }
      before = at;
    }
    long best = 300;
    int most = 0;
    for (Map.Entry<Long, Integer> one : counts.entrySet()) {
      if (one.getValue() > most) {
        most = one.getValue();
        best = one.getKey();
      }
    }
    return Math.clamp(best, 1, LONGEST_STEP);
  }

  /**
   * The load from then on, multiplied. A step without a value has that of the one before; what goes
   * beyond {@link MeasuredLoad#MOST} steps is left out.
   */
  MeasuredLoad load(String source, SimTime from, boolean repeats, double scale) {
    int step = step();
    long first = values.keySet().iterator().next();
    List<Long> instants = List.copyOf(values.keySet());
    int length = (int) Math.min(MeasuredLoad.MOST, (instants.getLast() - first) / step + 1);
    int[][] series = new int[measured.length][];
    for (Quantity what : Quantity.values()) {
      series[what.ordinal()] =
          measured[what.ordinal()] ? laid(what, first, step, length, scale) : new int[0];
    }
    return new MeasuredLoad(
        source, from, step, repeats, series[0], series[1], series[2], series[3]);
  }

  private int[] laid(Quantity what, long first, int step, int length, double scale) {
    double[] sums = new double[length];
    double[] counts = new double[length];
    values.forEach(
        (second, row) -> {
          long at = (second - first) / step;
          if (at < length) {
            sums[(int) at] += row[2 * what.ordinal()];
            counts[(int) at] += row[2 * what.ordinal() + 1];
          }
        });
    boolean share = what == Quantity.CPU || what == Quantity.MEMORY;
    double most = share ? 10_000 : Integer.MAX_VALUE;
    int[] laid = new int[length];
    double last = firstOf(sums, counts).orElse(0);
    for (int i = 0; i < length; i++) {
      last = counts[i] > 0 ? sums[i] / counts[i] : last;
      // Memory is what it is; a scaled machine computes and moves more.
      double scaled = what == Quantity.MEMORY ? last : last * scale;
      laid[i] = (int) Math.round(Math.clamp(scaled, 0, most));
    }
    return laid;
  }

  private static OptionalDouble firstOf(double[] sums, double[] counts) {
    for (int i = 0; i < sums.length; i++) {
      if (counts[i] > 0) {
        return OptionalDouble.of(sums[i] / counts[i]);
      }
    }
    return OptionalDouble.empty();
  }

  @Override
  public String toString() {
    return values.size() + " instants of " + Arrays.toString(measured);
  }
}
