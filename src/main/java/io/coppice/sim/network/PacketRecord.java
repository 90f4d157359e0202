package io.coppice.sim.network;

import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Journey.Purpose;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.model.overlay.trace.Words;
import io.coppice.sim.network.GuestNetwork.Echo;
import io.coppice.sim.network.GuestNetwork.EchoRequest;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A packet that was carried, as a trace: its frames' ways between the two machines and over the
 * fences between them, hop by hop, with the bytes that were carried. What a flood sent to others is
 * left out.
 */
final class PacketRecord {
  /** Hops that are kept of one packet. */
  private static final int MOST_HOPS = 200;

  private final LayerStack stack = new LayerStack();
  private final PacketWalker walker = new PacketWalker(PortTable.STANDARD);
  private final GuestPort from;
  private final FencePath way;
  private final Set<String> nodes = new HashSet<>();
  private final Set<Integer> endpoints = new HashSet<>();
  private final Map<Purpose, List<PacketHop>> ways = new LinkedHashMap<>();
  private Purpose last = Purpose.ECHO_REQUEST;

  private PacketRecord(FabricIndex index, GuestPort from, int to) {
    this.from = from;
    this.way = FencePath.of(from, to);
    for (GuestPort port : way.ports()) {
      nodes.add(port.machineName);
      nodes.add(index.hostName(port.host));
      endpoints.add(index.endpoint(port.host));
    }
  }

  /** The trace of a ping. */
  static CarriedTrace of(
      FabricIndex index, GuestPort from, EchoRequest request, Echo echo, SimTime at) {
    PacketRecord record = new PacketRecord(index, from, (int) request.to().low());
    echo.delivery().hops().forEach(record::add);
    return new CarriedTrace(at, record.trace(request, echo));
  }

  /**
   * The way of a packet up to where a frame of it, or of what was asked for it, was dropped.
   *
   * @param hops the last of them is the drop
   */
  static CarriedTrace dropped(
      FabricIndex index, GuestPort from, Question asked, List<PacketHop> hops, SimTime at) {
    PacketHop last = hops.getLast();
    PacketRecord record = new PacketRecord(index, from, (int) asked.to().low());
    record.walk(last);
    record.nodes.add(last.node());
    record.outerTarget(last.frame()).ifPresent(record.endpoints::add);
    hops.forEach(record::add);
    Purpose dropped = record.last;
    List<PacketHop> its = record.ways.computeIfAbsent(dropped, _ -> new ArrayList<>());
    if (its.isEmpty() || !its.getLast().equals(last)) {
      its.add(last);
    }
    List<Journey> journeys = new ArrayList<>();
    record.ways.forEach((purpose, way) -> journeys.add(journey(purpose, way)));
    Verdict verdict = dropped(last.drop().orElseThrow());
    return new CarriedTrace(at, new Trace(asked, journeys, verdict));
  }

  private byte[] walk(PacketHop hop) {
    byte[] b = hop.frame();
    walker.walk(b, 0, b.length, b.length, LinkType.ETHERNET, stack);
    return b;
  }

  private void add(PacketHop hop) {
    byte[] b = walk(hop);
    boolean copy = stack.last(LayerKind.ERSPAN_II) >= 0 || stack.last(LayerKind.ERSPAN_III) >= 0;
    Purpose purpose = copy ? Purpose.MIRRORED : purpose(b);
    last = purpose;
    boolean mine = copy || outerTarget(b).map(this::isMine).orElse(nodes.contains(hop.node()));
    int kept = ways.values().stream().mapToInt(List::size).sum();
    if (mine && kept < MOST_HOPS) {
      ways.computeIfAbsent(purpose, _ -> new ArrayList<>()).add(hop);
    }
  }

  /** Between the two; of a flood for somebody who is not there, what is for all. */
  private boolean isMine(int target) {
    return endpoints.contains(target) || target >>> 28 == 0xe;
  }

  /** Whom the outer packet is for; empty if it is none of a tunnel. */
  private Optional<Integer> outerTarget(byte[] b) {
    int first = -1;
    for (int i = 0; i < stack.size(); i++) {
      LayerKind kind = stack.kind(i);
      if (kind == LayerKind.IPV4 && first < 0) {
        first = stack.start(i);
      }
      if (first >= 0 && (kind.isTunnel() || kind == LayerKind.STT_PART)) {
        return Optional.of(Ipv4.destination(b, first));
      }
    }
    return Optional.empty();
  }

  private Purpose purpose(byte[] b) {
    int arp = stack.last(LayerKind.ARP);
    if (arp >= 0) {
      boolean asks = Arp.operation(b, stack.start(arp)) == Arp.REQUEST;
      return asks ? Purpose.ADDRESS_REQUEST : Purpose.ADDRESS_REPLY;
    }
    int icmp = stack.last(LayerKind.ICMP);
    if (icmp >= 0) {
      return switch (Icmp.type(b, stack.start(icmp))) {
        case Icmp.ECHO_REQUEST -> Purpose.ECHO_REQUEST;
        case Icmp.ECHO_REPLY -> Purpose.ECHO_REPLY;
        default -> Purpose.ERROR;
      };
    }
    int tunnel = lastTunnel();
    int tcp = stack.last(LayerKind.TCP);
    if (tcp > tunnel) {
      return segment(Tcp.flags(b, stack.start(tcp)), isFromAsker(b));
    }
    if (stack.last(LayerKind.UDP) > tunnel) {
      return Purpose.DATAGRAM;
    }
    // a later piece of a packet that was cut
    return ways.containsKey(Purpose.ECHO_REPLY) ? Purpose.ECHO_REPLY : Purpose.ECHO_REQUEST;
  }

