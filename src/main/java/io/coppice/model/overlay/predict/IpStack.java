package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.Route;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.EqualCostChoice;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Words;
import java.util.List;
import java.util.Optional;

/** IP of a host: what is for it, what it forwards, by which way, in which pieces. */
final class IpStack {
  private final FrameSimulation engine;
  private final BoxPassage boxes;
  private final FencePassage fences;

  IpStack(FrameSimulation engine) {
    this.engine = engine;
    this.boxes = new BoxPassage(engine);
    this.fences = new FencePassage(engine);
  }

  /**
   * Where a packet goes.
   *
   * @param route null if there is none
   * @param device null if the route leads nowhere
   * @param own the destination is the host's
   */
  record Way(
      Route route, Device device, IpAddress next, Optional<EqualCostChoice> choice, boolean own) {
    boolean isUsable() {
      return device != null;
    }

    Proof proof() {
      return route == null ? Proof.NONE : route.proof();
    }
  }

  private static final Way NONE = new Way(null, null, null, Optional.empty(), false);

  Way way(HostState host, IpAddress to, Optional<String> vrf, Optional<String> bound) {
    Optional<Device> owner = host.owner(to, vrf);
    if (owner.isPresent()) {
      return new Way(null, owner.get(), to, Optional.empty(), true);
    }
    if (to.isMulticast() || to.v6() && to.isLinkLocal()) {
      return bound
          .or(() -> multicastDevice(host, to))
          .flatMap(host.node::device)
          .map(device -> new Way(null, device, to, Optional.empty(), false))
          .orElse(NONE);
    }
    Optional<Route> route = host.routes.find(to, vrf, bound);
    if (route.isEmpty()) {
      return NONE;
    }
    if (route.get().type() != Route.Type.UNICAST) {
      return new Way(route.get(), null, to, Optional.empty(), false);
    }
    List<Route.NextHop> hops = host.routes.usable(route.get(), bound);
    int taken = 0;
    Optional<EqualCostChoice> choice = Optional.empty();
    if (hops.size() > 1) {
      taken =
          Math.floorMod(
              to.hashCode() + engine.choices.turn(WayChoices.Place.of(host, to), hops.size()),
              hops.size());
      choice = Optional.of(new EqualCostChoice(hops, taken, to.toString(), false));
    }
    Route.NextHop hop = hops.get(taken);
    Device device = host.node.device(hop.device()).orElse(null);
    return new Way(route.get(), device, hop.gateway().orElse(to), choice, false);
  }

  private static Optional<String> multicastDevice(HostState host, IpAddress to) {
    return host.routes.find(to, Optional.empty(), Optional.empty()).stream()
        .flatMap(route -> route.nextHops().stream())
        .map(Route.NextHop::device)
        .findFirst();
  }

  /** Why a way leads nowhere. */
  Drop noWay(HostState host, IpAddress to, Way way) {
    if (way.route() != null) {
      return Drop.of(
              "black hole",
              "trace.black-hole",
              to,
              host.node.name(),
              way.route().type().name().toLowerCase(java.util.Locale.ROOT),
              way.route().destination())
          .by(way.route().proof())
          .cure(new Change.DeleteRoute(host.node.name(), way.route()))
          .weighing(9);
    }
    return Drop.of("no route", "trace.no-route", to, host.node.name()).weighing(9);
  }

  Optional<IpAddress> source(HostState host, Way way, IpAddress to) {
    if (way.own()) {
      return Optional.of(to);
    }
    return Optional.ofNullable(way.route())
        .flatMap(Route::preferredSource)
        .or(() -> host.sourceFor(way.device(), way.next()))
        .or(() -> anySource(host, to));
  }

  /** An unnumbered device borrows an address. */
  private static Optional<IpAddress> anySource(HostState host, IpAddress to) {
    return host.node.devices().values().stream()
        .flatMap(d -> d.addresses().stream())
        .filter(a -> a.usable() && a.ip().v6() == to.v6())
        .map(a -> a.ip())
        .filter(ip -> !ip.isLoopback() && !ip.isLinkLocal())
        .findFirst();
  }

  /** The largest packet that goes this way whole, as far as the host knows. */
  int mtu(HostState host, Way way, IpAddress to) {
    int device = way.own() ? 65_536 : way.device().mtu();
    int route = way.route() != null && way.route().mtu() > 0 ? way.route().mtu() : device;
    return Math.min(Math.min(device, route), host.pathMtus.getOrDefault(to, Integer.MAX_VALUE));
  }

  /** Sends a packet on its way, in pieces where it is too large and may be cut. */
  void output(HostState host, Frame.Ip packet, Way way, Flight before, boolean forwarded) {
    if (way.own()) {
      engine.delivery.deliver(host, way.device(), packet, before);
      return;
    }
    Flight flight = before;
    Frame.Ip sent = packet;
    int mtu = mtu(host, way, packet.target());
    if (packet.largestPiece() > mtu) {
      boolean mayCut =
          packet.source().v6() ? mayCutHere(packet, forwarded) : !packet.dontFragment();
      if (mayCut) {
        sent = packet.inPieces(mtu);
      } else {
        Optional<Flight> on = tooBig(host, packet, way, mtu, flight, forwarded);
        if (on.isEmpty()) {
          return;
        }
        flight = on.get();
      }
    }
    engine.resolution.send(host, way, sent, flight);
  }

  /** IPv6 is cut by its sender only, and tunnels do not. */
  private static boolean mayCutHere(Frame.Ip packet, boolean forwarded) {
    return !forwarded && !(packet.content() instanceof Frame.Tunnelled);
  }

