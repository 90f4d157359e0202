package io.coppice.display.drawn;

import io.coppice.display.Area;
import io.coppice.display.text.BitmapFont;

/** Something drawn; what lies later lies above. Colours are opaque ARGB. */
public sealed interface Shape {
  /** The smallest rectangle that holds it. */
  Area bounds();

  /** The pixel at a place within the bounds; 0 where it draws nothing. */
  int pixel(int x, int y);

  /** A filled rectangle. */
  record Fill(Area bounds, int colour) implements Shape {
    @Override
    public int pixel(int x, int y) {
      return colour;
    }
  }

  /** A rectangle whose colour goes from one at the top to another at the bottom. */
  record Gradient(Area bounds, int top, int bottom) implements Shape {
    @Override
    public int pixel(int x, int y) {
      int span = Math.max(1, bounds.height() - 1);
      int at = y - bounds.y();
      return 0xFF000000
          | mixed(top >> 16, bottom >> 16, at, span) << 16
          | mixed(top >> 8, bottom >> 8, at, span) << 8
          | mixed(top, bottom, at, span);
    }

    private static int mixed(int from, int to, int at, int span) {
      return ((from & 0xFF) * (span - at) + (to & 0xFF) * at) / span;
    }
  }

  /** A disc. */
  record Disc(int x, int y, int radius, int colour) implements Shape {
    @Override
    public Area bounds() {
      return new Area(x - radius, y - radius, 2 * radius + 1, 2 * radius + 1);
    }

    @Override
    public int pixel(int atX, int atY) {
      int dx = atX - x;
      int dy = atY - y;
      return dx * dx + dy * dy <= radius * radius ? colour : 0;
    }
  }

  /** A line of text; {@code x} and {@code y} are its upper left corner. */
  record Text(int x, int y, String text, int colour) implements Shape {
    /** Pixels that a character is wide. */
    public static final int WIDTH = 8;

    @Override
    public Area bounds() {
      return new Area(x, y, Math.max(1, text.length() * WIDTH), BitmapFont.HEIGHT);
    }

    @Override
    public int pixel(int atX, int atY) {
      int column = atX - x;
      if (column / WIDTH >= text.length()) {
        return 0;
      }
      int bits = BitmapFont.spleen().row(text.charAt(column / WIDTH), atY - y);
      return (bits >> WIDTH - 1 - column % WIDTH & 1) != 0 ? colour : 0;
    }
  }
}
