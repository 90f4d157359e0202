package io.coppice.wire.dissect;

import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;
import io.coppice.wire.tunnel.Stt;
import io.coppice.wire.tunnel.Vxlan;

/** The steps of a walk over UDP, TCP and ICMP, and by port into what they carry. */
final class TransportSteps {
  private static final int DHCP_SERVER = 67;
  private static final int DHCP_CLIENT = 68;
  private static final int DHCP_LEAST = 240;

  /** What an ICMP error quotes at least ("the first 64 bits", RFC 792). */
  private static final int TCP_LEAST = 8;

  private final PacketWalker walk;
  private final PortTable ports;

  TransportSteps(PacketWalker walk, PortTable ports) {
    this.walk = walk;
    this.ports = ports;
  }

  int udp() {
    if (!walk.need(Udp.HEADER)) {
      return walk.cut();
    }
    byte[] b = walk.bytes();
    int at = walk.at();
    int length = Udp.length(b, at);
    if (length == 0) {
      walk.out().presumeLength();
    } else if (length < Udp.HEADER) {
      return walk.payload(Stop.MALFORMED);
    } else if (at + length < walk.declaredEnd()) {
      walk.bound(at + length);
    }
    int source = Udp.sourcePort(b, at);
    int destination = Udp.destinationPort(b, at);
    walk.header(LayerKind.UDP, Udp.HEADER);
    LayerKind tunnel = ports.udp(destination);
    if (tunnel != null) {
      return PacketWalker.LAYER | tunnel.ordinal();
    }
    if (isDhcp(source) && isDhcp(destination)) {
      return PacketWalker.LAYER | LayerKind.DHCP.ordinal();
    }
    if (Vxlan.fits(b, walk.at(), walk.end())) {
      walk.out().offer();
    }
    return end();
  }

  private static boolean isDhcp(int port) {
    return port == DHCP_SERVER || port == DHCP_CLIENT;
  }

  int tcp() {
    if (!walk.need(Tcp.HEADER)) {
      return walk.need(TCP_LEAST) ? tcpHead() : walk.cut();
    }
    byte[] b = walk.bytes();
    int at = walk.at();
    int length = Tcp.headerLength(b, at);
    if (length < Tcp.HEADER) {
      return walk.payload(Stop.MALFORMED);
    }
    if (!walk.need(length)) {
      return tcpHead();
    }
    walk.header(LayerKind.TCP, length);
    if (ports.tcp(Tcp.destinationPort(b, at)) == LayerKind.STT && isSegment(b, at)) {
      int total = Stt.total(b, at);
      if (Stt.offset(b, at) > 0) {
        return walk.rest(LayerKind.STT_PART, Stop.CONTINUES);
      }
      if (walk.declaredEnd() - walk.at() < total) {
        walk.continuesElsewhere();
      }
      return PacketWalker.LAYER | LayerKind.STT.ordinal();
    }
    return end();
  }

  /** Ports and sequence number tell much of a packet of which no more was captured or quoted. */
  private int tcpHead() {
    walk.header(LayerKind.TCP_HEAD, walk.end() - walk.at());
    return walk.cut();
  }

  /** What the receiver's rules let through, so that ordinary TCP on that port stays TCP. */
  private boolean isSegment(byte[] b, int tcp) {
    int payload = walk.declaredEnd() - walk.at();
    return Tcp.headerLength(b, tcp) == Tcp.HEADER
        && (Tcp.flags(b, tcp) & (Tcp.SYN | Tcp.FIN | Tcp.RST)) == 0
        && payload > 0
        && Stt.total(b, tcp) >= Stt.HEADER
        && Stt.offset(b, tcp) + payload <= Stt.total(b, tcp);
  }

  int icmp(LayerKind kind) {
    if (!walk.need(Icmp.HEADER)) {
      return walk.cut();
    }
    walk.header(kind, Icmp.HEADER);
    return end();
  }

  int dhcp() {
    if (!walk.need(DHCP_LEAST)
        || Octets.i32(walk.bytes(), walk.at() + DHCP_LEAST - 4) != 0x6382_5363) {
      return walk.need(DHCP_LEAST) ? walk.payload(Stop.UNKNOWN) : walk.cut();
    }
    walk.header(LayerKind.DHCP, walk.end() - walk.at());
    return walk.stop(Stop.END);
  }

  private int end() {
    return walk.at() == walk.end() ? walk.stop(Stop.END) : walk.payload(Stop.PAYLOAD);
  }
}
