package io.coppice.wire.packet;

/** UDP headers (RFC 768). */
public final class Udp {
  public static final int HEADER = 8;
  public static final int CHECKSUM = 6;

  private Udp() {}

  public static int sourcePort(byte[] b, int at) {
    return Octets.u16(b, at);
  }

  public static int destinationPort(byte[] b, int at) {
    return Octets.u16(b, at + 2);
  }

  /** Header and payload; zero in packets above 65,535 bytes (RFC 2675 section 4). */
  public static int length(byte[] b, int at) {
    return Octets.u16(b, at + 4);
  }

  public static int checksum(byte[] b, int at) {
    return Octets.u16(b, at + CHECKSUM);
  }

  /** Writes eight bytes with the checksum zero. */
  public static int write(byte[] b, int at, int sourcePort, int destinationPort, int length) {
    if (length < HEADER || length > 0xffff) {
      throw new IllegalArgumentException("No length of a UDP datagram: " + length);
    }
    Octets.put16(b, at, sourcePort);
    Octets.put16(b, at + 2, destinationPort);
    Octets.put16(b, at + 4, length);
    Octets.put16(b, at + CHECKSUM, 0);
    return HEADER;
  }

  /** Computes the checksum of the datagram at hand; zero becomes 0xffff. */
  public static void updateChecksum(byte[] b, int at, int length, long pseudo) {
    Octets.put16(b, at + CHECKSUM, 0);
    Octets.put16(b, at + CHECKSUM, Checksums.right(b, at, length, pseudo, CHECKSUM, true));
  }
}
