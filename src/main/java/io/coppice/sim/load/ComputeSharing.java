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

  private final RunningByHost roster;
  private final GuestColumns guests;
  private final DemandColumns demands;
  private final FigureColumns columns;
  private final ForkMemoryUse forked;
  private final MemoryReclaim reclaim;

  ComputeSharing(
      RunningByHost roster,
      DemandColumns demands,
      FigureColumns columns,
      ForkMemoryUse forked,
      MemoryReclaim reclaim) {
    this.roster = roster;
    this.guests = roster.guests();
    this.demands = demands;
    this.columns = columns;
    this.forked = forked;
    this.reclaim = reclaim;
  }

  /** Divides memory; what a guest waits for then is known when it asks for processors. */
  void memory(List<Host> hosts, ResourceDivision division, List<HostTotals> sums) {
    for (Host host : hosts) {
      for (int i = 0; i < roster.count(host.id().value()); i++) {
        int row = roster.machine(host.id().value(), i);
        double used = demands.active(row);
        division
            .claims()
            .set(
                row,
                guests.memory().shares(row) / (used + IDLE_COST * (1 - used)),
                guests.memory().reservation(row),
                Math.min(demands.memory(row), guests.memory().limit(row)));
      }
    }
    division.divide(hosts, host -> Math.max(0, forMachines(host) - overhead(host)));
    for (int h = 0; h < hosts.size(); h++) {
      Host host = hosts.get(h);
      HostTotals sum = sums.get(h);
      long bases = Math.clamp(forked.fixed(host.id().value()), 0, host.hardware().memory().mib());
      sum.addBases(bases);
      sum.addOverhead(host.hardware().memory().mib() - Commitments.memoryForMachines(host));
      for (int i = 0; i < roster.count(host.id().value()); i++) {
        int row = roster.machine(host.id().value(), i);
        reclaim.from(row, (int) division.claims().granted(row), sum);
      }
    }
  }

  /** MiB left for machines when the hypervisor and the bases have theirs. */
  private long forMachines(Host host) {
    return Commitments.memoryForMachines(host) - Math.max(0, forked.fixed(host.id().value()));
  }

  private long overhead(Host host) {
    long sum = 0;
    for (int i = 0; i < roster.count(host.id().value()); i++) {
      sum += guests.overhead(roster.machine(host.id().value(), i));
    }
    return sum;
  }

  /** Divides processor time. */
  void processors(List<Host> hosts, ResourceDivision division, List<HostTotals> sums) {
    for (Host host : hosts) {
      for (int i = 0; i < roster.count(host.id().value()); i++) {
        int row = roster.machine(host.id().value(), i);
        division
            .claims()
            .set(
                row,
                guests.cpu().shares(row),
                guests.cpu().reservation(row),
                Math.min(runnable(row), guests.cpu().limit(row)));
      }
    }
    division.divide(hosts, Commitments::cpuForMachines);
    for (int h = 0; h < hosts.size(); h++) {
      charge(hosts.get(h), division, sums.get(h));
    }
  }

  /** MHz it can use of what it wants: while it waits for memory it runs nothing. */
  private long runnable(int row) {
    int waits = columns.memoryLatency()[row];
    return waits == 0 ? demands.cpu(row) : demands.cpu(row) * (10_000L - waits) / 10_000;
  }

  private void charge(Host host, ResourceDivision division, HostTotals sum) {
    int hostRow = host.id().value();
    long used = 0;
    for (int i = 0; i < roster.count(hostRow); i++) {
      used += division.claims().granted(roster.machine(hostRow, i));
    }
    ProcessorQueue queue =
        ProcessorQueue.of(host.hardware().cores(), used, Commitments.cpuForMachines(host));
    NumaCost numa = new NumaCost(host.hardware());
    for (int i = 0; i < roster.count(hostRow); i++) {
      int row = roster.machine(hostRow, i);
      int granted = (int) division.claims().granted(row);
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
}
