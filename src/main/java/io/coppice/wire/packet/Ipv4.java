package io.coppice.wire.packet;

/** IPv4 headers (RFC 791). Offsets are those of the header's first byte. */
public final class Ipv4 {
  public static final int HEADER = 20;
  public static final int DONT_FRAGMENT = 0x4000;
  public static final int MORE_FRAGMENTS = 0x2000;
  public static final int LONGEST = 0xffff;

  private Ipv4() {}

  public static int version(byte[] b, int at) {
    return Octets.u8(b, at) >> 4;
  }

  /** In bytes, options included; what the field says, right or wrong. */
  public static int headerLength(byte[] b, int at) {
    return (b[at] & 0xf) * 4;
  }

  public static int totalLength(byte[] b, int at) {
    return Octets.u16(b, at + 2);
  }

  public static int identification(byte[] b, int at) {
    return Octets.u16(b, at + 4);
  }

  public static boolean dontFragment(byte[] b, int at) {
    return (b[at + 6] & 0x40) != 0;
  }

  public static boolean moreFragments(byte[] b, int at) {
    return (b[at + 6] & 0x20) != 0;
  }

  /** In bytes. */
  public static int fragmentOffset(byte[] b, int at) {
    return (Octets.u16(b, at + 6) & 0x1fff) * 8;
  }

  public static boolean isFragment(byte[] b, int at) {
    return (Octets.u16(b, at + 6) & 0x3fff) != 0;
  }

  public static int ttl(byte[] b, int at) {
    return Octets.u8(b, at + 8);
  }

  public static int protocol(byte[] b, int at) {
    return Octets.u8(b, at + 9);
  }

  public static int source(byte[] b, int at) {
    return Octets.i32(b, at + 12);
  }

  public static int destination(byte[] b, int at) {
    return Octets.i32(b, at + 16);
  }

  /**
   * Writes 20 bytes, checksum included.
   *
   * @param totalLength header and payload in bytes
   * @param flags {@link #DONT_FRAGMENT}, {@link #MORE_FRAGMENTS} and the offset in units of 8 bytes
   */
  public static int write(
      byte[] b,
      int at,
      int totalLength,
      int tos,
      int identification,
      int flags,
      int ttl,
      int protocol,
      int source,
      int destination) {
    if (totalLength < HEADER || totalLength > LONGEST) {
      throw new IllegalArgumentException("No length of an IPv4 packet: " + totalLength);
    }
    Octets.put16(b, at, 0x4500 | tos & 0xff);
    Octets.put16(b, at + 2, totalLength);
    Octets.put16(b, at + 4, identification);
    Octets.put16(b, at + 6, flags);
    Octets.put16(b, at + 8, ttl << 8 | protocol);
    Octets.put16(b, at + 10, 0);
    Octets.put32(b, at + 12, source);
    Octets.put32(b, at + 16, destination);
    updateChecksum(b, at);
    return HEADER;
  }

  /** Whether what the header says of lengths is so: all of the packet is at hand. */
  public static boolean isWhole(byte[] b, int at, int end) {
    return end - at >= HEADER
        && version(b, at) == 4
        && headerLength(b, at) >= HEADER
        && totalLength(b, at) >= headerLength(b, at)
        && totalLength(b, at) <= end - at;
  }

  /**
   * Whether there is a header, as long as it says, and some of what it carries, as ICMP errors
   * quote them (RFC 792: 8 bytes).
   */
  public static boolean isQuoted(byte[] b, int at, int end, int carried) {
    return end - at >= HEADER
        && version(b, at) == 4
        && headerLength(b, at) >= HEADER
        && end - at >= headerLength(b, at) + carried;
  }

  /** Computes the header's checksum anew. */
  public static void updateChecksum(byte[] b, int at) {
    Octets.put16(b, at + 10, 0);
    Octets.put16(b, at + 10, Checksums.of(b, at, headerLength(b, at)));
  }

  /** Takes one from the TTL and keeps the checksum right (RFC 1624 equation 3). */
  public static void decrementTtl(byte[] b, int at) {
    b[at + 8]--;
    long sum = (~Octets.u16(b, at + 10) & 0xffff) + 0xfeffL;
    Octets.put16(b, at + 10, Checksums.checksum(sum));
  }

  /**
   * Whether the header's checksum is right; false too if the header says to be longer than that.
   */
  public static boolean checksumRight(byte[] b, int at, int end) {
    int length = headerLength(b, at);
    return length >= HEADER && at + length <= end && Checksums.isRight(b, at, length);
  }

  /** The sum of the pseudo header for what the packet carries. */
  public static long pseudo(byte[] b, int at, int protocol, int length) {
    return Checksums.pseudo4(source(b, at), destination(b, at), protocol, length);
  }
}
