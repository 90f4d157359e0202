package io.coppice.model.fork.elastic;

/**
 * A histogram of waiting times: sixteen steps to each doubling, so that a percentile is within 5 %
 * of the true one whatever the range.
 */
final class LatencyHistogram {
  private static final int STEPS = 16;
  private static final int SIZE = STEPS * 40;

  private final int[] counts;
  private long total;

  LatencyHistogram() {
    this(new int[SIZE], 0);
  }

  private LatencyHistogram(int[] counts, long total) {
    this.counts = counts;
    this.total = total;
  }

  LatencyHistogram(int[] counts) {
    this(counts.clone(), 0);
    for (int count : counts) {
      total += count;
    }
  }

  int[] counts() {
    return counts.clone();
  }

  void add(long micros) {
    counts[bucket(Math.max(0, micros))]++;
    total++;
  }

  void clear() {
    java.util.Arrays.fill(counts, 0);
    total = 0;
  }

  /** Microseconds below which that many percent lie; 0 when nothing was added. */
  long percentile(int percent) {
    long left = (total * percent + 99) / 100;
    for (int bucket = 0; bucket < SIZE && total > 0; bucket++) {
      left -= counts[bucket];
      if (left <= 0) {
        return value(bucket);
      }
    }
    return 0;
  }

  private static int bucket(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int octave = 63 - Long.numberOfLeadingZeros(micros);
    int step = (int) (micros >>> octave - 4) & STEPS - 1;
    return Math.min(SIZE - 1, (octave - 3) * STEPS + step);
  }

  private static long value(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int octave = bucket / STEPS + 3;
    long width = 1L << octave - 4;
    return (1L << octave) + bucket % STEPS * width + width / 2;
  }
}
