package io.coppice.sim.network;

import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.fabric.UnderlayPaths;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import java.util.Arrays;
import java.util.List;

/**
 * Carries outer packets from host to host: by equal-cost ways chosen by a hash, with the time that
 * links take, through middleboxes, and not over links that are too small. A packet that may be cut
 * goes on in pieces. Changes the bytes it is given as routers do. One thread; nothing is allocated
 * for a packet that passes.
 */
final class Underlay {
  private final FabricIndex index;
  private final BoxStates boxes;
  private final FrameRecorder trail;
  private final Receiver receiver;

  /** Who takes packets that reached a host, and hears of those that did not fit. */
  interface Receiver {
    void arrived(int host, byte[] b, int at, int length, long micros);

    /** A router tells the sender what fits (RFC 1191). */
    void tooBig(int fromHost, int toAddress, int mtu);
  }

  Underlay(FabricIndex index, BoxStates boxes, FrameRecorder trail, Receiver receiver) {
    this.index = index;
    this.boxes = boxes;
    this.trail = trail;
    this.receiver = receiver;
  }

  /**
   * A packet under way.
   *
   * @param to whom it is routed to: a copy of one to a group has its own
   * @param via the link by which it comes to that host; -1 for any
   */
  private record Sent(int from, int to, boolean group, int via) {}

  /**
   * Sends an outer Ethernet frame with an IPv4 packet from a host.
   *
   * @param port where what it carries came in; null for what the host itself says
   */
  void send(int host, GuestPort port, int to, byte[] b, int at, int length, long micros) {
    send(host, port, to, -1, b, at, length, micros);
  }

  /**
   * Sends a packet for many to one of them: once by each sub-group of the uplinks there, where
   * these are such, for the switches upstream do not know that they lead to one host.
   */
  void sendCopies(int host, GuestPort port, int to, byte[] b, int at, int length, long micros) {
    List<Integer> links = index.ways.pins.copies(index.hostOf(to));
    if (links.isEmpty()) {
      send(host, port, to, -1, b, at, length, micros);
      return;
    }
    for (int via : links) {
      byte[] copy = Arrays.copyOfRange(b, at, at + length);
      send(host, port, to, via, copy, 0, length, micros);
    }
  }

  private void send(
      int host, GuestPort port, int to, int via, byte[] b, int at, int length, long micros) {
    PinnedUplinks.Leaving leaving = index.ways.pins.leaving(host, port);
    UnderlayPaths.Edge[] ways = leaving.ways();
    if (ways.length == 0) {
      drop(index.hostName(host), "", micros, b, at, length, NetworkDrop.Cause.NO_UPLINK, "");
      return;
    }
    UnderlayPaths.Edge edge = ways[choice(b, at, 0, ways.length, Middlebox.Hashing.FLOW)];
    boolean group = Octets.i32(b, at + Ethernet.HEADER + 16) != to;
    String pinned = leaving.pinned() == null ? "" : String.valueOf(leaving.pinned().id());
    Sent sent = new Sent(host, to, group, via);
    cross(sent, index.hostName(host), edge, pinned, b, at, length, micros);
  }

  private void drop(
      String node,
      String port,
      long micros,
      byte[] b,
      int at,
      int length,
      NetworkDrop.Cause cause,
      Object detail) {
    trail.drop(
        node, port, PacketHop.Step.ROUTE, micros, b, at, length, NetworkDrop.of(cause, detail));
  }

  /**
   * Which of equal ways: of a hash over addresses, protocol and ports (RFC 2992), or over what the
   * node looks at besides or instead. Among 2, 4 or 8 ways the protocol alone chooses no other;
   * what worlds did by this hash is in their journals, so it stays.
   */
  private static int choice(byte[] b, int at, int salt, int ways, Middlebox.Hashing hashing) {
    if (ways == 1) {
      return 0;
    }
    int ip = at + Ethernet.HEADER;
    long hash = Octets.i64(b, ip + 12) ^ (long) Ipv4.protocol(b, ip) << 56;
    int protocol = Ipv4.protocol(b, ip);
    int l4 = ip + Ipv4.headerLength(b, ip);
    boolean ports = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    if (ports && hashing != Middlebox.Hashing.ADDRESSES && !Ipv4.isFragment(b, ip)) {
      hash = hash * 31 + Octets.u32(b, l4);
    } else if (protocol == IpProtocol.GRE && hashing == Middlebox.Hashing.FLOW_AND_KEY) {
      hash = hash * 31 + Octets.u32(b, l4 + 4);
    }
    hash = (hash ^ salt * 0x9e37_79b9L) * 0x9e37_79b9_7f4a_7c15L;
    hash ^= hash >>> 32;
    return (int) ((hash >>> 16 & 0x7fff_ffff) % ways);
  }

  private void cross(
      Sent sent, String node, UnderlayPaths.Edge edge, byte[] b, int at, int length, long micros) {
    cross(sent, node, edge, "", b, at, length, micros);
  }

