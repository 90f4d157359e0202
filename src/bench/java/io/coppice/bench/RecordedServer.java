package io.coppice.bench;

import io.coppice.display.encoding.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.Deflater;

/**
 * All that a server says in a session whose every update is a whole screen, for 32-bit pixels of
 * the byte order and places that a client asks for. Encodings are written as servers do that care
 * for speed: at zlib's first level, Hextile in flat tiles or raw ones, ZRLE in flat, packed or raw
 * ones, Tight in bands that are indexed by up to 256 colours, of two as bits, or whole colours, as
 * TigerVNC writes them (rectangles of 65,536 pixels at most, a compressor for each kind).
 */
final class RecordedServer {
  private static final int BAND = 32;
  private static final int MOST_PACKED = 16;
  private static final int MOST_INDEXED = 256;

  private final Encoding encoding;
  private final boolean bigEndian;
  private final int[] shifts;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 24);

  private final List<Stretch> stretches = new ArrayList<>();

  /** Of whole colours, and Tight's for bits and for indexes. */
  private final Deflater[] deflaters = {
    new Deflater(Deflater.BEST_SPEED),
    new Deflater(Deflater.BEST_SPEED),
    new Deflater(Deflater.BEST_SPEED)
  };

  /** What one of its compressors packed at once. */
  record Stretch(int stream, byte[] packed) {}

  /**
   * @param format a client's PIXEL_FORMAT (RFC 6143 7.4), of 32 bits
   */
  RecordedServer(Encoding encoding, byte[] format) {
    this.encoding = encoding;
    bigEndian = format[2] != 0;
    shifts = new int[] {format[10], format[11], format[12]};
  }

  byte[] session(List<MovingPictures.Still> pictures) throws IOException {
    out.writeBytes("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {1, 1, 0, 0, 0, 0});
    ByteBuffer init = ByteBuffer.allocate(24);
    init.putShort((short) MovingPictures.WIDTH).putShort((short) MovingPictures.HEIGHT);
    init.put(new byte[] {32, 24, 0, 1, 0, -1, 0, -1, 0, -1, 16, 8, 0, 0, 0, 0}).putInt(0);
    out.writeBytes(init.array());
    int high = encoding == Encoding.TIGHT ? BAND : MovingPictures.HEIGHT;
    int rectangles = Math.ceilDiv(MovingPictures.HEIGHT, high);
    for (MovingPictures.Still each : pictures) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(rectangles).array());
      for (int y = 0; y < MovingPictures.HEIGHT; y += high) {
        int rows = Math.min(high, MovingPictures.HEIGHT - y);
        ByteBuffer head = ByteBuffer.allocate(12).putShort((short) 0).putShort((short) y);
        head.putShort((short) MovingPictures.WIDTH).putShort((short) rows);
        out.writeBytes(head.putInt(encoding.number()).array());
        if (encoding == Encoding.TIGHT) {
          int from = y * MovingPictures.WIDTH;
          tight(Arrays.copyOfRange(each.pixels(), from, from + rows * MovingPictures.WIDTH));
        } else {
          update(each.pixels());
        }
      }
    }
    for (Deflater each : deflaters) {
      each.end();
    }
    return out.toByteArray();
  }

  private void update(int[] pixels) throws IOException {
    switch (encoding) {
      case ZLIB -> {
        byte[] all = raw(pixels, 0, 0, MovingPictures.WIDTH, MovingPictures.HEIGHT, 4);
        byte[] packed = deflated(0, all);
        out.writeBytes(ByteBuffer.allocate(4).putInt(packed.length).array());
        out.writeBytes(packed);
      }
      case HEXTILE -> tiles(pixels, 16, out);
      case ZRLE -> {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        tiles(pixels, 64, all);
        byte[] packed = deflated(0, all.toByteArray());
        out.writeBytes(ByteBuffer.allocate(4).putInt(packed.length).array());
        out.writeBytes(packed);
      }
      default -> out.writeBytes(raw(pixels, 0, 0, MovingPictures.WIDTH, MovingPictures.HEIGHT, 4));
    }
  }

  /** A band in a Tight rectangle ("Tight Encoding"): its control byte, palette and stretch. */
  private void tight(int[] band) {
    int[] palette = palette(band, MOST_INDEXED);
    if (palette.length == 1) {
      out.write(0x80);
      out.writeBytes(tightPixels(palette));
    } else if (palette.length == 0) {
      out.write(0);
      stretch(deflated(0, tightPixels(band)));
    } else {
      int stream = palette.length == 2 ? 1 : 2;
      out.write((4 | stream) << 4);
      out.write(1);
      out.write(palette.length - 1);
      out.writeBytes(tightPixels(palette));
      byte[] indexes = packed(band, MovingPictures.WIDTH, palette, stream == 1 ? 1 : 8);
      stretch(deflated(stream, indexes));
    }
  }

  private void stretch(byte[] packed) {
    int length = packed.length;
    out.write(length & 0x7F | 0x80);
    out.write(length >> 7 & 0x7F | 0x80);
    out.write(length >> 14);
    out.writeBytes(packed);
  }

  /** Its colours, in order; none if there are more than that. */
  private static int[] palette(int[] pixels, int most) {
    TreeSet<Integer> found = new TreeSet<>();
    int last = ~pixels[0];
    for (int pixel : pixels) {
      if (pixel != last && found.add(pixel) && found.size() > most) {
        return new int[0];
      }
      last = pixel;
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Indexes of so many bits, the first in the upper ones, rows at whole bytes. */
  private static byte[] packed(int[] pixels, int wide, int[] palette, int bits) {
    int stride = (wide * bits + 7) / 8;
    byte[] bytes = new byte[stride * (pixels.length / wide)];
    for (int i = 0; i < pixels.length; i++) {
      int bit = i % wide * bits;
      int index = Arrays.binarySearch(palette, pixels[i]);
      bytes[i / wide * stride + bit / 8] |= (byte) (index << 8 - bits - bit % 8);
    }
    return bytes;
  }

  /** TPIXELs are red, green, blue, whatever the format. */
  private static byte[] tightPixels(int[] pixels) {
    byte[] bytes = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[3 * i] = (byte) (pixels[i] >> 16);
      bytes[3 * i + 1] = (byte) (pixels[i] >> 8);
      bytes[3 * i + 2] = (byte) pixels[i];
    }
    return bytes;
  }

  /** What the compressors packed, in the order in which it was said. */
  List<Stretch> stretches() {
    return List.copyOf(stretches);
  }

  private byte[] deflated(int stream, byte[] bytes) {
    Deflater deflater = deflaters[stream];
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 16];
    deflater.setInput(bytes);
    int got;
    do {
      got = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
      to.write(part, 0, got);
    } while (got == part.length);
    byte[] packed = to.toByteArray();
    stretches.add(new Stretch(stream, packed));
    return packed;
  }

  private void tiles(int[] pixels, int side, ByteArrayOutputStream to) {
    for (int y = 0; y < MovingPictures.HEIGHT; y += side) {
      for (int x = 0; x < MovingPictures.WIDTH; x += side) {
        int wide = Math.min(side, MovingPictures.WIDTH - x);
        int high = Math.min(side, MovingPictures.HEIGHT - y);
        tile(pixels, x, y, wide, high, to);
      }
    }
  }

  private void tile(int[] pixels, int x, int y, int wide, int high, ByteArrayOutputStream to) {
    boolean hextile = encoding == Encoding.HEXTILE;
    int bytes = hextile ? 4 : 3;
    int[] tile = new int[wide * high];
    for (int row = 0; row < high; row++) {
      int from = (y + row) * MovingPictures.WIDTH + x;
      System.arraycopy(pixels, from, tile, row * wide, wide);
    }
    int[] palette = palette(tile, MOST_PACKED);
    if (palette.length == 1) {
      to.write(hextile ? 2 : 1);
      to.writeBytes(raw(pixels, x, y, 1, 1, bytes));
    } else if (!hextile && palette.length > 1) {
      to.write(palette.length);
      for (int colour : palette) {
        to.writeBytes(pixel(colour, bytes));
      }
      int bits = palette.length <= 2 ? 1 : palette.length <= 4 ? 2 : 4;
      to.writeBytes(packed(tile, wide, palette, bits));
    } else {
      to.write(hextile ? 1 : 0);
      to.writeBytes(raw(pixels, x, y, wide, high, bytes));
    }
  }

  private byte[] raw(int[] pixels, int x, int y, int wide, int high, int bytes) {
    ByteBuffer to = ByteBuffer.allocate(wide * high * bytes);
    to.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int row = y; row < y + high; row++) {
      for (int column = x; column < x + wide; column++) {
        put(pixels[row * MovingPictures.WIDTH + column], bytes, to);
      }
    }
    return to.array();
  }

  private byte[] pixel(int argb, int bytes) {
    ByteBuffer to = ByteBuffer.allocate(bytes);
    to.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    put(argb, bytes, to);
    return to.array();
  }

  private void put(int argb, int bytes, ByteBuffer to) {
    int value =
        (argb >> 16 & 0xFF) << shifts[0]
            | (argb >> 8 & 0xFF) << shifts[1]
            | (argb & 0xFF) << shifts[2];
    if (bytes == 4) {
      to.putInt(value);
    } else {
      to.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }
  }
}
