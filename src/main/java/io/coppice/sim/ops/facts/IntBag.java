package io.coppice.sim.ops.facts;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A small set of row numbers, kept in rising order so that what walks it is deterministic. */
public final class IntBag {
  static final IntBag EMPTY = new IntBag();

  private int[] items = new int[4];
  private int size;

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
