package io.coppice.display.text;

import io.coppice.display.Area;
import io.coppice.display.server.ServedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A screen of characters: cells of 9 by 16 pixels, as the text mode of a VGA card has them, so that
 * 80 by 25 are 720 by 400 pixels. The ninth column continues line drawing characters and is empty
 * otherwise.
 */
public final class TextFrame implements ServedFrame {
  public static final int CELL_WIDTH = 9;
  public static final int CELL_HEIGHT = BitmapFont.HEIGHT;
  private static final int DARK_GREY = 8;
  private static final int CURSOR_ROWS = 2;
  private static final int UNDERLINE_ROW = CELL_HEIGHT - CURSOR_ROWS;

  /** The sixteen colours of the Linux console (drivers/tty/vt/vt.c, default_red and so on). */
  private static final int[] COLOURS = {
    0xFF000000, 0xFFAA0000, 0xFF00AA00, 0xFFAA5500, 0xFF0000AA, 0xFFAA00AA, 0xFF00AAAA, 0xFFAAAAAA,
    0xFF555555, 0xFFFF5555, 0xFF55FF55, 0xFFFFFF55, 0xFF5555FF, 0xFFFF55FF, 0xFF55FFFF, 0xFFFFFFFF
  };

  private final int columns;
  private final int rows;
  private final String characters;

  /** Of each cell; a single one where all are alike. */
  private final byte[] colours;

  private final int cursor;
  private final long scrolled;

  /**
   * A screen; the array is not copied and not to be written any more.
   *
   * @param characters of all cells, row after row; a string takes a byte for each where it can
   * @param colours of each cell, or one for all: foreground in the lower four bits, background in
   *     the upper
   * @param cursor the cell under the cursor; -1 for none
   * @param scrolled rows that left at the top since it began, by which moves are found
   */
  TextFrame(int columns, int rows, String characters, byte[] colours, int cursor, long scrolled) {
    this.columns = columns;
    this.rows = rows;
    this.characters = characters;
    this.colours = isUniform(colours) ? new byte[] {colours[0]} : colours;
    this.cursor = cursor;
    this.scrolled = scrolled;
  }

  private static boolean isUniform(byte[] colours) {
    return Arrays.mismatch(colours, 0, colours.length - 1, colours, 1, colours.length) < 0;
  }

  private byte colour(int cell) {
    return colours[colours.length == 1 ? 0 : cell];
  }

  public int columns() {
    return columns;
  }

  public int rows() {
    return rows;
  }

  @Override
  public int width() {
    return columns * CELL_WIDTH;
  }

  @Override
  public int height() {
    return rows * CELL_HEIGHT;
  }

  /** What is written in a row, without the blanks at its end. */
  public String text(int row) {
    return characters.substring(row * columns, (row + 1) * columns).stripTrailing();
  }

