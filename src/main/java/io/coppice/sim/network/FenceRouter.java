package io.coppice.sim.network;

import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The appliances of fences: packets from one network into the other, with the addresses of their
 * table (see {@link io.coppice.model.overlay.fabric.Fence}), one less to live, and hardware
 * addresses of the next link. Only packets go on; ARP and frames for all end at the adapter. What
 * waits for a neighbour's answer waits here. One thread, one question.
 */
final class FenceRouter {
  /** For one neighbour (Linux, {@code unres_qlen}). */
  private static final int MOST_WAITING = 101;

  private static final int IP = Ethernet.HEADER;

  private final GuestStacks stacks;
  private final GuestStacks.Sender sender;
  private final FrameRecorder trail;
  private final Map<Neighbour, Deque<Waiting>> waiting = new HashMap<>();

  private record Neighbour(long port, int address) {}

  /**
   * A packet that goes on as soon as its next neighbour is known.
   *
   * @param in where it came in
   * @param came as it came
   * @param b as it goes on, but for the neighbour's address
   */
  private record Waiting(GuestPort in, byte[] came, byte[] b) {}

  FenceRouter(GuestStacks stacks, GuestStacks.Sender sender, FrameRecorder trail) {
    this.stacks = stacks;
    this.sender = sender;
    this.trail = trail;
  }

  /** Whether a packet that came to an adapter is not for the machine itself. */
  static boolean takes(GuestPort port, byte[] b) {
    if (port.fence == null
        || Ethernet.destination(b, 0) != port.mac
        || !Ipv4.isWhole(b, IP, b.length)) {
      return false;
    }
    int to = Ipv4.destination(b, IP);
    return to != port.ip && to != port.fence.other().own.ip;
  }

  /** Sends a packet on. */
  void carry(GuestPort in, byte[] frame, long micros) {
    byte[] b = Arrays.copyOf(frame, IP + Ipv4.totalLength(frame, IP));
    FenceSide side = in.fence;
    int inside = side.inside(Ipv4.destination(b, IP));
    if (!side.inner && inside == 0) {
      drop(in, b, micros, Cause.NO_INSIDE, IpAddress.v4(Ipv4.destination(b, IP)));
      return;
    }
    int to = inside == 0 ? Ipv4.destination(b, IP) : inside;
    GuestPort out = way(side, to);
    if (Ipv4.ttl(b, IP) <= 1) {
      drop(in, b, micros, Cause.TTL, "");
      tell(in, frame, Icmp.TIME_EXCEEDED, 0, 0, micros);
      return;
    }
    if (out == null) {
      drop(in, b, micros, Cause.NO_ROUTE, "");
      tell(in, frame, Icmp.UNREACHABLE, Icmp.NET_UNREACHABLE, 0, micros);
      return;
    }
    int outside = side.inner ? side.outside(Ipv4.source(b, IP)) : 0;
    if (side.inner && outside == 0) {
      drop(in, b, micros, Cause.NO_OUTSIDE, IpAddress.v4(Ipv4.source(b, IP)));
      return;
    }
    if (b.length - IP > out.mtu() && Ipv4.dontFragment(b, IP)) {
      drop(in, b, micros, Cause.LINK_MTU, b.length - IP + " > " + out.mtu());
      tell(in, frame, Icmp.UNREACHABLE, Icmp.FRAGMENTATION_NEEDED, out.mtu(), micros);
      return;
    }
    translate(in, out, b, inside, outside, micros);
    forward(out, out.nextHop(to), new Waiting(in, frame, b), micros);
  }

  /** The adapter by which an address is reached; null if there is none. */
  private static GuestPort way(FenceSide side, int to) {
    GuestPort inner = side.inner ? side.own : side.other().own;
    GuestPort outer = inner.fence.other().own;
    return inner.isOnLink(to) ? inner : outer.nextHop(to) != 0 ? outer : null;
  }

