package io.coppice.display.terminal;

/**
 * The two screens of a terminal, its cursor and margins, and what is done to them. Rows and columns
 * count from 0. One thread.
 */
final class TerminalScreen {
  /** The cursor with all that DECSC keeps. */
  private record Saved(
      int row, int column, CellStyle style, CharacterSets.Kept sets, boolean origin) {
    static final Saved HOME = new Saved(0, 0, CellStyle.PLAIN, CharacterSets.Kept.USUAL, false);
  }

  final TerminalModes modes;
  private final TerminalGrid main;
  private final TerminalGrid alternate;
  private TerminalGrid grid;
  private final Saved[] saved = {Saved.HOME, Saved.HOME};
  private final TabStops tabs;
  private final CharacterSets sets = new CharacterSets();
  private CellStyle style = CellStyle.PLAIN;
  private int row;
  private int column;

  /** The last column was written: the next character begins the next row. */
  private boolean pending;

  private int top;
  private int bottom;
  private int lastPrinted = -1;

  TerminalScreen(int columns, int rows, TerminalModes modes) {
    this.modes = modes;
    main = new TerminalGrid(columns, rows, true);
    alternate = new TerminalGrid(columns, rows, false);
    grid = main;
    tabs = new TabStops(columns);
    bottom = rows - 1;
  }

  TabStops tabs() {
    return tabs;
  }

  CharacterSets sets() {
    return sets;
  }

  TerminalGrid grid() {
    return grid;
  }

  int rows() {
    return grid.rows();
  }

