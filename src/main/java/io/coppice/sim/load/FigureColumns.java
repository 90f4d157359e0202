package io.coppice.sim.load;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.CowInts;

/** The columns of a world's figures for machines that run, looked up once a tick. */
record FigureColumns(
    CowInts cpuDemand,
    CowInts cpuUsed,
    CowInts cpuReady,
    CowInts memoryGranted,
    CowInts memoryActive,
    CowInts memoryBallooned,
    CowInts memorySwapped,
    CowInts diskRate,
    CowInts diskLatency,
    CowInts networkRate,
    CowInts cpuLatency,
    CowInts memoryCompressed,
    CowInts memoryOverhead,
    CowInts memoryLatency,
    CowInts diskOperations) {
  static FigureColumns of(Figures figures) {
    return new FigureColumns(
        machines(figures, Metric.CPU_DEMAND),
        machines(figures, Metric.CPU_USED),
        machines(figures, Metric.CPU_READY),
        machines(figures, Metric.MEMORY_GRANTED),
        machines(figures, Metric.MEMORY_ACTIVE),
        machines(figures, Metric.MEMORY_BALLOONED),
        machines(figures, Metric.MEMORY_SWAPPED),
        machines(figures, Metric.DISK_RATE),
        machines(figures, Metric.DISK_LATENCY),
        machines(figures, Metric.NETWORK_RATE),
        machines(figures, Metric.CPU_LATENCY),
        machines(figures, Metric.MEMORY_COMPRESSED),
        machines(figures, Metric.MEMORY_OVERHEAD),
        machines(figures, Metric.MEMORY_LATENCY),
        machines(figures, Metric.DISK_OPERATIONS));
  }

  private static CowInts machines(Figures figures, Metric metric) {
    return figures.column(EntityId.Kind.MACHINE, metric);
  }

  /** A machine that does not run shows zeros. */
  void clear(int row) {
    cpuDemand.set(row, 0);
    cpuUsed.set(row, 0);
    cpuReady.set(row, 0);
    memoryGranted.set(row, 0);
    memoryActive.set(row, 0);
    memoryBallooned.set(row, 0);
    memorySwapped.set(row, 0);
    diskRate.set(row, 0);
    diskLatency.set(row, 0);
    networkRate.set(row, 0);
    cpuLatency.set(row, 0);
    memoryCompressed.set(row, 0);
    memoryOverhead.set(row, 0);
    memoryLatency.set(row, 0);
    diskOperations.set(row, 0);
  }
}
