package io.coppice.display.terminal;

/**
 * Where the next character goes, and what bounds its moves: the sides of the screen, the margins of
 * the rows that scroll, and the tab stops. Rows and columns count from 0. One thread.
 */
final class TerminalCursor {
  private final TerminalModes modes;
  private final TabStops tabs;
  private int columns;
  private int rows;
  private int row;
  private int column;

  /** The last column was written: the next character begins the next row. */
  private boolean pending;

  private int top;
  private int bottom;

  TerminalCursor(int columns, int rows, TerminalModes modes) {
    this.modes = modes;
    this.columns = columns;
    this.rows = rows;
    tabs = new TabStops(columns);
    bottom = rows - 1;
  }

  int row() {
    return row;
  }

  int column() {
    return column;
  }

  int top() {
    return top;
  }

  int bottom() {
    return bottom;
  }

  TabStops tabs() {
    return tabs;
  }

  boolean isPending() {
    return pending;
  }

  /** What was about to be wrapped is not any more. */
  void settle() {
    pending = false;
  }

  /** Whether it stands in a row that scrolls. */
  boolean isInRegion() {
    return row >= top && row <= bottom;
  }

  /** Goes on over a character; behind the last column it waits to be wrapped. */
  void advance(int width) {
    column += width;
    if (column >= columns) {
      column = columns - 1;
      pending = modes.autoWrap;
    }
  }

  void carriageReturn() {
    column = 0;
    pending = false;
  }

  void backspace() {
    if (column > 0) {
      column--;
    } else if (modes.reverseWrap && modes.autoWrap) {
      row = row > 0 ? row - 1 : rows - 1;
      column = columns - 1;
    }
    pending = false;
  }

  void up(int count) {
    int least = row >= top ? top : 0;
    row = Math.max(least, row - count);
    pending = false;
  }

  void down(int count) {
    int most = row <= bottom ? bottom : rows - 1;
    row = Math.min(most, row + count);
    pending = false;
  }

  void left(int count) {
    column = Math.max(0, column - count);
    pending = false;
  }

  void right(int count) {
    column = Math.min(columns - 1, column + count);
    pending = false;
  }

  /** To a place that counts from the region's first row when the origin is there. */
  void moveTo(int toRow, int toColumn) {
    row = modes.origin ? Math.clamp(top + toRow, top, bottom) : Math.clamp(toRow, 0, rows - 1);
    column = Math.clamp(toColumn, 0, columns - 1);
    pending = false;
  }

  void moveToRow(int toRow) {
    moveTo(toRow, column);
  }

  /** Down, whatever the margins are (VPR). */
  void downFreely(int count) {
    moveTo(reportedRow() + count, column);
  }

  void moveToColumn(int toColumn) {
    column = Math.clamp(toColumn, 0, columns - 1);
    pending = false;
  }

  /** The row as the application counts it. */
  int reportedRow() {
    return modes.origin ? row - top : row;
  }

  void tab(int count) {
    for (int i = 0; i < count; i++) {
      column = tabs.after(column, columns);
    }
  }

  /** Back to a stop; a row that was about to be wrapped still is, as in xterm. */
  void backTab(int count) {
    for (int i = 0; i < count && column > 0; i++) {
      column = tabs.before(column);
    }
  }

  void setTab() {
    tabs.set(column);
  }

  void clearTab() {
    tabs.clear(column);
  }

  /** The rows that scroll; nothing happens if they are fewer than two. */
  void setRegion(int first, int last) {
    int end = Math.min(last, rows - 1);
    if (first < end) {
      top = first;
      bottom = end;
      moveTo(0, 0);
    }
  }

  /** All rows scroll. */
  void clearRegion() {
    top = 0;
    bottom = rows - 1;
  }

  void setOrigin(boolean on) {
    modes.origin = on;
    moveTo(0, 0);
  }

  /** Back to where it was kept, whatever the origin is. */
  void restore(int toRow, int toColumn) {
    row = Math.min(toRow, rows - 1);
    column = Math.min(toColumn, columns - 1);
    pending = false;
  }

  /**
   * Another size.
   *
   * @param toRow where its row is now
   */
  void resize(int newColumns, int newRows, int toRow) {
    int before = columns;
    columns = newColumns;
    rows = newRows;
    restore(toRow, column);
    clearRegion();
    if (columns > before) {
      tabs.addUsual(before, columns);
    }
  }
}
