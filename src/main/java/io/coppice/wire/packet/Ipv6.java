package io.coppice.wire.packet;

/** IPv6 headers (RFC 8200). Offsets are those of the header's first byte. */
public final class Ipv6 {
  public static final int HEADER = 40;

  /** There is no jumbo payload option, or it says what a plain length could. */
  public static final long NO_JUMBO = -1;

  private static final int PAD1 = 0;
  private static final int JUMBO_PAYLOAD = 0xc2;

  private Ipv6() {}

  public static int version(byte[] b, int at) {
    return Octets.u8(b, at) >> 4;
  }

  public static int trafficClass(byte[] b, int at) {
    return Octets.u16(b, at) >> 4 & 0xff;
  }

  public static int flowLabel(byte[] b, int at) {
    return Octets.i32(b, at) & 0xf_ffff;
  }

  /** Zero in packets above 65,535 bytes (RFC 2675, and Linux's BIG TCP without that option). */
  public static int payloadLength(byte[] b, int at) {
    return Octets.u16(b, at + 4);
  }

  /**
   * Bytes after the header as the jumbo payload option says (RFC 2675 section 2), which stands in
   * the hop-by-hop options right behind the header at {@code at}; {@link #NO_JUMBO} without one.
   */
  public static long jumboLength(byte[] b, int at, int end) {
    int options = at + HEADER;
    if (options + 2 > end) {
      return NO_JUMBO;
    }
    int last = Math.min(end, options + (Octets.u8(b, options + 1) + 1) * 8);
    int i = options + 2;
    while (i + 2 <= last) {
      int type = Octets.u8(b, i);
      if (type == PAD1) {
        i++;
        continue;
      }
      int length = Octets.u8(b, i + 1);
      if (type == JUMBO_PAYLOAD && length == 4 && i + 6 <= last) {
        long jumbo = Octets.u32(b, i + 2);
        return jumbo > 0xffff ? jumbo : NO_JUMBO;
      }
      i += 2 + length;
    }
    return NO_JUMBO;
  }

  public static int nextHeader(byte[] b, int at) {
    return Octets.u8(b, at + 6);
  }

  public static int hopLimit(byte[] b, int at) {
    return Octets.u8(b, at + 7);
  }

  /** Writes 40 bytes. */
  public static int write(
      byte[] b,
      int at,
      int payloadLength,
      int trafficClass,
      int flowLabel,
      int nextHeader,
      int hopLimit,
      IpAddress source,
      IpAddress destination) {
    if (payloadLength < 0 || payloadLength > 0xffff || !source.v6() || !destination.v6()) {
      throw new IllegalArgumentException("No IPv6 packet: " + source + ", " + payloadLength);
    }
    Octets.put32(b, at, 0x6000_0000L | (trafficClass & 0xff) << 20 | flowLabel & 0xf_ffff);
    Octets.put16(b, at + 4, payloadLength);
    Octets.put8(b, at + 6, nextHeader);
    Octets.put8(b, at + 7, hopLimit);
    source.write(b, at + 8);
    destination.write(b, at + 24);
    return HEADER;
  }

  /** The sum of the pseudo header for what the packet carries. */
  public static long pseudo(byte[] b, int at, int protocol, int length) {
    return Checksums.pseudo6(b, at + 8, protocol, length);
  }
}
