package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.bytes;

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
    if (standsAlone(kind) && sink.repeats(kind, stack.start(index), stack.headerEnd(index))) {
      return;
    }
    sink.layer(kind, stack.start(index), stack.headerEnd(index));
    layer(new FieldPen(sink, b, stack.start(index), stack.headerEnd(index)), stack, index);
    sink.endLayer();
  }

  /** Whether all that is told of a header follows from its own bytes. */
  private static boolean standsAlone(LayerKind kind) {
    return switch (kind) {
      case ICMP, ICMPV6, QUOTED, UDP, TCP, GRE, NVGRE, STT -> false;
      default -> true;
    };
  }

  private static void layer(FieldPen pen, LayerStack stack, int index) {
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
      case ICMP -> TransportFields.icmp(pen, stack, index);
      case ICMPV6 -> TransportFields.icmp6(pen, stack, index);
      case QUOTED -> {}
      case UDP -> TransportFields.udp(pen, stack, index);
      case TCP -> TransportFields.tcp(pen, stack, index);
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
