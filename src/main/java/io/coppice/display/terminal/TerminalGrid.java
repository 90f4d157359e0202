package io.coppice.display.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a screen, and those that went off at its top. One thread. */
final class TerminalGrid {
  /** Rows that are kept above the screen. */
  static final int MOST_HISTORY = 10_000;

  private static final int HISTORY_STEP = 1_000;

  private final List<TerminalLine> history = new ArrayList<>();
  private final boolean keeps;
  private TerminalLine[] lines;
  private int columns;

  /** A screen of blanks; {@code keeps} rows that scroll off if it is the main one. */
  TerminalGrid(int columns, int rows, boolean keeps) {
    this.columns = columns;
    this.keeps = keeps;
    lines = new TerminalLine[rows];
    for (int row = 0; row < rows; row++) {
      lines[row] = new TerminalLine(columns, CellStyle.PLAIN);
    }
  }

  int rows() {
    return lines.length;
  }

  int columns() {
    return columns;
  }

  int historyRows() {
    return history.size();
  }

  /** A row; those above the screen have negative numbers, the last of them -1. */
  TerminalLine line(int row) {
    return row < 0 ? history.get(history.size() + row) : lines[row];
  }

  void clearHistory() {
    history.clear();
  }

  /** Moves rows up; the ones that leave at the top of the screen are kept. */
  void scrollUp(int top, int bottom, int count, CellStyle style) {
    int moved = Math.min(count, bottom - top + 1);
    if (keeps && top == 0) {
      for (int row = 0; row < moved; row++) {
        keep(lines[row]);
      }
    }
    delete(top, bottom, moved, style);
  }

  /** Takes rows out, for good. */
  void delete(int top, int bottom, int count, CellStyle style) {
    int moved = Math.min(count, bottom - top + 1);
    System.arraycopy(lines, top + moved, lines, top, bottom - top + 1 - moved);
    blank(bottom - moved + 1, bottom, style);
  }

  void scrollDown(int top, int bottom, int count, CellStyle style) {
    int moved = Math.min(count, bottom - top + 1);
    System.arraycopy(lines, top, lines, top + moved, bottom - top + 1 - moved);
    blank(top, top + moved - 1, style);
  }

  private void keep(TerminalLine line) {
    history.add(line);
    if (history.size() >= MOST_HISTORY + HISTORY_STEP) {
      history.subList(0, HISTORY_STEP).clear();
    }
  }

  private void blank(int first, int last, CellStyle style) {
    for (int row = first; row <= last; row++) {
      lines[row] = new TerminalLine(columns, style);
    }
  }

  void clear(CellStyle style) {
    blank(0, lines.length - 1, style);
  }

  /**
   * Another size. Blank rows below the cursor go first, then rows go off at the top; they come back
   * from there when the screen grows.
   *
   * @param cursor the cursor's row
   * @return its row now
   */
  int resize(int newColumns, int newRows, int cursor) {
    int at = cursor;
    int last = lines.length - 1;
    while (last > at && last >= newRows && lines[last].length() == 0) {
      last--;
    }
    List<TerminalLine> next = new ArrayList<>(Arrays.asList(lines).subList(0, last + 1));
    while (next.size() > newRows) {
      TerminalLine gone = next.removeFirst();
      if (keeps) {
        keep(gone);
      }
      at--;
    }
    while (next.size() < newRows && keeps && !history.isEmpty()) {
      next.addFirst(history.removeLast());
      at++;
    }
    while (next.size() < newRows) {
      next.add(new TerminalLine(newColumns, CellStyle.PLAIN));
    }
    columns = newColumns;
    lines = next.toArray(TerminalLine[]::new);
    for (TerminalLine line : lines) {
      line.resize(newColumns, CellStyle.PLAIN);
    }
    return Math.clamp(at, 0, newRows - 1);
  }
}