  int columns() {
    return grid.columns();
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

  CellStyle style() {
    return style;
  }

  void setStyle(CellStyle next) {
    style = next;
  }

  boolean isAlternate() {
    return grid == alternate;
  }

  private TerminalLine line() {
    return grid.line(row);
  }

  // characters

  void print(int c) {
    int code = sets.map(c);
    int width = CharacterWidth.of(code);
    if (width == 0) {
      int at = pending ? column : column - 1;
      if (at >= 0) {
        line().combine(at, code);
      }
      return;
    }
    boolean wide = width == 2 && columns() > 1;
    if (pending || wide && column == columns() - 1 && modes.autoWrap) {
      line().setWrapped(true);
      column = 0;
      index();
    }
    pending = false;
    if (wide && column == columns() - 1) {
      column--;
    }
    if (modes.insert) {
      line().insert(column, width, style.erased());
    }
    line().put(column, code, style, wide);
    lastPrinted = code;
    column += width;
    if (column >= columns()) {
      column = columns() - 1;
      pending = modes.autoWrap;
    }
  }

  /** The character before is no longer one that is repeated: something else came. */
  void forgetPrinted() {
    lastPrinted = -1;
  }

  /** Prints the character that came just before again (REP). */
  void repeat(int count) {
    if (lastPrinted >= 0) {
      int most = Math.min(count, rows() * columns());
      for (int i = 0; i < most; i++) {
        print(lastPrinted);
      }
    }
  }

  // movements

  void carriageReturn() {
    column = 0;
    pending = false;
  }

  /** Down one row; at the lower margin the region scrolls. */
  void index() {
    pending = false;
    if (row == bottom) {
      grid.scrollUp(top, bottom, 1, style.erased());
    } else if (row < rows() - 1) {
      row++;
    }
  }

  void reverseIndex() {
    pending = false;
    if (row == top) {
      grid.scrollDown(top, bottom, 1, style.erased());
    } else if (row > 0) {
      row--;
    }
  }

  void backspace() {
    if (column > 0) {
      column--;
    } else if (modes.reverseWrap && modes.autoWrap) {
      row = row > 0 ? row - 1 : rows() - 1;
      column = columns() - 1;
    }
    pending = false;
  }

  void up(int count) {
    int least = row >= top ? top : 0;
    row = Math.max(least, row - count);
    pending = false;
  }

  void down(int count) {
    int most = row <= bottom ? bottom : rows() - 1;
    row = Math.min(most, row + count);
    pending = false;
  }

  void left(int count) {
    column = Math.max(0, column - count);
    pending = false;
  }

  void right(int count) {
    column = Math.min(columns() - 1, column + count);
    pending = false;
  }

  /** To a place that counts from the region's first row when the origin is there. */
  void moveTo(int toRow, int toColumn) {
    row = modes.origin ? Math.clamp(top + toRow, top, bottom) : Math.clamp(toRow, 0, rows() - 1);
    column = Math.clamp(toColumn, 0, columns() - 1);
    pending = false;
  }

  void moveToRow(int toRow) {
    moveTo(toRow, column);
  }

  /** Down, whatever the margins are (VPR). */
  void downFreely(int count) {
    moveTo((modes.origin ? row - top : row) + count, column);
  }

  void moveToColumn(int toColumn) {
    column = Math.clamp(toColumn, 0, columns() - 1);
    pending = false;
  }

  /** The row as the application counts it. */
  int reportedRow() {
    return modes.origin ? row - top : row;
  }

  void tab(int count) {
    for (int i = 0; i < count; i++) {
      column = tabs.after(column, columns());
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
    int end = Math.min(last, rows() - 1);
    if (first < end) {
      top = first;
      bottom = end;
      moveTo(0, 0);
    }
  }

  void setOrigin(boolean on) {
    modes.origin = on;
    moveTo(0, 0);
  }

  // changes

  void eraseInDisplay(int what, boolean selective) {
    switch (what) {
      case 0 -> {
        line().erase(column, columns(), style.erased(), selective);
        eraseRows(row + 1, rows(), selective);
      }
      case 1 -> {
        eraseRows(0, row, selective);
        line().erase(0, column + 1, style.erased(), selective);
      }
      case 2 -> eraseRows(0, rows(), selective);
      case 3 -> main.clearHistory();
      default -> {}
    }
    pending = false;
  }

  private void eraseRows(int from, int to, boolean selective) {
    for (int each = from; each < to; each++) {
      grid.line(each).erase(0, columns(), style.erased(), selective);
    }
  }

  void eraseInLine(int what, boolean selective) {
    switch (what) {
      case 0 -> line().erase(column, columns(), style.erased(), selective);
      case 1 -> line().erase(0, column + 1, style.erased(), selective);
      case 2 -> line().erase(0, columns(), style.erased(), selective);
      default -> {}
    }
    pending = false;
  }

  void eraseCharacters(int count) {
    line().erase(column, Math.min(columns(), column + count), style.erased(), false);
    pending = false;
  }

  void insertCharacters(int count) {
    line().insert(column, count, style.erased());
    pending = false;
  }

  void deleteCharacters(int count) {
    line().delete(column, count, style.erased());
    pending = false;
  }

  private boolean isInRegion() {
    return row >= top && row <= bottom;
  }

  void insertLines(int count) {
    if (isInRegion()) {
      grid.scrollDown(row, bottom, count, style.erased());
      carriageReturn();
    }
  }

  void deleteLines(int count) {
    if (isInRegion()) {
      grid.delete(row, bottom, count, style.erased());
      carriageReturn();
    }
  }

  void scrollUp(int count) {
    grid.scrollUp(top, bottom, count, style.erased());
  }

  void scrollDown(int count) {
    grid.scrollDown(top, bottom, count, style.erased());
  }

  /** Moves the columns of the region's rows to the left (SL) or to the right (SR). */
  void scrollSideways(int from, int count, boolean leftwards) {
    if (isInRegion()) {
      for (int each = top; each <= bottom; each++) {
        if (leftwards) {
          grid.line(each).delete(from, count, style.erased());
        } else {
          grid.line(each).insert(from, count, style.erased());
        }
      }
    }
    pending = false;
  }

  /** Fills the screen with E, for whoever adjusts a tube (DECALN). */
  void align() {
    top = 0;
    bottom = rows() - 1;
    for (int each = 0; each < rows(); each++) {
      for (int at = 0; at < columns(); at++) {
        grid.line(each).put(at, 'E', CellStyle.PLAIN, false);
      }
    }
    modes.origin = false;
    moveTo(0, 0);
  }

  // states

  void save() {
    saved[isAlternate() ? 1 : 0] = new Saved(row, column, style, sets.kept(), modes.origin);
  }

  void restore() {
    Saved from = saved[isAlternate() ? 1 : 0];
    modes.origin = from.origin;
    row = Math.min(from.row, rows() - 1);
    column = Math.min(from.column, columns() - 1);
    pending = false;
    style = from.style;
    sets.restore(from.sets);
  }

  void toAlternate(boolean cleared) {
    grid = alternate;
    if (cleared) {
      grid.clear(style.erased());
    }
  }

  void toMain(boolean cleared) {
    if (cleared && isAlternate()) {
      grid.clear(style.erased());
    }
    grid = main;
  }

  /** The soft reset (DECSTR): states, not what is shown. */
  void softReset() {
    top = 0;
    bottom = rows() - 1;
    pending = false;
    style = CellStyle.PLAIN;
    sets.restore(CharacterSets.Kept.USUAL);
    saved[isAlternate() ? 1 : 0] = Saved.HOME;
  }

  void clearAll() {
    grid = main;
    main.clear(CellStyle.PLAIN);
    main.clearHistory();
    alternate.clear(CellStyle.PLAIN);
    saved[0] = Saved.HOME;
    saved[1] = Saved.HOME;
    softReset();
    tabs.reset(columns());
    lastPrinted = -1;
    sets.forgetShiftOnce();
    row = 0;
    column = 0;
  }

  void resize(int columns, int rows) {
    int before = columns();
    boolean other = isAlternate();
    int mainRow = main.resize(columns, rows, other ? saved[0].row : row);
    int otherRow = alternate.resize(columns, rows, other ? row : 0);
    row = other ? otherRow : mainRow;
    column = Math.min(column, columns - 1);
    pending = false;
    top = 0;
    bottom = rows - 1;
    if (columns > before) {
      tabs.addUsual(before, columns);
    }
  }
}
