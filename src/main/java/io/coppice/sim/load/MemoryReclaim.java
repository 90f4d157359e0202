package io.coppice.sim.load;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.IntColumn;

/**
 * Takes back what a machine keeps too much, and says what that costs it. The order is ESXi's
 * (vSphere Resource Management, "Memory Reclamation"): the balloon, then compression, then
 * swapping.
 *
 * <p>What a balloon takes costs nothing as long as the guest's working set still fits; beyond, the
 * guest pages. The hypervisor knows nothing of the guest's pages and takes any: the guest then
 * waits for those it touches. Cost of a page: its datastore's latency for a swapped one, 20
 * microseconds for a compressed one ("Understanding Memory Resource Management in VMware vSphere
 * 5.0": well below a disk's). How often a busy guest touches a page it has not touched just before,
 * 2,000 times a second, is an assumption.
 */
final class MemoryReclaim {
  /** Advanced setting Mem.CtlMaxPercent: at most this share of a machine is ballooned. */
  private static final double BALLOON_MOST = 0.65;

  /**
   * Advanced setting Mem.MemZipMaxPct: the cache of compressed pages takes at most a tenth of a
   * machine's memory; it holds two pages in the room of one.
   */
  private static final int CACHED_MOST = 5;

  private static final double TOUCHES_A_SECOND = 2_000;
  private static final double DECOMPRESSING = 20e-6;
  private static final double MOST_WAITING = 0.99;

  private final GuestColumns guests;
  private final DemandColumns demands;
  private final FigureColumns columns;
  private final ForkMemoryUse forked;
  private final IntColumn latencies;

  MemoryReclaim(
      GuestColumns guests,
      DemandColumns demands,
      FigureColumns columns,
      ForkMemoryUse forked,
      Figures figures) {
    this.guests = guests;
    this.demands = demands;
    this.columns = columns;
    this.forked = forked;
    this.latencies = figures.column(EntityId.Kind.DATASTORE, Metric.DISK_LATENCY);
  }

  /** A machine keeps {@code granted} MiB of what it touched. */
  void from(int row, int granted, HostTotals sum) {
    int held = demands.memory(row);
    int taken = Math.max(0, held - granted);
    int balloon =
        guests.balloons(row) ? Math.min(taken, (int) (BALLOON_MOST * guests.memory(row))) : 0;
    int rest = taken - balloon;
    boolean member = forked.memory(row) != ForkMemoryUse.NO_MEMBER;
    // Half of all pages can be compressed to half, so of three that go one is freed by two.
    int compressed =
        member ? 0 : (int) Math.min(2L * rest / 3, guests.memory(row) / CACHED_MOST) & ~1;
    int swapped = rest - compressed / 2;
    int active = (int) (demands.active(row) * granted);
    columns.memoryGranted()[row] = granted;
    columns.memoryActive()[row] = active;
    columns.memoryBallooned()[row] = balloon;
    columns.memoryCompressed()[row] = compressed;
    columns.memorySwapped()[row] = swapped;
    columns.memoryOverhead()[row] = guests.overhead(row);
    columns.memoryLatency()[row] =
        taken == 0 ? 0 : (int) (10_000 * waiting(row, held, balloon, compressed, swapped));
    sum.addMemory(granted, active, balloon, compressed, swapped, guests.overhead(row));
  }

  /** Part of the time in which the guest waits for pages, 0 to less than 1. */
  private double waiting(int row, int held, int balloon, int compressed, int swapped) {
    double there = Math.max(1, held - balloon);
    double fromSwap = Math.min(1, swapped / there);
    double fromCache = Math.min(1, compressed / there);
    double working = demands.active(row) * held;
    double left = Math.max(0, guests.memory(row) - balloon);
    double paged = working <= left || working <= 0 ? 0 : 1 - left / working;
    double waits =
        TOUCHES_A_SECOND
            * ((fromSwap + paged * (1 - fromSwap)) * disk(row) + fromCache * DECOMPRESSING);
    return Math.min(MOST_WAITING, waits / (1 + waits));
  }

  /** Seconds for a page from the datastore the swap file lies on, as it was one tick ago. */
  private double disk(int row) {
    int datastore = guests.datastore(row);
    int known = datastore == GuestColumns.NONE ? 0 : latencies.get(datastore);
    return Math.max(TrafficSharing.BASE_LATENCY, known) / 1e6;
  }
}