  private void translate(
      GuestPort in, GuestPort out, byte[] b, int inside, int outside, long micros) {
    StringBuilder said = new StringBuilder();
    if (inside != 0) {
      said.append(IpAddress.v4(Ipv4.destination(b, IP))).append(" \u2192 ");
      said.append(IpAddress.v4(inside));
      TranslatedPacket.target(b, IP, b.length, inside);
    }
    if (outside != 0) {
      said.append(said.isEmpty() ? "" : ", ");
      said.append(IpAddress.v4(Ipv4.source(b, IP))).append(" \u2192 ");
      said.append(IpAddress.v4(outside));
      TranslatedPacket.source(b, IP, b.length, outside);
    }
    Ipv4.decrementTtl(b, IP);
    Octets.put48(b, 6, out.mac);
    trail.translated(in, micros, b, said.toString());
  }

  /** A neighbour that was not heard for long is asked for again, as {@link Exchange} does. */
  private void forward(GuestPort out, int next, Waiting packet, long micros) {
    Optional<NeighbourCaches.Known> known = stacks.neighbour(out, next);
    if (known.isPresent() && !known.get().isStale(micros)) {
      Octets.put48(packet.b(), 0, known.get().mac());
      sender.send(out, packet.b(), micros);
      return;
    }
    Neighbour neighbour = new Neighbour(out.id(), next);
    Deque<Waiting> queue = waiting.computeIfAbsent(neighbour, _ -> new ArrayDeque<>());
    if (queue.size() == MOST_WAITING) {
      queue.poll();
    }
    queue.add(packet);
    if (queue.size() == 1) {
      stacks.ask(out, next, micros);
      sender.later(
          micros + Exchange.WAIT,
          now -> {
            // another queue if that neighbour answered since
            if (waiting.remove(neighbour, queue)) {
              stacks.silent(out, next, micros);
              queue.forEach(it -> unreached(it, next, now));
            }
          });
    }
  }

  /** RFC 1812 section 4.3.3.1: a neighbour that does not answer is a host that is not there. */
  private void unreached(Waiting packet, int next, long micros) {
    drop(packet.in(), packet.b(), micros, Cause.NO_NEIGHBOUR, IpAddress.v4(next));
    tell(packet.in(), packet.came(), Icmp.UNREACHABLE, Icmp.HOST_UNREACHABLE, 0, micros);
  }

  /** A neighbour's address is known now. */
  void resolved(GuestPort port, int address, long mac, long micros) {
    Deque<Waiting> queue = waiting.remove(new Neighbour(port.id(), address));
    if (queue != null) {
      for (Waiting packet : queue) {
        Octets.put48(packet.b(), 0, mac);
        sender.send(port, packet.b(), micros);
      }
    }
  }

  /**
   * Tells who sent a packet that it went no further (RFC 1812 section 4.3.2), unless it is itself
   * about another, or nobody in particular sent it (RFC 1122 section 3.2.2).
   */
  private void tell(GuestPort in, byte[] frame, int type, int code, int mtu, long micros) {
    if (Ipv4.fragmentOffset(frame, IP) != 0 || isError(frame) || isNobody(frame)) {
      return;
    }
    Frames.Path back =
        new Frames.Path(
            in.mac,
            IpAddress.v4(in.ip),
            Ethernet.source(frame, 0),
            IpAddress.v4(Ipv4.source(frame, IP)));
    byte[] told =
        type == Icmp.TIME_EXCEEDED
            ? Frames.timeExceeded(back, frame)
            : code == Icmp.FRAGMENTATION_NEEDED
                ? Frames.tooBig(back, mtu, frame)
                : Frames.unreachable(back, code, frame);
    sender.send(in, told, micros);
  }

  /** An ICMP message too short for its type counts as one, too. */
  private static boolean isError(byte[] frame) {
    int icmp = IP + Ipv4.headerLength(frame, IP);
    return Ipv4.protocol(frame, IP) == IpProtocol.ICMP
        && (IP + Ipv4.totalLength(frame, IP) - icmp < Icmp.HEADER
            || Icmp.isError(Icmp.type(frame, icmp)));
  }

  /** Sent from no address, a loopback one, or one of many. */
  private static boolean isNobody(byte[] frame) {
    int net = Ipv4.source(frame, IP) >>> 24;
    return net == 0 || net == 127 || net >= 224;
  }

  private void drop(GuestPort in, byte[] b, long micros, Cause cause, Object detail) {
    trail.inSegment(in.segment == null ? -1 : in.segment.row());
    trail.drop(in, Step.TRANSLATE, micros, b, 0, b.length, NetworkDrop.of(cause, detail));
  }
}
