package io.coppice.model.table;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A growing column of ints, indexed from 0, cheap to copy; the primitive sister of {@link
 * CowTable}.
 */
public final class CowInts implements IntColumn {
  private static final int SHIFT = 10;
  private static final int CHUNK = 1 << SHIFT;
  private static final int MASK = CHUNK - 1;

  private int[][] chunks;

  /** Its own chunks; null while the directory itself is shared. */
  private BitSet owned;

  private int size;
  private final boolean frozen;

  /** The newest frozen copy, as long as nothing was written since. */
  private CowInts unchanged;

  public CowInts() {
    this(new int[4][], 0, false);
    owned = new BitSet();
  }

  private CowInts(int[][] chunks, int size, boolean frozen) {
    this.chunks = chunks;
    this.size = size;
    this.frozen = frozen;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int get(int row) {
    return row < 0 || row >= size ? 0 : chunks[row >> SHIFT][row & MASK];
  }

  /** Sets a row, growing the column to hold it; rows between are 0. */
  public void set(int row, int value) {
    if (row < size && chunks[row >> SHIFT][row & MASK] == value) {
      return;
    }
    own(row)[row & MASK] = value;
  }

  /**
   * Sets all rows from 0 to {@code count}, chunk by chunk; chunks that are as they were stay
   * shared.
   */
  public void setAll(int[] values, int count) {
    for (int from = 0; from < count; from += CHUNK) {
      int length = Math.min(CHUNK, count - from);
      int[] chunk = from < size ? chunks[from >> SHIFT] : null;
      boolean same =
          from + length <= size && Arrays.equals(chunk, 0, length, values, from, from + length);
      if (!same) {
        System.arraycopy(values, from, own(from + length - 1), 0, length);
      }
    }
  }

  /**
   * Sets a row and makes the column at least that long, even if the value is 0; for reading a
   * column back as it was.
   */
  public void grow(int row, int value) {
    own(row)[row & MASK] = value;
  }

  /** True if both are surely equal because neither was written since they were one. */
  public boolean sharesAllWith(CowInts other) {
    return chunks == other.chunks && size == other.size;
  }

  /** A writable copy, at a cost that does not depend on the rows. */
  public CowInts copy() {
    return share(false);
  }

  /**
   * An immutable copy, for any thread; the same one until something is written. A frozen column is
   * its own.
   */
  public CowInts freeze() {
    if (frozen) {
      return this;
    }
    if (unchanged == null) {
      unchanged = share(true);
    }
    return unchanged;
  }

  private CowInts share(boolean freeze) {
    if (owned != null) {
      owned = null;
    }
    return new CowInts(chunks, size, freeze);
  }

  private int[] own(int row) {
    if (frozen) {
      throw new IllegalStateException("A frozen column is read only");
    }
    unchanged = null;
    if (owned == null) {
      chunks = chunks.clone();
      owned = new BitSet();
    }
    int chunk = row >> SHIFT;
    while (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    for (int missing = chunk; missing >= 0 && chunks[missing] == null; missing--) {
      chunks[missing] = new int[CHUNK];
      owned.set(missing);
    }
    if (!owned.get(chunk)) {
      chunks[chunk] = chunks[chunk].clone();
      owned.set(chunk);
    }
    size = Math.max(size, row + 1);
    return chunks[chunk];
  }
}
