package io.coppice.sim.network;

import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What middleboxes do to packets, and the connections they know. As Linux's conntrack does: a TCP
 * segment belongs to a known connection in either direction, begins one with SYN, or, picked up
 * mid-stream, begins one whatever its flags ({@code nf_conntrack_tcp_loose}); else it is invalid.
 * One thread.
 */
final class BoxStates {
  private static final int MILLION = 1_000_000;
  private static final int FIRST_PORT = 20_000;

  /**
   * Of one box, and as many that it translates; the oldest are forgotten (Linux's nf_conntrack_max
   * has such a bound).
   */
  private static final int MOST_CONNECTIONS = 16_384;

  private final Map<String, Set<Flow>> connections = new LinkedHashMap<>();
  private final Map<String, Translations> translations = new LinkedHashMap<>();

  private long draws;

  /** Addresses and ports of one direction. */
  record Flow(int protocol, int source, int sourcePort, int target, int targetPort) {
    Flow back() {
      return new Flow(
          protocol,
          /* source= */ target,
          /* sourcePort= */ targetPort,
          /* target= */ source,
          /* targetPort= */ sourcePort);
    }
  }

  private static final class Translations {
    final Map<Flow, Integer> ports = new LinkedHashMap<>();
    final Map<Integer, Flow> inside = new LinkedHashMap<>();

    void put(Flow flow, int port) {
      ports.put(flow, port);
      inside.put(port, flow);
    }

    /** The port of a flow; where there are too many, a new one has that of the oldest. */
    int portOf(Flow flow) {
      Integer given = ports.get(flow);
      if (given != null) {
        return given;
      }
      int port =
          ports.size() < MOST_CONNECTIONS
              ? FIRST_PORT + ports.size()
              : ports.remove(ports.keySet().iterator().next());
      put(flow, port);
      return port;
    }
  }

  /** A connection that a box knows. */
  record Connection(String box, Flow flow) {}

  /** A flow whose address a box translates, and the port it gave. */
  record Translation(String box, Flow flow, int port) {}

  static BoxStates of(List<Connection> connections, List<Translation> translations, long draws) {
    BoxStates states = new BoxStates();
    connections.forEach(it -> states.connectionsOf(it.box()).add(it.flow()));
    translations.forEach(it -> states.translationsOf(it.box()).put(it.flow(), it.port()));
    states.draws = draws;
    return states;
  }

  BoxStates copy() {
    return of(connections(), translations(), draws);
  }

  List<Connection> connections() {
    List<Connection> all = new ArrayList<>();
    connections.forEach((box, flows) -> flows.forEach(flow -> all.add(new Connection(box, flow))));
    return all;
  }

  List<Translation> translations() {
    List<Translation> all = new ArrayList<>();
    translations.forEach(
        (box, known) ->
            known.ports.forEach((flow, port) -> all.add(new Translation(box, flow, port))));
    return all;
  }

  long draws() {
    return draws;
  }

  private Set<Flow> connectionsOf(String box) {
    return connections.computeIfAbsent(box, _ -> new LinkedHashSet<>());
  }

  private Translations translationsOf(String box) {
    return translations.computeIfAbsent(box, _ -> new Translations());
  }

  /**
   * The next of a fixed row of numbers below a million that look random (SplitMix64), for lines
   * that lose packets: the same frames in the same order have the same fate.
   */
  int draw() {
    long z = ++draws * 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return (int) Long.remainderUnsigned(z ^ z >>> 31, MILLION);
  }

