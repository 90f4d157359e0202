package io.coppice.sim.load;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Metric;
import java.util.Arrays;

/**
 * The figures of machines that a tick works out, by row; arrays are reused. They go into the
 * world's columns at the end, all of a column at once: a machine that does not run shows zeros.
 */
final class FigureColumns {
  private static final Metric[] METRICS = {
    Metric.CPU_DEMAND,
    Metric.CPU_USED,
    Metric.CPU_READY,
    Metric.MEMORY_GRANTED,
    Metric.MEMORY_ACTIVE,
    Metric.MEMORY_BALLOONED,
    Metric.MEMORY_SWAPPED,
    Metric.DISK_RATE,
    Metric.DISK_LATENCY,
    Metric.NETWORK_RATE,
    Metric.CPU_LATENCY,
    Metric.MEMORY_COMPRESSED,
    Metric.MEMORY_OVERHEAD,
    Metric.MEMORY_LATENCY,
    Metric.DISK_OPERATIONS,
  };

  private final int[][] columns = new int[METRICS.length][0];
  private int rows;

  /** Begins a tick, in which all is zero at first. */
  void begin(int machines) {
    rows = machines;
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].length < machines) {
        columns[i] = new int[machines + machines / 4];
      } else {
        Arrays.fill(columns[i], 0, machines, 0);
      }
    }
  }

  /** Writes what changed. */
  void write(Figures figures) {
    for (int i = 0; i < columns.length; i++) {
      figures.writable(EntityId.Kind.MACHINE, METRICS[i]).setAll(columns[i], rows);
    }
  }

  int[] cpuDemand() {
    return columns[0];
  }

  int[] cpuUsed() {
    return columns[1];
  }

  int[] cpuReady() {
    return columns[2];
  }

  int[] memoryGranted() {
    return columns[3];
  }

  int[] memoryActive() {
    return columns[4];
  }

  int[] memoryBallooned() {
    return columns[5];
  }

  int[] memorySwapped() {
    return columns[6];
  }

  int[] diskRate() {
    return columns[7];
  }

  int[] diskLatency() {
    return columns[8];
  }

  int[] networkRate() {
    return columns[9];
  }

  int[] cpuLatency() {
    return columns[10];
  }

  int[] memoryCompressed() {
    return columns[11];
  }

  int[] memoryOverhead() {
    return columns[12];
  }

  int[] memoryLatency() {
    return columns[13];
  }

  int[] diskOperations() {
    return columns[14];
  }
}
