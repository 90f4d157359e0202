package io.coppice.wire.dissect;

import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.TextBuffer;

/** Reads fields of any width at any bit, and writes them as text. */
public final class FieldValues {
  /** Bytes shown of a field of bytes; more are told by their number. */
  private static final int SHOWN = 64;

  private FieldValues() {}

  /** Up to 64 bits, the first one the most significant. */
  public static long number(byte[] b, int bit, int bits) {
    if ((bit & 7) == 0) {
      if (bits == 8) {
        return Octets.u8(b, bit >> 3);
      }
      if (bits == 16) {
        return Octets.u16(b, bit >> 3);
      }
      if (bits == 32) {
        return Octets.u32(b, bit >> 3);
      }
    }
    int first = bit >> 3;
    int last = bit + bits - 1 >> 3;
    if (bits > 0 && last - first < Long.BYTES) {
      long value = 0;
      for (int i = first; i <= last; i++) {
        value = value << 8 | Octets.u8(b, i);
      }
      return value >>> 8 * (last + 1) - bit - bits & -1L >>> Long.SIZE - bits;
    }
    long value = 0;
    int done = 0;
    while (done < bits) {
      int at = bit + done;
      int room = 8 - (at & 7);
      int take = Math.min(room, bits - done);
      int part = Octets.u8(b, at >> 3) >> room - take & (1 << take) - 1;
      value = value << take | part;
      done += take;
    }
    return value;
  }

  static void append(TextBuffer text, FieldSpec.Format format, byte[] b, int bit, int bits) {
    switch (format) {
      case IPV6 -> text.ipv6(b, bit >> 3);
      case BYTES -> appendBytes(text, b, bit >> 3, bits >> 3);
      default -> append(text, format, number(b, bit, bits), bits);
    }
  }

  /** Of a format of numbers. */
  static void append(TextBuffer text, FieldSpec.Format format, long value, int bits) {
    switch (format) {
      case DECIMAL, FLAG -> text.decimal(value);
      case HEX -> text.text("0x").hex(value, (bits + 3) / 4);
      case MAC -> text.mac(value);
      case IPV4 -> text.ipv4((int) value);
      case IPV6, BYTES -> throw new IllegalArgumentException(format + " is of no number");
    }
  }

  private static void appendBytes(TextBuffer text, byte[] b, int at, int length) {
    text.hex(b, at, Math.min(length, SHOWN));
    if (length > SHOWN) {
      text.text("...");
    }
  }
}
