package io.coppice.wire.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The internet checksum (RFC 1071). A <i>sum</i> is the running one's complement sum, at most 16
 * bits after {@link #fold}; a <i>checksum</i> is its complement. Sums are made eight bytes at a
 * time in the machine's own byte order and turned at the end, which RFC 1071 section 2(B) allows.
 */
public final class Checksums {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private Checksums() {}

  /** How a checksum in a packet relates to its bytes. */
  public enum State {
    RIGHT,
    WRONG,
    /** Zero where the protocol allows that to mean "none". */
    ABSENT,
    /**
     * Holds only the sum of the pseudo header: the sender's network card computes the rest, and the
     * packet was seen before it did (Linux CHECKSUM_PARTIAL).
     */
    PARTIAL,
    /** Not all bytes it covers are at hand. */
    UNKNOWN
  }

  /**
   * Whether the sum of {@code length} bytes with their checksum among them is right, as an IPv4
   * header's must be; most headers have {@value Ipv4#HEADER} bytes, which are read at once.
   */
  public static boolean isRight(byte[] b, int at, int length) {
    if (length != Ipv4.HEADER) {
      return sum(b, at, length) == 0xffff;
    }
    long v0 = (long) LONG.get(b, at);
    long v1 = (long) LONG.get(b, at + 8);
    long v2 = (int) INT.get(b, at + 16) & 0xffff_ffffL;
    return fold((v0 & 0xffff_ffffL) + (v0 >>> 32) + (v1 & 0xffff_ffffL) + (v1 >>> 32) + v2)
        == 0xffff;
  }

  /** The folded sum of bytes; an odd last byte counts as the high half of a word. */
  public static int sum(byte[] b, int at, int length) {
    long first = 0;
    long second = 0;
    int i = at;
    int end = at + length;
    for (; i <= end - 32; i += 32) {
      long v0 = (long) LONG.get(b, i);
      long v1 = (long) LONG.get(b, i + 8);
      long v2 = (long) LONG.get(b, i + 16);
      long v3 = (long) LONG.get(b, i + 24);
      first += (v0 & 0xffff_ffffL) + (v0 >>> 32) + (v1 & 0xffff_ffffL) + (v1 >>> 32);
      second += (v2 & 0xffff_ffffL) + (v2 >>> 32) + (v3 & 0xffff_ffffL) + (v3 >>> 32);
    }
    first += second;
    for (; i <= end - 4; i += 4) {
      first += (int) INT.get(b, i) & 0xffff_ffffL;
    }
    if (i <= end - 2) {
      first += (short) SHORT.get(b, i) & 0xffff;
      i += 2;
    }
    if (i < end) {
      first += LITTLE ? b[i] & 0xff : (b[i] & 0xff) << 8;
    }
    int folded = fold(first);
    return LITTLE ? Short.reverseBytes((short) folded) & 0xffff : folded;
  }

  /** Brings a running sum to 16 bits with end-around carry. */
  public static int fold(long sum) {
    long s = (sum >>> 32) + (sum & 0xffff_ffffL);
    s = (s >>> 16) + (s & 0xffff);
    s = (s >>> 16) + (s & 0xffff);
    return (int) ((s >>> 16) + (s & 0xffff));
  }

  public static int checksum(long sum) {
    return ~fold(sum) & 0xffff;
  }

  /** The checksum of bytes alone: IPv4 headers, ICMP, GRE. */
  public static int of(byte[] b, int at, int length) {
    return checksum(sum(b, at, length));
  }

  /** The sum of the IPv4 pseudo header (RFC 9293 section 3.1, RFC 768). */
  public static long pseudo4(int source, int destination, int protocol, int length) {
    return (source >>> 16 & 0xffffL)
        + (source & 0xffff)
        + (destination >>> 16)
        + (destination & 0xffff)
        + protocol
        + length;
  }

  /**
   * The sum of the IPv6 pseudo header (RFC 8200 section 8.1); addresses at offset 8 of a header.
   */
  public static long pseudo6(byte[] b, int addresses, int protocol, int length) {
    return (long) sum(b, addresses, 32) + protocol + (length >>> 16) + (length & 0xffff);
  }

  /**
   * Compares a transport checksum.
   *
   * @param pseudo the sum of the pseudo header
   * @param field offset of the checksum from {@code at}
   * @param zeroIsNone whether zero means that none was sent (UDP)
   */
  public static State state(
      byte[] b, int at, int length, long pseudo, int field, boolean zeroIsNone) {
    int said = Octets.u16(b, at + field);
    if (zeroIsNone && said == 0) {
      return State.ABSENT;
    }
    if (fold(pseudo + sum(b, at, length)) == 0xffff) {
      return State.RIGHT;
    }
    return pseudo != 0 && said == fold(pseudo) ? State.PARTIAL : State.WRONG;
  }

  /** What the field at {@code at + field} should say. UDP's zero is told as 0xffff (RFC 768). */
  public static int right(byte[] b, int at, int length, long pseudo, int field, boolean udp) {
    long without = pseudo + sum(b, at, length) + (~Octets.u16(b, at + field) & 0xffff);
    int right = checksum(without);
    return udp && right == 0 ? 0xffff : right;
  }
}
