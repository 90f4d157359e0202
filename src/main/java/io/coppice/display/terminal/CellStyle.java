package io.coppice.display.terminal;

/**
 * How a cell looks: two colours and marks. A colour is {@link #DEFAULT}, a number of xterm's
 * palette of 256, or {@link #RGB} with 24 bits.
 *
 * @param marks a union of the constants
 */
public record CellStyle(int foreground, int background, int marks) {
  public static final int DEFAULT = -1;
  public static final int RGB = 1 << 24;

  public static final int BOLD = 1;
  public static final int FAINT = 1 << 1;
  public static final int ITALIC = 1 << 2;
  public static final int UNDERLINE = 1 << 3;
  public static final int BLINK = 1 << 4;
  public static final int INVERSE = 1 << 5;
  public static final int HIDDEN = 1 << 6;
  public static final int STRIKE = 1 << 7;
  public static final int DOUBLE_UNDERLINE = 1 << 8;
  public static final int OVERLINE = 1 << 9;

  /** Not erased by selective erasing (DECSCA). */
  static final int PROTECTED = 1 << 10;

  public static final CellStyle PLAIN = new CellStyle(DEFAULT, DEFAULT, 0);

  private static final int[] BASIC = {
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF
  };

  public boolean has(int mark) {
    return (marks & mark) != 0;
  }

  CellStyle with(int mark) {
    return new CellStyle(foreground, background, marks | mark);
  }

  CellStyle without(int some) {
    return new CellStyle(foreground, background, marks & ~some);
  }

  CellStyle withForeground(int colour) {
    return new CellStyle(colour, background, marks);
  }

  CellStyle withBackground(int colour) {
    return new CellStyle(foreground, colour, marks);
  }

  /** What an erased cell looks like: it keeps the background that is set, as xterm's does. */
  CellStyle erased() {
    return background == DEFAULT ? PLAIN : new CellStyle(DEFAULT, background, 0);
  }

  /** The red, green and blue of a colour that is not the default (xterm's palette). */
  public static int rgb(int colour) {
    if ((colour & RGB) != 0) {
      return colour & 0xFFFFFF;
    }
    if (colour < 16) {
      return BASIC[colour];
    }
    if (colour < 232) {
      int cube = colour - 16;
      return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6);
    }
    int grey = 8 + 10 * (colour - 232);
    return grey << 16 | grey << 8 | grey;
  }

  private static int level(int step) {
    return step == 0 ? 0 : 55 + 40 * step;
  }
}
