package io.coppice.sim.network;

import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.FragmentJoiner;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.MacAddress;
import io.coppice.wire.packet.Octets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the systems of machines do with frames: they answer questions for their address and echo
 * requests, and remember their neighbours. One thread.
 */
final class GuestStacks {
  /** A neighbour is asked for again after this long without use (Linux, base_reachable_time). */
  private static final long STALE = 30_000_000;

  private static final int LEAST_MTU = 576;
  private static final int MOST_PARTIAL = 16;
  private static final long NANOS = 1000;

  private final Map<Long, Map<Integer, Known>> neighbours = new HashMap<>();
  private final Map<Long, FragmentJoiner> joiners = new HashMap<>();
  private final Map<Long, Map<Integer, Integer>> pathMtus = new HashMap<>();
  private final Sender sender;
  private final Replies replies;

  /** A neighbour's address and when it was heard. */
  record Known(long mac, long heard) {
    boolean isStale(long now) {
      return now - heard > STALE;
    }
  }

  /** Sends for a machine. */
  interface Sender {
    void send(GuestPort port, byte[] frame, long micros);
  }

  /** Hears of echo replies and of what came instead. */
  interface Replies {
    void reply(GuestPort port, int identifier, int sequence, long micros);

    void tooBig(GuestPort port, int mtu);
  }

  GuestStacks(Sender sender, Replies replies) {
    this.sender = sender;
    this.replies = replies;
  }

  Map<Integer, Known> neighbours(GuestPort port) {
    return neighbours.getOrDefault(port.id(), Map.of());
  }

  void forget(GuestPort port) {
    neighbours.remove(port.id());
    pathMtus.remove(port.id());
  }

  /** A neighbour whose address is known; null if it must be asked for. */
  Known neighbour(GuestPort port, int ip) {
    return neighbours(port).get(ip);
  }

  int pathMtu(GuestPort port, int to) {
    return pathMtus.getOrDefault(port.id(), Map.of()).getOrDefault(to, Integer.MAX_VALUE);
  }

  void ask(GuestPort port, int ip, long micros) {
    sender.send(port, Frames.arpRequest(port.mac, port.ip, ip), micros);
  }

  private void learn(GuestPort port, int ip, long mac, long micros) {
    neighbours
        .computeIfAbsent(port.id(), _ -> new LinkedHashMap<>())
        .put(ip, new Known(mac, micros));
  }

  /** A frame at an adapter. */
  void receive(GuestPort port, byte[] b, long micros) {
    if (b.length < Ethernet.HEADER) {
      return;
    }
    long target = Ethernet.destination(b, 0);
    if (target != port.mac && !MacAddress.isGroup(target)) {
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
    boolean mine = Arp.targetIp(b, at) == port.ip;
    boolean known = neighbours(port).containsKey(from);
    // RFC 826: a known pair is merged whoever is asked for; a new one only if we are
    if (from != 0 && from != port.ip && (known || mine)) {
      learn(port, from, Arp.senderMac(b, at), micros);
    }
    if (mine && Arp.operation(b, at) == Arp.REQUEST && from != port.ip) {
      sender.send(port, Frames.arpReply(port.mac, port.ip, Arp.senderMac(b, at), from), micros);
    }
  }

  private void ip(GuestPort port, byte[] b, long micros) {
    int ip = Ethernet.HEADER;
    if (b.length >= ip + Ipv4.HEADER && Ipv4.isFragment(b, ip)) {
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
    if (b.length < ip + Ipv4.HEADER
        || Ipv4.destination(b, ip) != port.ip
        || port.ip == 0
        || Ipv4.protocol(b, ip) != IpProtocol.ICMP) {
      return;
    }
    int end = Math.min(b.length, ip + Ipv4.totalLength(b, ip));
    int icmp = ip + Ipv4.headerLength(b, ip);
    if (end - icmp < Icmp.HEADER) {
      return;
    }
    switch (Icmp.type(b, icmp)) {
      case Icmp.ECHO_REQUEST -> answer(port, b, ip, icmp, end, micros);
      case Icmp.ECHO_REPLY ->
          replies.reply(port, Icmp.identifier(b, icmp), Icmp.sequence(b, icmp), micros);
      case Icmp.UNREACHABLE -> unreachable(port, b, icmp, end);
      default -> {}
    }
  }

  private void answer(GuestPort port, byte[] b, int ip, int icmp, int end, long micros) {
    int from = Ipv4.source(b, ip);
    Known neighbour = neighbour(port, from);
    long mac = neighbour == null ? Ethernet.source(b, 0) : neighbour.mac();
    Frames.Path path = new Frames.Path(port.mac, IpAddress.v4(port.ip), mac, IpAddress.v4(from));
    byte[] payload = Arrays.copyOfRange(b, icmp + Icmp.HEADER, end);
    sender.send(
        port,
        Frames.echo(path, false, Icmp.identifier(b, icmp), Icmp.sequence(b, icmp), payload, false),
        micros);
  }

  private void unreachable(GuestPort port, byte[] b, int icmp, int end) {
    int quoted = icmp + Icmp.HEADER;
    if (Icmp.code(b, icmp) == Icmp.FRAGMENTATION_NEEDED && end - quoted >= Ipv4.HEADER) {
      int mtu = Math.max(LEAST_MTU, Icmp.nextHopMtu(b, icmp));
      pathMtus
          .computeIfAbsent(port.id(), _ -> new HashMap<>())
          .merge(Octets.i32(b, quoted + 16), mtu, Math::min);
      replies.tooBig(port, mtu);
    }
  }
}
