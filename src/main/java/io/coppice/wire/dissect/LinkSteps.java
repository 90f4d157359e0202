package io.coppice.wire.dissect;

import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Octets;

/** The steps of a walk over links other than Ethernet, and over the tags of a fabric's switches. */
final class LinkSteps {
  private final PacketWalker walk;

  LinkSteps(PacketWalker walk) {
    this.walk = walk;
  }

  int family() {
    if (!walk.need(4)) {
      return walk.cut();
    }
    walk.header(LayerKind.NULL_LINK, 4);
    return walk.ipByVersion();
  }

  int cooked(LayerKind kind, int length, int type) {
    if (!walk.need(length)) {
      return walk.cut();
    }
    int next = Octets.u16(walk.bytes(), walk.at() + type);
    walk.header(kind, length);
    return PacketWalker.ETHER_TYPE | next;
  }

  /** PPP, or Cisco's framing by its addresses (tcpdump.org LINKTYPE_PPP_HDLC). */
  int framed() {
    byte[] b = walk.bytes();
    int at = walk.at();
    boolean cisco = walk.need(1) && (b[at] == 0x0f || b[at] == (byte) 0x8f);
    return cisco ? cooked(LayerKind.CISCO_HDLC, 4, 2) : ppp();
  }

  /**
   * With or without address and control before the protocol (RFC 1662 section 3.1), whose first
   * byte may be left out where the last bit of the second ends it (RFC 1661 section 6.5).
   */
  int ppp() {
    byte[] b = walk.bytes();
    int at = walk.at();
    int framing = walk.need(2) && Octets.u16(b, at) == 0xff03 ? 2 : 0;
    if (!walk.need(framing + 1)) {
      return walk.cut();
    }
    boolean compressed = (b[at + framing] & 1) == 1;
    int length = framing + (compressed ? 1 : 2);
    if (!walk.need(length)) {
      return walk.cut();
    }
    int protocol = compressed ? Octets.u8(b, at + framing) : Octets.u16(b, at + framing);
    walk.header(LayerKind.PPP, length);
    return switch (protocol) {
      case 0x0021 -> PacketWalker.ETHER_TYPE | EtherType.IPV4;
      case 0x0057 -> PacketWalker.ETHER_TYPE | EtherType.IPV6;
      case 0x0281 -> PacketWalker.ETHER_TYPE | EtherType.MPLS;
      default -> walk.payload(Stop.UNKNOWN);
    };
  }

  /**
   * A header of four bytes, then values with their length and type in the byte order of the host
   * that wrote them; the packet is the one of type 9 (tcpdump.org LINKTYPE_NFLOG).
   */
  int netfilterLog() {
    byte[] b = walk.bytes();
    int at = walk.at();
    int end = walk.end();
    int value = at + 4;
    while (value + 4 <= end) {
      boolean little = Octets.u8(b, value + 3) == 0;
      int length = little ? Octets.u8(b, value + 1) << 8 | b[value] & 0xff : Octets.u16(b, value);
      int type = little ? Octets.u8(b, value + 2) : Octets.u8(b, value + 3);
      if (type == 9 && length >= 4) {
        walk.bound(value + length);
        walk.header(LayerKind.NFLOG, value + 4 - at);
        return walk.ipByVersion();
      }
      value += Math.max(4, length + 3 & ~3);
    }
    return walk.need(4) ? walk.payload(Stop.UNKNOWN) : walk.cut();
  }

  /** A tag that ends with the type of what follows. */
  int tag(LayerKind kind, int length) {
    if (!walk.need(length)) {
      return walk.cut();
    }
    int type = Octets.u16(walk.bytes(), walk.at() + length - 2);
    walk.header(kind, length);
    return walk.typeOrLength(type);
  }

  /** A frame within a frame (IEEE 802.1Q section 9.7). */
  int backbone() {
    if (!walk.need(4)) {
      return walk.cut();
    }
    walk.header(LayerKind.BACKBONE_INSTANCE, 4);
    return walk.ethernet();
  }
}
