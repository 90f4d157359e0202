package io.coppice.wire.tunnel;

import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Octets;

/**
 * VXLAN headers (RFC 7348 section 5) with the group policy extension
 * (draft-smith-vxlan-group-policy-05) and the generic protocol extension
 * (draft-ietf-nvo3-vxlan-gpe-13): eight bytes.
 */
public final class Vxlan {
  public static final int HEADER = 8;
  public static final int PORT = 4789;

  /** What Linux takes where no port is said. */
  public static final int LINUX_PORT = 8472;

  public static final int GPE_PORT = 4790;

  /** The VNI is valid. */
  public static final int FLAG_VNI = 0x08;

  /** A group policy id follows. */
  public static final int FLAG_GROUP_POLICY = 0x80;

  /** GPE: the next protocol is valid. */
  public static final int FLAG_NEXT_PROTOCOL = 0x04;

  public static final int GPE_IPV4 = 1;
  public static final int GPE_IPV6 = 2;
  public static final int GPE_ETHERNET = 3;
  public static final int GPE_NSH = 4;

  private Vxlan() {}

  public static int flags(byte[] b, int at) {
    return Octets.u8(b, at);
  }

  public static int vni(byte[] b, int at) {
    return Octets.u24(b, at + 4);
  }

  public static int groupPolicy(byte[] b, int at) {
    return Octets.u16(b, at + 2);
  }

  public static int gpeVersion(byte[] b, int at) {
    return b[at] >> 4 & 3;
  }

  public static int gpeNextProtocol(byte[] b, int at) {
    return Octets.u8(b, at + 3);
  }

  public static boolean hasGroupPolicy(byte[] b, int at) {
    return (b[at] & FLAG_GROUP_POLICY) != 0;
  }

  public static int write(byte[] b, int at, int vni) {
    return write(b, at, FLAG_VNI, 0, vni);
  }

  public static int writeGroupPolicy(byte[] b, int at, int vni, int policy) {
    return write(b, at, FLAG_VNI | FLAG_GROUP_POLICY, policy, vni);
  }

  public static int writeGpe(byte[] b, int at, int vni, int nextProtocol) {
    return write(b, at, FLAG_VNI | FLAG_NEXT_PROTOCOL, nextProtocol, vni);
  }

  private static int write(byte[] b, int at, int flags, int low, int vni) {
    if (vni >>> 24 != 0 || low >>> 16 != 0) {
      throw new IllegalArgumentException("No VNI or policy: " + vni + ", " + low);
    }
    Octets.put16(b, at, flags << 8);
    Octets.put16(b, at + 2, low);
    Octets.put32(b, at + 4, (long) vni << 8);
    return HEADER;
  }

  /**
   * What the header makes a receiver do.
   *
   * @param groupPolicy whether the receiver was set up for the group policy extension
   * @return null if it is accepted
   */
  public static DropReason check(
      byte[] b, int at, int end, ReceiverProfile profile, boolean groupPolicy) {
    if (end - at < HEADER) {
      return DropReason.TRUNCATED;
    }
    int flags = Octets.i32(b, at);
    if ((flags & 0x0800_0000) == 0) {
      return DropReason.VXLAN_NO_VNI;
    }
    if (profile == ReceiverProfile.RFC) {
      return end - at >= HEADER + 14 && EtherType.isTag(Octets.u16(b, at + HEADER + 12))
          ? DropReason.VXLAN_INNER_TAG
          : null;
    }
    // Linux: VXLAN_GBP_USED_BITS of include/net/vxlan.h; what is left over drops the frame
    int known = groupPolicy ? 0x8848_ffff : 0x0800_0000;
    return (flags & ~known) != 0 || b[at + 7] != 0 ? DropReason.VXLAN_RESERVED_BITS : null;
  }

  /** The same for the generic protocol extension, which has a port of its own. */
  public static DropReason checkGpe(byte[] b, int at, int end, ReceiverProfile profile) {
    if (end - at < HEADER) {
      return DropReason.TRUNCATED;
    }
    if (gpeVersion(b, at) != 0) {
      return DropReason.GPE_VERSION;
    }
    if ((b[at] & FLAG_VNI) == 0) {
      return DropReason.VXLAN_NO_VNI;
    }
    if ((b[at] & FLAG_NEXT_PROTOCOL) == 0) {
      return profile == ReceiverProfile.RFC ? null : DropReason.GPE_NEXT_PROTOCOL;
    }
    int next = gpeNextProtocol(b, at);
    return next < GPE_IPV4 || next > GPE_NSH ? DropReason.GPE_NEXT_PROTOCOL : null;
  }

  /**
   * Whether bytes on a port nobody knows could be VXLAN: a header without reserved bits, and behind
   * it an Ethernet header from a single address with a type in use.
   */
  public static boolean fits(byte[] b, int at, int end) {
    if (end - at < HEADER + 14
        || Octets.i32(b, at) != 0x0800_0000
        || b[at + 7] != 0
        || (b[at + HEADER + 6] & 1) != 0) {
      return false;
    }
    int type = Octets.u16(b, at + HEADER + 12);
    return type == EtherType.IPV4
        || type == EtherType.IPV6
        || type == EtherType.ARP
        || EtherType.isTag(type);
  }
}
