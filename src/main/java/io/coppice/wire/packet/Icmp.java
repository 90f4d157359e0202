package io.coppice.wire.packet;

/** ICMP (RFC 792) and ICMPv6 (RFC 4443) headers: eight bytes for the messages used here. */
public final class Icmp {
  public static final int HEADER = 8;
  public static final int CHECKSUM = 2;
  public static final int ECHO_REPLY = 0;
  public static final int UNREACHABLE = 3;
  public static final int NET_UNREACHABLE = 0;
  public static final int HOST_UNREACHABLE = 1;
  public static final int PORT_UNREACHABLE = 3;
  public static final int FRAGMENTATION_NEEDED = 4;
  public static final int PROHIBITED = 13;
  public static final int SOURCE_QUENCH = 4;
  public static final int REDIRECT = 5;
  public static final int ECHO_REQUEST = 8;
  public static final int TIME_EXCEEDED = 11;
  public static final int PARAMETER_PROBLEM = 12;
  public static final int V6_TOO_BIG = 2;
  public static final int V6_ECHO_REQUEST = 128;
  public static final int V6_ECHO_REPLY = 129;
  public static final int V6_NEIGHBOUR_SOLICITATION = 135;
  public static final int V6_NEIGHBOUR_ADVERTISEMENT = 136;

  private Icmp() {}

  public static int type(byte[] b, int at) {
    return Octets.u8(b, at);
  }

  public static int code(byte[] b, int at) {
    return Octets.u8(b, at + 1);
  }

  public static int checksum(byte[] b, int at) {
    return Octets.u16(b, at + CHECKSUM);
  }

  /** Whether a type of ICMP is about another packet's fate (RFC 1122 section 3.2.2). */
  public static boolean isError(int type) {
    return type == UNREACHABLE
        || type == SOURCE_QUENCH
        || type == REDIRECT
        || type == TIME_EXCEEDED
        || type == PARAMETER_PROBLEM;
  }

  /** Of echo messages. */
  public static int identifier(byte[] b, int at) {
    return Octets.u16(b, at + 4);
  }

  /** Of echo messages. */
  public static int sequence(byte[] b, int at) {
    return Octets.u16(b, at + 6);
  }

  /** The next hop's MTU in "fragmentation needed" (RFC 1191 section 4). */
  public static int nextHopMtu(byte[] b, int at) {
    return Octets.u16(b, at + 6);
  }

  /** Writes eight bytes with the checksum zero; {@code rest} is what follows it. */
  public static int write(byte[] b, int at, int type, int code, long rest) {
    Octets.put8(b, at, type);
    Octets.put8(b, at + 1, code);
    Octets.put16(b, at + CHECKSUM, 0);
    Octets.put32(b, at + 4, rest);
    return HEADER;
  }

  /**
   * Computes the checksum of the message at hand.
   *
   * @param pseudo 0 for ICMP; ICMPv6 has a pseudo header (RFC 4443 section 2.3)
   */
  public static void updateChecksum(byte[] b, int at, int length, long pseudo) {
    Octets.put16(b, at + CHECKSUM, 0);
    Octets.put16(b, at + CHECKSUM, Checksums.checksum(pseudo + Checksums.sum(b, at, length)));
  }
}
