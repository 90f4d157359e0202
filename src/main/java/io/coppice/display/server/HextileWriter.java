package io.coppice.display.server;

import io.coppice.display.Area;
import io.coppice.display.stream.ByteOutput;
import java.io.IOException;

/**
 * Writes rectangles as Hextile (RFC 6143 7.7.4): each tile a ground of its commonest neighbour
 * colour with runs of other colours on it, or raw where that is shorter. One thread.
 */
final class HextileWriter {
  private static final int SIDE = 16;
  private static final int RAW = 1;
  private static final int BACKGROUND = 2;
  private static final int FOREGROUND = 4;
  private static final int ANY_PARTS = 8;
  private static final int COLOURED_PARTS = 16;
  private static final int MOST_PARTS = 255;

  private final int[] pixels = new int[SIDE * SIDE];
  private final byte[] bytes = new byte[1 + 4 * SIDE * SIDE];
  private final byte[] parts = new byte[6 * MOST_PARTS];

  void write(ServedFrame frame, Area area, PixelWriter format, ByteOutput out) throws IOException {
    int right = area.x() + area.width();
    int bottom = area.y() + area.height();
    for (int y = area.y(); y < bottom; y += SIDE) {
      for (int x = area.x(); x < right; x += SIDE) {
        Area tile = new Area(x, y, Math.min(SIDE, right - x), Math.min(SIDE, bottom - y));
        frame.paint(tile, pixels);
        out.bytes(bytes, tile(tile.width(), tile.height(), format));
      }
    }
  }

  private int tile(int wide, int high, PixelWriter format) {
    int count = wide * high;
    int ground = pixels[0];
    int ink = ground;
    boolean two = true;
    for (int i = 1; i < count && two; i++) {
      if (pixels[i] != ground && pixels[i] != ink) {
        two = ink == ground;
        ink = pixels[i];
      }
    }
    if (ink == ground) {
      bytes[0] = BACKGROUND;
      return format.put(ground, bytes, 1);
    }
    int room = 1 + count * format.bytes();
    int each = two ? 2 : 2 + format.bytes();
    int head = 1 + format.bytes() + (two ? format.bytes() : 0) + 1;
    int most = Math.min(MOST_PARTS, (room - head) / each);
    int found = runs(wide, high, ground, two, most, format);
    if (found > most) {
      bytes[0] = RAW;
      int at = 1;
      for (int i = 0; i < count; i++) {
        at = format.put(pixels[i], bytes, at);
      }
      return at;
    }
    bytes[0] = (byte) (BACKGROUND | ANY_PARTS | (two ? FOREGROUND : COLOURED_PARTS));
    int at = format.put(ground, bytes, 1);
    if (two) {
      at = format.put(ink, bytes, at);
    }
    bytes[at++] = (byte) found;
    System.arraycopy(parts, 0, bytes, at, found * each);
    return at + found * each;
  }

  /** Rows' runs that are not of the ground; how many, one more than the most if too many. */
  private int runs(int wide, int high, int ground, boolean two, int most, PixelWriter format) {
    int at = 0;
    int found = 0;
    for (int row = 0; row < high; row++) {
      int column = 0;
      while (column < wide) {
        int colour = pixels[row * wide + column];
        int end = column + 1;
        while (end < wide && pixels[row * wide + end] == colour) {
          end++;
        }
        if (colour != ground) {
          if (found == most) {
            return most + 1;
          }
          if (!two) {
            at = format.put(colour, parts, at);
          }
          parts[at++] = (byte) (column << 4 | row);
          parts[at++] = (byte) (end - column - 1 << 4);
          found++;
        }
        column = end;
      }
    }
    return found;
  }
}
