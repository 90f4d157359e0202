package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.bytes;

import io.coppice.wire.packet.Checksums;

/** Gives all fields of a walked packet to a sink, layer by layer. */
public final class FieldDescriber {
  private static final FieldSpec DATA = bytes("data.data", "Bytes", "");

  private FieldDescriber() {}

  public static void describe(byte[] b, LayerStack stack, FieldSink sink) {
    describe(new LayerContexts().fill(b, stack), sink);
  }

  static void describe(LayerContexts contexts, FieldSink sink) {
    byte[] b = contexts.bytes();
    LayerStack stack = contexts.stack();
    int i = 0;
    while (i < stack.size()) {
      if (stack.kind(i) == LayerKind.PAYLOAD && QuotedPacket.isAt(b, stack, i)) {
        QuotedPacket.describe(contexts, i, sink);
        i++;
      } else {
        i += layers(contexts, i, sink);
      }
    }
  }

  /** The layer at an index, and as many after it as the sink repeats with it; how many it were. */
  static int layers(LayerContexts contexts, int index, FieldSink sink) {
    int repeated = sink.repeats(contexts, index);
    if (repeated > 0) {
      return repeated;
    }
    LayerStack stack = contexts.stack();
    int start = stack.start(index);
    int end = stack.headerEnd(index);
    sink.layer(stack.kind(index), start, end);
    FieldPen pen = new FieldPen(sink, contexts.bytes(), start, end);
    layer(pen, stack, index, contexts.checksum(index));
    sink.endLayer();
    return 1;
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
