package io.coppice.display.terminal;

import java.util.Arrays;

/**
 * A row of cells. A wide character stands in two: its own and a {@link #TAIL}; whatever hits one of
 * them takes the other along. One thread.
 */
final class TerminalLine {
  static final int BLANK = 0;

  /** The second cell of a wide character. */
  static final int TAIL = -1;

  /** Marks on one character at most. */
  private static final int MOST_MARKS = 8;

  private int[] codes;
  private CellStyle[] styles;

  /** Marks that stand on cells' characters; null while there are none. */
  private String[] marks;

  /** Whether the text goes on in the next row because it did not fit. */
  private boolean wrapped;

  TerminalLine(int columns, CellStyle style) {
    codes = new int[columns];
    styles = new CellStyle[columns];
    Arrays.fill(styles, style);
  }

  int columns() {
    return codes.length;
  }

  boolean isWrapped() {
    return wrapped;
  }

  void setWrapped(boolean is) {
    wrapped = is;
  }

  int code(int column) {
    return codes[column];
  }

  CellStyle style(int column) {
    return styles[column];
  }

  boolean isWide(int column) {
    return column + 1 < codes.length && codes[column + 1] == TAIL;
  }

  /** The character of a cell with its marks; a blank for none, empty for the tail of a wide one. */
  String text(int column) {
    int code = codes[column];
    if (code == TAIL) {
      return "";
    }
    String base = code == BLANK ? " " : Character.toString(code);
    return marks == null || marks[column] == null ? base : base + marks[column];
  }

  void put(int column, int code, CellStyle style, boolean wide) {
    cut(column);
    if (wide) {
      cut(column + 1);
    }
    set(column, code, style);
    if (wide) {
      set(column + 1, TAIL, style);
    }
  }

  private void set(int column, int code, CellStyle style) {
    codes[column] = code;
    styles[column] = style;
    if (marks != null) {
      marks[column] = null;
    }
  }

  /** A wide character that stands half here loses its other half too. */
  private void cut(int column) {
    if (column < codes.length && codes[column] == TAIL && column > 0) {
      set(column - 1, BLANK, styles[column - 1]);
      set(column, BLANK, styles[column]);
    } else if (column < codes.length && isWide(column)) {
      set(column + 1, BLANK, styles[column + 1]);
    }
  }

  /** Puts a mark on the character that stands at a column. */
  void combine(int column, int mark) {
    int at = codes[column] == TAIL ? column - 1 : column;
    if (codes[at] == BLANK) {
      codes[at] = ' ';
    }
    if (marks == null) {
      marks = new String[codes.length];
    }
    String before = marks[at] == null ? "" : marks[at];
    if (before.codePointCount(0, before.length()) < MOST_MARKS) {
      marks[at] = before + Character.toString(mark);
    }
  }

  /**
   * Erases cells.
   *
   * @param selective whether protected ones stay
   */
  void erase(int from, int to, CellStyle style, boolean selective) {
    int end = Math.min(to, codes.length);
    if (from >= end) {
      return;
    }
    cutEdges(from, end);
    for (int column = from; column < end; column++) {
      if (!selective || !styles[column].has(CellStyle.PROTECTED)) {
        set(column, BLANK, style);
      }
    }
    if (end == codes.length) {
      wrapped = false;
    }
  }

  /** Wide characters that stand over an edge of a range are cut. */
  private void cutEdges(int from, int end) {
    if (codes[from] == TAIL) {
      cut(from);
    }
    if (end < codes.length && codes[end] == TAIL) {
      cut(end);
    }
  }

  /** Moves the cells from a column on to the right, and blanks what comes free. */
  void insert(int column, int count, CellStyle style) {
    int moved = Math.min(count, codes.length - column);
    cutEdges(column, codes.length);
    shift(column, column + moved, codes.length - column - moved);
    blank(column, column + moved, style);
    int last = codes.length - 1;
    // a wide character whose tail fell off the edge
    if (codes[last] != TAIL && CharacterWidth.of(codes[last]) == 2) {
      set(last, BLANK, styles[last]);
    }
  }

  /** Takes cells out, and moves those to the right of them here. */
  void delete(int column, int count, CellStyle style) {
    int moved = Math.min(count, codes.length - column);
    cutEdges(column, Math.min(codes.length, column + moved));
    shift(column + moved, column, codes.length - column - moved);
    blank(codes.length - moved, codes.length, style);
    wrapped = false;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(codes, from, codes, to, count);
    System.arraycopy(styles, from, styles, to, count);
    if (marks != null) {
      System.arraycopy(marks, from, marks, to, count);
    }
  }

  private void blank(int from, int to, CellStyle style) {
    for (int column = from; column < to; column++) {
      set(column, BLANK, style);
    }
  }

  /** Another width; what does not fit is gone. */
  void resize(int columns, CellStyle style) {
    int before = codes.length;
    if (columns < before && codes[columns] == TAIL) {
      cut(columns);
    }
    codes = Arrays.copyOf(codes, columns);
    styles = Arrays.copyOf(styles, columns);
    for (int column = before; column < columns; column++) {
      styles[column] = style;
    }
    if (marks != null) {
      marks = Arrays.copyOf(marks, columns);
    }
  }

  /** The column after the last character. */
  int length() {
    int end = codes.length;
    while (end > 0 && codes[end - 1] == BLANK) {
      end--;
    }
    return end;
  }

  /** The text of some cells, without the blanks at the end. */
  String text(int from, int to) {
    StringBuilder out = new StringBuilder();
    int end = Math.min(to, length());
    for (int column = from; column < end; column++) {
      out.append(text(column));
    }
    return out.toString();
  }
}
