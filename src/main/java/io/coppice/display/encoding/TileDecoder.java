package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.util.Arrays;

/**
 * TRLE (RFC 6143 7.7.5): tiles, each raw, of one colour, of a palette, or of runs. ZRLE (7.7.6) is
 * the same in tiles of 64, without the palettes taken over from the tile before, and compressed.
 */
final class TileDecoder implements RectangleDecoder {
  /** The longest that is packed; most are no longer. */
  private static final int SHORT_PALETTE = 16;

  /** Of an index beyond the palette: every colour is opaque. */
  private static final int NO_COLOUR = 0;

  private final int side;
  private final boolean palettesLast;
  private int[] palette = new int[SHORT_PALETTE];
  private int colours;

  TileDecoder(int side, boolean palettesLast) {
    this.side = side;
    this.palettesLast = palettesLast;
  }

  @Override
  public void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    colours = 0;
    int right = area.x() + area.width();
    int bottom = area.y() + area.height();
    for (int y = area.y(); y < bottom; y += side) {
      for (int x = area.x(); x < right; x += side) {
        tile(in, format, picture, x, y, Math.min(side, right - x), Math.min(side, bottom - y));
      }
    }
  }

  private void tile(
      ByteInput in, PixelFormat format, Framebuffer picture, int x, int y, int wide, int high)
      throws IOException {
    int kind = in.u8();
    boolean runs = kind >= 128;
    switch (kind) {
      case 0 -> raw(in, format, picture, x, y, wide, high);
      case 1 -> {
        int colour = pixel(in, format);
        palette[0] = colour;
        colours = 1;
        picture.fill(x, y, wide, high, colour);
      }
      case 127 -> {
        last(kind);
        packed(in, picture, x, y, wide, high);
      }
      case 128 -> plainRuns(in, format, picture, x, y, wide, high);
      case 129 -> {
        last(kind);
        paletteRuns(in, picture, x, y, wide, high);
      }
      default -> {
        int count = runs ? kind - 128 : kind;
        if (!runs && count > 16) {
          throw new ProtocolException("a tile of kind " + kind + ", which does not exist");
        }
        palette(in, format, count);
        if (runs) {
          paletteRuns(in, picture, x, y, wide, high);
        } else {
          packed(in, picture, x, y, wide, high);
        }
      }
    }
  }

  private void last(int kind) throws ProtocolException {
    if (!palettesLast || colours == 0) {
      throw new ProtocolException("a tile of kind " + kind + ", without a palette before it");
    }
  }

  private static int pixel(ByteInput in, PixelFormat format) throws IOException {
    int at = in.require(format.compressedBytes);
    int colour = format.compressedPixel(in.buffer(), at);
    in.advance(format.compressedBytes);
    return colour;
  }

  private void palette(ByteInput in, PixelFormat format, int count) throws IOException {
    if (palette.length < count) {
      palette = new int[count];
    }
    for (int i = 0; i < count; i++) {
      palette[i] = pixel(in, format);
    }
    colours = count;
  }

  private static void raw(
      ByteInput in, PixelFormat format, Framebuffer picture, int x, int y, int wide, int high)
      throws IOException {
    int[] pixels = picture.pixels();
    int bytes = format.compressedBytes;
    for (int row = y; row < y + high; row++) {
      int at = in.require(wide * bytes);
      format.compressedPixels(in.buffer(), at, pixels, row * picture.width() + x, wide);
      in.advance(wide * bytes);
    }
  }

  private void packed(ByteInput in, Framebuffer picture, int x, int y, int wide, int high)
      throws IOException {
    if (colours > SHORT_PALETTE) {
      throw new ProtocolException("packed pixels of a palette of " + colours);
    }
    int bits = colours <= 2 ? 1 : colours <= 4 ? 2 : 4;
    Arrays.fill(palette, colours, SHORT_PALETTE, NO_COLOUR);
    int stride = (wide * bits + 7) / 8;
    int[] pixels = picture.pixels();
    int all = -1;
    for (int row = y; row < y + high; row++) {
      int at = in.require(stride);
      int to = row * picture.width() + x;
      all &= PackedIndexes.draw(bits, palette, in.buffer(), at, pixels, to, wide);
      in.advance(stride);
    }
    if (all >>> 24 != 0xFF) {
      throw new ProtocolException("a colour beyond a palette of " + colours);
    }
  }

  private int colour(int index) throws ProtocolException {
    if (index >= colours) {
      throw new ProtocolException("colour " + index + " of a palette of " + colours);
    }
    return palette[index];
  }

  private void plainRuns(
      ByteInput in, PixelFormat format, Framebuffer picture, int x, int y, int wide, int high)
      throws IOException {
    int done = 0;
    int all = wide * high;
    while (done < all) {
      int colour = pixel(in, format);
      done = run(picture, x, y, wide, done, length(in, all - done), colour);
    }
  }

  private void paletteRuns(ByteInput in, Framebuffer picture, int x, int y, int wide, int high)
      throws IOException {
    int done = 0;
    int all = wide * high;
    while (done < all) {
      int index = in.u8();
      int length = index < 128 ? 1 : length(in, all - done);
      done = run(picture, x, y, wide, done, length, colour(index & 127));
    }
  }

  /** One more than the sum of the bytes up to the first that is not 255. */
  private static int length(ByteInput in, int most) throws IOException {
    int length = 1;
    int part;
    do {
      part = in.u8();
      length += part;
      if (length > most) {
        throw new ProtocolException(
            "a run of " + length + " pixels or more, where " + most + " are left");
      }
    } while (part == 255);
    return length;
  }

  private static int run(
      Framebuffer picture, int x, int y, int wide, int done, int length, int colour) {
    int[] pixels = picture.pixels();
    int left = length;
    int place = done;
    while (left > 0) {
      int column = place % wide;
      int part = Math.min(left, wide - column);
      int to = (y + place / wide) * picture.width() + x + column;
      for (int i = to; i < to + part; i++) {
        pixels[i] = colour;
      }
      place += part;
      left -= part;
    }
    return place;
  }
}
