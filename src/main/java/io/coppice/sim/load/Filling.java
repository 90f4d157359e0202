package io.coppice.sim.load;

/**
 * Divides an amount like water filling vessels: each claimant gets {@code level * shares}, but not
 * less than its floor and not more than its ceiling. This is the fair share of the ESXi schedulers
 * (Waldspurger, "Memory Resource Management in VMware ESX Server", OSDI 2002, section 5.1: shares,
 * minimum, maximum). Arrays are reused between calls; not thread-safe.
 */
final class Filling {
  private static final int STEPS = 40;

  private long[] shares = new long[64];
  private long[] floor = new long[64];
  private long[] ceiling = new long[64];
  private long[] granted = new long[64];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds a claimant and returns its index; the floor is cut to the ceiling. */
  int add(long claimShares, long claimFloor, long claimCeiling) {
    if (size == shares.length) {
      shares = java.util.Arrays.copyOf(shares, size * 2);
      floor = java.util.Arrays.copyOf(floor, size * 2);
      ceiling = java.util.Arrays.copyOf(ceiling, size * 2);
      granted = java.util.Arrays.copyOf(granted, size * 2);
    }
    shares[size] = Math.max(1, claimShares);
    ceiling[size] = Math.max(0, claimCeiling);
    floor[size] = Math.min(Math.max(0, claimFloor), ceiling[size]);
    return size++;
  }

  /** What a claimant was granted by the last {@link #fill}. */
  long granted(int claimant) {
    return granted[claimant];
  }

  /** Divides {@code amount}; the sum of what is granted never exceeds it. */
  void fill(long amount) {
    long wanted = 0;
    long floors = 0;
    for (int i = 0; i < size; i++) {
      wanted += ceiling[i];
      floors += floor[i];
    }
    if (wanted <= amount) {
      System.arraycopy(ceiling, 0, granted, 0, size);
    } else if (floors >= amount) {
      for (int i = 0; i < size; i++) {
        granted[i] = floors == 0 ? 0 : (long) ((double) floor[i] * amount / floors);
      }
      trim(amount);
    } else {
      pour(amount);
    }
  }

  private void pour(long amount) {
    double low = 0;
    double high = 0;
    for (int i = 0; i < size; i++) {
      high = Math.max(high, (double) ceiling[i] / shares[i]);
    }
    for (int step = 0; step < STEPS; step++) {
      double level = (low + high) / 2;
      if (sum(level) <= amount) {
        low = level;
      } else {
        high = level;
      }
    }
    for (int i = 0; i < size; i++) {
      granted[i] = at(i, low);
    }
    top(amount);
  }

  private long at(int i, double level) {
    return Math.clamp((long) (level * shares[i]), floor[i], ceiling[i]);
  }

  private long sum(double level) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += at(i, level);
    }
    return sum;
  }

  /** Hands out what rounding left over, so that nothing lies idle while somebody wants it. */
  private void top(long amount) {
    long left = amount;
    for (int i = 0; i < size; i++) {
      left -= granted[i];
    }
    for (int i = 0; i < size && left > 0; i++) {
      long more = Math.min(left, ceiling[i] - granted[i]);
      granted[i] += more;
      left -= more;
    }
  }

  /** Takes back what rounding granted too much; a division of doubles may be off by one. */
  private void trim(long amount) {
    long over = -amount;
    for (int i = 0; i < size; i++) {
      over += granted[i];
    }
    for (int i = 0; i < size && over > 0; i++) {
      long less = Math.min(over, granted[i]);
      granted[i] -= less;
      over -= less;
    }
  }
}
