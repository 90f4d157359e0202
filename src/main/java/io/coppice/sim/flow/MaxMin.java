package io.coppice.sim.flow;

import java.util.Arrays;

/**
 * Rates of flows that share things, max-min fair: nobody can have more without one that has no more
 * having less (Bertsekas and Gallager, "Data Networks", section 6.5.2, "progressive filling"). All
 * grow together by their weights until a thing they use is full or they want no more; those stop,
 * the others go on. Sums are in bytes a second; what is granted of a thing never exceeds it.
 */
final class MaxMin {
  private final double[] capacity;
  private final double[] load;
  private final double[] growth;
  private final boolean[] full;
  private int flows;
  private double[] weights = new double[16];
  private double[] ceilings = new double[16];
  private double[] rates = new double[16];
  private int[][] uses = new int[16][];
  private int[][] times = new int[16][];
  private boolean[] stopped = new boolean[16];

  MaxMin(double[] capacity) {
    this.capacity = capacity;
    this.load = new double[capacity.length];
    this.growth = new double[capacity.length];
    this.full = new boolean[capacity.length];
  }

  /** Adds a flow and returns its index. */
  int add(double weight, double ceiling, int[] its, int[] itsTimes) {
    if (flows == weights.length) {
      weights = Arrays.copyOf(weights, flows * 2);
      ceilings = Arrays.copyOf(ceilings, flows * 2);
      rates = Arrays.copyOf(rates, flows * 2);
      uses = Arrays.copyOf(uses, flows * 2);
      times = Arrays.copyOf(times, flows * 2);
      stopped = Arrays.copyOf(stopped, flows * 2);
    }
    weights[flows] = weight;
    ceilings[flows] = ceiling;
    uses[flows] = its;
    times[flows] = itsTimes;
    return flows++;
  }

  double rate(int flow) {
    return rates[flow];
  }

  void solve() {
    double level = 0;
    for (int left = flows; left > 0; ) {
      Arrays.fill(growth, 0);
      for (int flow = 0; flow < flows; flow++) {
        if (!stopped[flow]) {
          for (int i = 0; i < uses[flow].length; i++) {
            growth[uses[flow][i]] += weights[flow] * times[flow][i];
          }
        }
      }
      double next = nextLevel(level);
      for (int thing = 0; thing < capacity.length; thing++) {
        if (growth[thing] > 0 && fullAt(thing, level) <= next) {
          full[thing] = true;
          load[thing] = capacity[thing];
        } else {
          load[thing] += growth[thing] * (next - level);
        }
      }
      level = next;
      left -= stop(level);
    }
  }

  /** The level at which a thing that is used has nothing left. */
  private double fullAt(int thing, double level) {
    return level + Math.max(0, capacity[thing] - load[thing]) / growth[thing];
  }

  /** The level at which the first flow stops. */
  private double nextLevel(double level) {
    double next = Double.MAX_VALUE;
    for (int thing = 0; thing < capacity.length; thing++) {
      if (growth[thing] > 0) {
        next = Math.min(next, fullAt(thing, level));
      }
    }
    for (int flow = 0; flow < flows; flow++) {
      if (!stopped[flow]) {
        next = Math.min(next, ceilings[flow] / weights[flow]);
      }
    }
    return Math.max(level, next);
  }

  /**
   * Stops what has all it wants or uses something full; at least one does, as the level is that at
   * which the first has or is, to the bit.
   */
  private int stop(double level) {
    int count = 0;
    for (int flow = 0; flow < flows; flow++) {
      if (stopped[flow]) {
        continue;
      }
      boolean content = ceilings[flow] / weights[flow] <= level;
      if (content || usesFull(uses[flow])) {
        rates[flow] = content ? ceilings[flow] : Math.min(ceilings[flow], level * weights[flow]);
        stopped[flow] = true;
        count++;
      }
    }
    return count;
  }

  private boolean usesFull(int[] its) {
    for (int thing : its) {
      if (full[thing]) {
        return true;
      }
    }
    return false;
  }
}
