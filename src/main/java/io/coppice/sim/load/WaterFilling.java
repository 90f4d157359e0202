package io.coppice.sim.load;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Divides an amount like water filling vessels: each claimant gets {@code level * shares}, but not
 * less than its floor and not more than its ceiling. This is the fair share of the ESXi schedulers
 * (Waldspurger, "Memory Resource Management in VMware ESX Server", OSDI 2002, section 5.1: shares,
 * minimum, maximum). Floors come in two ranks: a claimant's own reservation, and what its pool
 * guarantees beyond; where not all floors fit, the second give way first, then all in proportion.
 * Arrays are reused between calls; not thread-safe.
 */
final class WaterFilling {
  private static final int STEPS = 80;

  /**
   * So much that sums over the machines of the largest site ({@code SiteLimits.MACHINES}) cannot
   * overflow.
   */
  private static final long MOST = 1L << 45;

  /** A claimant without shares gets what all others leave. */
  private static final double LEAST_SHARES = 1e-6;

  private double[] shares = new double[64];
  private long[] reserved = new long[64];
  private long[] floor = new long[64];
  private long[] ceiling = new long[64];
  private long[] granted = new long[64];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds a claimant and returns its index; floors are cut to the ceiling. */
  int add(double claimShares, long reservation, long guarantee, long claimCeiling) {
    if (size == shares.length) {
      shares = Arrays.copyOf(shares, size * 2);
      reserved = Arrays.copyOf(reserved, size * 2);
      floor = Arrays.copyOf(floor, size * 2);
      ceiling = Arrays.copyOf(ceiling, size * 2);
      granted = Arrays.copyOf(granted, size * 2);
    }
    shares[size] = Math.max(LEAST_SHARES, claimShares);
    ceiling[size] = Math.clamp(claimCeiling, 0, MOST);
    reserved[size] = Math.clamp(reservation, 0, ceiling[size]);
    floor[size] = Math.clamp(guarantee, reserved[size], ceiling[size]);
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
    long reservations = 0;
    for (int i = 0; i < size; i++) {
      wanted += ceiling[i];
      floors += floor[i];
      reservations += reserved[i];
    }
    if (wanted <= amount) {
      System.arraycopy(ceiling, 0, granted, 0, size);
      return;
    }
    if (floors > amount) {
      lower(amount, floors, reservations);
    }
    pour(amount);
  }

  private void lower(long amount, long floors, long reservations) {
    for (int i = 0; i < size; i++) {
      floor[i] =
          reservations <= amount
              ? reserved[i]
                  + part(floor[i] - reserved[i], amount - reservations, floors - reservations)
              : part(reserved[i], amount, reservations);
    }
  }

  /** Exact, and rounded down; nothing of nothing. */
  private static long part(long of, long numerator, long denominator) {
    if (denominator <= 0) {
      return 0;
    }
    long high = Math.multiplyHigh(of, numerator);
    long low = of * numerator;
    return high == 0 && low >= 0
        ? low / denominator
        : BigInteger.valueOf(of)
            .multiply(BigInteger.valueOf(numerator))
            .divide(BigInteger.valueOf(denominator))
            .longValueExact();
  }

  private void pour(long amount) {
    double low = 0;
    double high = 0;
    for (int i = 0; i < size; i++) {
      high = Math.max(high, ceiling[i] / shares[i]);
    }
    // Between what the two ends give, the level lies near the straight line; every other time the
    // middle is taken, so that the ends close in whatever the curve. What is missing by less than
    // rounding takes is handed out at the end.
    long below = sum(0);
    long above = sum(high);
    long left = amount - below;
    for (int step = 0; step < STEPS && left > size; step++) {
      double part = (step & 1) == 0 && above > below ? left / (double) (above - below) : 0.5;
      double level = low + (high - low) * part;
      long sum = sum(level);
      if (sum <= amount) {
        low = level;
        below = sum;
        left = amount - sum;
      } else {
        high = level;
        above = sum;
      }
    }
    for (int i = 0; i < size; i++) {
      granted[i] = at(i, low);
    }
    top(amount);
  }

  private long at(int i, double level) {
    return Math.min(ceiling[i], Math.max(floor[i], (long) (level * shares[i])));
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
}
