package io.coppice.sim.world;

/**
 * The world's one source of chance: SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom
 * Number Generators", OOPSLA 2014). Its whole state is one long, so it is copied with the world.
 */
public final class RandomSource {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  public RandomSource(long seed) {
    this.state = seed;
  }

  public long state() {
    return state;
  }

  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** From 0 to below {@code bound}, which is above 0. */
  public int nextInt(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  /** From 0 to below 1. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  public RandomSource copy() {
    return new RandomSource(state);
  }

  /**
   * A number that looks random and is always the same for the same value; for what must not depend
   * on the order of draws.
   */
  public static long mix(long value) {
    long z = value;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** {@link #mix} as a fraction from 0 to below 1. */
  public static double fraction(long value) {
    return (mix(value) >>> 11) * 0x1.0p-53;
  }
}
