package io.coppice.model.overlay.predict;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.AddressTranslation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.model.overlay.trace.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers questions over one network in their order: what was learned for one is known for the
 * next. A ping waits a second for its reply.
 */
public final class Predictor {
  private static final double WAIT = 1;
  private static final int MOST_ATTEMPTS = 3;

  /** Ephemeral ports, of Linux's usual range. */
  private static final int FIRST_PORT = 40_000;

  private static final int PORTS = 20_000;

  private final NetworkState network;
  private final FrameSimulation engine;
  private int pings;
  private boolean replied;
  private int peerMss;

  Predictor(NetworkState network, Question.Caches caches, WayChoices choices) {
    this.network = network;
    this.engine = new FrameSimulation(network, caches, choices);
    this.engine.delivery.onReply((content, _) -> came(content));
  }

  private void came(Frame.Content content) {
    replied |=
        switch (content) {
          case Frame.Echo echo -> echo.id() == pings;
          case Frame.Datagram datagram -> datagram.sourcePort() == port();
          case Frame.Segment segment -> segment.targetPort() == port();
          default -> false;
        };
    if (content instanceof Frame.Segment segment && segment.mss() > 0) {
      peerMss = segment.mss();
    }
  }

  /** For questions in a row. */
  public static Predictor over(NetworkState network, Question.Caches caches) {
    return over(network, caches, WayChoices.shifted(0));
  }

  /** For questions in a row, with choices among equal-cost ways as they are said. */
  static Predictor over(NetworkState network, Question.Caches caches, WayChoices choices) {
    Predictor predictor = new Predictor(network, caches, choices);
    AmbientTraffic.schedule(predictor.engine, network);
    return predictor;
  }

  /**
   * The answer to a question asked alone.
   *
   * @param trace where equal-cost ways lead to different answers, the answer is that nobody knows,
   *     with the hops of the way that fails
   * @param ways the answer by each of the equal-cost ways that were found to differ; one if there
   *     is no choice
   */
  public record Answer(Trace trace, List<Trace> ways) {
    public Answer {
      ways = List.copyOf(ways);
    }
  }

  /** Answers one question alone. */
  public static Trace trace(NetworkState network, Question question) {
    return answer(network, question).trace();
  }

  /** Answers one question alone, by every way that is as good as another. */
  public static Answer answer(NetworkState network, Question question) {
    return new EqualCostSearch(network, question).answer();
  }

  /**
   * Whether a choice may decide the answer: it is made for an end of the question, or for a packet
   * that is told of.
   */
  boolean concerns(WayChoices.Place place, Trace trace) {
    boolean told =
        trace.journeys().stream()
            .flatMap(journey -> journey.hops().stream())
            .anyMatch(
                hop ->
                    hop.node().equals(place.node())
                        && (hop.out().filter(place.toward()::equals).isPresent()
                            || hop.choice()
                                .filter(it -> it.hashedOn().equals(place.toward()))
                                .isPresent()));
    return told || IpAddress.parse(place.toward()).filter(engine::isOfEnds).isPresent();
  }

  /** The next question. Its caches are those that this predictor was made with. */
  public Trace ask(Question question) {
    HostState host = engine.host(question.from());
    pings++;
    replied = false;
    if (host == null || !host.node.collected()) {
      Problem why = Problem.of(Severity.WARNING, "trace.from-unknown", List.of(), question.from());
      return new Trace(question, List.of(), new Verdict.Unknown(why));
    }
    IpStack.Way way = engine.ip.way(host, question.to(), Optional.empty(), Optional.empty());
    engine.begin(question.goOn(), question.from(), homes(question, way));
    if (way.own()) {
      return new Trace(question, List.of(), Verdict.passed());
    }
    Optional<IpAddress> source =
        way.isUsable() ? engine.ip.source(host, way, question.to()) : Optional.empty();
    if (source.isEmpty()) {
      engine.stop(
          Flight.of(first(question.protocol()), true, question.from()),
          new FrameSimulation.At(host, Optional.empty(), Optional.empty(), null),
          Hop.Step.SEND,
          engine.ip.noWay(host, question.to(), way));
      return outcomes().trace(question);
    }
    send(new Sender(question, host, way, source.get()), opening(question, way, source.get()));
    boolean bulk = question.protocol() == Question.Protocol.TCP && question.payloadBytes() > 0;
    if (bulk && replied) {
      sendData(new Sender(question, host, way, source.get()));
    }
    if (!replied) {
      engine.resolution.giveUp();
    }
    return outcomes().trace(question);
  }

  private FlightOutcomes outcomes() {
    return new FlightOutcomes(engine.ended(), replied, engine::isWhole, engine.disputed());
  }

  /** Who sends, from which address, by which way. */
  private record Sender(Question question, HostState host, IpStack.Way way, IpAddress source) {}

  private int port() {
    return FIRST_PORT + pings % PORTS;
  }

  /** What is sent first. */
  private Frame.Content opening(Question question, IpStack.Way way, IpAddress source) {
    return switch (question.protocol()) {
      case PING -> new Frame.Echo(false, pings, 1, question.payloadBytes());
      case UDP -> new Frame.Datagram(port(), question.port(), question.payloadBytes());
      case TCP ->
          new Frame.Segment(
              Frame.Segment.Flags.SYN,
              port(),
              question.port(),
              1,
              0,
              LocalDelivery.mss(way.device(), source));
    };
  }

