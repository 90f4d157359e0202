package io.coppice.model.overlay.predict;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
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
import java.util.ArrayList;
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
  private static final int MOST_VARIANTS = 4;

  private final NetworkState network;
  private final Engine engine;
  private int pings;
  private boolean replied;

  private Predictor(NetworkState network, Question.Caches caches, int variant) {
    this.network = network;
    this.engine = new Engine(network, caches, variant);
    this.engine.ip.onReply((echo, flight) -> replied |= echo.id() == pings);
  }

  /** For questions in a row. */
  public static Predictor over(NetworkState network, Question.Caches caches) {
    return over(network, caches, 0);
  }

  /** For questions in a row, with equal-cost choices shifted by a number. */
  static Predictor over(NetworkState network, Question.Caches caches, int variant) {
    Predictor predictor = new Predictor(network, caches, variant);
    AmbientTraffic.schedule(predictor.engine, network);
    return predictor;
  }

  /**
   * Answers one question alone. Where equal-cost ways lead to different answers, the answer is that
   * nobody knows, with the hops of the way that fails.
   */
  public static Trace trace(NetworkState network, Question question) {
    Trace first = null;
    for (int variant = 0; variant < MOST_VARIANTS; variant++) {
      Predictor predictor = new Predictor(network, question.caches(), variant);
      Trace trace = predictor.ask(question);
      if (first != null && !trace.verdict().getClass().equals(first.verdict().getClass())) {
        Trace failed = trace.verdict().isPassed() ? first : trace;
        Problem why =
            Problem.of(Severity.WARNING, "trace.depends-on-way", List.of(), question.to());
        return new Trace(question, failed.journeys(), new Verdict.Unknown(why));
      }
      first = first == null ? trace : first;
      if (!predictor.engine.choseAmongWays()) {
        break;
      }
    }
    return first;
  }

  boolean choseAmongWays() {
    return engine.choseAmongWays();
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
    engine.begin(question.goOn(), homes(question, way));
    Flight flight = Flight.of(Journey.Purpose.ECHO_REQUEST, true, question.from());
    if (way.own()) {
      return new Trace(question, List.of(), Verdict.passed());
    }
    Optional<IpAddress> source =
        way.isUsable() ? engine.ip.source(host, way, question.to()) : Optional.empty();
    if (source.isEmpty()) {
      engine.stop(
          flight,
          new Engine.At(host, Optional.empty(), Optional.empty(), null),
          Hop.Step.SEND,
          engine.ip.noWay(host, question.to(), way));
      return trace(question);
    }
    Frame.Ip packet =
        new Frame.Ip(
            source.get(),
            question.to(),
            64,
            question.dontFragment() && !question.to().v6(),
            0,
            new Frame.Echo(false, pings, 1, question.payloadBytes()));
    Flight sent =
        engine.pass(
            flight,
            new Engine.At(host, Optional.empty(), Optional.of(way.device().name()), null),
            Hop.Step.ROUTE,
            Words.of("trace.first-route", question.to(), way.device().name(), way.next()),
            way.proof(),
            null,
            way.choice());
    int mtu = engine.ip.mtu(host, way, question.to());
    double until = engine.now() + WAIT;
    if (question.to().v6() && question.dontFragment() && packet.length() > mtu) {
      engine.stop(
          sent,
          new Engine.At(host, Optional.empty(), Optional.of(way.device().name()), null),
          Hop.Step.SEND,
          Engine.Drop.of(
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
    if (!replied) {
      engine.resolution.giveUp();
    }
    return trace(question);
  }

  private Set<String> homes(Question question, IpStack.Way way) {
    Set<String> homes = new HashSet<>();
    owners(question.from(), question.to()).forEach(end -> homes.addAll(engine.homesOf(end)));
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

  private Trace trace(Question question) {
    List<Journey> journeys = new ArrayList<>();
    Flight.Ended worst = null;
    boolean unknown = engine.ended().stream().anyMatch(ended -> ended.end() == Flight.End.UNKNOWN);
    boolean uncertain = false;
    for (Journey.Purpose purpose : Journey.Purpose.values()) {
      Flight.Ended best = null;
      for (Flight.Ended ended : engine.ended()) {
        if (ended.flight().main() && ended.flight().purpose() == purpose) {
          best = better(best, ended);
        }
      }
      if (best != null) {
        journeys.add(journey(best));
        uncertain |= purpose == Journey.Purpose.ECHO_REPLY && best.flight().uncertain();
        boolean worse = worst == null || best.weight() >= worst.weight();
        if (best.end() == Flight.End.DROPPED && worse) {
          worst = best;
        }
      }
    }
    return new Trace(question, journeys, verdict(question, journeys, worst, unknown, uncertain));
  }

  private Verdict verdict(
      Question question,
      List<Journey> journeys,
      Flight.Ended worst,
      boolean unknown,
      boolean uncertain) {
    if (question.goOn()) {
      for (Journey journey : journeys) {
        for (Hop hop : journey.obstacles()) {
          return hop.verdict();
        }
      }
    }
    if (replied && !uncertain) {
      return Verdict.passed();
    }
    boolean silent =
        worst == null
            || worst.flight().steps().hop().verdict() instanceof Verdict.Dropped dropped
                && dropped.rule().equals(Resolution.NO_ANSWER);
    if (replied || silent && unknown) {
      return new Verdict.Unknown(
          Problem.of(Severity.WARNING, "trace.not-all-collected", List.of(), question.to()));
    }
    if (worst != null) {
      return worst.flight().steps().hop().verdict();
    }
    return new Verdict.Dropped(
        "no answer",
        Problem.of(Severity.ERROR, "trace.nobody", List.of(), question.to(), question.from()),
        List.of());
  }

  private static Flight.Ended better(Flight.Ended one, Flight.Ended other) {
    if (one == null || rank(other) > rank(one)) {
      return other;
    }
    boolean more = rank(other) == rank(one) && other.weight() > one.weight();
    return more ? other : one;
  }

  private static int rank(Flight.Ended ended) {
    return switch (ended.end()) {
      case ARRIVED -> 3;
      case DROPPED -> 2;
      case UNKNOWN -> 1;
      case IGNORED -> 0;
    };
  }

  private static Journey journey(Flight.Ended ended) {
    List<Hop> hops = ended.flight().hops();
    Verdict last = hops.isEmpty() ? Verdict.passed() : hops.getLast().verdict();
    Verdict verdict =
        ended.end() == Flight.End.IGNORED
            ? new Verdict.Dropped(
                "nobody's",
                Problem.of(Severity.ERROR, "trace.ignored", List.of(), lastNode(ended)),
                List.of())
            : last;
    return new Journey(ended.flight().purpose(), ended.flight().from(), hops, verdict);
  }

  private static String lastNode(Flight.Ended ended) {
    return ended.flight().steps() == null ? "" : ended.flight().steps().hop().node();
  }

  /** A machine's address for questions about reachability. */
  static Optional<IpAddress> addressOf(NetworkState network, Link.End end) {
    return network
        .node(end.node())
        .filter(Node::collected)
        .flatMap(node -> node.device(end.device()))
        .flatMap(
            device ->
                device.addresses().stream()
                    .filter(a -> a.usable() && !a.ip().isLinkLocal() && !a.ip().isLoopback())
                    .map(a -> a.ip())
                    .min(IpAddress::compareTo));
  }
}
