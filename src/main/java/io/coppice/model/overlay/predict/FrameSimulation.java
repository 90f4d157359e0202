package io.coppice.model.overlay.predict;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.trace.EqualCostChoice;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.model.overlay.trace.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The network while frames move: a clock, what happens next, and every host's tables. The parts
 * each do what one part of the kernel does.
 */
final class FrameSimulation {
  /** Seconds that a frame takes from one end of a link to the other. */
  static final double LINK_DELAY = 20e-6;

  private static final int MOST_EVENTS = 2_000_000;

  final NetworkState network;
  final Ports ports;
  final Bridging bridging;
  final Tunnelling tunnelling;
  final TunnelReceiver receiver;
  final IpStack ip;
  final LocalDelivery delivery;
  final Resolution resolution;

  private final EndpointSockets endpoints = new EndpointSockets(this);

  /** Which of equal-cost ways are taken. */
  final WayChoices choices;

  private final Question.Caches caches;
  private final Map<String, HostState> hosts = new HashMap<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Flight.Ended> ended = new ArrayList<>();
  private double now;
  private long sequence;
  private int spent;
  private boolean goOn;
  private Optional<IpAddress> disputed = Optional.empty();
  private String asker = "";
  private Set<String> askers = Set.of();
  private Set<String> homes = Set.of();

  private record Event(double time, long sequence, Runnable work) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Double.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  FrameSimulation(NetworkState network, Question.Caches caches, WayChoices choices) {
    this.network = network;
    this.choices = choices;
    this.caches = caches;
    this.ports = new Ports(this);
    this.bridging = new Bridging(this);
    this.tunnelling = new Tunnelling(this);
    this.receiver = new TunnelReceiver(this);
    this.ip = new IpStack(this);
    this.delivery = new LocalDelivery(this);
    this.resolution = new Resolution(this);
  }

  /** A host's tables, filled when it is first asked for; null if there is no such host. */
  HostState host(String name) {
    Node node = network.nodes().get(name);
    return node == null ? null : hosts.computeIfAbsent(name, _ -> new HostState(node, caches));
  }

  boolean isWhole(String name) {
    return network.node(name).map(Node::whole).orElse(true);
  }

  EndpointSockets endpoints() {
    return endpoints;
  }

  double now() {
    return now;
  }

  void after(double seconds, Runnable work) {
    events.add(new Event(now + seconds, sequence++, work));
  }

  /** Begins a question: what ended before is forgotten, tables stay. */
  void begin(boolean permitAll, String from, Set<String> targetHomes) {
    goOn = permitAll;
    asker = from;
    askers = new HashSet<>();
    network
        .node(from)
        .ifPresent(
            node ->
                node.devices()
                    .keySet()
                    .forEach(device -> askers.addAll(homesOf(new Link.End(from, device)))));
    homes = targetHomes;
    spent = 0;
    ended.clear();
  }

  /** Runs until the time has come or the condition holds. */
  void run(double until, java.util.function.BooleanSupplier done) {
    while (!events.isEmpty() && events.peek().time() <= until && spent < MOST_EVENTS) {
      if (done.getAsBoolean()) {
        return;
      }
      Event event = events.poll();
      now = event.time();
      spent++;
      event.work().run();
    }
    if (!done.getAsBoolean()) {
      now = Math.max(now, until);
    }
  }

  boolean goesOn() {
    return goOn;
  }

  /** The node that asks. */
  String asker() {
    return asker;
  }

  /** Nodes on which the target of the question stands. */
  Set<String> homes() {
    return homes;
  }

  /** Whether an address is one of a node on which an end of the question stands. */
  boolean isOfEnds(IpAddress address) {
    return owners(address).stream()
        .anyMatch(it -> homes.contains(it.node()) || askers.contains(it.node()));
  }

  List<Flight.Ended> ended() {
    return ended;
  }

  void end(Flight flight, Flight.End end, int weight, Frame frame) {
    if (ended.size() < 100_000) {
      ended.add(new Flight.Ended(flight, end, weight, frame));
    }
  }

  /** Ends a frame that is of no use to a host, as far as that was read. */
  void ignore(HostState host, Flight flight, int weight, Frame frame) {
    end(flight, host.node.whole() ? Flight.End.IGNORED : Flight.End.UNKNOWN, weight, frame);
  }

  /** Two hosts as far away answered one question for an address: who is first, nobody knows. */
  void dispute(IpAddress ip) {
    disputed = Optional.of(ip);
  }

  Optional<IpAddress> disputed() {
    return disputed;
  }

  /** What a hop is made of, where most is absent. */
  record At(HostState host, Optional<String> in, Optional<String> out, Frame before) {
    static At in(HostState host, Device device, Frame frame) {
      return new At(host, Optional.of(device.name()), Optional.empty(), frame);
    }

