package io.coppice.sim.load;

import io.coppice.model.inventory.Host;

/** Processor time and memory of one host, divided among the machines it runs. */
final class Processing {
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

  private final Filling filling;
  private final Roster roster;
  private final Guests guests;
  private final Wants wants;
  private final Columns columns;
  private final Forked forked;

  Processing(Filling filling, Roster roster, Wants wants, Columns columns, Forked forked) {
    this.filling = filling;
    this.roster = roster;
    this.guests = roster.guests();
    this.wants = wants;
    this.columns = columns;
    this.forked = forked;
  }

  void processors(Host host, PoolShares pools, HostSum sum) {
    int hostRow = host.id().value();
    int count = roster.count(hostRow);
    filling.clear();
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      int wanted = wants.cpu(row);
      filling.add(
          pools.shares(row),
          guests.cpu().reservation(row),
          pools.guaranteed(row, wanted),
          pools.ceiling(row, wanted));
    }
    filling.fill(host.hardware().capacity().value());
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      int wanted = wants.cpu(row);
      int granted = (int) filling.granted(i);
      int ready = (int) (10_000L * (wanted - granted) / Math.max(1, wants.fullSpeed(row)));
      columns.cpuDemand().set(row, wanted);
      columns.cpuUsed().set(row, granted);
      columns.cpuReady().set(row, ready);
      sum.addProcessors(wanted, granted, ready, guests.vcpus(row));
    }
  }

  void memory(Host host, PoolShares pools, HostSum sum) {
    int hostRow = host.id().value();
    int count = roster.count(hostRow);
    filling.clear();
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      int wanted = wants.memory(row);
      double used = wants.active(row);
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
  private void reclaim(int row, int granted, HostSum sum) {
    int taken = wants.memory(row) - granted;
    int balloon =
        guests.balloons(row) ? Math.min(taken, (int) (BALLOON_MOST * guests.memory(row))) : 0;
    int active = (int) (wants.active(row) * granted);
    columns.memoryGranted().set(row, granted);
    columns.memoryActive().set(row, active);
    columns.memoryBallooned().set(row, balloon);
    columns.memorySwapped().set(row, taken - balloon);
    sum.addMemory(granted, active, balloon, taken - balloon);
  }
}
