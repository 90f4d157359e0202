package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Metric;
import io.coppice.testkit.SmallSite;
import org.junit.jupiter.api.Test;

/** What a host's figures say of its machines. It has 83,200 MHz, and takes 180 to 620 watts. */
class HostTotalsTest {
  private final Host host = SmallSite.of(1, 1).inventory().hosts().get(0);
  private final Figures figures = new Figures();
  private final HostTotals sum = new HostTotals();

  private void says(long value, Metric metric) {
    assertEquals(value, figures.get(host.id(), metric), metric.name());
  }

  @Test
  void aHostShowsTheSumOfItsMachines() {
    for (int machine = 1; machine <= 2; machine++) {
      sum.addProcessors(5_000 * machine, 4_000 * machine, 0, 2);
      sum.addMemory(
          1_000 * machine, 500 * machine, 30 * machine, 20 * machine, 10 * machine, machine);
      sum.addDisk(70 * machine);
      sum.addNetwork(90 * machine);
    }
    sum.addBases(100);
    sum.addOverhead(1_000);
    sum.write(figures, host);
    says(15_000, Metric.CPU_DEMAND);
    says(12_000, Metric.CPU_USED);
    says(3_000 + 100, Metric.MEMORY_GRANTED);
    says(1_500, Metric.MEMORY_ACTIVE);
    says(90, Metric.MEMORY_BALLOONED);
    says(60, Metric.MEMORY_COMPRESSED);
    says(30, Metric.MEMORY_SWAPPED);
    says(1_003, Metric.MEMORY_OVERHEAD);
    says(210, Metric.DISK_RATE);
    says(270, Metric.NETWORK_RATE);
  }

  /** Ready is a mean over processors: (2 * 1,000 + 6 * 3,000) / 8. Latencies are over machines. */
  @Test
  void aMachineWithMoreProcessorsCountsForMoreOfTheReadyTime() {
    sum.addProcessors(0, 0, 1_000, 2);
    sum.addProcessors(0, 0, 3_000, 6);
    sum.addLatencies(100, 10);
    sum.addLatencies(400, 70);
    sum.write(figures, host);
    says(2_500, Metric.CPU_READY);
    says(250, Metric.CPU_LATENCY);
    says(40, Metric.MEMORY_LATENCY);
  }

  @Test
  void aHostThatRunsNothingIsIdle() {
    sum.write(figures, host);
    says(180, Metric.POWER);
    says(0, Metric.CPU_READY);
    says(0, Metric.CPU_LATENCY);
    says(0, Metric.MEMORY_LATENCY);
  }

  /** A quarter of the way from 180 to 620 watts. */
  @Test
  void powerIsLinearInTheLoadOfItsProcessors() {
    sum.addProcessors(20_800, 20_800, 0, 1);
    sum.write(figures, host);
    says(290, Metric.POWER);
  }

  @Test
  void whatAFigureCannotHoldIsTheLargestOne() {
    sum.addProcessors(1L << 40, 0, 0, 1);
    sum.write(figures, host);
    says(Integer.MAX_VALUE, Metric.CPU_DEMAND);
  }
}
