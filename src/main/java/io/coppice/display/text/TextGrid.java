package io.coppice.display.text;

import java.util.Arrays;

/**
 * Cells to be written: what a program prints comes at the cursor, wraps at the right and scrolls at
 * the bottom. Understands line ends, backspace, tabs, and of escape sequences those for colours
 * ({@code ESC [ ... m}), clearing ({@code J}, {@code K}) and placing the cursor ({@code H}), as the
 * Linux console does (console_codes(4)). One thread.
 */
public final class TextGrid {
  private static final int NORMAL = 7;
  private static final int BRIGHT = 8;
  private static final int TAB = 8;
  private static final int MOST_PARAMETERS = 16;

  private final int columns;
  private final int rows;
  private final char[] characters;
  private final byte[] colours;
  private int at;
  private int front = NORMAL;
  private int back;
  private boolean bold;
  private boolean inverse;
  private boolean cursorShown = true;

  /** The last column was just written, so that the cursor stands in no new line yet. */
  private boolean full;

  private long scrolled;

  public TextGrid(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    characters = new char[columns * rows];
    colours = new byte[columns * rows];
    erase(0, characters.length);
  }

  /** Writes at the cursor. */
  public TextGrid print(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0x1B && i + 1 < text.length() && text.charAt(i + 1) == '[') {
        i = escape(text, i + 2);
      } else {
        put(c);
      }
    }
    return this;
  }

  /** Writes at the cursor and goes to the next line. */
  public TextGrid line(String text) {
    return print(text).print("\n");
  }

  private void put(char c) {
    switch (c) {
      case '\n' -> {
        // behind the last column the line is over already
        at = full ? at : Math.min(at / columns + 1, rows) * columns;
        full = false;
        room();
      }
      case '\r' -> {
        at -= full ? columns : at % columns;
        full = false;
      }
      case '\b' -> at = at % columns == 0 ? at : at - 1;
      case '\t' -> at = Math.min(at - at % columns + columns - 1, at + TAB - at % columns % TAB);
      default -> {
        if (c >= ' ') {
          room();
          characters[at] = c;
          colours[at] = colour();
          at++;
          full = at % columns == 0;
        }
      }
    }
  }

  private void room() {
    while (at >= characters.length) {
      System.arraycopy(characters, columns, characters, 0, characters.length - columns);
      System.arraycopy(colours, columns, colours, 0, colours.length - columns);
      at -= columns;
      scrolled++;
      erase(characters.length - columns, characters.length);
    }
  }

  private byte colour() {
    int fore = bold ? front | BRIGHT : front;
    return (byte) (inverse ? back | fore << 4 : fore | back << 4);
  }

  private void erase(int from, int to) {
    Arrays.fill(characters, from, to, ' ');
    Arrays.fill(colours, from, to, (byte) (NORMAL | back << 4));
  }

  private int escape(String text, int from) {
    int[] parameters = new int[MOST_PARAMETERS];
    int count = 0;
    boolean hidden = false;
    int i = from;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        parameters[count] = Math.min(9999, parameters[count] * 10 + c - '0');
      } else if (c == ';') {
        count = Math.min(count + 1, MOST_PARAMETERS - 1);
      } else if (c == '?') {
        hidden = true;
      } else {
        break;
      }
    }
    if (i < text.length()) {
      command(text.charAt(i), parameters, count + 1, hidden);
    }
    return i;
  }

  private void command(char command, int[] parameters, int count, boolean hidden) {
    switch (command) {
      case 'm' -> {
        for (int i = 0; i < count; i++) {
          rendition(parameters[i]);
        }
      }
      case 'H' ->
          at =
              Math.clamp(parameters[0] - 1L, 0, rows - 1) * columns
                  + Math.clamp(parameters[1] - 1L, 0, columns - 1);
      case 'J' -> erase(parameters[0] == 2 ? 0 : Math.min(at, characters.length), rows * columns);
      case 'K' -> erase(Math.min(at, characters.length), (at / columns + 1) * columns);
      case 'h', 'l' -> cursorShown = hidden && parameters[0] == 25 ? command == 'h' : cursorShown;
      default -> {
        // none of those that are printed here
      }
    }
  }

  private void rendition(int code) {
    switch (code) {
      case 0 -> {
        front = NORMAL;
        back = 0;
        bold = false;
        inverse = false;
      }
      case 1 -> bold = true;
      case 7 -> inverse = true;
      case 22 -> bold = false;
      case 27 -> inverse = false;
      case 39 -> front = NORMAL;
      case 49 -> back = 0;
      default -> {
        if (code >= 30 && code <= 37) {
          front = code - 30;
        } else if (code >= 40 && code <= 47) {
          back = code - 40;
        } else if (code >= 90 && code <= 97) {
          front = code - 90 + BRIGHT;
        } else if (code >= 100 && code <= 107) {
          back = code - 100 + BRIGHT;
        }
      }
    }
  }

  public int columns() {
    return columns;
  }

  public int rows() {
    return rows;
  }

  /** The row the cursor is in. */
  public int row() {
    return Math.min(at, characters.length - 1) / columns;
  }

  /** The column the cursor is in. */
  public int column() {
    return at % columns;
  }

  /** What it shows now, with so many rows that left at the top before it began. */
  public TextFrame frame(long scrolledBefore) {
    return new TextFrame(
        columns,
        rows,
        new String(characters),
        colours.clone(),
        cursorShown ? Math.min(at, characters.length - 1) : -1,
        scrolledBefore + scrolled);
  }

  /** What it shows now. */
  public TextFrame frame() {
    return frame(0);
  }
}
