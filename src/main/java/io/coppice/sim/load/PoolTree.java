package io.coppice.sim.load;

import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.ResourcePool;

/** The resource pools of a site at one instant, by row, as trees under their root pools. */
final class PoolTree {
  static final int NONE = -1;

  private final int[] parents;
  private final int[] ranks;
  private final int[] byRank;
  private final ResourcePool[] pools;

  PoolTree(Inventory inventory) {
    int count = inventory.pools().size();
    pools = new ResourcePool[count];
    parents = new int[count];
    for (int row = 0; row < count; row++) {
      pools[row] = inventory.pools().get(row);
      parents[row] =
          pools[row] == null ? NONE : pools[row].parent().map(up -> up.value()).orElse(NONE);
    }
    byRank = byDepth();
    ranks = new int[count];
    for (int rank = 0; rank < byRank.length; rank++) {
      ranks[byRank[rank]] = rank;
    }
  }

  /** Pools that exist, parents before children. */
  private int[] byDepth() {
    int[] depth = new int[parents.length];
    int[] counts = new int[parents.length + 2];
    int exist = 0;
    for (int row = 0; row < parents.length; row++) {
      for (int up = parents[row]; up != NONE; up = parents[up]) {
        depth[row]++;
      }
      if (pools[row] != null) {
        counts[depth[row] + 1]++;
        exist++;
      }
    }
    for (int level = 1; level < counts.length; level++) {
      counts[level] += counts[level - 1];
    }
    int[] order = new int[exist];
    for (int row = 0; row < parents.length; row++) {
      if (pools[row] != null) {
        order[counts[depth[row]]++] = row;
      }
    }
    return order;
  }

  int size() {
    return parents.length;
  }

  /** How many pools exist. */
  int count() {
    return byRank.length;
  }

  /** The pool above, or {@link #NONE}. */
  int parent(int row) {
    return parents[row];
  }

  /** A pool's place in an order in which parents come before children. */
  int rank(int row) {
    return ranks[row];
  }

  int atRank(int rank) {
    return byRank[rank];
  }

  /** The pool at the top of that one. */
  int root(int row) {
    int at = row;
    while (parents[at] != NONE) {
      at = parents[at];
    }
    return at;
  }

  Allocation allocation(int row, boolean memory) {
    return memory ? pools[row].memory() : pools[row].cpu();
  }
}