    static At out(HostState host, Device device, Frame frame) {
      return new At(host, Optional.empty(), Optional.of(device.name()), frame);
    }

    static At through(HostState host, Device in, Device out, Frame frame) {
      return new At(host, Optional.of(in.name()), Optional.of(out.name()), frame);
    }
  }

  Flight pass(Flight flight, At at, Hop.Step step, Words words, Proof row, Frame after) {
    return pass(flight, at, step, words, row, after, Optional.empty());
  }

  Flight pass(
      Flight flight,
      At at,
      Hop.Step step,
      Words words,
      Proof row,
      Frame after,
      Optional<EqualCostChoice> choice) {
    return flight.with(
        new Hop(
            at.host().node.name(),
            at.in(),
            at.out(),
            step,
            now,
            words,
            row,
            choice,
            Optional.ofNullable(at.before()),
            Optional.ofNullable(after),
            Verdict.passed()));
  }

  /** A drop: the rule, the problem's code and words, the row that proves it, what would mend it. */
  record Drop(String rule, String code, Object[] args, Proof row, List<Change> cure, int weight) {
    static Drop of(String rule, String code, Object... args) {
      return new Drop(rule, code, args, Proof.NONE, List.of(), 5);
    }

    Drop by(Proof proof) {
      return new Drop(rule, code, args, proof, cure, weight);
    }

    Drop cure(Change change) {
      return new Drop(rule, code, args, row, List.of(change), weight);
    }

    Drop weighing(int other) {
      return new Drop(rule, code, args, row, cure, other);
    }
  }

  /**
   * Drops a frame. The flight to go on with if drops are permitted, and then the hop tells the
   * obstacle; empty if it ended.
   */
  Optional<Flight> drop(Flight flight, At at, Hop.Step step, Drop drop) {
    Problem why = Problem.of(Severity.ERROR, drop.code(), List.of(), drop.args());
    if (!at.host().node.whole()) {
      return unread(flight, at, step);
    }
    Verdict verdict = new Verdict.Dropped(drop.rule(), why, drop.cure());
    Flight told = flight.with(hop(at, step, drop, verdict));
    if (goOn && flight.length() < Flight.LONGEST) {
      return Optional.of(told);
    }
    int toward = homes.contains(at.host().node.name()) ? 10 : 0;
    end(told, Flight.End.DROPPED, drop.weight() + toward, at.before());
    return Optional.empty();
  }

  /** What drops it here may be due to what was not read of an answer that broke off. */
  private Optional<Flight> unread(Flight flight, At at, Hop.Step step) {
    Flight told = unknown(flight, at, step, "trace.broken-off", at.host().node.name());
    if (goOn && flight.length() < Flight.LONGEST) {
      return Optional.of(told);
    }
    end(told, Flight.End.UNKNOWN, 5, at.before());
    return Optional.empty();
  }

  /** Drops a frame that could not go on even if drops were permitted. */
  void stop(Flight flight, At at, Hop.Step step, Drop drop) {
    boolean permitAll = goOn;
    goOn = false;
    drop(flight, at, step, drop);
    goOn = permitAll;
  }

  private Hop hop(At at, Hop.Step step, Drop drop, Verdict verdict) {
    List<String> args = new ArrayList<>();
    for (Object arg : drop.args()) {
      args.add(String.valueOf(arg));
    }
    return new Hop(
        at.host().node.name(),
        at.in(),
        at.out(),
        step,
        now,
        new Words(drop.code(), args),
        drop.row(),
        Optional.empty(),
        Optional.ofNullable(at.before()),
        Optional.empty(),
        verdict);
  }

  /** Marks that nobody knows what happens here; the flight may go on as if it passed. */
  Flight unknown(Flight flight, At at, Hop.Step step, String code, Object... args) {
    Drop words = Drop.of("", code, args);
    Problem why = Problem.of(Severity.WARNING, code, List.of(), args);
    return flight.with(hop(at, step, words, new Verdict.Unknown(why)));
  }

  /** The ends that own an address. */
  List<Link.End> owners(IpAddress address) {
    return network.owners(address);
  }

  /** Names of the nodes on which an end stands: its own, and those that it is a port's peer of. */
  Set<String> homesOf(Link.End end) {
    Set<String> found = new HashSet<>();
    found.add(end.node());
    for (Link.End peer : network.peersOf(end)) {
      HostState host = host(peer.node());
      if (host != null
          && host.node.device(peer.device()).flatMap(d -> host.bridgeOf(d)).isPresent()) {
        found.add(peer.node());
      }
    }
    return found;
  }
}
