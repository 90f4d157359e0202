package io.coppice.display.server;

import io.coppice.display.stream.ProtocolException;
import java.io.DataInput;
import java.io.IOException;

/**
 * How a viewer wants its pixels (RFC 6143 7.4): true colours of 8, 16 or 32 bits.
 *
 * @param compressed bytes of a CPIXEL: three of the four where one of them is never used
 * @param high whether those three are the upper ones of the value
 */
record PixelWriter(
    int bytes,
    boolean bigEndian,
    int redMax,
    int greenMax,
    int blueMax,
    int redShift,
    int greenShift,
    int blueShift,
    int compressed,
    boolean high) {
  /** Reads a PIXEL_FORMAT of 16 bytes. */
  static PixelWriter read(DataInput in) throws IOException {
    int bits = in.readUnsignedByte();
    int depth = in.readUnsignedByte();
    boolean bigEndian = in.readUnsignedByte() != 0;
    boolean trueColour = in.readUnsignedByte() != 0;
    int redMax = in.readUnsignedShort();
    int greenMax = in.readUnsignedShort();
    int blueMax = in.readUnsignedShort();
    int redShift = in.readUnsignedByte();
    int greenShift = in.readUnsignedByte();
    int blueShift = in.readUnsignedByte();
    in.skipBytes(3);
    boolean fits =
        trueColour
            && (bits == 8 || bits == 16 || bits == 32)
            && Math.max(redShift, Math.max(greenShift, blueShift)) < bits;
    if (!fits) {
      throw new ProtocolException("pixels of " + bits + " bits, which are not given");
    }
    long mask =
        ((long) redMax << redShift)
            | ((long) greenMax << greenShift)
            | ((long) blueMax << blueShift);
    boolean low = bits == 32 && depth <= 24 && (mask & 0xFF000000L) == 0;
    boolean high = bits == 32 && depth <= 24 && !low && (mask & 0xFF) == 0;
    return new PixelWriter(
        bits / 8,
        bigEndian,
        redMax,
        greenMax,
        blueMax,
        redShift,
        greenShift,
        blueShift,
        low || high ? 3 : bits / 8,
        high);
  }

  /** Writes a pixel; returns where the next one goes. */
  int put(int argb, byte[] into, int at) {
    return put(value(argb), bytes, into, at);
  }

  /** Writes a CPIXEL; returns where the next one goes. */
  int putCompressed(int argb, byte[] into, int at) {
    int value = value(argb);
    return put(compressed < bytes && high ? value >>> 8 : value, compressed, into, at);
  }

  private int put(int value, int count, byte[] into, int at) {
    for (int i = 0; i < count; i++) {
      into[at + i] = (byte) (value >>> 8 * (bigEndian ? count - 1 - i : i));
    }
    return at + count;
  }

  private int value(int argb) {
    return part(argb >> 16, redMax) << redShift
        | part(argb >> 8, greenMax) << greenShift
        | part(argb, blueMax) << blueShift;
  }

  private static int part(int eightBits, int max) {
    int value = eightBits & 0xFF;
    return max == 255 ? value : (value * max + 127) / 255;
  }
}
