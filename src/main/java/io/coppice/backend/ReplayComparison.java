package io.coppice.backend;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.model.inventory.Metric;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Lays what a site computed for machines beside what was measured of them, point by point: for each
 * interval that the site remembers, the mean of both. Where a measured load had not begun or has
 * ended nothing is compared. Not thread-safe.
 */
public final class ReplayComparison {
  /** What can be measured. */
  public static final List<Metric> METRICS =
      List.of(Metric.CPU_USED, Metric.MEMORY_ACTIVE, Metric.DISK_RATE, Metric.NETWORK_RATE);

  /** Instants of an interval whose mean is taken. */
  private static final int SAMPLES = 15;

  private static final int WHOLE = 10_000;

  private final Map<Metric, Pairs> all = new EnumMap<>(Metric.class);

  /**
   * How far off a figure is, in its unit.
   *
   * @param points that were compared; without any the others are nothing
   * @param computed mean of what the site computed
   * @param measured mean of what was measured
   * @param mean of the distances of both
   * @param p95 which 95 of 100 distances do not exceed
   */
  public record Distance(
      Metric metric, int points, double computed, double measured, double mean, double p95) {}

  private static final class Pairs {
    private double[] distances = new double[64];
    private int count;
    private double computed;
    private double measured;

    void add(double computedThen, double measuredThen) {
      if (count == distances.length) {
        distances = Arrays.copyOf(distances, 2 * count);
      }
      distances[count++] = Math.abs(computedThen - measuredThen);
      computed += computedThen;
      measured += measuredThen;
    }

    Distance distance(Metric metric) {
      if (count == 0) {
        return new Distance(metric, 0, 0, 0, 0, 0);
      }
      double[] sorted = Arrays.copyOf(distances, count);
      Arrays.sort(sorted);
      int at = (int) Math.ceil(0.95 * count) - 1;
      return new Distance(
          metric,
          count,
          computed / count,
          measured / count,
          Arrays.stream(sorted).sum() / count,
          sorted[at]);
    }
  }

  /** Whether a metric of the machine was measured. */
  public static boolean isMeasured(Machine machine, Metric metric) {
    return machine
        .guest()
        .measured()
        .filter(
            load ->
                switch (metric) {
                  case CPU_USED -> true;
                  case MEMORY_ACTIVE -> load.hasMemory();
                  case DISK_RATE -> load.hasDisk();
                  case NETWORK_RATE -> load.hasNetwork();
                  default -> false;
                })
        .isPresent();
  }

  /**
   * Compares what the site remembers of a machine that runs on that host.
   *
   * @param begun before which the site was not
   */
  public void add(Machine machine, Host host, Series computed, SimTime begun) {
    if (!isMeasured(machine, computed.metric())) {
      return;
    }
    Pairs pairs = all.computeIfAbsent(computed.metric(), _ -> new Pairs());
    for (int i = 1; i < computed.size(); i++) {
      long from = computed.times()[i - 1];
      if (from >= begun.micros()) {
        OptionalDouble then = measured(machine, host, computed.metric(), from, computed.times()[i]);
        if (then.isPresent()) {
          pairs.add(computed.values()[i], then.getAsDouble());
        }
      }
    }
  }

  /** The mean of what was measured between two instants; empty where nothing was. */
  private static OptionalDouble measured(
      Machine machine, Host host, Metric metric, long from, long to) {
    MeasuredLoad load = machine.guest().measured().orElseThrow();
    double sum = 0;
    for (int i = 1; i <= SAMPLES; i++) {
      int step = load.step(new SimTime(from + (to - from) * i / SAMPLES));
      if (step == MeasuredLoad.NONE) {
        return OptionalDouble.empty();
      }
      sum += value(machine, host, metric, load, step);
    }
    return OptionalDouble.of(sum / SAMPLES);
  }

  private static double value(
      Machine machine, Host host, Metric metric, MeasuredLoad load, int step) {
    int cores = Math.min(machine.hardware().vcpus(), host.hardware().cores());
    double megahertz = (double) cores * host.hardware().coreSpeed().value();
    return switch (metric) {
      case CPU_USED -> megahertz * load.cpuAt(step) / WHOLE;
      case MEMORY_ACTIVE ->
          (double) machine.hardware().memory().mib() * load.memoryAt(step) / WHOLE;
      case DISK_RATE -> load.diskAt(step);
      case NETWORK_RATE -> load.networkAt(step);
      default -> 0;
    };
  }

  /** How far off each figure is that was measured. */
  public List<Distance> errors() {
    return METRICS.stream()
        .filter(all::containsKey)
        .map(metric -> all.get(metric).distance(metric))
        .toList();
  }
}
