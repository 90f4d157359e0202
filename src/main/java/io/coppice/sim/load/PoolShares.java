package io.coppice.sim.load;

import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.ResourcePool;

/**
 * What the resource pools mean for each machine at one instant: the weight of its shares, the part
 * of its demand that a pool's reservation guarantees, and the factor by which a pool's limit cuts
 * its ceiling. An approximation of the distributed pool tree (VMware, "The Distributed Resource
 * Scheduler", section "Resource pools"): what a pool has is divided over everything below it in the
 * whole cluster in proportion to demand, not host by host.
 */
final class PoolShares {
  private final Inventory inventory;
  private final boolean memory;
  private final GuestColumns guests;
  private final GuestColumns.Claims claims;
  private final int[] parents;
  private final long[] sharesBelow;
  private final double[] wanted;
  private final double[] weight;
  private final double[] factor;
  private final double[] guarantee;

  /** Sums are added with {@link #want} before anything is asked. */
  PoolShares(Inventory inventory, GuestColumns guests, boolean memory) {
    this.inventory = inventory;
    this.memory = memory;
    this.guests = guests;
    this.claims = memory ? guests.memory() : guests.cpu();
    int pools = inventory.pools().size();
    parents = new int[pools];
    for (int row = 0; row < pools; row++) {
      ResourcePool pool = inventory.pools().get(row);
      parents[row] =
          pool == null || pool.parent().isEmpty() ? GuestColumns.NONE : pool.parent().get().value();
    }
    sharesBelow = new long[pools];
    wanted = new double[pools];
    weight = new double[pools];
    factor = new double[pools];
    guarantee = new double[pools];
  }

  /** Adds a running machine's shares and what it wants. */
  void want(int machine, long amount) {
    int pool = guests.pool(machine);
    sharesBelow[pool] += claims.shares(machine);
    wanted[pool] += Math.min(amount, claims.limit(machine));
  }

  /** Works out sums from the leaves up and weights from the root down. */
  void settle() {
    int[] order = byDepth();
    for (int i = order.length - 1; i >= 0; i--) {
      int row = order[i];
      if (parents[row] != GuestColumns.NONE && wanted[row] > 0) {
        sharesBelow[parents[row]] += allocation(row).shares();
        wanted[parents[row]] += Math.min(wanted[row], allocation(row).limit());
      }
    }
    for (int row : order) {
      int parent = parents[row];
      if (parent == GuestColumns.NONE) {
        weight[row] = 1;
        factor[row] = 1;
        continue;
      }
      Allocation own = allocation(row);
      // A share inside the pool is worth the pool's own share of its parent, spread over the
      // shares inside.
      weight[row] = weight[parent] * own.shares() / Math.max(1L, sharesBelow[row]);
      double most = wanted[row] > own.limit() ? own.limit() / wanted[row] : 1;
      factor[row] = factor[parent] * most;
      double kept = wanted[row] > 0 ? Math.min(1, own.reservation() / wanted[row]) : 0;
      guarantee[row] = Math.max(guarantee[parent], kept);
    }
  }

  /** Pools that exist, parents before children. */
  private int[] byDepth() {
    int[] depth = new int[parents.length];
    int[] order = new int[parents.length];
    int deepest = 0;
    int count = 0;
    for (int row = 0; row < parents.length; row++) {
      for (int up = parents[row]; up != GuestColumns.NONE; up = parents[up]) {
        depth[row]++;
      }
      deepest = Math.max(deepest, depth[row]);
    }
    for (int level = 0; level <= deepest; level++) {
      for (int row = 0; row < parents.length; row++) {
        if (depth[row] == level && inventory.pools().get(row) != null) {
          order[count++] = row;
        }
      }
    }
    return java.util.Arrays.copyOf(order, count);
  }

  /** The weight of a machine against all others, in thousandths of a share of the root. */
  long shares(int machine) {
    return Math.max(1, (long) (1000 * weight[guests.pool(machine)] * claims.shares(machine)));
  }

  /** The most a machine may get of what it wants, after its own limit and its pools'. */
  long ceiling(int machine, long amount) {
    return (long) (Math.min(amount, claims.limit(machine)) * factor[guests.pool(machine)]);
  }

  /** What the pools' reservations guarantee a machine of what it wants. */
  long guaranteed(int machine, long amount) {
    return (long) (amount * guarantee[guests.pool(machine)]);
  }

  private Allocation allocation(int row) {
    ResourcePool pool = inventory.pools().get(row);
    return memory ? pool.memory() : pool.cpu();
  }
}
