package io.coppice.sim.network;

import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Tcp;
import java.util.Arrays;

/** What is sent back for an IPv4 packet that is not wanted. */
final class RejectionFrames {
  private static final byte[] NONE = {};

  private RejectionFrames() {}

  /**
   * TCP is reset (RFC 9293 section 3.10.7.1), all else is administratively prohibited (RFC 1812
   * section 5.2.7.1). Neither a reset nor ICMP is ever answered.
   *
   * @return an Ethernet frame; empty where nothing may be said
   */
  static byte[] of(byte[] b, int at, int length) {
    int ip = at + Ethernet.HEADER;
    int protocol = Ipv4.protocol(b, ip);
    if (Ipv4.isFragment(b, ip)) {
      return NONE;
    }
    if (protocol == IpProtocol.TCP) {
      return reset(b, at, length);
    }
    return protocol == IpProtocol.ICMP
        ? NONE
        : Frames.unreachable(back(b, at), Icmp.PROHIBITED, Arrays.copyOfRange(b, at, at + length));
  }

  /** The reset that answers a TCP segment; empty if it is one itself. */
  static byte[] reset(byte[] b, int at, int length) {
    int ip = at + Ethernet.HEADER;
    int tcp = ip + Ipv4.headerLength(b, ip);
    if (at + length - tcp < Tcp.HEADER || (Tcp.flags(b, tcp) & Tcp.RST) != 0) {
      return NONE;
    }
    int flags = Tcp.flags(b, tcp);
    boolean acknowledges = (flags & Tcp.ACK) != 0;
    int data = ip + Ipv4.totalLength(b, ip) - tcp - Tcp.headerLength(b, tcp);
    // SYN and FIN are numbered as a byte each
    int numbered = data + Integer.bitCount(flags & (Tcp.SYN | Tcp.FIN));
    long next = Tcp.sequence(b, tcp) + numbered & 0xffff_ffffL;
    return Frames.tcp(
        back(b, at),
        /* sourcePort= */ Tcp.destinationPort(b, tcp),
        /* destinationPort= */ Tcp.sourcePort(b, tcp),
        acknowledges ? Tcp.acknowledgement(b, tcp) : 0,
        acknowledges ? 0 : next,
        acknowledges ? Tcp.RST : Tcp.RST | Tcp.ACK,
        NONE);
  }

  private static Frames.Path back(byte[] b, int at) {
    int ip = at + Ethernet.HEADER;
    return new Frames.Path(
        /* sourceMac= */ Ethernet.destination(b, at),
        IpAddress.v4(Ipv4.destination(b, ip)),
        /* destinationMac= */ Ethernet.source(b, at),
        IpAddress.v4(Ipv4.source(b, ip)));
  }
}
