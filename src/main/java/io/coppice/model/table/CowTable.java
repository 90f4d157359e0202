package io.coppice.model.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A growing table of immutable rows, indexed from 0, cheap to copy. A row may be null: it was
 * deleted.
 *
 * <p>Rows lie in chunks of {@value #CHUNK}, and the table is a directory of chunks (146 for 37,248
 * rows). A copy shares the directory and every chunk in it, so that it costs the same however long
 * the table is. Each side remembers which chunks are its own, none after a copy; before its first
 * write after one it clones the directory, and before the first write to a chunk that chunk, once,
 * so that the other side never sees it. As a shared chunk is the same array on both sides, what
 * changed between two tables is found by comparing directories, and rows only where those differ:
 * the cost follows the change, not the table.
 *
 * <p>This is the path copying of persistent trees (Driscoll, Sarnak, Sleator, Tarjan, "Making Data
 * Structures Persistent", 1989) at the two levels that tables of this size need, with the ownership
 * marks of transients so that many writes between two copies share one clone.
 *
 * @param <T> the type of a row; rows are never changed, only replaced
 */
public final class CowTable<T> {
  /** Rows in a chunk. */
  public static final int CHUNK = 256;

  private static final int SHIFT = 8;
  private static final int MASK = CHUNK - 1;

  /** Where a table has no chunk. */
  private static final Object[] NO_ROWS = new Object[CHUNK];

  private Object[][] chunks;

  /** Its own chunks; null while the directory itself is shared. */
  private BitSet owned;

  private int size;
  private final boolean frozen;

  /** The newest frozen copy, as long as nothing was written since. */
  private CowTable<T> unchanged;

  public CowTable() {
    this(new Object[4][], 0, false);
    owned = new BitSet();
  }

  private CowTable(Object[][] chunks, int size, boolean frozen) {
    this.chunks = chunks;
    this.size = size;
    this.frozen = frozen;
  }

  /** One more than the highest row ever added; deleted rows count. */
  public int size() {
    return size;
  }

  /** The row, or null if it was deleted or never existed. */
  @SuppressWarnings("unchecked")
  public T get(int row) {
    return row < 0 || row >= size ? null : (T) chunks[row >> SHIFT][row & MASK];
  }

  /** Replaces the row; {@code null} deletes it. */
  public void set(int row, T value) {
    if (row < 0 || row >= size) {
      throw new IndexOutOfBoundsException("row " + row + " of " + size);
    }
    own(row >> SHIFT)[row & MASK] = value;
  }

  /** Appends a row and returns its index. */
  public int add(T value) {
    int row = size;
    int chunk = row >> SHIFT;
    ownDirectory();
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new Object[CHUNK];
      owned.set(chunk);
    }
    size++;
    own(chunk)[row & MASK] = value;
    return row;
  }

  /**
   * A writable copy, at a cost that does not depend on the rows. Both sides copy what they write to
   * next.
   */
  public CowTable<T> copy() {
    return share(false);
  }

  /**
   * An immutable copy, for any thread; the same one until something is written. A frozen table is
   * its own.
   */
  public CowTable<T> freeze() {
    if (frozen) {
      return this;
    }
    if (unchanged == null) {
      unchanged = share(true);
    }
    return unchanged;
  }

  private CowTable<T> share(boolean freeze) {
    if (!frozen) {
      owned = null;
    }
    return new CowTable<>(chunks, size, freeze);
  }

  /** Calls with every row that is not deleted, in order. */
  public void forEach(Consumer<? super T> action) {
    for (int row = 0; row < size; row++) {
      T value = get(row);
      if (value != null) {
        action.accept(value);
      }
    }
  }

  /** Rows that are not deleted. */
  public int count() {
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (get(row) != null) {
        count++;
      }
    }
    return count;
  }

  /** True if both are surely equal because they share every chunk; false says nothing. */
  public boolean sharesAllWith(CowTable<?> other) {
    if (size != other.size) {
      return false;
    }
    for (int chunk = 0; chunk << SHIFT < size; chunk++) {
      if (chunks[chunk] != other.chunks[chunk]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Calls with the index of each row that is another object than in {@code older}, including new
   * and deleted ones.
   */
  public void forEachChange(CowTable<T> older, IntConsumer changed) {
    int most = Math.max(size, older.size);
    for (int from = 0; from < most; from += CHUNK) {
      int chunk = from >> SHIFT;
      Object[] mine = from < size ? chunks[chunk] : NO_ROWS;
      Object[] theirs = from < older.size ? older.chunks[chunk] : NO_ROWS;
      if (mine == theirs) {
        continue;
      }
      // What lies beyond the end of a table is null in its chunk.
      for (int at = 0; at < CHUNK; at++) {
        if (mine[at] != theirs[at]) {
          changed.accept(from + at);
        }
      }
    }
  }

  private Object[] own(int chunk) {
    ownDirectory();
    if (!owned.get(chunk)) {
      chunks[chunk] = chunks[chunk].clone();
      owned.set(chunk);
    }
    return chunks[chunk];
  }

  private void ownDirectory() {
    if (frozen) {
      throw new IllegalStateException("A frozen table is read only");
    }
    unchanged = null;
    if (owned == null) {
      chunks = chunks.clone();
      owned = new BitSet();
    }
  }
}
