package io.coppice.model.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Some of a guest's pages, or of a disk's blocks, as compressed bitmaps of {@value #CHUNK} each
 * (Lemire et al., "Roaring Bitmaps: Implementation of an Optimized Software Library", 2018). A copy
 * shares all chunks; a chunk is copied when it is first written after that. Used by one thread
 * while written; a copy of which nobody writes the original any more may be read by any.
 */
public final class PageSet {
  /** Bytes of a page. */
  public static final int PAGE = 4096;

  /** The largest memory in pages; up to the end of its last chunk numbers still fit. */
  public static final int MOST = Integer.MAX_VALUE - 65_536;

  private static final int SHIFT = 16;
  private static final int CHUNK = 1 << SHIFT;

  private final int pages;
  private final RoaringBitmap[] chunks;
  private final boolean[] owned;

  /** An empty set of a memory of that many pages. */
  public PageSet(int pages) {
    this(pages, new RoaringBitmap[(pages + CHUNK - 1) >> SHIFT]);
  }

  private PageSet(int pages, RoaringBitmap[] chunks) {
    this.pages = pages;
    this.chunks = chunks;
    this.owned = new boolean[chunks.length];
  }

  /** A copy that shares every chunk; the original must not be written again. */
  public PageSet copy() {
    return new PageSet(pages, chunks.clone());
  }

  /** Pages of the memory, in the set or not. */
  public int pages() {
    return pages;
  }

  /** Pages in the set. */
  public int count() {
    int count = 0;
    for (RoaringBitmap chunk : chunks) {
      count += chunk == null ? 0 : chunk.getCardinality();
    }
    return count;
  }

  public boolean isEmpty() {
    for (RoaringBitmap chunk : chunks) {
      if (chunk != null && !chunk.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  public boolean contains(int page) {
    RoaringBitmap chunk = page < 0 || page >= pages ? null : chunks[page >> SHIFT];
    return chunk != null && chunk.contains(page & CHUNK - 1);
  }

  /** Whether all pages from {@code from} to before {@code to} are in. */
  public boolean contains(int from, int to) {
    for (int at = from; at < to; at = endOfChunk(at, to)) {
      RoaringBitmap chunk = chunks[at >> SHIFT];
      int start = at & CHUNK - 1;
      // Found by bisection; asking whether a range is in walks all runs before it.
      if (chunk == null || chunk.nextAbsentValue(start) < start + endOfChunk(at, to) - at) {
        return false;
      }
    }
    return true;
  }

  /** How many of the pages from {@code from} to before {@code to} are in. */
  public int countIn(int from, int to) {
    long count = 0;
    for (int at = from; at < to; at = endOfChunk(at, to)) {
      RoaringBitmap chunk = chunks[at >> SHIFT];
      long start = at & CHUNK - 1;
      count += chunk == null ? 0 : chunk.rangeCardinality(start, start + endOfChunk(at, to) - at);
    }
    return (int) count;
  }

  public void add(int from, int to) {
    for (int at = from; at < to; at = endOfChunk(at, to)) {
      int chunk = at >> SHIFT;
      // Hot pages are written again and again: to ask is a bisection, to add moves all runs behind.
      if (contains(at, endOfChunk(at, to))) {
        continue;
      }
      long start = at & CHUNK - 1;
      own(chunk).add(start, start + endOfChunk(at, to) - at);
    }
  }

  public void add(int page) {
    own(page >> SHIFT).add(page & CHUNK - 1);
  }

  public void remove(int from, int to) {
    for (int at = from; at < to; at = endOfChunk(at, to)) {
      RoaringBitmap chunk = chunks[at >> SHIFT];
      long start = at & CHUNK - 1;
      long end = start + endOfChunk(at, to) - at;
      if (chunk != null && chunk.intersects(start, end)) {
        own(at >> SHIFT).remove(start, end);
      }
    }
  }

  /** Adds all of another set of the same memory. */
  public void addAll(PageSet other) {
    for (int i = 0; i < chunks.length; i++) {
      if (other.chunks[i] != null) {
        own(i).or(other.chunks[i]);
      }
    }
  }

  /** Removes all of another set of the same memory. */
  public void removeAll(PageSet other) {
    for (int i = 0; i < chunks.length; i++) {
      if (chunks[i] != null && other.chunks[i] != null) {
        own(i).andNot(other.chunks[i]);
      }
    }
  }

  /** Adds those pages of a range that are in both of two sets of the same memory. */
  void addCommon(int from, int to, PageSet one, PageSet other) {
    for (int at = from; at < to; at = endOfChunk(at, to)) {
      int chunk = at >> SHIFT;
      if (one.chunks[chunk] == null || other.chunks[chunk] == null) {
        continue;
      }
      RoaringBitmap both = RoaringBitmap.and(one.chunks[chunk], other.chunks[chunk]);
      int start = at & CHUNK - 1;
      both.remove(0L, start);
      both.remove(start + (long) endOfChunk(at, to) - at, CHUNK);
      if (chunks[chunk] != null) {
        both.andNot(chunks[chunk]);
      }
      if (!both.isEmpty()) {
        own(chunk).or(both);
      }
    }
  }

  /** The pages in both, as a set of its own. */
  public PageSet and(PageSet other) {
    PageSet both = new PageSet(pages);
    for (int i = 0; i < chunks.length; i++) {
      if (chunks[i] != null && other.chunks[i] != null) {
        both.chunks[i] = RoaringBitmap.and(chunks[i], other.chunks[i]);
        both.owned[i] = true;
      }
    }
    return both;
  }

  /** How many pages are in both. */
  public int andCount(PageSet other) {
    int count = 0;
    for (int i = 0; i < chunks.length; i++) {
      if (chunks[i] != null && other.chunks[i] != null) {
        count += RoaringBitmap.andCardinality(chunks[i], other.chunks[i]);
      }
    }
    return count;
  }

  /** Calls with every page of the set, rising. */
  public void forEach(java.util.function.IntConsumer action) {
    for (int i = 0; i < chunks.length; i++) {
      if (chunks[i] != null) {
        int first = i << SHIFT;
        chunks[i].forEach((org.roaringbitmap.IntConsumer) page -> action.accept(first + page));
      }
    }
  }

  /** Stores what was written since the last time as tightly as it can be. */
  public void tighten() {
    for (int i = 0; i < chunks.length; i++) {
      if (owned[i] && chunks[i] != null) {
        chunks[i].runOptimize();
      }
    }
  }

  /** The set as bytes; equal sets give equal bytes, however they came to be. */
  public byte[] bytes() {
    RoaringBitmap whole = new RoaringBitmap();
    for (int i = chunks.length - 1; i >= 0; i--) {
      if (chunks[i] != null) {
        whole.or(RoaringBitmap.addOffset(chunks[i], (long) i << SHIFT));
      }
    }
    whole.removeRunCompression();
    whole.runOptimize();
    ByteBuffer buffer = ByteBuffer.allocate(whole.serializedSizeInBytes());
    whole.serialize(buffer);
    return buffer.array();
  }

  /** Reads what {@link #bytes()} wrote. */
  public static PageSet of(int pages, byte[] bytes) {
    RoaringBitmap whole = new RoaringBitmap();
    try {
      whole.deserialize(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PageSet set = new PageSet(pages);
    for (int i = 0; i < set.chunks.length; i++) {
      long first = (long) i << SHIFT;
      RoaringBitmap window = new RoaringBitmap();
      window.add(first, first + CHUNK);
      window.and(whole);
      if (!window.isEmpty()) {
        set.chunks[i] = RoaringBitmap.addOffset(window, -first);
        set.chunks[i].runOptimize();
        set.owned[i] = true;
      }
    }
    return set;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PageSet set) || set.pages != pages) {
      return false;
    }
    for (int i = 0; i < chunks.length; i++) {
      boolean nothing = chunks[i] == null || chunks[i].isEmpty();
      boolean nothingThere = set.chunks[i] == null || set.chunks[i].isEmpty();
      if (nothing != nothingThere || (!nothing && !chunks[i].equals(set.chunks[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return 31 * pages + count();
  }

  @Override
  public String toString() {
    return count() + " of " + pages + " pages";
  }

  private static int endOfChunk(int at, int to) {
    return Math.min(to, (at | CHUNK - 1) + 1);
  }

  private RoaringBitmap own(int chunk) {
    if (!owned[chunk]) {
      chunks[chunk] = chunks[chunk] == null ? new RoaringBitmap() : chunks[chunk].clone();
      owned[chunk] = true;
    }
    return chunks[chunk];
  }
}