  /**
   * Lets a packet through or says why not; an address may be another afterwards.
   *
   * @param own the box's address, which it translates to
   * @param fromInside whether it came in by the box's first port
   * @return null if it passes
   */
  NetworkDrop pass(FabricNode node, int own, boolean fromInside, byte[] b, int ip, int end) {
    Middlebox box = node.box().orElse(null);
    if (box == null) {
      return null;
    }
    int protocol = Ipv4.protocol(b, ip);
    int l4 = ip + Ipv4.headerLength(b, ip);
    boolean ports =
        (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP)
            && !Ipv4.isFragment(b, ip)
            && end - l4 >= 4;
    int target = ports ? Octets.u16(b, l4 + 2) : 0;
    if (!box.permits(protocol, target)) {
      String what = ports ? protocol + "/" + target : String.valueOf(protocol);
      return NetworkDrop.of(NetworkDrop.Cause.FILTERED, what);
    }
    if (protocol == IpProtocol.TCP && ports && box.tracking() != Middlebox.Tracking.NONE) {
      NetworkDrop drop = track(node.name(), box.tracking(), b, ip, l4);
      if (drop != null) {
        return drop;
      }
    }
    return box.translates() ? translate(node.name(), own, fromInside, ports, b, ip, l4) : null;
  }

  private NetworkDrop track(String box, Middlebox.Tracking tracking, byte[] b, int ip, int tcp) {
    Set<Flow> known = connectionsOf(box);
    Flow flow = flow(b, ip, tcp);
    if (known.contains(flow) || known.contains(flow.back())) {
      return null;
    }
    boolean begins = (Tcp.flags(b, tcp) & (Tcp.SYN | Tcp.ACK)) == Tcp.SYN;
    if (!begins && tracking == Middlebox.Tracking.STRICT) {
      return NetworkDrop.of(NetworkDrop.Cause.INVALID_STATE, Tcp.destinationPort(b, tcp));
    }
    known.add(flow);
    if (known.size() > MOST_CONNECTIONS) {
      known.remove(known.iterator().next());
    }
    return null;
  }

  private static Flow flow(byte[] b, int ip, int l4) {
    return new Flow(
        Ipv4.protocol(b, ip),
        Ipv4.source(b, ip),
        Octets.u16(b, l4),
        Ipv4.destination(b, ip),
        Octets.u16(b, l4 + 2));
  }

  private NetworkDrop translate(
      String box, int own, boolean fromInside, boolean ports, byte[] b, int ip, int l4) {
    Translations known = translationsOf(box);
    if (!ports) {
      return fromInside || Ipv4.destination(b, ip) == own
          ? NetworkDrop.of(NetworkDrop.Cause.NO_PORTS, Ipv4.protocol(b, ip))
          : null;
    }
    if (fromInside) {
      rewrite(b, ip, l4, 12, own, 0, known.portOf(flow(b, ip, l4)));
      return null;
    }
    if (Ipv4.destination(b, ip) != own) {
      return null;
    }
    Flow inside = known.inside.get(Octets.u16(b, l4 + 2));
    if (inside == null) {
      return NetworkDrop.of(NetworkDrop.Cause.NO_MAPPING, Octets.u16(b, l4 + 2));
    }
    rewrite(b, ip, l4, 16, inside.source(), 2, inside.sourcePort());
    return null;
  }

  /** Puts another address and port in, and corrects both checksums (RFC 1624). */
  private static void rewrite(
      byte[] b, int ip, int l4, int addressAt, int address, int portAt, int port) {
    int before = Octets.i32(b, ip + addressAt);
    int oldPort = Octets.u16(b, l4 + portAt);
    Octets.put32(b, ip + addressAt, address);
    Octets.put16(b, l4 + portAt, port);
    Ipv4.updateChecksum(b, ip);
    boolean tcp = Ipv4.protocol(b, ip) == IpProtocol.TCP;
    int sumAt = l4 + (tcp ? Tcp.CHECKSUM : Udp.CHECKSUM);
    int sum = Octets.u16(b, sumAt);
    // a datagram may go without, which zero says (RFC 768)
    if (sum != 0 || tcp) {
      long changed = ~sum & 0xffff;
      changed += (~(before >>> 16) & 0xffff) + (~before & 0xffff) + (~oldPort & 0xffff);
      changed += (address >>> 16) + (address & 0xffff) + port;
      int now = Checksums.checksum(changed);
      Octets.put16(b, sumAt, now == 0 && !tcp ? 0xffff : now);
    }
  }
}
