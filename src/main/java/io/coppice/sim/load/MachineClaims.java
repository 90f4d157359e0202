package io.coppice.sim.load;

import java.util.Arrays;

/** What each running machine may have of one resource in one tick, by row; arrays are reused. */
final class MachineClaims {
  private double[] shares = new double[0];
  private long[] reserved = new long[0];
  private long[] ceiling = new long[0];
  private long[] granted = new long[0];

  void room(int wanted) {
    if (wanted > shares.length) {
      int rows = wanted + wanted / 4;
      shares = Arrays.copyOf(shares, rows);
      reserved = Arrays.copyOf(reserved, rows);
      ceiling = Arrays.copyOf(ceiling, rows);
      granted = Arrays.copyOf(granted, rows);
    }
  }

  /** Notes a machine: it gets at most {@code most}, and of that what is reserved first. */
  void set(int row, double itsShares, long reservation, long most) {
    shares[row] = itsShares;
    ceiling[row] = Math.max(0, most);
    reserved[row] = Math.clamp(reservation, 0, ceiling[row]);
  }

  double shares(int row) {
    return shares[row];
  }

  long reserved(int row) {
    return reserved[row];
  }

  long ceiling(int row) {
    return ceiling[row];
  }

  void grant(int row, long amount) {
    granted[row] = amount;
  }

  long granted(int row) {
    return granted[row];
  }
}
