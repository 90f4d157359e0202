package io.coppice.sim.ops.time;

import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Metric;
import io.coppice.rules.index.Commitments;
import io.coppice.sim.load.ProcessorQueue;
import java.time.Duration;

/**
 * How fast things go on a host beside what they would on an empty one, by the figures of the last
 * tick: what has to wait for processors and, in a guest, for memory takes that much longer.
 *
 * @param processors part of full speed of something that is always ready to run; more than 0
 * @param memory part of the time in which guests of the host do not wait for pages; more than 0
 */
public record HostPace(double processors, double memory) {
  /** Nothing takes more than twenty times as long: what starves longer is given up by people. */
  private static final double SLOWEST = 0.05;

  public HostPace {
    processors = Math.clamp(processors, SLOWEST, 1);
    memory = Math.clamp(memory, SLOWEST, 1);
  }

  public static HostPace of(Host host, Figures figures) {
    long wanted = figures.get(host.id(), Metric.CPU_DEMAND);
    long used = figures.get(host.id(), Metric.CPU_USED);
    double waits = figures.get(host.id(), Metric.MEMORY_LATENCY) / 10_000.0;
    // What guests do not ask for because they wait for memory is not short of processors.
    double asked = wanted * (1 - waits);
    double given = asked <= used || asked <= 0 ? 1 : used / asked;
    ProcessorQueue queue =
        ProcessorQueue.of(host.hardware().cores(), used, Commitments.cpuForMachines(host));
    return new HostPace(given * (1 - queue.threadLoss()) / (1 + queue.waiting()), 1 - waits);
  }

  /** How long it takes a guest to do what takes that long undisturbed. */
  public Duration stretch(Duration undisturbed) {
    return Duration.ofMillis(Math.round(undisturbed.toMillis() / (processors * memory)));
  }

  /** A rate that processors of the host drive, such as sending memory. */
  public long slow(long rate) {
    return Math.max(1, (long) (rate * processors));
  }
}
