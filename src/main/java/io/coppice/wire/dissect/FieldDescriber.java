package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.bytes;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.Udp;
import io.coppice.wire.tunnel.Gre;

/** Gives all fields of a walked packet to a sink, layer by layer. */
public final class FieldDescriber {
  private static final FieldSpec DATA = bytes("data.data", "Bytes", "");

  private FieldDescriber() {}

  public static void describe(byte[] b, LayerStack stack, FieldSink sink) {
    for (int i = 0; i < stack.size(); i++) {
      if (stack.kind(i) == LayerKind.PAYLOAD && QuotedPacket.isAt(b, stack, i)) {
        QuotedPacket.describe(b, stack, i, sink);
      } else {
        layer(b, stack, i, sink);
      }
    }
  }

  static void layer(byte[] b, LayerStack stack, int index, FieldSink sink) {
    LayerKind kind = stack.kind(index);
    Checksums.State checksum =
        isSummed(kind) ? LayerChecksums.state(b, stack, index) : Checksums.State.ABSENT;
    int context = context(b, stack, index, checksum);
    int start = stack.start(index);
    int end = stack.headerEnd(index);
    if (context >= 0 && sink.repeats(kind, context, isFree(b, stack, index), start, end)) {
      return;
    }
    sink.layer(kind, start, end);
    layer(new FieldPen(sink, b, start, end), stack, index, checksum);
    sink.endLayer();
  }

  /** Whether it has a checksum over what it carries. */
  private static boolean isSummed(LayerKind kind) {
    return switch (kind) {
      case UDP, TCP, ICMP, ICMPV6 -> true;
      default -> false;
    };
  }

  /**
   * What is told of a header besides what follows from its own bytes, as a number; -1 where that is
   * more than a number says.
   */
  private static int context(byte[] b, LayerStack stack, int index, Checksums.State checksum) {
    return switch (stack.kind(index)) {
      case QUOTED, STT -> -1;
      case GRE, NVGRE -> (Gre.flags(b, stack.start(index)) & Gre.CHECKSUM_PRESENT) == 0 ? 0 : -1;
      case ETHERNET -> LinkFields.addressKind(b, stack.start(index));
      case UDP, ICMP, ICMPV6 -> checksum == Checksums.State.WRONG ? -1 : checksum.ordinal();
      case TCP ->
          checksum == Checksums.State.WRONG
              ? -1
              : 2 * checksum.ordinal() + (TransportFields.isStt(stack, index) ? 1 : 0);
      default -> 0;
    };
  }

  /**
   * Whether what is said of that header depends on its free fields no further than its context
   * does. A length of 0 has a meaning of its own, and so has a checksum that is wrong.
   */
  private static boolean isFree(byte[] b, LayerStack stack, int index) {
    int at = stack.start(index);
    return switch (stack.kind(index)) {
      case ETHERNET, VXLAN, ICMP, ICMPV6 -> true;
      case IPV4 ->
          Ipv4.totalLength(b, at) != 0 && Ipv4.checksumRight(b, at, stack.headerEnd(index));
      case IPV6 -> Ipv6.payloadLength(b, at) != 0;
      case UDP -> Udp.length(b, at) != 0;
      case TCP -> !TransportFields.isStt(stack, index);
      default -> false;
    };
  }

  private static void layer(FieldPen pen, LayerStack stack, int index, Checksums.State checksum) {
    switch (stack.kind(index)) {
      case NULL_LINK -> LinkFields.family(pen);
      case SLL -> LinkFields.cooked(pen);
      case SLL2 -> LinkFields.cooked2(pen);
      case ETHERNET -> LinkFields.ethernet(pen);
      case PPP -> LinkFields.ppp(pen);
      case CISCO_HDLC -> LinkFields.hdlc(pen);
      case NFLOG -> LinkFields.netfilterLog(pen);
      case LLC -> LinkFields.llc(pen);
      case VN_TAG -> TagFields.vn(pen);
      case E_TAG -> TagFields.extension(pen);
      case BACKBONE_INSTANCE -> TagFields.instance(pen);
      case VLAN -> LinkFields.vlan(pen);
      case MPLS -> LinkFields.mpls(pen);
      case ARP -> LinkFields.arp(pen);
      case IPV4 -> IpFields.v4(pen);
      case IPV6 -> IpFields.v6(pen);
      case IPV6_EXTENSION -> IpFields.extension(pen);
      case IPV6_FRAGMENT -> IpFields.fragment(pen);
      case ICMP -> TransportFields.icmp(pen, stack, index, checksum);
      case ICMPV6 -> TransportFields.icmp6(pen, stack, index, checksum);
      case QUOTED -> {}
      case UDP -> TransportFields.udp(pen, stack, index, checksum);
      case TCP -> TransportFields.tcp(pen, stack, index, checksum);
      case TCP_HEAD -> TransportFields.tcpHead(pen);
      case DHCP -> OptionFields.dhcp(pen);
      case GRE, NVGRE -> TunnelFields.gre(pen, stack, index);
      case ERSPAN_II -> OptionFields.erspan2(pen);
      case ERSPAN_III -> OptionFields.erspan3(pen);
      case VXLAN -> TunnelFields.vxlan(pen);
      case VXLAN_GPE -> TunnelFields.gpe(pen);
      case GENEVE -> OptionFields.geneve(pen);
      case STT -> TunnelFields.stt(pen);
      case NSH -> OptionFields.nsh(pen);
      case STT_PART, FRAGMENT, PAYLOAD, TRAILER ->
          pen.put(DATA, 0, (pen.end - pen.at) * 8, (pen.end - pen.at) + " bytes");
    }
  }
}
