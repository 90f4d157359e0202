package io.coppice.display.terminal;

import java.util.BitSet;

/** The columns at which tabs stop; every eighth at the beginning. One thread. */
final class TabStops {
  private static final int EVERY = 8;

  private final BitSet stops = new BitSet();

  TabStops(int columns) {
    addUsual(0, columns);
  }

  /** Adds the usual ones from a column on, as where a screen became wider. */
  void addUsual(int from, int columns) {
    for (int at = (from + EVERY - 1) / EVERY * EVERY; at < columns; at += EVERY) {
      stops.set(at);
    }
  }

  /** The stop behind a column; the last column where there is none. */
  int after(int column, int columns) {
    int next = stops.nextSetBit(column + 1);
    return next < 0 || next >= columns ? columns - 1 : next;
  }

  /** The stop before a column greater than 0; the first column where there is none. */
  int before(int column) {
    return Math.max(0, stops.previousSetBit(column - 1));
  }

  void set(int column) {
    stops.set(column);
  }

  void clear(int column) {
    stops.clear(column);
  }

  void clearAll() {
    stops.clear();
  }

  void reset(int columns) {
    stops.clear();
    addUsual(0, columns);
  }
}
