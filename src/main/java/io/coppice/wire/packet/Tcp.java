package io.coppice.wire.packet;

/** TCP headers (RFC 9293 section 3.1). */
public final class Tcp {
  public static final int HEADER = 20;
  public static final int CHECKSUM = 16;
  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int URG = 0x20;

  private Tcp() {}

  public static int sourcePort(byte[] b, int at) {
    return Octets.u16(b, at);
  }

  public static int destinationPort(byte[] b, int at) {
    return Octets.u16(b, at + 2);
  }

  public static long sequence(byte[] b, int at) {
    return Octets.u32(b, at + 4);
  }

  public static long acknowledgement(byte[] b, int at) {
    return Octets.u32(b, at + 8);
  }

  /** In bytes; what the field says, right or wrong. */
  public static int headerLength(byte[] b, int at) {
    return (b[at + 12] >> 4 & 0xf) * 4;
  }

  public static int flags(byte[] b, int at) {
    return Octets.u8(b, at + 13);
  }

  public static int window(byte[] b, int at) {
    return Octets.u16(b, at + 14);
  }

  public static int checksum(byte[] b, int at) {
    return Octets.u16(b, at + CHECKSUM);
  }

  /** Writes 20 bytes with the checksum and the urgent pointer zero. */
  public static int write(
      byte[] b,
      int at,
      int sourcePort,
      int destinationPort,
      long sequence,
      long acknowledgement,
      int flags,
      int window) {
    Octets.put16(b, at, sourcePort);
    Octets.put16(b, at + 2, destinationPort);
    Octets.put32(b, at + 4, sequence);
    Octets.put32(b, at + 8, acknowledgement);
    Octets.put16(b, at + 12, 0x5000 | flags & 0xff);
    Octets.put16(b, at + 14, window);
    Octets.put32(b, at + CHECKSUM, 0);
    return HEADER;
  }

  /** Computes the checksum of the segment at hand. */
  public static void updateChecksum(byte[] b, int at, int length, long pseudo) {
    Octets.put16(b, at + CHECKSUM, 0);
    Octets.put16(b, at + CHECKSUM, Checksums.checksum(pseudo + Checksums.sum(b, at, length)));
  }
}
