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
        load[thing] += growth[thing] * (next - level);
      }
      level = next;
      left -= stop(level);
    }
  }

  /** The level at which the first flow stops. */
  private double nextLevel(double level) {
    double next = Double.MAX_VALUE;
    for (int thing = 0; thing < capacity.length; thing++) {
      if (growth[thing] > 0) {
        double room = Math.max(0, capacity[thing] - load[thing]);
        next = Math.min(next, level + room / growth[thing]);
      }
    }
    for (int flow = 0; flow < flows; flow++) {
      if (!stopped[flow]) {
        next = Math.min(next, ceilings[flow] / weights[flow]);
      }
    }
    return Math.max(level, next);
  }

  /** Stops what has all it wants or uses something full; at least one does. */
  private int stop(double level) {
    int count = 0;
    for (int flow = 0; flow < flows; flow++) {
      if (!stopped[flow] && (ceilings[flow] <= level * weights[flow] || isFull(uses[flow]))) {
        rates[flow] = Math.min(ceilings[flow], level * weights[flow]);
        stopped[flow] = true;
        count++;
      }
    }
    return count > 0 ? count : stopFirst(level);
  }

  /** Rounding left every thing a hair of room: the one that is nearest stops. */
  private int stopFirst(double level) {
    for (int flow = 0; flow < flows; flow++) {
      if (!stopped[flow]) {
        rates[flow] = Math.min(ceilings[flow], level * weights[flow]);
        stopped[flow] = true;
        return 1;
      }
    }
    return 0;
  }

  private boolean isFull(int[] its) {
    for (int thing : its) {
      if (capacity[thing] - load[thing] <= capacity[thing] * 1e-12) {
        return true;
      }
    }
    return false;
  }
}