  /**
   * The first full segment once the connection stands; it is sent again, smaller, if its sender is
   * told that it was too large.
   */
  private void sendData(Sender sender) {
    Question question = sender.question();
    int headers = question.to().v6() ? 60 : 40;
    int sent = 0;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      int room = engine.ip.mtu(sender.host(), sender.way(), question.to()) - headers;
      int size = Math.min(question.payloadBytes(), Math.min(room, peerMss));
      if (size == sent || size <= 0) {
        return;
      }
      sent = size;
      replied = false;
      Frame.Segment data =
          new Frame.Segment(Frame.Segment.Flags.ACK, port(), question.port(), 2, size, 0);
      send(sender, data);
      if (replied) {
        return;
      }
    }
  }

  private static Journey.Purpose first(Question.Protocol protocol) {
    return switch (protocol) {
      case PING -> Journey.Purpose.ECHO_REQUEST;
      case UDP -> Journey.Purpose.DATAGRAM;
      case TCP -> Journey.Purpose.CONNECT;
    };
  }

  private static Journey.Purpose purpose(Frame.Content content) {
    return switch (content) {
      case Frame.Datagram _ -> Journey.Purpose.DATAGRAM;
      case Frame.Segment segment when segment.flags() == Frame.Segment.Flags.SYN ->
          Journey.Purpose.CONNECT;
      case Frame.Segment _ -> Journey.Purpose.DATA;
      default -> Journey.Purpose.ECHO_REQUEST;
    };
  }

  /** Sends one packet and waits for what answers it. */
  private void send(Sender sender, Frame.Content content) {
    Question question = sender.question();
    HostState host = sender.host();
    IpStack.Way way = sender.way();
    boolean whole = question.dontFragment() || question.protocol() == Question.Protocol.TCP;
    Frame.Ip packet =
        new Frame.Ip(sender.source(), question.to(), 64, whole && !question.to().v6(), 0, content);
    Flight sent =
        engine.pass(
            Flight.of(purpose(content), true, question.from()),
            new FrameSimulation.At(host, Optional.empty(), Optional.of(way.device().name()), null),
            Hop.Step.ROUTE,
            Words.of("trace.first-route", question.to(), way.device().name(), way.next()),
            way.proof(),
            null,
            way.choice());
    int mtu = engine.ip.mtu(host, way, question.to());
    double until = engine.now() + WAIT;
    if (question.to().v6() && whole && packet.length() > mtu) {
      engine.stop(
          sent,
          new FrameSimulation.At(host, Optional.empty(), Optional.of(way.device().name()), null),
          Hop.Step.SEND,
          FrameSimulation.Drop.of(
                  "packet above MTU",
                  "trace.packet-above-mtu",
                  packet.length(),
                  way.device().name(),
                  host.node.name(),
                  mtu)
              .by(way.device().proof()));
    } else {
      engine.ip.output(host, packet, way, sent, false);
    }
    engine.run(until, () -> replied);
  }

  private Set<String> homes(Question question, IpStack.Way way) {
    Set<String> homes = new HashSet<>();
    for (Link.End end : owners(question.from(), question.to())) {
      homes.addAll(engine.homesOf(end));
      Optional.ofNullable(network.translations().get(end.node()))
          .flatMap(fence -> fence.inside(question.to()))
          .ifPresent(
              inside -> owners(end.node(), inside).forEach(it -> homes.addAll(engine.homesOf(it))));
    }
    if (way.next() != null && !way.next().equals(question.to())) {
      owners(question.from(), way.next()).forEach(end -> homes.addAll(engine.homesOf(end)));
    }
    return homes;
  }

  /** Who has an address: in the segment of who asks, if anybody there has it. */
  private List<Link.End> owners(String from, IpAddress address) {
    List<Link.End> all = engine.owners(address);
    if (all.size() < 2) {
      return all;
    }
    Set<Link.End> near = new HashSet<>();
    for (Segment segment : network.segments()) {
      if (segment.machines().stream().anyMatch(end -> end.node().equals(from))) {
        near.addAll(segment.machines());
      }
    }
    List<Link.End> here = all.stream().filter(near::contains).toList();
    return here.isEmpty() ? all : here;
  }

  /** A machine's own address for questions about reachability: not one that it has for others. */
  static Optional<IpAddress> addressOf(NetworkState network, Link.End end) {
    Optional<AddressTranslation> fence =
        Optional.ofNullable(network.translations().get(end.node()));
    return network
        .node(end.node())
        .filter(Node::collected)
        .flatMap(node -> node.device(end.device()))
        .flatMap(
            device ->
                device.addresses().stream()
                    .filter(a -> a.usable() && !a.ip().isLinkLocal() && !a.ip().isLoopback())
                    .map(a -> a.ip())
                    .filter(ip -> fence.flatMap(it -> it.inside(ip)).isEmpty())
                    .min(IpAddress::compareTo));
  }
}
