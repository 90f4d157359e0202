package io.coppice.rules.index;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A small set of row numbers, kept in rising order so that what walks it is deterministic. A frozen
 * copy shares the array until the set changes in the midst of it.
 */
public final class SortedIntSet {
  static final SortedIntSet EMPTY = new SortedIntSet().freeze();

  private int[] items;
  private int size;

  /**
   * Whether a frozen copy reads the array. It reads no further than its own size, and this is never
   * shorter until it has an array of its own: so what is appended may be written in place.
   */
  private boolean shared;

  private final boolean frozen;

  SortedIntSet() {
    this(4);
  }

  /** An empty set with room for that many until it grows; at least 1. */
  SortedIntSet(int room) {
    this(new int[room], 0, false);
  }

  private SortedIntSet(int[] items, int size, boolean frozen) {
    this.items = items;
    this.size = size;
    this.frozen = frozen;
  }

  /** The set as it is now, for whoever keeps it. */
  SortedIntSet freeze() {
    if (frozen) {
      return this;
    }
    shared = true;
    return new SortedIntSet(items, size, true);
  }

  void add(int item) {
    checkWritable();
    int at = Arrays.binarySearch(items, 0, size, item);
    if (at >= 0) {
      return;
    }
    int to = -at - 1;
    if (size == items.length) {
      own(size * 2);
    } else if (shared && to < size) {
      own(items.length);
    }
    System.arraycopy(items, to, items, to + 1, size - to);
    items[to] = item;
    size++;
  }

  void remove(int item) {
    checkWritable();
    int at = Arrays.binarySearch(items, 0, size, item);
    if (at >= 0) {
      if (shared) {
        own(items.length);
      }
      System.arraycopy(items, at + 1, items, at, size - at - 1);
      size--;
    }
  }

  private void own(int room) {
    items = Arrays.copyOf(items, room);
    shared = false;
  }

  private void checkWritable() {
    if (frozen) {
      throw new IllegalStateException("A frozen set is read only");
    }
  }

  public boolean contains(int item) {
    return Arrays.binarySearch(items, 0, size, item) >= 0;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  public void forEach(IntConsumer action) {
    for (int i = 0; i < size; i++) {
      action.accept(items[i]);
    }
  }

  /** The items now, rising; a copy. */
  public int[] toArray() {
    return Arrays.copyOf(items, size);
  }
}
