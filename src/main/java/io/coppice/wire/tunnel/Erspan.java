package io.coppice.wire.tunnel;

import io.coppice.wire.packet.Octets;

/**
 * Mirrored frames in GRE (draft-foschiano-erspan-03): type II with 8 bytes, type III with 12 and
 * perhaps 8 more.
 */
public final class Erspan {
  public static final int HEADER_II = 8;
  public static final int HEADER_III = 12;
  public static final int SUBHEADER = 8;

  private Erspan() {}

  /** 1 for type II, 2 for type III. */
  public static int version(byte[] b, int at) {
    return b[at] >> 4 & 0xf;
  }

  public static int vlan(byte[] b, int at) {
    return Octets.u16(b, at) & 0xfff;
  }

  public static int session(byte[] b, int at) {
    return Octets.u16(b, at + 2) & 0x3ff;
  }

  /** Type III: whether eight platform-specific bytes follow. */
  public static boolean hasSubheader(byte[] b, int at) {
    return (b[at + 11] & 1) == 1;
  }

  /** Type III: 0 is Ethernet, 2 is IP. */
  public static int frameType(byte[] b, int at) {
    return b[at + 10] >> 2 & 0x1f;
  }

  /** Writes a type II header: eight bytes. */
  public static int writeII(byte[] b, int at, int vlan, int session, int index) {
    if (vlan >>> 12 != 0 || session >>> 10 != 0 || index >>> 20 != 0) {
      throw new IllegalArgumentException("No ERSPAN session: " + session);
    }
    Octets.put16(b, at, 0x1000 | vlan);
    Octets.put16(b, at + 2, session);
    Octets.put32(b, at + 4, index);
    return HEADER_II;
  }

  /** Writes a type III header without subheader, for an Ethernet frame: twelve bytes. */
  public static int writeIII(byte[] b, int at, int vlan, int session, long timestamp) {
    if (vlan >>> 12 != 0 || session >>> 10 != 0) {
      throw new IllegalArgumentException("No ERSPAN session: " + session);
    }
    Octets.put16(b, at, 0x2000 | vlan);
    Octets.put16(b, at + 2, session);
    Octets.put32(b, at + 4, timestamp);
    Octets.put32(b, at + 8, 0);
    return HEADER_III;
  }
}