  private Optional<Flight> tooBig(
      HostState host, Frame.Ip packet, Way way, int mtu, Flight flight, boolean forwarded) {
    Drop drop =
        Drop.of(
                "packet above MTU",
                "trace.packet-above-mtu",
                packet.largestPiece(),
                way.device().name(),
                host.node.name(),
                mtu)
            .by(way.device().proof())
            .cure(new Change.SetMtu(host.node.name(), way.device().name(), packet.largestPiece()))
            .weighing(10);
    Optional<Flight> on =
        engine.drop(
            flight,
            At.out(host, way.device(), new Frame(Mac.ZERO, Mac.ZERO, 0, packet)),
            Hop.Step.ROUTE,
            drop);
    if (on.isEmpty() && forwarded) {
      error(host, packet, new Frame.TooBig(mtu, packet), flight.main());
    } else if (on.isEmpty()) {
      host.pathMtus.merge(packet.target(), mtu, Math::min);
    }
    return on;
  }

  private void error(HostState host, Frame.Ip about, Frame.Content content, boolean main) {
    if (about.content() instanceof Frame.TooBig || about.content() instanceof Frame.Unreachable) {
      return;
    }
    Way back = way(host, about.source(), Optional.empty(), Optional.empty());
    if (back.isUsable()) {
      source(host, back, about.source())
          .ifPresent(
              own ->
                  output(
                      host,
                      new Frame.Ip(own, about.source(), 64, false, 0, content),
                      back,
                      Flight.of(Journey.Purpose.ERROR, main, host.node.name()),
                      false));
    }
  }

  void received(HostState host, Device by, Frame frame, Frame.Ip packet, Flight flight) {
    IpAddress to = packet.target();
    if (to.isMulticast()) {
      multicast(host, by, packet, flight);
    } else if (boxes.translates(host, packet) || fences.takes(host, packet)) {
      forward(host, by, frame, packet, flight);
    } else if (host.owns(to, host.vrfTable(by)) || isBroadcast(host, to)) {
      engine.delivery.deliver(host, by, packet, flight);
    } else if (frame.target().isMulticast()) {
      engine.ignore(host, flight, 0, frame);
    } else {
      forward(host, by, frame, packet, flight);
    }
  }

  private static boolean isBroadcast(HostState host, IpAddress to) {
    return host.node.devices().values().stream()
        .flatMap(d -> d.addresses().stream())
        .anyMatch(a -> a.subnet().broadcast().filter(to::equals).isPresent());
  }

  private void multicast(HostState host, Device by, Frame.Ip packet, Flight flight) {
    if (packet.content() instanceof Frame.Discovery discovery) {
      engine.resolution.discovered(host, by, packet, discovery, flight);
      return;
    }
    boolean joined =
        packet.content() instanceof Frame.Tunnelled
            && host.node.devices().values().stream()
                .filter(Device::up)
                .flatMap(d -> d.tunnel().stream())
                .filter(TunnelEndpoint::isMulticast)
                .anyMatch(t -> t.remote().filter(packet.target()::equals).isPresent());
    if (joined) {
      engine.receiver.received(host, by, packet, (Frame.Tunnelled) packet.content(), flight);
    } else {
      engine.ignore(host, flight, 0, new Frame(Mac.ZERO, Mac.ZERO, 0, packet));
    }
  }

  private void forward(HostState host, Device by, Frame frame, Frame.Ip came, Flight before) {
    At at = At.in(host, by, frame);
    Optional<BoxPassage.Passed> through =
        boxes
            .through(host, by, at, came, before)
            .flatMap(it -> fences.inward(host, by, at, it.packet(), it.flight()));
    if (through.isEmpty()) {
      return;
    }
    Flight flight = through.get().flight();
    Frame.Ip packet = through.get().packet();
    if (!host.node.forwards()) {
      engine.stop(
          flight,
          at,
          Hop.Step.RECEIVE,
          Drop.of("not for this host", "trace.not-for-host", host.node.name(), packet.target())
              .weighing(7));
      return;
    }
    if (packet.ttl() <= 1) {
      engine.stop(
          flight,
          at,
          Hop.Step.ROUTE,
          Drop.of("time to live", "trace.ttl", packet.target(), host.node.name()).weighing(12));
      return;
    }
    Way way = way(host, packet.target(), host.vrfTable(by), Optional.empty());
    if (!way.isUsable()) {
      if (way.route() == null && !host.routes.areSaid()) {
        Flight told =
            engine.unknown(flight, at, Hop.Step.ROUTE, "trace.routes-unknown", host.node.name());
        engine.end(told, Flight.End.UNKNOWN, 5, frame);
        return;
      }
      Optional<Flight> on =
          engine.drop(flight, at, Hop.Step.ROUTE, noWay(host, packet.target(), way));
      if (on.isEmpty() && (way.route() == null || way.route().type() != Route.Type.BLACKHOLE)) {
        error(host, packet, new Frame.Unreachable(false, 0, packet), flight.main());
      }
      return;
    }
    Optional<BoxPassage.Passed> out = fences.outward(host, by, at, packet, flight);
    if (out.isEmpty()) {
      return;
    }
    Frame.Ip next = out.get().packet().forwarded();
    Flight routed =
        engine.pass(
            out.get().flight(),
            At.through(host, by, way.device(), frame),
            Hop.Step.ROUTE,
            Words.of(
                "trace.route",
                packet.target(),
                way.device().name(),
                way.next(),
                way.route() == null ? "" : way.route().destination()),
            way.proof(),
            new Frame(way.device().mac(), Mac.ZERO, 0, next),
            way.choice());
    output(host, next, way, routed, true);
  }

  /** Whether packets of a device need no neighbour. */
  static boolean needsNoNeighbour(Device device) {
    return device.kind() == DeviceKind.LOOPBACK || device.kind() == DeviceKind.VRF;
  }
}
