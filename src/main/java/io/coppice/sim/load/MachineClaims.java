package io.coppice.sim.load;

import java.util.Arrays;

/**
 * What each running machine may have of one resource in one tick, by row. The four numbers of a row
 * lie side by side: a division takes machines by their pools and hosts, of which neighbours are far
 * apart, and waits for memory once for each machine in place of four times. The array is reused.
 */
final class MachineClaims {
  private static final int SHARES = 0;
  private static final int RESERVED = 1;
  private static final int CEILING = 2;
  private static final int GRANTED = 3;
  private static final int WIDTH = 4;

  private long[] numbers = new long[0];

  void room(int wanted) {
    if (wanted * WIDTH > numbers.length) {
      numbers = Arrays.copyOf(numbers, (wanted + wanted / 4) * WIDTH);
    }
  }

  /** Notes a machine: it gets at most {@code most}, and of that what is reserved first. */
  void set(int row, double itsShares, long reservation, long most) {
    int at = row * WIDTH;
    long ceiling = Math.max(0, most);
    numbers[at + SHARES] = Double.doubleToRawLongBits(itsShares);
    numbers[at + CEILING] = ceiling;
    numbers[at + RESERVED] = Math.clamp(reservation, 0, ceiling);
  }

  double shares(int row) {
    return Double.longBitsToDouble(numbers[row * WIDTH + SHARES]);
  }

  long reserved(int row) {
    return numbers[row * WIDTH + RESERVED];
  }

  long ceiling(int row) {
    return numbers[row * WIDTH + CEILING];
  }

  void grant(int row, long amount) {
    numbers[row * WIDTH + GRANTED] = amount;
  }

  long granted(int row) {
    return numbers[row * WIDTH + GRANTED];
  }
}
