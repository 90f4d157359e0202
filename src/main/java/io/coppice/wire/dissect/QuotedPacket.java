package io.coppice.wire.dissect;

import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.TextBuffer;

/**
 * The head of the packet that an ICMP error is about, which tells whose traffic it was: "the
 * internet header plus the first 64 bits" (RFC 792), as much as fits in 576 bytes (RFC 1812 section
 * 4.3.2.3) or in IPv6's least MTU (RFC 4443 section 2.4). It is no layer of the packet that carries
 * it, whose conversation and tunnels are its own; it is only described.
 */
final class QuotedPacket {
  private QuotedPacket() {}

  /** Whether that payload is a quote. */
  static boolean isAt(byte[] b, LayerStack stack, int payload) {
    if (payload == 0) {
      return false;
    }
    LayerKind before = stack.kind(payload - 1);
    boolean icmp = before == LayerKind.ICMP || before == LayerKind.ICMPV6;
    return icmp
        && IcmpNames.quotes(before == LayerKind.ICMPV6, Icmp.type(b, stack.start(payload - 1)));
  }

  /**
   * Its layers, behind one that says that they are quoted. A quote in a quote stays bytes: an error
   * is never about an error (RFC 1122 section 3.2.2, RFC 4443 section 2.4).
   */
  static void describe(LayerContexts contexts, int payload, FieldSink sink) {
    byte[] b = contexts.bytes();
    LayerStack stack = contexts.stack();
    int from = stack.start(payload);
    int to = stack.end(payload);
    LayerStack quote = new LayerStack();
    new PacketWalker(PortTable.STANDARD)
        .walk(b, from, to, stack.declaredEnd(payload) - from, LinkType.RAW, quote);
    if (quote.kind(0) == LayerKind.PAYLOAD) {
      FieldDescriber.layers(contexts, payload, sink);
      return;
    }
    sink.layer(LayerKind.QUOTED, from, from);
    sink.endLayer();
    LayerContexts quoted = new LayerContexts().fill(b, quote);
    int i = 0;
    while (i < quote.size()) {
      i += FieldDescriber.layers(quoted, i, sink);
    }
  }

  /** Whose traffic the quote in {@code [at, end)} is, if it says so. */
  static void append(TextBuffer text, byte[] b, int at, int end) {
    int length = end - at;
    boolean v6 = length >= Ipv6.HEADER && Ipv6.version(b, at) == 6;
    if (!v6 && (length < Ipv4.HEADER || Ipv4.version(b, at) != 4)) {
      return;
    }
    int protocol = v6 ? Ipv6.nextHeader(b, at) : Ipv4.protocol(b, at);
    int ports = at + (v6 ? Ipv6.HEADER : Ipv4.headerLength(b, at));
    boolean later = !v6 && Ipv4.fragmentOffset(b, at) > 0;
    boolean udp = protocol == IpProtocol.UDP;
    boolean named = (udp || protocol == IpProtocol.TCP) && !later && end - ports >= 4;
    text.text(", of ");
    if (named) {
      text.text(udp ? "UDP " : "TCP ");
    }
    end(text, b, at, v6, true, named ? Octets.u16(b, ports) : -1).text(" > ");
    end(text, b, at, v6, false, named ? Octets.u16(b, ports + 2) : -1);
  }

  /**
   * One of its ends.
   *
   * @param port -1 for none
   */
  private static TextBuffer end(
      TextBuffer text, byte[] b, int at, boolean v6, boolean source, int port) {
    if (!v6) {
      text.ipv4(source ? Ipv4.source(b, at) : Ipv4.destination(b, at));
    } else if (port < 0) {
      text.ipv6(b, at + (source ? 8 : 24));
    } else {
      text.character('[').ipv6(b, at + (source ? 8 : 24)).character(']');
    }
    return port < 0 ? text : text.character(':').decimal(port);
  }
}
