package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.UplinkPins;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Words;
import java.util.Optional;

/**
 * A frame becomes an outer packet to one peer, as in Linux's vxlan device (drivers/net/vxlan): a
 * packet too large for the route is refused with its sender told where that is possible.
 */
final class OuterPackets {
  /** Linux's ephemeral ports, out of which the source port is hashed. */
  private static final int FIRST_PORT = 32768;

  private static final int PORTS = 28232;

  private final FrameSimulation engine;

  OuterPackets(FrameSimulation engine) {
    this.engine = engine;
  }

  /**
   * Wraps a frame and sends it on its way.
   *
   * @param segment of a device that carries many; -1 for the device's own
   * @param flood whether it goes there because nobody knows where its target is
   */
  void send(
      HostState host,
      Device device,
      Frame frame,
      HostState.Remote remote,
      long segment,
      boolean flood,
      Flight before) {
    if (!remote.isKnown()) {
      Flight told =
          engine.unknown(
              before,
              At.out(host, device, frame),
              Hop.Step.ENCAPSULATE,
              "trace.nexthop-unknown",
              frame.target(),
              device.name(),
              host.node.name(),
              String.valueOf(remote.group()));
      engine.end(told, Flight.End.UNKNOWN, 3, frame);
      return;
    }
    TunnelEndpoint tunnel = device.tunnel().orElseThrow();
    At at = At.out(host, device, frame);
    Optional<HostState> stack = tunnel.underlayNode(host.node.name()).map(engine::host);
    if (stack.isEmpty()) {
      Flight told =
          engine.unknown(
              before,
              at,
              Hop.Step.ENCAPSULATE,
              "trace.stack-unknown",
              device.name(),
              host.node.name());
      engine.end(told, Flight.End.UNKNOWN, 3, frame);
      return;
    }
    HostState under = stack.get();
    Optional<UplinkPins.SubGroup> pinned = pinned(host, device, frame);
    IpStack.Way way =
        engine.ip.way(
            under,
            remote.ip(),
            underlayTable(under, tunnel),
            pinned.map(it -> uplink(under, it, remote.ip())).or(() -> bound(under, tunnel)));
    if (!way.isUsable()) {
      engine.stop(before, at, Hop.Step.ENCAPSULATE, engine.ip.noWay(under, remote.ip(), way));
      return;
    }
    Optional<IpAddress> source =
        tunnel
            .local()
            .filter(ip -> !ip.isAny())
            .or(() -> engine.ip.source(under, way, remote.ip()));
    if (source.isEmpty() || source.get().v6() != remote.ip().v6()) {
      engine.stop(
          before,
          at,
          Hop.Step.ENCAPSULATE,
          Drop.of("no source", "trace.no-source", device.name(), host.node.name(), remote.ip()));
      return;
    }
    Flight flight = before;
    if (!remote.ip().isMulticast()
        && tunnel.local().isPresent()
        && !under.owns(source.get(), underlayTable(under, tunnel))) {
      Optional<Flight> on =
          engine.drop(flight, at, Hop.Step.ENCAPSULATE, noLocal(under, device, source.get()));
      if (on.isEmpty()) {
        return;
      }
      flight = on.get();
    }
    Optional<Flight> fits = pathMtu(host, under, device, frame, remote, way, flight);
    if (fits.isEmpty()) {
      return;
    }
    boolean df =
        switch (tunnel.df()) {
          case SET -> true;
          case UNSET -> false;
          case INHERIT -> frame.payload() instanceof Frame.Ip ip && ip.dontFragment();
        };
    long own = remote.id() >= 0 ? remote.id() : tunnel.id();
    long id = segment >= 0 ? segment : own;
    int port = remote.port() > 0 ? remote.port() : tunnel.port();
    Frame.Ip outer =
        new Frame.Ip(
            source.get(),
            remote.ip(),
            64,
            df,
            0,
            new Frame.Tunnelled(tunnel.encapsulation(), id, sourcePort(frame), port, frame));
    Words words =
        Words.of(
            flood ? "trace.encapsulate-flood" : "trace.encapsulate",
            tunnel.encapsulation(),
            Long.toUnsignedString(id),
            remote.ip(),
            frame.target(),
            port);
    Flight wrapped =
        engine.pass(
            fits.get(),
            at,
            flood ? Hop.Step.FLOOD : Hop.Step.ENCAPSULATE,
            words,
            remote.proof(),
            new Frame(Mac.ZERO, Mac.ZERO, 0, outer),
            way.choice());
    Flight leaving = pinned.map(it -> told(under, way, frame, it, wrapped)).orElse(wrapped);
    engine.ip.output(under, outer, way, leaving, false);
  }

