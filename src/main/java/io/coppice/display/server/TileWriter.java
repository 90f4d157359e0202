package io.coppice.display.server;

import io.coppice.display.Area;
import java.io.IOException;

/**
 * Writes rectangles as tiles (RFC 6143 7.7.5 and 7.7.6): of one colour, of a packed palette of up
 * to sixteen, or raw. One thread.
 */
final class TileWriter {
  private static final int LARGEST_PALETTE = 16;

  private final int side;
  private final int[] pixels;
  private final byte[] bytes;
  private final int[] palette = new int[LARGEST_PALETTE];
  private int colours;

  TileWriter(int side) {
    this.side = side;
    pixels = new int[side * side];
    bytes = new byte[1 + 4 * LARGEST_PALETTE + 4 * side * side];
  }

  int side() {
    return side;
  }

  /** Where tiles go. */
  interface Sink {
    void take(byte[] from, int count) throws IOException;
  }

  void write(ServedFrame frame, Area area, PixelWriter format, Sink to) throws IOException {
    int right = area.x() + area.width();
    int bottom = area.y() + area.height();
    for (int y = area.y(); y < bottom; y += side) {
      for (int x = area.x(); x < right; x += side) {
        Area tile = new Area(x, y, Math.min(side, right - x), Math.min(side, bottom - y));
        frame.paint(tile, pixels);
        to.take(bytes, tile(tile.width(), tile.height(), format));
      }
    }
  }

  private int tile(int wide, int high, PixelWriter format) {
    findColours(wide * high);
    if (colours > LARGEST_PALETTE) {
      bytes[0] = 0;
      int at = 1;
      for (int i = 0; i < wide * high; i++) {
        at = format.putCompressed(pixels[i], bytes, at);
      }
      return at;
    }
    bytes[0] = (byte) colours;
    int at = 1;
    for (int i = 0; i < colours; i++) {
      at = format.putCompressed(palette[i], bytes, at);
    }
    return colours == 1 ? at : packed(wide, high, at);
  }

  /** The colours of the tile, in the order in which they come; one more than fit if too many. */
  private void findColours(int count) {
    colours = 0;
    int last = 0;
    for (int i = 0; i < count; i++) {
      int pixel = pixels[i];
      if (i > 0 && pixel == last) {
        continue;
      }
      last = pixel;
      if (index(pixel) < 0) {
        if (colours == LARGEST_PALETTE) {
          colours++;
          return;
        }
        palette[colours++] = pixel;
      }
    }
  }

  private int index(int pixel) {
    for (int i = 0; i < colours; i++) {
      if (palette[i] == pixel) {
        return i;
      }
    }
    return -1;
  }

  private int packed(int wide, int high, int from) {
    int bits = colours <= 2 ? 1 : colours <= 4 ? 2 : 4;
    int at = from;
    for (int row = 0; row < high; row++) {
      int held = 0;
      int free = 8;
      for (int column = 0; column < wide; column++) {
        free -= bits;
        held |= index(pixels[row * wide + column]) << free;
        if (free == 0) {
          bytes[at++] = (byte) held;
          held = 0;
          free = 8;
        }
      }
      if (free < 8) {
        bytes[at++] = (byte) held;
      }
    }
    return at;
  }
}
