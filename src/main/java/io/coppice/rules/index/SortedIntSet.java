package io.coppice.rules.index;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A small set of row numbers, kept in rising order so that what walks it is deterministic. */
public final class SortedIntSet {
  static final SortedIntSet EMPTY = new SortedIntSet();

  private int[] items;
  private int size;

  SortedIntSet() {
    this(4);
  }

  /** An empty set with room for that many until it grows; at least 1. */
  SortedIntSet(int room) {
    items = new int[room];
  }

  void add(int item) {
    int at = Arrays.binarySearch(items, 0, size, item);
    if (at >= 0) {
      return;
    }
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    int to = -at - 1;
    System.arraycopy(items, to, items, to + 1, size - to);
    items[to] = item;
    size++;
  }

  void remove(int item) {
    int at = Arrays.binarySearch(items, 0, size, item);
    if (at >= 0) {
      System.arraycopy(items, at + 1, items, at, size - at - 1);
      size--;
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