  /** The sub-group of uplinks that the port of a frame's sender is pinned to. */
  private Optional<UplinkPins.SubGroup> pinned(HostState host, Device device, Frame frame) {
    return Optional.ofNullable(engine.network.uplinks().get(host.node.name()))
        .flatMap(
            pins ->
                host.bridgeOf(device).flatMap(bridge -> pins.of(bridge.name(), frame.source())));
  }

  /** Those of one sub-group are equal ways. */
  private String uplink(HostState host, UplinkPins.SubGroup group, IpAddress to) {
    int uplinks = group.devices().size();
    int turn = uplinks == 1 ? 0 : engine.choices.turn(WayChoices.Place.of(host, to), uplinks);
    return group.devices().get(Math.floorMod(turn, uplinks));
  }

  private Flight told(
      HostState host, IpStack.Way way, Frame frame, UplinkPins.SubGroup group, Flight flight) {
    return engine.pass(
        flight,
        new At(host, Optional.empty(), Optional.of(way.device().name()), null),
        Hop.Step.ROUTE,
        Words.of("trace.pinned", host.node.name(), frame.source(), group.id(), way.device().name()),
        Proof.NONE,
        null);
  }

  private static Drop noLocal(HostState host, Device device, IpAddress source) {
    return Drop.of(
            "local address missing", "trace.local-missing", device.name(), host.node.name(), source)
        .by(device.proof())
        .cure(new Change.AddAddress(host.node.name(), "lo", source, source.bits()));
  }

  private static Optional<String> bound(HostState host, TunnelEndpoint tunnel) {
    return tunnel
        .underlay()
        .flatMap(host.node::device)
        .filter(d -> d.kind() != DeviceKind.LOOPBACK && d.kind() != DeviceKind.DUMMY)
        .filter(d -> d.kind() != DeviceKind.VRF)
        .map(Device::name);
  }

  static Optional<String> underlayTable(HostState host, TunnelEndpoint tunnel) {
    return tunnel.underlay().flatMap(host.node::device).flatMap(host::vrfTable);
  }

  /** Flows differ in their source port, so that equal-cost ways are shared (RFC 7348 section 5). */
  static int sourcePort(Frame frame) {
    int hash = frame.source().hashCode() * 31 + frame.target().hashCode();
    if (frame.payload() instanceof Frame.Ip ip) {
      hash = hash * 31 + ip.source().hashCode() * 17 + ip.target().hashCode();
    }
    return FIRST_PORT + Math.floorMod(hash * 0x9E3779B9, PORTS);
  }

  /**
   * The kernel's skb_tunnel_check_pmtu: an inner packet too large for the route's MTU. Where the
   * device is a bridge's port and the sender forbids fragments, it is told and the packet is
   * dropped; else the sender on this host remembers, and the packet goes out.
   */
  private Optional<Flight> pathMtu(
      HostState host,
      HostState under,
      Device device,
      Frame frame,
      HostState.Remote remote,
      IpStack.Way way,
      Flight flight) {
    Encapsulation encapsulation = device.tunnel().orElseThrow().encapsulation();
    int outer = engine.ip.mtu(under, way, remote.ip());
    int room = outer - encapsulation.overhead(remote.ip().v6(), false, 0);
    if (!(frame.payload() instanceof Frame.Ip inner) || inner.largestPiece() <= room) {
      return Optional.of(flight);
    }
    if (host.bridgeOf(device).isEmpty()) {
      host.pathMtus.merge(inner.target(), room, Math::min);
      return Optional.of(flight);
    }
    boolean told = inner.source().v6() || inner.dontFragment() && inner.fragmentMtu() == 0;
    if (!told) {
      return Optional.of(flight);
    }
    Drop drop =
        Drop.of(
                "path MTU of the tunnel",
                "trace.tunnel-mtu",
                inner.length(),
                device.name(),
                host.node.name(),
                room,
                outer,
                way.device().name())
            .by(way.device().proof())
            .cure(
                new Change.SetMtu(
                    under.node.name(), way.device().name(), outer + inner.length() - room))
            .weighing(12);
    Optional<Flight> on =
        engine.drop(flight, At.out(host, device, frame), Hop.Step.ENCAPSULATE, drop);
    if (on.isEmpty() && !(inner.content() instanceof Frame.TooBig)) {
      Frame.Ip error = inner.back(new Frame.TooBig(room, inner));
      engine.ports.receive(
          host,
          device,
          frame.back(error),
          Flight.of(Journey.Purpose.ERROR, true, host.node.name()));
    }
    return on;
  }
}
