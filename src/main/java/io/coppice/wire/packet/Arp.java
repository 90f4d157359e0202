package io.coppice.wire.packet;

/** ARP and RARP for Ethernet and IPv4 (RFC 826, RFC 903): 28 bytes. */
public final class Arp {
  public static final int LENGTH = 28;
  public static final int REQUEST = 1;
  public static final int REPLY = 2;
  public static final int REVERSE_REQUEST = 3;
  public static final int REVERSE_REPLY = 4;

  private Arp() {}

  public static int operation(byte[] b, int at) {
    return Octets.u16(b, at + 6);
  }

  public static long senderMac(byte[] b, int at) {
    return Octets.u48(b, at + 8);
  }

  public static int senderIp(byte[] b, int at) {
    return Octets.i32(b, at + 14);
  }

  public static long targetMac(byte[] b, int at) {
    return Octets.u48(b, at + 18);
  }

  public static int targetIp(byte[] b, int at) {
    return Octets.i32(b, at + 24);
  }

  /** Whether it is the sort for Ethernet and IPv4, whose fields the methods above read. */
  public static boolean isEthernetIpv4(byte[] b, int at) {
    return Octets.i32(b, at) == 0x0001_0800 && Octets.u16(b, at + 4) == 0x0604;
  }

  public static int write(
      byte[] b, int at, int operation, long senderMac, int senderIp, long targetMac, int targetIp) {
    Octets.put32(b, at, 0x0001_0800);
    Octets.put16(b, at + 4, 0x0604);
    Octets.put16(b, at + 6, operation);
    Octets.put48(b, at + 8, senderMac);
    Octets.put32(b, at + 14, senderIp);
    Octets.put48(b, at + 18, targetMac);
    Octets.put32(b, at + 24, targetIp);
    return LENGTH;
  }
}
