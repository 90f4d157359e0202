package io.coppice.ui.overlay.capture;

import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;

/** Makes the rows of packets: what stands outside of their tunnels and inside. One thread. */
final class RowDissector {
  private final PacketWalker walker = new PacketWalker(PortTable.STANDARD);
  private final LayerStack stack = new LayerStack();

  /** The layers of a packet; until the next one. */
  LayerStack walk(byte[] packet, int original, LinkType link) {
    walker.walk(packet, 0, packet.length, original, link, stack);
    return stack;
  }

  /**
   * The row of a packet.
   *
   * @param time nanoseconds since 1970
   * @param original its length on the wire
   */
  PacketRow row(
      long number,
      long time,
      int original,
      byte[] packet,
      LinkType link,
      String place,
      String comment) {
    walk(packet, original, link);
    StringBuilder layers = new StringBuilder();
    int tunnel = -1;
    LayerKind top = LayerKind.PAYLOAD;
    for (int i = 0; i < stack.size(); i++) {
      LayerKind kind = stack.kind(i);
      if (kind != LayerKind.PAYLOAD && kind != LayerKind.TRAILER) {
        layers.append(layers.isEmpty() ? "" : " / ").append(kind.label());
        top = kind;
      }
      tunnel = kind.isTunnel() ? i : tunnel;
    }
    int first = tunnel < 0 ? stack.size() : tunnel;
    return new PacketRow(
        number,
        time,
        original,
        packet,
        link,
        place,
        addresses(packet, 0, first),
        tunnel < 0 ? "" : addresses(packet, tunnel, stack.size()),
        layers.toString(),
        top,
        comment);
  }

  /** The innermost addresses and ports between two layers: {@code 10.0.0.1:5 > 10.0.0.2:4789}. */
  private String addresses(byte[] b, int from, int to) {
    String source = "";
    String target = "";
    for (int i = from; i < to; i++) {
      int at = stack.start(i);
      int end = stack.headerEnd(i);
      switch (stack.kind(i)) {
        case IPV4 -> {
          if (end - at >= 20) {
            source = IpAddress.v4(b, at + 12).toString();
            target = IpAddress.v4(b, at + 16).toString();
          }
        }
        case IPV6 -> {
          if (end - at >= 40) {
            source = IpAddress.v6(b, at + 8).toString();
            target = IpAddress.v6(b, at + 24).toString();
          }
        }
        case UDP, TCP, STT -> {
          if (stack.kind(i) != LayerKind.STT && end - at >= 4) {
            source += ":" + Octets.u16(b, at);
            target += ":" + Octets.u16(b, at + 2);
          }
        }
        default -> {
          // Has no addresses of its own that would be written here.
        }
      }
    }
    return source.isEmpty() ? "" : source + " > " + target;
  }
}
