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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A ping that was carried, as a trace: its frames' ways between the two machines, hop by hop, with
 * the bytes that were carried. What a flood sent to others is left out.
 */
final class PingRecord {
  /** Hops that are kept of one ping. */
  private static final int MOST_HOPS = 200;

  private final LayerStack stack = new LayerStack();
  private final PacketWalker walker = new PacketWalker(PortTable.STANDARD);
  private final GuestPort from;
  private final Optional<GuestPort> to;
  private final Set<String> nodes;
  private final Set<Integer> endpoints;
  private final Map<Purpose, List<PacketHop>> ways = new LinkedHashMap<>();

  private PingRecord(FabricIndex index, GuestPort from, Optional<GuestPort> to) {
    this.from = from;
    this.to = to;
    nodes =
        Set.copyOf(
            List.of(
                from.machineName,
                index.hostName(from.host),
                to.map(it -> it.machineName).orElse(from.machineName),
                index.hostName(to.map(it -> it.host).orElse(from.host))));
    endpoints =
        Set.copyOf(
            List.of(
                index.endpoint(from.host),
                index.endpoint(to.map(it -> it.host).orElse(from.host))));
  }

  /** The trace of a ping. */
  static CarriedTrace of(
      FabricIndex index, GuestPort from, EchoRequest request, Echo echo, SimTime at) {
    Optional<GuestPort> to =
        from.segment == null
            ? Optional.empty()
            : Optional.ofNullable(from.segment.domain.byAddress.get((int) request.to().low()));
    PingRecord record = new PingRecord(index, from, to);
    echo.delivery().hops().forEach(record::add);
    return new CarriedTrace(at, record.trace(request, echo));
  }

  private void add(PacketHop hop) {
    byte[] b = hop.frame();
    walker.walk(b, 0, b.length, b.length, LinkType.ETHERNET, stack);
    boolean copy = stack.last(LayerKind.ERSPAN_II) >= 0 || stack.last(LayerKind.ERSPAN_III) >= 0;
    Purpose purpose = copy ? Purpose.MIRRORED : purpose(b);
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
    // a later piece of a packet that was cut
    return ways.containsKey(Purpose.ECHO_REPLY) ? Purpose.ECHO_REPLY : Purpose.ECHO_REQUEST;
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
    if (echo.reply().isPresent()) {
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
                        to.isEmpty() ? "network.carried.nobody" : "network.carried.silent",
                        request.to()),
                    List.of()));
  }

  private static Journey journey(Purpose purpose, List<PacketHop> hops) {
    List<Hop> shown = new ArrayList<>();
    Optional<Frame> before = Optional.empty();
    Verdict verdict = Verdict.passed();
    for (PacketHop hop : hops) {
      Optional<Frame> frame = frame(hop.frame());
      Verdict here = hop.drop().map(PingRecord::dropped).orElseGet(Verdict::passed);
      shown.add(
          new Hop(
              hop.node(),
              Optional.empty(),
              hop.port().isEmpty() ? Optional.empty() : Optional.of(hop.port()),
              step(hop.step()),
              hop.micros() / 1e6,
              Words.of("network.carried." + hop.step(), hop.port()),
              Proof.NONE,
              Optional.empty(),
              here.isPassed() ? before : frame,
              here.isPassed() ? frame : Optional.empty(),
              here));
      verdict = here.isPassed() ? verdict : here;
      before = frame;
    }
    return new Journey(purpose, hops.getFirst().node(), shown, verdict);
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
      case ROUTE -> Hop.Step.ROUTE;
      case DECAPSULATE -> Hop.Step.DECAPSULATE;
      case MIRROR -> Hop.Step.ENCAPSULATE;
      case RECEIVE, COLLECT -> Hop.Step.RECEIVE;
    };
  }
}
