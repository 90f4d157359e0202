package io.coppice.wire.dissect;

import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.tunnel.Erspan;
import io.coppice.wire.tunnel.Geneve;
import io.coppice.wire.tunnel.Gre;
import io.coppice.wire.tunnel.Stt;
import io.coppice.wire.tunnel.Vxlan;

/** The steps of a walk into what tunnels carry. */
final class TunnelSteps {
  private static final int NSH_BASE = 8;

  private final PacketWalker walk;

  TunnelSteps(PacketWalker walk) {
    this.walk = walk;
  }

  int vxlan() {
    if (!walk.need(Vxlan.HEADER)) {
      return walk.cut();
    }
    boolean valid = (Vxlan.flags(walk.bytes(), walk.at()) & Vxlan.FLAG_VNI) != 0;
    walk.header(LayerKind.VXLAN, Vxlan.HEADER);
    return valid ? ethernet() : walk.payload(Stop.MALFORMED);
  }

  int gpe() {
    if (!walk.need(Vxlan.HEADER)) {
      return walk.cut();
    }
    byte[] b = walk.bytes();
    int at = walk.at();
    boolean typed = (Vxlan.flags(b, at) & Vxlan.FLAG_NEXT_PROTOCOL) != 0;
    int next = typed ? Vxlan.gpeNextProtocol(b, at) : Vxlan.GPE_ETHERNET;
    walk.header(LayerKind.VXLAN_GPE, Vxlan.HEADER);
    return next(next);
  }

  /** The numbers that VXLAN-GPE and NSH share (RFC 8300 section 2.2). */
  private int next(int protocol) {
    return switch (protocol) {
      case Vxlan.GPE_IPV4 -> PacketWalker.ETHER_TYPE | EtherType.IPV4;
      case Vxlan.GPE_IPV6 -> PacketWalker.ETHER_TYPE | EtherType.IPV6;
      case Vxlan.GPE_ETHERNET -> ethernet();
      case Vxlan.GPE_NSH -> PacketWalker.LAYER | LayerKind.NSH.ordinal();
      case 5 -> PacketWalker.ETHER_TYPE | EtherType.MPLS;
      default -> walk.payload(Stop.UNKNOWN);
    };
  }

  int geneve() {
    if (!walk.need(Geneve.HEADER)) {
      return walk.cut();
    }
    byte[] b = walk.bytes();
    int at = walk.at();
    int length = Geneve.HEADER + Geneve.optionsLength(b, at);
    if (Geneve.version(b, at) != 0) {
      return walk.payload(Stop.UNKNOWN);
    }
    if (!walk.need(length)) {
      return walk.declaredEnd() - at < length ? walk.payload(Stop.MALFORMED) : walk.cut();
    }
    int protocol = Geneve.protocol(b, at);
    walk.header(LayerKind.GENEVE, length);
    return PacketWalker.ETHER_TYPE | protocol;
  }

  int gre() {
    if (!walk.need(4)) {
      return walk.cut();
    }
    byte[] b = walk.bytes();
    int at = walk.at();
    int length = Gre.headerLength(b, at);
    if (!walk.need(length)) {
      return walk.cut();
    }
    if (Gre.version(b, at) != 0) {
      walk.header(LayerKind.GRE, 4);
      return walk.payload(Stop.UNKNOWN);
    }
    int protocol = Gre.protocol(b, at);
    boolean routed = (Gre.flags(b, at) & Gre.ROUTING_PRESENT) != 0;
    boolean sequenced = (Gre.flags(b, at) & Gre.SEQUENCE_PRESENT) != 0;
    walk.header(Gre.isNvgre(b, at) ? LayerKind.NVGRE : LayerKind.GRE, length);
    if (routed) {
      return walk.payload(Stop.UNKNOWN);
    }
    return switch (protocol) {
      // type I of ERSPAN has neither a sequence number nor a header of its own
      case EtherType.ERSPAN_II ->
          sequenced ? PacketWalker.LAYER | LayerKind.ERSPAN_II.ordinal() : ethernet();
      case EtherType.ERSPAN_III -> PacketWalker.LAYER | LayerKind.ERSPAN_III.ordinal();
      default -> PacketWalker.ETHER_TYPE | protocol;
    };
  }

  int erspan2() {
    if (!walk.need(Erspan.HEADER_II)) {
      return walk.cut();
    }
    if (Erspan.version(walk.bytes(), walk.at()) != 1) {
      return walk.payload(Stop.MALFORMED);
    }
    walk.header(LayerKind.ERSPAN_II, Erspan.HEADER_II);
    return ethernet();
  }

  int erspan3() {
    if (!walk.need(Erspan.HEADER_III)) {
      return walk.cut();
    }
    byte[] b = walk.bytes();
    int at = walk.at();
    int length = Erspan.HEADER_III + (Erspan.hasSubheader(b, at) ? Erspan.SUBHEADER : 0);
    if (!walk.need(length)) {
      return walk.cut();
    }
    if (Erspan.version(b, at) != 2) {
      return walk.payload(Stop.MALFORMED);
    }
    int type = Erspan.frameType(b, at);
    walk.header(LayerKind.ERSPAN_III, length);
    return switch (type) {
      case 0 -> ethernet();
      case 2 -> walk.ipByVersion();
      default -> walk.payload(Stop.UNKNOWN);
    };
  }

  int stt() {
    if (!walk.need(Stt.HEADER)) {
      return walk.cut();
    }
    if (Stt.version(walk.bytes(), walk.at()) != 0) {
      return walk.payload(Stop.UNKNOWN);
    }
    walk.header(LayerKind.STT, Stt.HEADER);
    return ethernet();
  }

  int nsh() {
    if (!walk.need(NSH_BASE)) {
      return walk.cut();
    }
    byte[] b = walk.bytes();
    int at = walk.at();
    int length = (b[at + 1] & 0x3f) * 4;
    if (length < NSH_BASE || b[at] >> 6 != 0) {
      return walk.payload(Stop.MALFORMED);
    }
    if (!walk.need(length)) {
      return walk.cut();
    }
    int next = Octets.u8(b, at + 3);
    walk.header(LayerKind.NSH, length);
    return next(next);
  }

  private static int ethernet() {
    return PacketWalker.LAYER | LayerKind.ETHERNET.ordinal();
  }
}
