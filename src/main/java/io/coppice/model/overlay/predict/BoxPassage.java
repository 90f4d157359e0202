package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What middleboxes do to the packets of tunnels: rules, tracking, and translation of addresses and
 * ports (NAPT, RFC 3022): what comes in by the first port leaves with the box's address and a port
 * of its own; what comes to that address by another port goes to whom the port was given for, and
 * nowhere if it was given for nobody. A tunnel is answered at its well-known port, which never was.
 */
final class BoxPassage {
  private static final int FIRST_PORT = 20_000;

  private final FrameSimulation engine;
  private final Map<String, Translations> translations = new HashMap<>();

  /** Addresses and ports of one direction. */
  private record Flow(
      IpAddress source, int sourcePort, IpAddress target, int targetPort, boolean tcp) {
    static Flow of(Frame.Ip packet, Frame.Tunnelled tunnel) {
      return new Flow(
          packet.source(),
          tunnel.sourcePort(),
          packet.target(),
          tunnel.targetPort(),
          tunnel.encapsulation() == Encapsulation.STT);
    }
  }

  /** The ports that one box gave. */
  private static final class Translations {
    final Map<Flow, Integer> ports = new HashMap<>();
    final Map<Integer, Flow> flows = new HashMap<>();

    int port(Flow flow) {
      int port = ports.computeIfAbsent(flow, _ -> FIRST_PORT + ports.size());
      flows.put(port, flow);
      return port;
    }
  }

  /** A packet that passed: perhaps with another address. */
  record Passed(Frame.Ip packet, Flight flight) {}

  BoxPassage(FrameSimulation engine) {
    this.engine = engine;
  }

  /** Whether packets for the host's own address may be for somebody behind it. */
  boolean translates(HostState host, Frame.Ip packet) {
    Middlebox box = engine.network.middleboxes().get(host.node.name());
    return box != null && box.translates() && packet.content() instanceof Frame.Tunnelled;
  }

  /** Lets a packet through a middlebox, if the host is one; empty if it ended there. */
  Optional<Passed> through(HostState host, Device by, At at, Frame.Ip packet, Flight flight) {
    Middlebox box = engine.network.middleboxes().get(host.node.name());
    if (box == null || !(packet.content() instanceof Frame.Tunnelled tunnel)) {
      return Optional.of(new Passed(packet, flight));
    }
    boolean inPieces = packet.largestPiece() < packet.length();
    int port = inPieces ? 0 : tunnel.targetPort();
    boolean inside =
        host.node.firstPort().filter(first -> first.name().equals(by.name())).isPresent();
    boolean own = host.owns(packet.target(), host.vrfTable(by));
    Optional<Flight> on = Optional.of(flight);
    if (!box.permits(tunnel.encapsulation(), port)) {
      on = dropped(host, at, packet, tunnel, on.get(), "rule");
    }
    if (on.isPresent() && !inPieces && box.tracksInvalid(tunnel.encapsulation())) {
      on = dropped(host, at, packet, tunnel, on.get(), "invalid-state");
    }
    if (on.isEmpty() || !box.translates() || !inside && !own) {
      return on.map(it -> new Passed(packet, it));
    }
    if (inPieces || !tunnel.encapsulation().hasPorts()) {
      return dropped(host, at, packet, tunnel, on.get(), "no-ports")
          .map(it -> new Passed(packet, it));
    }
    return inside
        ? Optional.of(outward(host, at, packet, tunnel, on.get()))
        : inward(host, at, packet, tunnel, on.get());
  }

  private Optional<Flight> dropped(
      HostState host, At at, Frame.Ip packet, Frame.Tunnelled tunnel, Flight flight, String name) {
    return engine.drop(
        flight,
        at,
        Hop.Step.ROUTE,
        Drop.of(
                "middlebox: " + name,
                "trace.box-" + name,
                host.node.name(),
                tunnel.encapsulation(),
                tunnel.targetPort(),
                packet.target())
            .weighing(20));
  }

  private Passed outward(
      HostState host, At at, Frame.Ip packet, Frame.Tunnelled tunnel, Flight flight) {
    IpAddress own = ownAddress(host).orElse(packet.source());
    int port =
        translations
            .computeIfAbsent(host.node.name(), _ -> new Translations())
            .port(Flow.of(packet, tunnel));
    Frame.Ip changed = with(packet, own, packet.target(), tunnel, port, tunnel.targetPort());
    Words words =
        Words.of(
            "trace.translated",
            host.node.name(),
            packet.source() + ":" + tunnel.sourcePort(),
            own + ":" + port);
    return new Passed(changed, passed(flight, at, words, changed));
  }

  private Optional<Passed> inward(
      HostState host, At at, Frame.Ip packet, Frame.Tunnelled tunnel, Flight flight) {
    Translations known = translations.getOrDefault(host.node.name(), new Translations());
    Flow inside = known.flows.get(tunnel.targetPort());
    if (inside == null) {
      engine.stop(
          flight,
          at,
          Hop.Step.ROUTE,
          Drop.of(
                  "middlebox: no-mapping",
                  "trace.box-no-mapping",
                  host.node.name(),
                  tunnel.encapsulation(),
                  tunnel.targetPort(),
                  packet.target())
              .weighing(20));
      return Optional.empty();
    }
    Frame.Ip changed =
        with(
            packet,
            packet.source(),
            inside.source(),
            tunnel,
            tunnel.sourcePort(),
            inside.sourcePort());
    Words words =
        Words.of(
            "trace.translated",
            host.node.name(),
            packet.target() + ":" + tunnel.targetPort(),
            inside.source() + ":" + inside.sourcePort());
    return Optional.of(new Passed(changed, passed(flight, at, words, changed)));
  }

  private Flight passed(Flight flight, At at, Words words, Frame.Ip changed) {
    Frame after = new Frame(Mac.ZERO, Mac.ZERO, 0, changed);
    return engine.pass(flight, at, Hop.Step.ROUTE, words, Proof.NONE, after);
  }

  private static Optional<IpAddress> ownAddress(HostState host) {
    return host.node.devices().values().stream()
        .filter(it -> it.kind() == DeviceKind.LOOPBACK)
        .flatMap(it -> it.addresses().stream())
        .filter(Address::usable)
        .map(Address::ip)
        .filter(ip -> !ip.v6() && !ip.isLoopback())
        .findFirst();
  }

  private static Frame.Ip with(
      Frame.Ip packet,
      IpAddress source,
      IpAddress target,
      Frame.Tunnelled tunnel,
      int sourcePort,
      int targetPort) {
    return new Frame.Ip(
        source,
        target,
        packet.ttl(),
        packet.dontFragment(),
        packet.fragmentMtu(),
        new Frame.Tunnelled(
            tunnel.encapsulation(), tunnel.id(), sourcePort, targetPort, tunnel.inner()));
  }
}
