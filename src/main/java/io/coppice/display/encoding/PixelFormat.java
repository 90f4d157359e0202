package io.coppice.display.encoding;

import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How a pixel stands on the wire (RFC 6143 7.4). Colours are brought to eight bits a part by {@code
 * (value * 255 + max / 2) / max}, so that every depth and byte order of one picture decodes to the
 * nearest same picture.
 */
public final class PixelFormat {
  private static final int OPAQUE = 0xFF000000;
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Four bytes, of which three count, the smallest first: the lower bytes of our own pixels. */
  public static final PixelFormat OWN =
      new PixelFormat(32, 24, false, true, 255, 255, 255, 16, 8, 0);

  private final int bits;
  private final int depth;
  private final boolean bigEndian;
  private final boolean trueColour;
  private final int redMax;
  private final int greenMax;
  private final int blueMax;
  private final int redShift;
  private final int greenShift;
  private final int blueShift;

  /** Bytes of a pixel: 1, 2 or 4. */
  public final int bytes;

  /** Bytes of a CPIXEL (ZRLE, TRLE): 3 where a whole colour stands in three of four bytes. */
  final int compressedBytes;

  /** Whether the three bytes of a CPIXEL are the upper ones of its value. */
  private final boolean compressedHigh;

  /** Bytes of a TPIXEL (Tight): 3, then red, green, blue. */
  final int tightBytes;

  /** What a pixel of one or two bytes looks like; filled at once, or by colour map entries. */
  private final int[] colours;

  public PixelFormat(
      int bits,
      int depth,
      boolean bigEndian,
      boolean trueColour,
      int redMax,
      int greenMax,
      int blueMax,
      int redShift,
      int greenShift,
      int blueShift) {
    this.bits = bits;
    this.depth = depth;
    this.bigEndian = bigEndian;
    this.trueColour = trueColour;
    this.redMax = redMax;
    this.greenMax = greenMax;
    this.blueMax = blueMax;
    this.redShift = redShift;
    this.greenShift = greenShift;
    this.blueShift = blueShift;
    bytes = bits / 8;
    long mask =
        ((long) redMax << redShift)
            | ((long) greenMax << greenShift)
            | ((long) blueMax << blueShift);
    boolean three = bits == 32 && trueColour && depth <= 24;
    boolean low = three && (mask & 0xFF000000L) == 0;
    boolean high = three && !low && (mask & 0xFF) == 0;
    compressedBytes = low || high ? 3 : bytes;
    compressedHigh = high;
    tightBytes =
        bits == 32
                && trueColour
                && depth == 24
                && redMax == 255
                && greenMax == 255
                && blueMax == 255
            ? 3
            : bytes;
    colours = bytes < 4 ? table() : new int[0];
  }

  private int[] table() {
    int[] all = new int[1 << bits];
    for (int value = 0; value < all.length; value++) {
      all[value] = trueColour ? mix(value) : OPAQUE;
    }
    return all;
  }

  /**
   * Reads the sixteen bytes of a format.
   *
   * @throws ProtocolException if it is none that the protocol knows
   */
  public static PixelFormat read(ByteInput in) throws IOException {
    int bits = in.u8();
    int depth = in.u8();
    boolean bigEndian = in.u8() != 0;
    boolean trueColour = in.u8() != 0;
    int redMax = in.u16();
    int greenMax = in.u16();
    int blueMax = in.u16();
    int redShift = in.u8();
    int greenShift = in.u8();
    int blueShift = in.u8();
    in.skip(3);
    if (bits != 8 && bits != 16 && bits != 32) {
      throw new ProtocolException("a pixel of " + bits + " bits; the protocol has 8, 16 and 32");
    }
    if (trueColour) {
      for (int shift : new int[] {redShift, greenShift, blueShift}) {
        if (shift >= bits) {
          throw new ProtocolException("a colour " + shift + " bits up in a pixel of " + bits);
        }
      }
      for (int max : new int[] {redMax, greenMax, blueMax}) {
        if (max == 0) {
          throw new ProtocolException("a colour that can only be 0");
        }
      }
    }
    return new PixelFormat(
        bits,
        depth,
        bigEndian,
        trueColour,
        redMax,
        greenMax,
        blueMax,
        redShift,
        greenShift,
        blueShift);
  }

  /** The sixteen bytes. */
  public byte[] toBytes() {
    byte[] out = new byte[16];
    out[0] = (byte) bits;
    out[1] = (byte) depth;
    out[2] = (byte) (bigEndian ? 1 : 0);
    out[3] = (byte) (trueColour ? 1 : 0);
    int[] maxima = {redMax, greenMax, blueMax};
    for (int i = 0; i < 3; i++) {
      out[4 + 2 * i] = (byte) (maxima[i] >> 8);
      out[5 + 2 * i] = (byte) maxima[i];
    }
    out[10] = (byte) redShift;
    out[11] = (byte) greenShift;
    out[12] = (byte) blueShift;
    return out;
  }

  public int bits() {
    return bits;
  }

  public int depth() {
    return depth;
  }

  public boolean isTrueColour() {
    return trueColour;
  }

  /** Whether a pixel's lower bytes are ours as they stand. */
  boolean isOwn() {
    return bits == 32
        && trueColour
        && !bigEndian
        && redMax == 255
        && greenMax == 255
        && blueMax == 255
        && redShift == 16
        && greenShift == 8
        && blueShift == 0;
  }