  /**
   * Over one link to what is at its other end.
   *
   * @param pinned the sub-group of uplinks that it must leave by; empty where it is free
   */
  private void cross(
      Sent sent,
      String node,
      UnderlayPaths.Edge edge,
      String pinned,
      byte[] b,
      int at,
      int length,
      long micros) {
    FabricLink link = index.link(edge.link());
    String port = edge.forward() ? link.a().port() : link.b().port();
    int packet = length - Ethernet.HEADER;
    if (packet > link.mtu()) {
      tooLarge(sent, node, edge, b, at, length, micros);
      return;
    }
    trail.pinned(node, port, micros, b, at, length, pinned);
    if (link.lossPerMillion() > 0 && boxes.draw() < link.lossPerMillion()) {
      drop(node, port, micros, b, at, length, NetworkDrop.Cause.LOST, link.lossPerMillion());
      return;
    }
    long later = micros + link.latencyMicros() + length * 8L / link.megabits();
    if (edge.to() >= 0) {
      forward(sent, edge, b, at, length, later);
    } else {
      // the cable leads to the host that the way was looked up for
      int host = index.ways.hostAt(edge);
      int to = sent.group() ? sent.to() : Octets.i32(b, at + Ethernet.HEADER + 16);
      NetworkDrop spare = sent.group() ? index.ways.pins.refused(host, edge.link()) : null;
      if (spare != null) {
        trail.drop(index.hostName(host), "", PacketHop.Step.ROUTE, later, b, at, length, spare);
      } else if (index.endpoint(host) == to) {
        receiver.arrived(host, b, at, length, later);
      } else {
        drop(index.hostName(host), "", later, b, at, length, NetworkDrop.Cause.NOT_FOR_HOST, "");
      }
    }
  }

  private void tooLarge(
      Sent sent, String node, UnderlayPaths.Edge edge, byte[] b, int at, int length, long micros) {
    FabricLink link = index.link(edge.link());
    if (Ipv4.dontFragment(b, at + Ethernet.HEADER)) {
      String port = edge.forward() ? link.a().port() : link.b().port();
      String sizes = length - Ethernet.HEADER + " > " + link.mtu();
      drop(node, port, micros, b, at, length, NetworkDrop.Cause.LINK_MTU, sizes);
      receiver.tooBig(sent.from(), sent.to(), link.mtu());
      return;
    }
    Fragments.cut(
        b,
        at,
        length,
        link.mtu(),
        (piece, from, size) -> cross(sent, node, edge, piece, from, size, micros));
  }

  private void forward(
      Sent sent, UnderlayPaths.Edge by, byte[] b, int at, int length, long micros) {
    FabricNode node = index.node(by.to());
    int ip = at + Ethernet.HEADER;
    if (Ipv4.ttl(b, ip) <= 1) {
      drop(node.name(), "", micros, b, at, length, NetworkDrop.Cause.TTL, "");
      return;
    }
    if (node.box().isPresent()) {
      int own = (int) FabricNetwork.switchAddress(by.to()).low();
      boolean inside = index.ways.isFirstPort(by);
      NetworkDrop drop = boxes.pass(node, own, inside, b, ip, at + length);
      if (drop != null) {
        trail.drop(node.name(), "", PacketHop.Step.ROUTE, micros, b, at, length, drop);
        if (node.box().get().rejects() && drop.cause() != NetworkDrop.Cause.NO_MAPPING) {
          reject(by.to(), node.name(), b, at, length, micros);
        }
        return;
      }
    }
    Ipv4.decrementTtl(b, ip);
    int to = sent.group() ? sent.to() : Octets.i32(b, ip + 16);
    int host = index.hostOf(to);
    UnderlayPaths.Edge[] ways =
        host < 0
            ? toSwitch(by.to(), to)
            : sent.via() < 0
                ? index.ways.toHost(by.to(), host)
                : index.ways.toHostBy(by.to(), host, sent.via());
    if (ways.length == 0) {
      drop(node.name(), "", micros, b, at, length, NetworkDrop.Cause.NO_ROUTE, "");
      return;
    }
    Middlebox.Hashing hashing =
        node.box().isPresent() ? node.box().get().hashing() : Middlebox.Hashing.FLOW;
    UnderlayPaths.Edge edge = ways[choice(b, at, by.to() + 1, ways.length, hashing)];
    cross(sent, node.name(), edge, b, at, length, micros);
  }

  /** A node answers a packet in the name of whom it was for. */
  private void reject(int node, String name, byte[] b, int at, int length, long micros) {
    byte[] refusal = RejectionFrames.of(b, at, length);
    int to = Ipv4.source(b, at + Ethernet.HEADER);
    int host = index.hostOf(to);
    if (refusal.length == 0 || host < 0) {
      return;
    }
    trail.hop(name, "", PacketHop.Step.REJECT, micros, refusal, 0, refusal.length);
    UnderlayPaths.Edge[] ways = index.ways.toHost(node, host);
    if (ways.length > 0) {
      UnderlayPaths.Edge edge =
          ways[choice(refusal, 0, node + 1, ways.length, Middlebox.Hashing.FLOW)];
      cross(new Sent(host, to, false, -1), name, edge, refusal, 0, refusal.length, micros);
    }
  }

  private UnderlayPaths.Edge[] toSwitch(int node, int address) {
    int other = index.switchOf(address);
    return other < 0 || other == node
        ? new UnderlayPaths.Edge[0]
        : index.ways.toSwitch(node, other);
  }
}