  private int lastTunnel() {
    for (int i = stack.size() - 1; i >= 0; i--) {
      if (stack.kind(i).isTunnel()) {
        return i;
      }
    }
    return -1;
  }

  private boolean isFromAsker(byte[] b) {
    int ip = stack.last(LayerKind.IPV4);
    return ip >= 0 && way.isSender(Ipv4.source(b, stack.start(ip)));
  }

  private static Purpose segment(int flags, boolean asker) {
    if ((flags & Tcp.RST) != 0) {
      return Purpose.ERROR;
    }
    if ((flags & Tcp.SYN) != 0) {
      return asker ? Purpose.CONNECT : Purpose.ACCEPT;
    }
    return asker ? Purpose.DATA : Purpose.ACKNOWLEDGE;
  }

  private Trace trace(EchoRequest request, Echo echo) {
    List<Journey> journeys = new ArrayList<>();
    ways.forEach((purpose, hops) -> journeys.add(journey(purpose, hops)));
    Question question =
        new Question(
            from.machineName,
            request.to(),
            request.payload(),
            request.cutting() != GuestNetwork.Cutting.ALLOWED,
            Question.Caches.COLLECTED,
            false);
    return new Trace(question, journeys, verdict(request, echo, journeys));
  }

  private Verdict verdict(EchoRequest request, Echo echo, List<Journey> journeys) {
    if (echo.isAnswered()) {
      return Verdict.passed();
    }
    return journeys.reversed().stream()
        .filter(it -> it.purpose() != Purpose.MIRRORED)
        .map(Journey::verdict)
        .filter(it -> !it.isPassed())
        .findFirst()
        .orElseGet(
            () ->
                new Verdict.Dropped(
                    "ARP",
                    Problem.error(
                        way.end().isEmpty() ? "network.carried.nobody" : "network.carried.silent",
                        request.to()),
                    List.of()));
  }

  private static Journey journey(Purpose purpose, List<PacketHop> hops) {
    List<Hop> shown = new ArrayList<>();
    Optional<Frame> before = Optional.empty();
    Verdict verdict = Verdict.passed();
    for (PacketHop hop : hops) {
      Optional<Frame> frame = frame(hop.frame());
      Verdict here = hop.drop().map(PacketRecord::dropped).orElseGet(Verdict::passed);
      shown.add(
          new Hop(
              hop.node(),
              Optional.empty(),
              hop.port().isEmpty() ? Optional.empty() : Optional.of(hop.port()),
              step(hop.step()),
              hop.micros() / 1e6,
              decided(hop),
              Proof.NONE,
              Optional.empty(),
              here.isPassed() ? before : frame,
              here.isPassed() ? frame : Optional.empty(),
              here));
      boolean spare = hop.drop().filter(NetworkDrop::isSpare).isPresent();
      verdict = here.isPassed() || spare ? verdict : here;
      before = frame;
    }
    return new Journey(purpose, hops.getFirst().node(), shown, verdict);
  }

  private static Words decided(PacketHop hop) {
    return hop.drop()
        .map(NetworkDrop::words)
        .orElseGet(
            () -> {
              boolean pinned = hop.step() == PacketHop.Step.ROUTE && !hop.said().isEmpty();
              String key = pinned ? "PINNED" : hop.step().name();
              return Words.of("network.carried." + key, hop.port(), hop.said());
            });
  }

  private static Optional<Frame> frame(byte[] b) {
    if (b.length < Ethernet.HEADER) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(b, Ethernet.HEADER, b.length);
    return Optional.of(
        new Frame(
            new Mac(Ethernet.source(b, 0)),
            new Mac(Ethernet.destination(b, 0)),
            0,
            new Frame.Carried(Ethernet.type(b, 0), body)));
  }

  private static Verdict dropped(NetworkDrop drop) {
    return new Verdict.Dropped(drop.cause().code(), drop.problem(), List.of());
  }

  private static Hop.Step step(PacketHop.Step step) {
    return switch (step) {
      case SEND -> Hop.Step.SEND;
      case SWITCH -> Hop.Step.BRIDGE;
      case FLOOD -> Hop.Step.FLOOD;
      case SUPPRESS, TELL, REJECT -> Hop.Step.ANSWER;
      case ENCAPSULATE -> Hop.Step.ENCAPSULATE;
      case ROUTE, TRANSLATE -> Hop.Step.ROUTE;
      case DECAPSULATE -> Hop.Step.DECAPSULATE;
      case MIRROR -> Hop.Step.ENCAPSULATE;
      case RECEIVE, COLLECT -> Hop.Step.RECEIVE;
    };
  }
}
