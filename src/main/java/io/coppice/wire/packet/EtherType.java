package io.coppice.wire.packet;

/** Numbers of the EtherType field (IANA, "IEEE 802 Numbers"). */
public final class EtherType {
  public static final int IPV4 = 0x0800;
  public static final int ARP = 0x0806;
  public static final int TRANSPARENT_ETHERNET = 0x6558;
  public static final int RARP = 0x8035;
  public static final int VLAN = 0x8100;
  public static final int IPV6 = 0x86dd;
  public static final int MPLS = 0x8847;

  /** Of GRE's protocol field (RFC 2637 section 4.1). */
  public static final int PPP = 0x880b;

  public static final int ERSPAN_II = 0x88be;
  public static final int QINQ = 0x88a8;
  public static final int LLDP = 0x88cc;
  public static final int BACKBONE_INSTANCE = 0x88e7;
  public static final int VN_TAG = 0x8926;
  public static final int E_TAG = 0x893f;
  public static final int NSH = 0x894f;
  public static final int OLD_QINQ = 0x9100;
  public static final int ERSPAN_III = 0x22eb;

  /** Smaller numbers are lengths (IEEE 802.3 section 3.2.6). */
  public static final int LEAST = 0x0600;

  private EtherType() {}

  public static boolean isTag(int type) {
    return type == VLAN || type == QINQ || type == OLD_QINQ;
  }
}