  /**
   * Gives a colour of the map a value; sixteen bits a part. Beyond the map is passed over.
   *
   * @param index the pixel's value on the wire
   */
  public void colour(int index, int red, int green, int blue) {
    if (!trueColour && index < colours.length) {
      colours[index] = OPAQUE | (red >> 8) << 16 | (green >> 8) << 8 | blue >> 8;
    }
  }

  private int mix(int value) {
    return OPAQUE
        | part(value, redShift, redMax) << 16
        | part(value, greenShift, greenMax) << 8
        | part(value, blueShift, blueMax);
  }

  private static int part(int value, int shift, int max) {
    int found = (value >>> shift) & max;
    return max == 255 ? found : (found * 255 + max / 2) / max;
  }

  /** The colour of the pixel at a place of an array. */
  public int pixel(byte[] from, int at) {
    return switch (bytes) {
      case 1 -> colours[from[at] & 0xFF];
      case 2 ->
          colours[
              bigEndian
                  ? (from[at] & 0xFF) << 8 | from[at + 1] & 0xFF
                  : (from[at + 1] & 0xFF) << 8 | from[at] & 0xFF];
      default -> {
        int value =
            bigEndian
                ? from[at] << 24
                    | (from[at + 1] & 0xFF) << 16
                    | (from[at + 2] & 0xFF) << 8
                    | from[at + 3] & 0xFF
                : from[at + 3] << 24
                    | (from[at + 2] & 0xFF) << 16
                    | (from[at + 1] & 0xFF) << 8
                    | from[at] & 0xFF;
        yield trueColour ? mix(value) : OPAQUE;
      }
    };
  }

  /** The colour of a CPIXEL (RFC 6143 7.7.5). */
  int compressedPixel(byte[] from, int at) {
    if (compressedBytes != 3) {
      return pixel(from, at);
    }
    int value =
        bigEndian
            ? (from[at] & 0xFF) << 16 | (from[at + 1] & 0xFF) << 8 | from[at + 2] & 0xFF
            : (from[at + 2] & 0xFF) << 16 | (from[at + 1] & 0xFF) << 8 | from[at] & 0xFF;
    return mix(compressedHigh ? value << 8 : value);
  }

  /** The colours of CPIXELs that stand one after the other; ours are read eight bytes at once. */
  void compressedPixels(byte[] from, int at, int[] to, int first, int count) {
    int done = 0;
    if (compressedBytes == 3 && isOwn()) {
      // twenty-four bytes are eight pixels
      for (; done + 8 <= count; done += 8) {
        int start = at + 3 * done;
        long one = (long) LITTLE.get(from, start);
        long two = (long) LITTLE.get(from, start + 8);
        long three = (long) LITTLE.get(from, start + 16);
        int place = first + done;
        to[place] = OPAQUE | (int) one;
        to[place + 1] = OPAQUE | (int) (one >>> 24);
        to[place + 2] = OPAQUE | (int) (one >>> 48) | (int) two << 16;
        to[place + 3] = OPAQUE | (int) (two >>> 8);
        to[place + 4] = OPAQUE | (int) (two >>> 32);
        to[place + 5] = OPAQUE | (int) (two >>> 56) | (int) three << 8;
        to[place + 6] = OPAQUE | (int) (three >>> 16);
        to[place + 7] = OPAQUE | (int) (three >>> 40);
      }
    }
    for (; done < count; done++) {
      to[first + done] = compressedPixel(from, at + compressedBytes * done);
    }
  }

  /** The colours of TPIXELs that stand one after the other. */
  void tightPixels(byte[] from, int at, int[] to, int first, int count) {
    int done = 0;
    if (tightBytes == 3) {
      for (; done + 8 <= count; done += 8) {
        int start = at + 3 * done;
        long one = (long) BIG.get(from, start);
        long two = (long) BIG.get(from, start + 8);
        long three = (long) BIG.get(from, start + 16);
        int place = first + done;
        to[place] = OPAQUE | (int) (one >>> 40);
        to[place + 1] = OPAQUE | (int) (one >>> 16);
        to[place + 2] = OPAQUE | (int) one << 8 | (int) (two >>> 56);
        to[place + 3] = OPAQUE | (int) (two >>> 32);
        to[place + 4] = OPAQUE | (int) (two >>> 8);
        to[place + 5] = OPAQUE | (int) two << 16 | (int) (three >>> 48);
        to[place + 6] = OPAQUE | (int) (three >>> 24);
        to[place + 7] = OPAQUE | (int) three;
      }
    }
    for (; done < count; done++) {
      to[first + done] = tightPixel(from, at + tightBytes * done);
    }
  }

  /** The colour of a TPIXEL ("Tight Encoding"). */
  int tightPixel(byte[] from, int at) {
    return tightBytes == 3
        ? OPAQUE | (from[at] & 0xFF) << 16 | (from[at + 1] & 0xFF) << 8 | from[at + 2] & 0xFF
        : pixel(from, at);
  }

  /** The parts of a pixel's value that the gradient filter works on; red, green, blue. */
  int[] maxima() {
    return new int[] {redMax, greenMax, blueMax};
  }

  int[] shifts() {
    return new int[] {redShift, greenShift, blueShift};
  }

  /** A pixel's value on the wire, before it is a colour. */
  int value(byte[] from, int at) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | from[bigEndian ? at + i : at + bytes - 1 - i] & 0xFF;
    }
    return value;
  }

  /** The colour of a value that true colour makes. */
  int colourOf(int value) {
    return mix(value);
  }

  @Override
  public String toString() {
    return bits + " bits, depth " + depth + (trueColour ? "" : ", colour map");
  }
}
