package io.coppice.bench;

import io.coppice.display.encoding.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;

/**
 * All that a server says in a session whose every update is a whole screen, for 32-bit pixels of
 * the byte order and places that a client asks for. Encodings are written as servers do that care
 * for speed: zlib and Tight at their first level, Tight without filter, Hextile in flat tiles or
 * raw ones, ZRLE in flat, packed or raw ones.
 */
final class RecordedServer {
  private final Encoding encoding;
  private final boolean bigEndian;
  private final int[] shifts;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 24);
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

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
    for (MovingPictures.Still each : pictures) {
      ByteBuffer head = ByteBuffer.allocate(16);
      head.put((byte) 0).put((byte) 0).putShort((short) 1).putInt(0);
      head.putShort((short) MovingPictures.WIDTH).putShort((short) MovingPictures.HEIGHT);
      out.writeBytes(head.putInt(encoding.number()).array());
      update(each.pixels());
    }
    deflater.end();
    return out.toByteArray();
  }

  private void update(int[] pixels) throws IOException {
    switch (encoding) {
      case ZLIB -> {
        byte[] packed = deflated(raw(pixels, 0, 0, MovingPictures.WIDTH, MovingPictures.HEIGHT, 4));
        out.writeBytes(ByteBuffer.allocate(4).putInt(packed.length).array());
        out.writeBytes(packed);
      }
      case TIGHT -> {
        byte[] packed = deflated(tight(pixels));
        out.write(0);
        int length = packed.length;
        out.write(length & 0x7F | 0x80);
        out.write(length >> 7 & 0x7F | 0x80);
        out.write(length >> 14);
        out.writeBytes(packed);
      }
      case HEXTILE -> tiles(pixels, 16, out);
      case ZRLE -> {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        tiles(pixels, 64, all);
        byte[] packed = deflated(all.toByteArray());
        out.writeBytes(ByteBuffer.allocate(4).putInt(packed.length).array());
        out.writeBytes(packed);
      }
      default -> out.writeBytes(raw(pixels, 0, 0, MovingPictures.WIDTH, MovingPictures.HEIGHT, 4));
    }
  }

  /** TPIXELs are red, green, blue, whatever the format. */
  private static byte[] tight(int[] pixels) {
    byte[] bytes = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[3 * i] = (byte) (pixels[i] >> 16);
      bytes[3 * i + 1] = (byte) (pixels[i] >> 8);
      bytes[3 * i + 2] = (byte) pixels[i];
    }
    return bytes;
  }

  private byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 16];
    deflater.setInput(bytes);
    int got;
    do {
      got = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
      to.write(part, 0, got);
    } while (got == part.length);
    return to.toByteArray();
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
    int ground = pixels[y * MovingPictures.WIDTH + x];
    boolean flat = true;
    for (int row = y; row < y + high && flat; row++) {
      for (int column = x; column < x + wide && flat; column++) {
        flat = pixels[row * MovingPictures.WIDTH + column] == ground;
      }
    }
    if (flat) {
      to.write(hextile ? 2 : 1);
      to.writeBytes(raw(pixels, x, y, 1, 1, bytes));
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
        int argb = pixels[row * MovingPictures.WIDTH + column];
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
    return to.array();
  }
}
