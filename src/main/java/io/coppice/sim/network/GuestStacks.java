package io.coppice.sim.network;

import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Dhcp;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.FragmentJoiner;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.MacBits;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What the systems of machines do with frames: they answer questions for their address and echo
 * requests, refuse what nobody listens for, and remember their neighbours. One thread.
 */
final class GuestStacks {
  private static final int LEAST_MTU = 576;
  private static final int MOST_PARTIAL = 16;
  private static final long NANOS = 1000;
  private static final int EVERYBODY = 0xffff_ffff;

  /** Of what a packet carried, in errors about it (RFC 792). */
  private static final int QUOTED = 8;

  private final Map<Long, FragmentJoiner> joiners = new HashMap<>();
  private final NeighbourCaches caches;
  private final GuestSystems systems;
  private final Sender sender;
  private final Replies replies;
  private final FenceRouter fences;

  /** Sends for a machine. */
  interface Sender {
    void send(GuestPort port, byte[] frame, long micros);

    /** Does something then; who waits for an answer waits for what comes of it. */
    void later(long micros, LongConsumer what);
  }

  /** Hears what comes back to programs. */
  interface Replies {
    /** An echo reply; the frame and where its IP header begins. */
    void reply(GuestPort port, byte[] b, int ip, long micros);

    /** A packet to that address was too large. */
    void tooBig(GuestPort port, int to, int mtu);

    /** A packet had no time to live left at a router. */
    void expired(GuestPort port, int from, byte[] b, int quoted, long micros);

    /** A router has no way for a packet, or its next neighbour is silent. */
    void unreachable(GuestPort port, int from, int code, byte[] b, int quoted, long micros);

    /** A datagram found nobody at its port. */
    void refused(GuestPort port, int from, int targetPort, long micros);

    /** A DHCP message of a server; where it begins and ends. */
    void configured(GuestPort port, byte[] b, int dhcp, int end);

    /** A TCP segment; its end excludes padding. */
    void segment(GuestPort port, byte[] b, int tcp, int end, long micros);
  }

  GuestStacks(
      NeighbourCaches caches,
      GuestSystems systems,
      Sender sender,
      Replies replies,
      FrameRecorder trail) {
    this.caches = caches;
    this.systems = systems;
    this.sender = sender;
    this.replies = replies;
    this.fences = new FenceRouter(this, sender, trail);
  }

  /** A neighbour whose address is known. */
  Optional<NeighbourCaches.Known> neighbour(GuestPort port, int ip) {
    return caches.find(port, ip, systems.started(port.machine)).filter(known -> !known.failed());
  }

  /** A neighbour did not answer; the next question is for all. */
  void silent(GuestPort port, int ip, long asked) {
    caches.learn(port, ip, 0, asked);
  }

  int pathMtu(GuestPort port, int to, long micros) {
    return caches.pathMtu(port, to, micros, systems.started(port.machine));
  }

  /** Asks for a neighbour: all, or the one that was known (RFC 1122 section 2.3.2.1). */
  void ask(GuestPort port, int ip, long micros) {
    byte[] question = Frames.arpRequest(port.mac, port.ip, ip);
    neighbour(port, ip).ifPresent(known -> Octets.put48(question, 0, known.mac()));
    sender.send(port, question, micros);
  }

  /** Where packets of a machine to another go; empty if no address of the next is known. */
  Optional<Frames.Path> path(GuestPort port, int to) {
    return neighbour(port, port.nextHop(to))
        .map(
            known ->
                new Frames.Path(port.mac, IpAddress.v4(port.ip), known.mac(), IpAddress.v4(to)));
  }

  /** A frame at an adapter. */
  void receive(GuestPort port, byte[] b, long micros) {
    if (b.length < Ethernet.HEADER
        || MacBits.isGroup(Ethernet.source(b, 0))
        || !systems.answers(port.machine) && !isForDhcpClients(b)) {
      return;
    }
    long target = Ethernet.destination(b, 0);
    if (target != port.mac && !MacBits.isGroup(target)) {
      return;
    }
    switch (Ethernet.type(b, 0)) {
      case EtherType.ARP -> arp(port, b, micros);
      case EtherType.IPV4 -> ip(port, b, micros);
      default -> {}
    }
  }

  private void arp(GuestPort port, byte[] b, long micros) {
    int at = Ethernet.HEADER;
    if (b.length < at + Arp.LENGTH || !Arp.isEthernetIpv4(b, at) || port.ip == 0) {
      return;
    }
    int from = Arp.senderIp(b, at);
    int wanted = Arp.targetIp(b, at);
    boolean mine = wanted == port.ip || port.fence != null && port.fence.answersFor(wanted);
    boolean known = caches.find(port, from, systems.started(port.machine)).isPresent();
    // RFC 826: a known pair is merged whoever is asked for; a new one only if we are
    if (from != 0 && from != port.ip && (known || mine)) {
      caches.learn(port, from, Arp.senderMac(b, at), micros);
      fences.resolved(port, from, Arp.senderMac(b, at), micros);
    }
    if (mine && Arp.operation(b, at) == Arp.REQUEST && from != port.ip) {
      sender.send(port, Frames.arpReply(port.mac, wanted, Arp.senderMac(b, at), from), micros);
    }
  }

