package io.coppice.sim.load;

import io.coppice.model.inventory.Host;

/** Processor time and memory of one host, divided among the machines it runs. */
final class ComputeSharing {
  /**
   * ESXi reclaims at most this share of a machine by its balloon (advanced setting
   * Mem.CtlMaxPercent).
   */
  private static final double BALLOON_MOST = 0.65;

  /**
   * A page in use costs this much of an idle one when shares are compared (Waldspurger 2002,
   * section 5.2: a tax of 75 %).
   */
  private static final double IDLE_COST = 4;

  private final WaterFilling filling;
  private final RunningByHost roster;
  private final GuestColumns guests;
  private final DemandColumns demands;
  private final FigureColumns columns;
  private final ForkMemoryUse forked;

  ComputeSharing(
      WaterFilling filling,
      RunningByHost roster,
      DemandColumns demands,
      FigureColumns columns,
      ForkMemoryUse forked) {
    this.filling = filling;
    this.roster = roster;
    this.guests = roster.guests();
    this.demands = demands;
    this.columns = columns;
    this.forked = forked;
  }

  void processors(Host host, PoolShares pools, HostTotals sum) {
    int hostRow = host.id().value();
    int count = roster.count(hostRow);
    filling.clear();
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      int wanted = demands.cpu(row);
      filling.add(
          pools.shares(row),
          guests.cpu().reservation(row),
          pools.guaranteed(row, wanted),
          pools.ceiling(row, wanted));
    }
    filling.fill(host.hardware().capacity().value());
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      int wanted = demands.cpu(row);
      int granted = (int) filling.granted(i);
      int ready = (int) (10_000L * (wanted - granted) / Math.max(1, demands.fullSpeed(row)));
      columns.cpuDemand().set(row, wanted);
      columns.cpuUsed().set(row, granted);
      columns.cpuReady().set(row, ready);
      sum.addProcessors(wanted, granted, ready, guests.vcpus(row));
    }
  }

  void memory(Host host, PoolShares pools, HostTotals sum) {
    int hostRow = host.id().value();
    int count = roster.count(hostRow);
    filling.clear();
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      int wanted = demands.memory(row);
      double used = demands.active(row);
      long taxed = (long) (pools.shares(row) / (used + IDLE_COST * (1 - used)));
      filling.add(
          taxed,
          guests.memory().reservation(row),
          pools.guaranteed(row, wanted),
          pools.ceiling(row, wanted));
    }
    long fixed = Math.min(forked.fixed(hostRow), host.hardware().memory().mib());
    filling.fill(host.hardware().memory().mib() - fixed);
    sum.addMemory(fixed, 0, 0, 0);
    for (int i = 0; i < count; i++) {
      reclaim(roster.machine(hostRow, i), (int) filling.granted(i), sum);
    }
  }

  /** What a machine keeps too much is taken by its balloon first, the rest is swapped. */
  private void reclaim(int row, int granted, HostTotals sum) {
    int taken = demands.memory(row) - granted;
    int balloon =
        guests.balloons(row) ? Math.min(taken, (int) (BALLOON_MOST * guests.memory(row))) : 0;
    int active = (int) (demands.active(row) * granted);
    columns.memoryGranted().set(row, granted);
    columns.memoryActive().set(row, active);
    columns.memoryBallooned().set(row, balloon);
    columns.memorySwapped().set(row, taken - balloon);
    sum.addMemory(granted, active, balloon, taken - balloon);
  }
}