  /** What is written, row by row. */
  public List<String> text() {
    List<String> text = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      text.add(text(row));
    }
    return text;
  }

  /** The column of the cursor; -1 for none. */
  public int cursorColumn() {
    return cursor < 0 ? -1 : cursor % columns;
  }

  /** The row of the cursor; -1 for none. */
  public int cursorRow() {
    return cursor < 0 ? -1 : cursor / columns;
  }

  /** The same without its light: every colour is the darkest grey that can be read. */
  public TextFrame dimmed() {
    return new TextFrame(columns, rows, characters, new byte[] {DARK_GREY}, -1, scrolled);
  }

  /**
   * The same with lines in a box over its middle.
   *
   * @param colour of the box, as in the cells
   */
  public TextFrame withBox(List<String> lines, int colour) {
    char[] over = characters.toCharArray();
    byte[] coloured;
    if (colours.length == 1) {
      coloured = new byte[over.length];
      Arrays.fill(coloured, colours[0]);
    } else {
      coloured = colours.clone();
    }
    int wide = Math.min(columns - 4, lines.stream().mapToInt(String::length).max().orElse(0)) + 4;
    int left = (columns - wide) / 2;
    int top = (rows - lines.size() - 2) / 2;
    for (int row = 0; row < lines.size() + 2; row++) {
      boolean edge = row == 0 || row == lines.size() + 1;
      String text = edge ? "" : "  " + lines.get(row - 1);
      for (int column = 0; column < wide; column++) {
        int cell = (top + row) * columns + left + column;
        over[cell] = column < text.length() && column < wide - 2 ? text.charAt(column) : ' ';
        coloured[cell] = (byte) colour;
      }
    }
    return new TextFrame(columns, rows, new String(over), coloured, -1, scrolled);
  }

  @Override
  public void paint(Area area, int[] into) {
    BitmapFont font = BitmapFont.spleen();
    int at = 0;
    for (int y = area.y(); y < area.y() + area.height(); y++) {
      int line = y % CELL_HEIGHT;
      int cell = y / CELL_HEIGHT * columns + area.x() / CELL_WIDTH;
      int column = area.x() % CELL_WIDTH;
      for (int left = area.width(); left > 0; cell++) {
        int part = Math.min(CELL_WIDTH - column, left);
        paintCell(font, cell, line, column, into, at, part);
        at += part;
        left -= part;
        column = 0;
      }
    }
  }

  /** Some pixels of one row of a cell. */
  private void paintCell(
      BitmapFont font, int cell, int line, int column, int[] into, int at, int count) {
    char character = characters.charAt(cell);
    int front = COLOURS[colour(cell) & 15];
    int back = COLOURS[colour(cell) >> 4 & 15];
    int bits = character == ' ' ? 0 : font.row(character, line);
    boolean joins = character >= '\u2500' && character <= '\u259F';
    int nine = bits << 1 | (joins ? bits & 1 : 0);
    if (cell == cursor && line >= UNDERLINE_ROW) {
      nine = (1 << CELL_WIDTH) - 1;
    }
    for (int i = 0; i < count; i++) {
      into[at + i] = (nine >> CELL_WIDTH - 1 - column - i & 1) != 0 ? front : back;
    }
  }

  @Override
  public Change since(ServedFrame before) {
    if (!(before instanceof TextFrame old) || old.columns != columns || old.rows != rows) {
      return Change.all(this);
    }
    long up = scrolled - old.scrolled;
    if (up > 0 && up < rows) {
      Change moved = since(old, (int) up);
      Change drawn = since(old, 0);
      return cells(moved) < cells(drawn) ? moved : drawn;
    }
    return since(old, 0);
  }

  private static long cells(Change change) {
    return change.drawn().stream().mapToLong(area -> (long) area.width() * area.height()).sum();
  }

  private Change since(TextFrame old, int up) {
    List<Area> drawn = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int first = -1;
      int last = -1;
      for (int column = 0; column < columns; column++) {
        if (differs(old, row, column, up)) {
          first = first < 0 ? column : first;
          last = column;
        }
      }
      if (first >= 0) {
        drawn.add(
            new Area(
                first * CELL_WIDTH,
                row * CELL_HEIGHT,
                (last - first + 1) * CELL_WIDTH,
                CELL_HEIGHT));
      }
    }
    return new Change(up * CELL_HEIGHT, joined(drawn));
  }

  private boolean differs(TextFrame old, int row, int column, int up) {
    int cell = row * columns + column;
    // what the move leaves behind at the bottom is what stood there
    int from = row + up < rows ? cell + up * columns : cell;
    return characters.charAt(cell) != old.characters.charAt(from)
        || colour(cell) != old.colour(from)
        || cell == cursor != (from == old.cursor);
  }

  /** Rows that changed in the same columns, one below the other, are one rectangle. */
  private static List<Area> joined(List<Area> rows) {
    List<Area> joined = new ArrayList<>();
    for (Area row : rows) {
      Area last = joined.isEmpty() ? Area.EMPTY : joined.getLast();
      if (last.x() == row.x()
          && last.width() == row.width()
          && last.y() + last.height() == row.y()) {
        joined.set(joined.size() - 1, last.union(row));
      } else {
        joined.add(row);
      }
    }
    return joined;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextFrame o
        && o.columns == columns
        && o.rows == rows
        && o.cursor == cursor
        && o.characters.equals(characters)
        && Arrays.equals(o.colours, colours);
  }

  @Override
  public int hashCode() {
    return 31 * characters.hashCode() + cursor;
  }
}