  private void ip(GuestPort port, byte[] b, long micros) {
    int ip = Ethernet.HEADER;
    if (!Ipv4.isWhole(b, ip, b.length)) {
      return;
    }
    if (FenceRouter.takes(port, b)) {
      fences.carry(port, b, micros);
      return;
    }
    if (Ipv4.isFragment(b, ip)) {
      FragmentJoiner.Result joined =
          joiners
              .computeIfAbsent(port.id(), _ -> new FragmentJoiner(MOST_PARTIAL))
              .fragment4(b, ip, b.length, micros * NANOS);
      if (joined instanceof FragmentJoiner.Result.Whole whole) {
        byte[] frame = Arrays.copyOf(b, ip + whole.packet().length);
        System.arraycopy(whole.packet(), 0, frame, ip, whole.packet().length);
        ip(port, frame, micros);
      }
      return;
    }
    int end = ip + Ipv4.totalLength(b, ip);
    int payload = ip + Ipv4.headerLength(b, ip);
    if (isForDhcpClients(b, ip, payload, end)) {
      replies.configured(port, b, payload + Udp.HEADER, end);
      return;
    }
    int to = Ipv4.destination(b, ip);
    // a system answers at any adapter for any of its addresses (RFC 1122 section 3.3.4.2, weak)
    boolean own = to == port.ip || port.fence != null && to == port.fence.other().own.ip;
    if (!own || port.ip == 0) {
      return;
    }
    switch (Ipv4.protocol(b, ip)) {
      case IpProtocol.ICMP -> icmp(port, b, ip, payload, end, micros);
      case IpProtocol.UDP -> udp(port, b, ip, payload, end, micros);
      case IpProtocol.TCP -> {
        if (end - payload >= Tcp.HEADER && Tcp.headerLength(b, payload) <= end - payload) {
          replies.segment(port, b, payload, end, micros);
        }
      }
      default -> {}
    }
  }

  /** What a system hears that still starts: its DHCP client is there before all else. */
  private static boolean isForDhcpClients(byte[] b) {
    int ip = Ethernet.HEADER;
    return Ethernet.type(b, 0) == EtherType.IPV4
        && Ipv4.isWhole(b, ip, b.length)
        && isForDhcpClients(b, ip, ip + Ipv4.headerLength(b, ip), ip + Ipv4.totalLength(b, ip));
  }

  /** A client hears what is for all before it has an address (RFC 2131 section 4.1). */
  private static boolean isForDhcpClients(byte[] b, int ip, int udp, int end) {
    return Ipv4.destination(b, ip) == EVERYBODY
        && Ipv4.protocol(b, ip) == IpProtocol.UDP
        && end - udp >= Udp.HEADER
        && Udp.destinationPort(b, udp) == Dhcp.CLIENT_PORT;
  }

  private void icmp(GuestPort port, byte[] b, int ip, int icmp, int end, long micros) {
    if (end - icmp < Icmp.HEADER) {
      return;
    }
    switch (Icmp.type(b, icmp)) {
      case Icmp.ECHO_REQUEST -> answer(port, b, ip, icmp, end, micros);
      case Icmp.ECHO_REPLY -> replies.reply(port, b, ip, micros);
      case Icmp.UNREACHABLE -> unreachable(port, b, ip, icmp, end, micros);
      case Icmp.TIME_EXCEEDED -> {
        if (Ipv4.isQuoted(b, icmp + Icmp.HEADER, end, QUOTED)) {
          replies.expired(port, Ipv4.source(b, ip), b, icmp + Icmp.HEADER, micros);
        }
      }
      default -> {}
    }
  }

  /** From whom a packet was for, to who sent it: by the next on the way, or by who brought it. */
  Frames.Path back(GuestPort port, byte[] b, int ip) {
    int from = Ipv4.source(b, ip);
    long next =
        path(port, from).map(Frames.Path::destinationMac).orElseGet(() -> Ethernet.source(b, 0));
    return new Frames.Path(
        port.mac, IpAddress.v4(Ipv4.destination(b, ip)), next, IpAddress.v4(from));
  }

  private void answer(GuestPort port, byte[] b, int ip, int icmp, int end, long micros) {
    byte[] payload = Arrays.copyOfRange(b, icmp + Icmp.HEADER, end);
    sender.send(
        port,
        Frames.echo(
            back(port, b, ip),
            false,
            Icmp.identifier(b, icmp),
            Icmp.sequence(b, icmp),
            payload,
            false),
        micros);
  }

  /** RFC 1122 section 4.1.3.1: a port at which nobody listens is refused. */
  private void udp(GuestPort port, byte[] b, int ip, int udp, int end, long micros) {
    if (end - udp >= Udp.HEADER
        && !MacBits.isGroup(Ethernet.destination(b, 0))
        && !systems.listens(port.machine, IpProtocol.UDP, Udp.destinationPort(b, udp))) {
      sender.send(port, Frames.unreachable(back(port, b, ip), Icmp.PORT_UNREACHABLE, b), micros);
    }
  }

  private void unreachable(GuestPort port, byte[] b, int ip, int icmp, int end, long micros) {
    int quoted = icmp + Icmp.HEADER;
    if (!Ipv4.isQuoted(b, quoted, end, QUOTED)) {
      return;
    }
    int to = Octets.i32(b, quoted + 16);
    int code = Icmp.code(b, icmp);
    if (code == Icmp.FRAGMENTATION_NEEDED) {
      int mtu = Math.max(LEAST_MTU, Icmp.nextHopMtu(b, icmp));
      if (mtu < pathMtu(port, to, micros)) {
        caches.tell(port, to, mtu, micros);
      }
      replies.tooBig(port, to, mtu);
    } else if (code == Icmp.NET_UNREACHABLE || code == Icmp.HOST_UNREACHABLE) {
      replies.unreachable(port, Ipv4.source(b, ip), code, b, quoted, micros);
    } else if (code == Icmp.PORT_UNREACHABLE) {
      int l4 = quoted + Ipv4.headerLength(b, quoted);
      replies.refused(port, Ipv4.source(b, ip), Octets.u16(b, l4 + 2), micros);
    }
  }
}
