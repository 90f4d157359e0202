package io.coppice.testkit;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * One thing among many by weight, each up to a ceiling: the parts that weighted max-min fairness
 * gives, worked out by handing out again what those who have enough leave.
 *
 * @param amount what there is
 */
public record FairParts(double[] weights, double[] ceilings, double amount) {
  /** Some that are short of it, and some that have enough. */
  public static FairParts random(Random random) {
    int count = 2 + random.nextInt(12);
    double[] weights = random.ints(count, 1, 9).asDoubleStream().toArray();
    double[] ceilings = random.ints(count, 0, 200_000).asDoubleStream().toArray();
    double sum = IntStream.range(0, count).mapToDouble(i -> ceilings[i]).sum();
    return new FairParts(weights, ceilings, Math.floor(sum * (0.1 + random.nextDouble())));
  }

  public double[] parts() {
    double[] parts = new double[weights.length];
    boolean[] full = new boolean[weights.length];
    double left = amount;
    for (boolean again = true; again; ) {
      again = false;
      double sum = 0;
      for (int i = 0; i < parts.length; i++) {
        sum += full[i] ? 0 : weights[i];
      }
      for (int i = 0; i < parts.length && !again; i++) {
        if (!full[i] && left / sum * weights[i] >= ceilings[i]) {
          full[i] = true;
          parts[i] = ceilings[i];
          left -= ceilings[i];
          again = true;
        }
      }
      for (int i = 0; i < parts.length && !again; i++) {
        parts[i] = full[i] ? parts[i] : left / sum * weights[i];
      }
    }
    return parts;
  }
}
