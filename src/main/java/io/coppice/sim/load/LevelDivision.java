package io.coppice.sim.load;

import java.util.Arrays;

/**
 * Divides an amount among machines level by level of their resource pools (vSphere Resource
 * Management, "Managing Resource Pools"; Waldspurger, OSDI 2002, section 5.1, within each level): a
 * pool competes with its siblings, pools and machines, by its shares, and what it gets is divided
 * among what lies in it. What one does not want goes to its siblings; what a whole pool does not
 * want goes to the siblings of the pool. Reservations below are granted before any share counts,
 * those of machines before what pools guarantee beyond. Arrays are reused; not thread-safe.
 */
final class LevelDivision {
  /** What pools have in the scope that is divided. */
  interface Parts {
    double shares(int pool);

    long reservation(int pool);

    long limit(int pool);
  }

  private final WaterFilling filling = new WaterFilling();
  private final PoolTree tree;
  private final MachineClaims claims;
  private final long[] ceiling;
  private final long[] wanted;
  private final long[] reserved;
  private final long[] guaranteed;
  private final long[] amount;
  private final int[] firstMachine;
  private final int[] firstPool;
  private final int[] nextPool;
  private final boolean[] touched;
  private int[] nextMachine = new int[64];
  private int[] ranks = new int[16];
  private int count;

  LevelDivision(PoolTree tree, MachineClaims claims) {
    this.tree = tree;
    this.claims = claims;
    int pools = tree.size();
    ceiling = new long[pools];
    wanted = new long[pools];
    reserved = new long[pools];
    guaranteed = new long[pools];
    amount = new long[pools];
    firstMachine = new int[pools];
    firstPool = new int[pools];
    nextPool = new int[pools];
    touched = new boolean[pools];
  }

  /** Divides among the first {@code size} machines of {@code rows}, of the pools given. */
  void divide(int[] rows, int size, GuestColumns guests, long available, Parts parts) {
    gather(rows, size, guests);
    for (int i = count - 1; i >= 0; i--) {
      close(tree.atRank(ranks[i]), parts);
    }
    top(available, parts);
    for (int i = 0; i < count; i++) {
      pour(tree.atRank(ranks[i]), rows, parts);
    }
    for (int i = 0; i < count; i++) {
      touched[tree.atRank(ranks[i])] = false;
    }
  }

  /** Lays machines in their pools, and sums up what they want. */
  private void gather(int[] rows, int size, GuestColumns guests) {
    count = 0;
    if (nextMachine.length < size) {
      nextMachine = new int[size * 2];
    }
    for (int i = size - 1; i >= 0; i--) {
      lay(i, rows[i], guests.pool(rows[i]));
    }
    Arrays.sort(ranks, 0, count);
  }

  private void lay(int at, int row, int pool) {
    touch(pool);
    nextMachine[at] = firstMachine[pool];
    firstMachine[pool] = at;
    long reserves = claims.reserved(row);
    wanted[pool] += claims.ceiling(row);
    reserved[pool] += reserves;
    guaranteed[pool] += reserves;
  }

  private void touch(int pool) {
    for (int at = pool; at != PoolTree.NONE && !touched[at]; at = tree.parent(at)) {
      touched[at] = true;
      wanted[at] = 0;
      reserved[at] = 0;
      guaranteed[at] = 0;
      firstMachine[at] = PoolTree.NONE;
      firstPool[at] = PoolTree.NONE;
      if (count == ranks.length) {
        ranks = Arrays.copyOf(ranks, count * 2);
      }
      ranks[count++] = tree.rank(at);
    }
  }

  /** Everything in a pool is summed up: adds it to the one above. */
  private void close(int pool, Parts parts) {
    int parent = tree.parent(pool);
    boolean root = parent == PoolTree.NONE;
    ceiling[pool] = root ? wanted[pool] : Math.min(wanted[pool], parts.limit(pool));
    reserved[pool] = Math.min(reserved[pool], ceiling[pool]);
    long kept = root ? 0 : parts.reservation(pool);
    guaranteed[pool] = Math.clamp(Math.max(guaranteed[pool], kept), reserved[pool], ceiling[pool]);
    if (!root) {
      wanted[parent] += ceiling[pool];
      reserved[parent] += reserved[pool];
      guaranteed[parent] += guaranteed[pool];
      nextPool[pool] = firstPool[parent];
      firstPool[parent] = pool;
    }
  }

  /** What the roots get: there is one, unless pools of several owners met on a host. */
  private void top(long available, Parts parts) {
    filling.clear();
    for (int i = 0; i < count && tree.parent(tree.atRank(ranks[i])) == PoolTree.NONE; i++) {
      int root = tree.atRank(ranks[i]);
      filling.add(parts.shares(root), reserved[root], guaranteed[root], ceiling[root]);
    }
    filling.fill(Math.max(0, available));
    for (int i = 0; i < count && tree.parent(tree.atRank(ranks[i])) == PoolTree.NONE; i++) {
      amount[tree.atRank(ranks[i])] = filling.granted(i);
    }
  }

  /** Divides what a pool got among what lies in it. */
  private void pour(int pool, int[] rows, Parts parts) {
    filling.clear();
    for (int i = firstMachine[pool]; i != PoolTree.NONE; i = nextMachine[i]) {
      int row = rows[i];
      long floor = claims.reserved(row);
      filling.add(claims.shares(row), floor, floor, claims.ceiling(row));
    }
    for (int child = firstPool[pool]; child != PoolTree.NONE; child = nextPool[child]) {
      filling.add(parts.shares(child), reserved[child], guaranteed[child], ceiling[child]);
    }
    filling.fill(amount[pool]);
    int at = 0;
    for (int i = firstMachine[pool]; i != PoolTree.NONE; i = nextMachine[i]) {
      claims.grant(rows[i], filling.granted(at++));
    }
    for (int child = firstPool[pool]; child != PoolTree.NONE; child = nextPool[child]) {
      amount[child] = filling.granted(at++);
    }
  }
}
