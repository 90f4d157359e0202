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
  private final TerminalCursor cursor;
  private final CharacterSets sets = new CharacterSets();
  private CellStyle style = CellStyle.PLAIN;
  private int lastPrinted = -1;

  TerminalScreen(int columns, int rows, TerminalModes modes) {
    this.modes = modes;
    main = new TerminalGrid(columns, rows, true);
    alternate = new TerminalGrid(columns, rows, false);
    grid = main;
    cursor = new TerminalCursor(columns, rows, modes);
  }

  TerminalCursor cursor() {
    return cursor;
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
    return grid.line(cursor.row());
  }

  // characters

  void print(int c) {
    int code = sets.map(c);
    int width = CharacterWidth.of(code);
    if (width == 0) {
      int at = cursor.isPending() ? cursor.column() : cursor.column() - 1;
      if (at >= 0) {
        line().combine(at, code);
      }
      return;
    }
    boolean wide = width == 2;
    if (width > columns()) {
      return; // half a character is none, as in tmux
    }
    boolean atEdge = wide && cursor.column() == columns() - 1;
    if (cursor.isPending() || atEdge && modes.autoWrap) {
      line().setWrapped(true);
      cursor.carriageReturn();
      index();
    } else if (atEdge) {
      cursor.left(1);
    }
    if (modes.insert) {
      line().insert(cursor.column(), width, style.erased());
    }
    line().put(cursor.column(), code, style, wide);
    lastPrinted = code;
    cursor.advance(width);
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

  // movements that scroll

  /** Down one row; at the lower margin the region scrolls. */
  void index() {
    if (cursor.row() == cursor.bottom()) {
      scrollUp(1);
      cursor.settle();
    } else {
      cursor.down(1);
    }
  }

  void reverseIndex() {
    if (cursor.row() == cursor.top()) {
      scrollDown(1);
      cursor.settle();
    } else {
      cursor.up(1);
    }
  }

  // changes

  void eraseInDisplay(int what, boolean selective) {
    switch (what) {
      case 0 -> {
        eraseInLine(0, selective);
        eraseRows(cursor.row() + 1, rows(), selective);
      }
      case 1 -> {
        eraseRows(0, cursor.row(), selective);
        line().erase(0, cursor.column() + 1, style.erased(), selective);
      }
      case 2 -> eraseRows(0, rows(), selective);
      case 3 -> main.clearHistory();
      default -> {}
    }
    if (what != 0) {
      cursor.settle();
    }
  }

  private void eraseRows(int from, int to, boolean selective) {
    for (int each = from; each < to; each++) {
      grid.line(each).erase(0, columns(), style.erased(), selective);
    }
  }

  /**
   * Behind a last column that was just written nothing stands, and the row still wraps: what tmux,
   * VTE (GNOME bug 740789) and xterm.js agree on, where xterm takes the last character away. {@code
   * grep --color} and {@code top} erase there after every line that fills its row.
   */
  void eraseInLine(int what, boolean selective) {
    if (what == 0 && cursor.isPending()) {
      return;
    }
    switch (what) {
      case 0 -> line().erase(cursor.column(), columns(), style.erased(), selective);
      case 1 -> line().erase(0, cursor.column() + 1, style.erased(), selective);
      case 2 -> line().erase(0, columns(), style.erased(), selective);
      default -> {}
    }
    cursor.settle();
  }

  void eraseCharacters(int count) {
    line()
        .erase(
            cursor.column(), Math.min(columns(), cursor.column() + count), style.erased(), false);
    cursor.settle();
  }

  void insertCharacters(int count) {
    line().insert(cursor.column(), count, style.erased());
    cursor.settle();
  }

  void deleteCharacters(int count) {
    line().delete(cursor.column(), count, style.erased());
    cursor.settle();
  }

  void insertLines(int count) {
    if (cursor.isInRegion()) {
      grid.scrollDown(cursor.row(), cursor.bottom(), count, style.erased());
      cursor.carriageReturn();
    }
  }

  void deleteLines(int count) {
    if (cursor.isInRegion()) {
      grid.delete(cursor.row(), cursor.bottom(), count, style.erased());
      cursor.carriageReturn();
    }
  }

  void scrollUp(int count) {
    grid.scrollUp(cursor.top(), cursor.bottom(), count, style.erased());
  }

  void scrollDown(int count) {
    grid.scrollDown(cursor.top(), cursor.bottom(), count, style.erased());
  }

  /** Moves the columns of the region's rows to the left (SL) or to the right (SR). */
  void scrollSideways(int from, int count, boolean leftwards) {
    if (cursor.isInRegion()) {
      for (int each = cursor.top(); each <= cursor.bottom(); each++) {
        if (leftwards) {
          grid.line(each).delete(from, count, style.erased());
        } else {
          grid.line(each).insert(from, count, style.erased());
        }
      }
    }
    cursor.settle();
  }

  /** Fills the screen with E, for whoever adjusts a tube (DECALN). */
  void align() {
    cursor.clearRegion();
    for (int each = 0; each < rows(); each++) {
      for (int at = 0; at < columns(); at++) {
        grid.line(each).put(at, 'E', CellStyle.PLAIN, false);
      }
    }
    cursor.setOrigin(false);
  }

  // states

  void save() {
    saved[isAlternate() ? 1 : 0] =
        new Saved(cursor.row(), cursor.column(), style, sets.kept(), modes.origin);
  }

  void restore() {
    Saved from = saved[isAlternate() ? 1 : 0];
    modes.origin = from.origin;
    cursor.restore(from.row, from.column);
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
    cursor.clearRegion();
    cursor.settle();
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
    cursor.tabs().reset(columns());
    lastPrinted = -1;
    sets.forgetShiftOnce();
    cursor.restore(0, 0);
  }

  void resize(int columns, int rows) {
    boolean other = isAlternate();
    int mainRow = main.resize(columns, rows, other ? saved[0].row : cursor.row());
    int otherRow = alternate.resize(columns, rows, other ? cursor.row() : 0);
    cursor.resize(columns, rows, other ? otherRow : mainRow);
  }
}
