package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.trace.Question;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.tunnel.Geneve;
import io.coppice.wire.tunnel.Gre;
import io.coppice.wire.tunnel.Stt;
import io.coppice.wire.tunnel.Vxlan;
import java.util.List;
import java.util.Optional;

/**
 * A packet of a capture as the question that its innermost part asks: who sent it is who has its
 * source address, in the segment that its tunnel names where it is in one.
 *
 * @param source of the innermost IP header
 * @param segments what the tunnel's id may name: a key of GRE may be a VSID too; empty outside of
 *     tunnels
 */
record ReplayedPacket(
    IpAddress source,
    IpAddress target,
    Question.Protocol protocol,
    int port,
    int payloadBytes,
    boolean dontFragment,
    List<Tunnel> segments) {

  /** What the innermost tunnel says. */
  record Tunnel(Encapsulation encapsulation, long id) {}

  /** Empty if it carries no IP. */
  static Optional<ReplayedPacket> of(byte[] b, LinkType link) {
    LayerStack stack = new LayerStack();
    new PacketWalker(PortTable.STANDARD).walk(b, 0, b.length, b.length, link, stack);
    int ip = Math.max(stack.last(LayerKind.IPV4), stack.last(LayerKind.IPV6));
    if (ip < 0) {
      return Optional.empty();
    }
    boolean v6 = stack.kind(ip) == LayerKind.IPV6;
    int at = stack.start(ip);
    if (stack.headerEnd(ip) - at < (v6 ? 40 : 20)) {
      return Optional.empty();
    }
    Question.Protocol protocol = Question.Protocol.PING;
    int port = 0;
    int header = 8;
    for (int i = ip + 1; i < stack.size(); i++) {
      LayerKind kind = stack.kind(i);
      if ((kind == LayerKind.UDP || kind == LayerKind.TCP)
          && stack.headerEnd(i) - stack.start(i) >= 8) {
        protocol = kind == LayerKind.UDP ? Question.Protocol.UDP : Question.Protocol.TCP;
        port = Octets.u16(b, stack.start(i) + 2);
        header = stack.headerEnd(i) - stack.start(i);
      }
    }
    int carried = stack.declaredEnd(ip) - stack.headerEnd(ip) - header;
    return Optional.of(
        new ReplayedPacket(
            address(b, at + (v6 ? 8 : 12), v6),
            address(b, at + (v6 ? 24 : 16), v6),
            protocol,
            port,
            Math.clamp(carried, 0, 65_507),
            v6 || (Octets.u16(b, at + 6) & 0x4000) != 0,
            tunnel(b, stack, ip)));
  }

  private static IpAddress address(byte[] b, int at, boolean v6) {
    return v6
        ? new IpAddress(true, Octets.i64(b, at), Octets.i64(b, at + 8))
        : IpAddress.v4(Octets.i32(b, at));
  }

  private static List<Tunnel> tunnel(byte[] b, LayerStack stack, int before) {
    for (int i = before; i >= 0; i--) {
      int at = stack.start(i);
      switch (stack.kind(i)) {
        case VXLAN, VXLAN_GPE -> {
          return List.of(new Tunnel(Encapsulation.VXLAN, Vxlan.vni(b, at)));
        }
        case GENEVE -> {
          return List.of(new Tunnel(Encapsulation.GENEVE, Geneve.vni(b, at)));
        }
        case NVGRE -> {
          long key = Gre.key(b, at);
          return List.of(
              new Tunnel(Encapsulation.NVGRE, Gre.vsid(key)),
              new Tunnel(Encapsulation.KEYED_GRE, key));
        }
        case GRE -> {
          return List.of(
              Gre.keyAt(b, at) < 0
                  ? new Tunnel(Encapsulation.GRE, 0)
                  : new Tunnel(Encapsulation.KEYED_GRE, Gre.key(b, at)));
        }
        case STT -> {
          return List.of(new Tunnel(Encapsulation.STT, Stt.contextId(b, at)));
        }
        default -> {
          // no tunnel that names a segment
        }
      }
    }
    return List.of();
  }

  /** The question in a network; empty if nobody there has the source address. */
  Optional<Question> in(NetworkState network) {
    List<Link.End> owners =
        network.owners(source).stream()
            .filter(end -> network.node(end.node()).filter(Node::collected).isPresent())
            .toList();
    Optional<Segment> named =
        segments.stream()
            .flatMap(tunnel -> network.segment(tunnel.encapsulation(), tunnel.id()).stream())
            .findFirst();
    return owners.stream()
        .filter(end -> named.filter(it -> it.machines().contains(end)).isPresent())
        .findFirst()
        .or(() -> owners.stream().findFirst())
        .map(
            end ->
                new Question(
                    end.node(),
                    target,
                    payloadBytes,
                    dontFragment,
                    Question.Caches.COLD,
                    false,
                    protocol,
                    port));
  }
}
