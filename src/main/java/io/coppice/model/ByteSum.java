package io.coppice.model;

/**
 * A sum of bytes to which is added and from which is taken, in any order. It is exact however large
 * it becomes; what is read of it is at most {@link #MOST}, so that a few such sums still fit into
 * 63 bits. Not thread-safe.
 */
public final class ByteSum {
  /** Two exbibytes. */
  public static final long MOST = 1L << 61;

  private static final int LOW_BITS = 32;
  private static final long LOW = (1L << LOW_BITS) - 1;

  private long high;
  private long low;

  /** Adds so many times that many bytes; bytes are not negative, times may be. */
  public void add(long bytes, int times) {
    high += (bytes >> LOW_BITS) * times;
    low += (bytes & LOW) * times;
  }

  /** What it comes to; a sum from which more was taken than added is nothing. */
  public long value() {
    long carried = high + (low >> LOW_BITS);
    if (carried >= MOST >> LOW_BITS) {
      return MOST;
    }
    return carried < 0 ? 0 : (carried << LOW_BITS) + (low & LOW);
  }
}
