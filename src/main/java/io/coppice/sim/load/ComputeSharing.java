package io.coppice.sim.load;

import io.coppice.model.inventory.Host;
import io.coppice.rules.index.Commitments;
import java.util.List;

/**
 * Memory and processor time of all hosts, divided among the machines they run, and what shortage
 * costs them. What the hypervisor needs for itself and for each machine, and the bases of forked
 * machines, are taken before anything is granted.
 */
final class ComputeSharing {
  /**
   * A page in use costs this much of an idle one when shares are compared (Waldspurger 2002,
   * section 5.2: a tax of 75 %).
   */
  private static final double IDLE_COST = 4;

  private final RunningRows running;
  private final GuestColumns guests;
  private final DemandColumns demands;
  private final FigureColumns columns;
  private final ForkMemoryUse forked;
  private final MemoryReclaim reclaim;

  ComputeSharing(
      RunningRows running,
      GuestColumns guests,
      DemandColumns demands,
      FigureColumns columns,
      ForkMemoryUse forked,
      MemoryReclaim reclaim) {
    this.running = running;
    this.guests = guests;
    this.demands = demands;
    this.columns = columns;
    this.forked = forked;
    this.reclaim = reclaim;
  }

  // What is done for each of tens of thousands of machines is a method of its own: one is compiled
  // after 200 calls, a loop after 60,000 rounds, which the first tick of a site does not have (the
  // JVM's Tier3InvocationThreshold and Tier3BackEdgeThreshold).

  /** Divides memory; what a guest waits for then is known when it asks for processors. */
  void memory(List<Host> hosts, ResourceDivision division, List<HostTotals> sums) {
    MachineClaims claims = division.claims();
    long[] overhead = new long[hosts.size()];
    for (int i = 0; i < running.count(); i++) {
      claimMemory(running.row(i), claims);
      overhead[running.host(i)] += guests.overhead(running.row(i));
    }
    long[] left = new long[hosts.size()];
    for (int h = 0; h < hosts.size(); h++) {
      left[h] = Math.max(0, forMachines(hosts.get(h)) - overhead[h]);
    }
    division.divide(hosts, left);
    for (int h = 0; h < hosts.size(); h++) {
      Host host = hosts.get(h);
      long bases = Math.clamp(forked.fixed(host.id().value()), 0, host.hardware().memory().mib());
      sums.get(h).addBases(bases);
      sums.get(h).addOverhead(host.hardware().memory().mib() - Commitments.memoryForMachines(host));
    }
    for (int i = 0; i < running.count(); i++) {
      int row = running.row(i);
      reclaim.from(row, (int) claims.granted(row), sums.get(running.host(i)));
    }
  }

  private void claimMemory(int row, MachineClaims claims) {
    double used = demands.active(row);
    claims.set(
        row,
        guests.memory().shares(row) / (used + IDLE_COST * (1 - used)),
        guests.memory().reservation(row),
        Math.min(demands.memory(row), guests.memory().limit(row)));
  }

  /** MiB left for machines when the hypervisor and the bases have theirs. */
  private long forMachines(Host host) {
    return Commitments.memoryForMachines(host) - Math.max(0, forked.fixed(host.id().value()));
  }

  /** Divides processor time. */
  void processors(List<Host> hosts, ResourceDivision division, List<HostTotals> sums) {
    MachineClaims claims = division.claims();
    for (int i = 0; i < running.count(); i++) {
      claimProcessors(running.row(i), claims);
    }
    long[] available = hosts.stream().mapToLong(Commitments::cpuForMachines).toArray();
    division.divide(hosts, available);
    long[] used = new long[hosts.size()];
    for (int i = 0; i < running.count(); i++) {
      used[running.host(i)] += claims.granted(running.row(i));
    }
    ProcessorQueue[] queues = new ProcessorQueue[hosts.size()];
    NumaCost[] numa = new NumaCost[hosts.size()];
    for (int h = 0; h < queues.length; h++) {
      queues[h] = ProcessorQueue.of(hosts.get(h).hardware().cores(), used[h], available[h]);
      numa[h] = new NumaCost(hosts.get(h).hardware());
    }
    for (int i = 0; i < running.count(); i++) {
      int row = running.row(i);
      int host = running.host(i);
      charge(row, (int) claims.granted(row), queues[host], numa[host], sums.get(host));
    }
  }

  private void claimProcessors(int row, MachineClaims claims) {
    claims.set(
        row,
        guests.cpu().shares(row),
        guests.cpu().reservation(row),
        Math.min(runnable(row), guests.cpu().limit(row)));
  }

  /** MHz it can use of what it wants: while it waits for memory it runs nothing. */
  private long runnable(int row) {
    int waits = columns.memoryLatency()[row];
    return waits == 0 ? demands.cpu(row) : demands.cpu(row) * (10_000L - waits) / 10_000;
  }

  /** What a machine does with the MHz that it was granted. */
  private void charge(int row, int granted, ProcessorQueue queue, NumaCost numa, HostTotals sum) {
    double full = Math.max(1, demands.fullSpeed(row));
    double run = Math.min(1, granted / full);
    double missed = Math.max(0, runnable(row) - granted) / full;
    double ready = Math.min(1 - run, missed + run * queue.waiting());
    double remote = numa.of(guests.vcpus(row), guests.memory(row));
    double lost = 1 - (1 - queue.threadLoss()) * (1 - remote);
    int readyPoints = (int) (10_000 * ready);
    int latency = (int) (10_000 * Math.min(1, ready + run * lost));
    columns.cpuDemand()[row] = demands.cpu(row);
    columns.cpuUsed()[row] = granted;
    columns.cpuReady()[row] = readyPoints;
    columns.cpuLatency()[row] = latency;
    demands.work(row, granted * (1 - lost));
    sum.addProcessors(demands.cpu(row), granted, readyPoints, guests.vcpus(row));
    sum.addLatencies(latency, columns.memoryLatency()[row]);
  }
}
