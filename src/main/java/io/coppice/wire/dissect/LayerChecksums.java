package io.coppice.wire.dissect;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;

/** Judges the checksums of UDP, TCP, ICMP and ICMPv6 in a walked packet. */
public final class LayerChecksums {
  private LayerChecksums() {}

  /** Of the layer at {@code index}, which is one of the four kinds. */
  public static Checksums.State state(byte[] b, LayerStack stack, int index) {
    LayerKind kind = stack.kind(index);
    int at = stack.start(index);
    if (kind == LayerKind.UDP && Udp.checksum(b, at) == 0) {
      return Checksums.State.ABSENT;
    }
    int ip = stack.ipAround(index);
    if (!stack.isWhole(index) || ip < 0 && kind != LayerKind.ICMP || fragmented(b, stack, index)) {
      return Checksums.State.UNKNOWN;
    }
    return Checksums.state(
        b, at, stack.end(index) - at, pseudo(b, stack, index), field(kind), kind == LayerKind.UDP);
  }

  /** What the checksum of a whole layer should be. */
  public static int right(byte[] b, LayerStack stack, int index) {
    int at = stack.start(index);
    LayerKind kind = stack.kind(index);
    return Checksums.right(
        b, at, stack.end(index) - at, pseudo(b, stack, index), field(kind), kind == LayerKind.UDP);
  }

  private static boolean fragmented(byte[] b, LayerStack stack, int index) {
    int ip = stack.ipAround(index);
    if (ip < 0) {
      return false;
    }
    if (stack.kind(ip) == LayerKind.IPV4) {
      return Ipv4.isFragment(b, stack.start(ip));
    }
    int fragment = stack.last(LayerKind.IPV6_FRAGMENT);
    return fragment > ip && fragment < index;
  }

  private static long pseudo(byte[] b, LayerStack stack, int index) {
    LayerKind kind = stack.kind(index);
    if (kind == LayerKind.ICMP) {
      return 0;
    }
    int protocol =
        kind == LayerKind.UDP
            ? IpProtocol.UDP
            : kind == LayerKind.TCP ? IpProtocol.TCP : IpProtocol.ICMPV6;
    int length = stack.end(index) - stack.start(index);
    int ip = stack.ipAround(index);
    return stack.kind(ip) == LayerKind.IPV4
        ? Ipv4.pseudo(b, stack.start(ip), protocol, length)
        : Ipv6.pseudo(b, stack.start(ip), protocol, length);
  }

  private static int field(LayerKind kind) {
    return switch (kind) {
      case UDP -> Udp.CHECKSUM;
      case TCP -> Tcp.CHECKSUM;
      default -> Icmp.CHECKSUM;
    };
  }
}
