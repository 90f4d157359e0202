package io.coppice.sim.load;

import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;

/**
 * What the resource pools mean for each machine at one instant: the weight of its shares, and the
 * factor by which a pool's limit cuts its ceiling. An approximation of the distributed pool tree
 * (VMware, "The Distributed Resource Scheduler", section "Resource pools"): a pool's shares are
 * divided over everything below it in the whole cluster, not host by host.
 */
final class PoolShares {
  private final Inventory inventory;
  private final boolean memory;
  private final long[] sharesBelow;
  private final long[] wanted;
  private final double[] weight;
  private final double[] factor;

  /** Sums are added with {@link #want} before anything is asked. */
  PoolShares(Inventory inventory, boolean memory) {
    this.inventory = inventory;
    this.memory = memory;
    int pools = inventory.pools().size();
    sharesBelow = new long[pools];
    wanted = new long[pools];
    weight = new double[pools];
    factor = new double[pools];
  }

  /** Adds a running machine's shares and what it wants. */
  void want(Machine machine, long amount) {
    int pool = machine.pool().value();
    sharesBelow[pool] += allocation(machine).shares();
    for (int at = pool; at >= 0; at = parent(at)) {
      wanted[at] += amount;
    }
  }

  /** Works out weights and factors from the root down, when everything was added. */
  void settle() {
    for (int row = 0; row < weight.length; row++) {
      ResourcePool pool = inventory.pools().get(row);
      if (pool != null && wanted[row] > 0 && parent(row) >= 0) {
        sharesBelow[parent(row)] += allocation(pool).shares();
      }
    }
    for (int row = 0; row < weight.length; row++) {
      resolve(row);
    }
  }

  private void resolve(int row) {
    ResourcePool pool = inventory.pools().get(row);
    if (pool == null || weight[row] > 0) {
      return;
    }
    int parent = parent(row);
    if (parent < 0) {
      weight[row] = 1;
      factor[row] = 1;
      return;
    }
    resolve(parent);
    // A share inside the pool is worth the pool's own share of its parent, spread over the shares
    // inside.
    weight[row] =
        weight[parent] * allocation(pool).shares() / (double) Math.max(1, sharesBelow[row]);
    double limited =
        allocation(pool).isLimited() && wanted[row] > allocation(pool).limit()
            ? (double) allocation(pool).limit() / wanted[row]
            : 1;
    factor[row] = factor[parent] * limited;
  }

  private int parent(int row) {
    ResourcePool pool = inventory.pools().get(row);
    return pool == null || pool.parent().isEmpty() ? -1 : pool.parent().get().value();
  }

  /** The weight of a machine against all others, in thousandths of a share of the root. */
  long shares(Machine machine) {
    return Math.max(
        1, (long) (1000 * weight[machine.pool().value()] * allocation(machine).shares()));
  }

  /** The most a machine may get of what it wants, after its own limit and its pools'. */
  long ceiling(Machine machine, long amount) {
    long own = Math.min(amount, allocation(machine).limit());
    return (long) (own * factor[machine.pool().value()]);
  }

  private Allocation allocation(Machine machine) {
    return memory ? machine.placement().memory() : machine.placement().cpu();
  }

  private Allocation allocation(ResourcePool pool) {
    return memory ? pool.memory() : pool.cpu();
  }
}
