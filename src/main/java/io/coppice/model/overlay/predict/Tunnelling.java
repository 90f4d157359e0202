package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.predict.Engine.At;
import io.coppice.model.overlay.predict.Engine.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tunnel endpoints that send: frames into outer packets, as Linux's vxlan device does
 * (drivers/net/vxlan): what has no row goes to the all-zero rows, a packet too large for the route
 * is refused with its sender told where that is possible.
 */
final class Tunnelling {
  /** Linux's ephemeral ports, out of which the source port is hashed. */
  private static final int FIRST_PORT = 32768;

  private static final int PORTS = 28232;

  private final Engine engine;

  Tunnelling(Engine engine) {
    this.engine = engine;
  }

  /**
   * Sends a frame into the tunnel.
   *
   * @param segment of a device that carries many; -1 for the device's own
   */
  void send(HostState host, Device device, Frame frame, long segment, Flight flight) {
    TunnelEndpoint tunnel = device.tunnel().orElseThrow();
    if (tunnel.proxy() && frame.payload() instanceof Frame.Arp arp && !arp.reply()) {
      proxy(host, device, frame, arp, flight);
      return;
    }
    if (tunnel.external() && segment < 0) {
      unlabelled(host, device, frame, flight);
      return;
    }
    Map<Mac, List<HostState.Remote>> table =
        host.tunnelTables.getOrDefault(device.name(), Map.of());
    List<HostState.Remote> remotes =
        taken(host, device, segment, frame, live(tunnel, table.get(frame.target())));
    boolean flood = remotes.isEmpty();
    if (flood) {
      remotes = taken(host, device, segment, frame, table.get(Mac.ZERO));
      missing(host, device, frame, segment, remotes, flight);
    }
    if (remotes.isEmpty()) {
      engine.stop(
          flight,
          At.out(host, device, frame),
          Hop.Step.ENCAPSULATE,
          Drop.of(
                  "no forwarding row",
                  "trace.no-peer",
                  frame.target(),
                  device.name(),
                  host.node.name())
              .by(device.proof()));
      return;
    }
    for (HostState.Remote remote : inTurn(remotes)) {
      to(host, device, frame, remote, segment, flood, flight);
    }
  }

  /**
   * Of the rows of an address those of the segment, if the device carries many, and of each group
   * of next hops the one that the flow takes (__vxlan_find_mac, vxlan_fdb_nh_path_select).
   */
  private List<HostState.Remote> taken(
      HostState host, Device device, long segment, Frame frame, List<HostState.Remote> rows) {
    if (rows == null || rows.isEmpty()) {
      return List.of();
    }
    List<HostState.Remote> own =
        device.tunnel().orElseThrow().external()
            ? rows.stream().filter(row -> row.isOf(segment)).toList()
            : rows;
    Map<Integer, List<HostState.Remote>> groups = new TreeMap<>();
    List<HostState.Remote> taken = new ArrayList<>();
    for (HostState.Remote row : own) {
      if (row.group() == 0) {
        taken.add(row);
      } else {
        groups.computeIfAbsent(row.group(), _ -> new ArrayList<>(2)).add(row);
      }
    }
    groups.forEach(
        (id, group) -> {
          WayChoices.Place place = WayChoices.Place.of(host, device, id);
          int turn = group.size() == 1 ? 0 : engine.choices.turn(place, group.size());
          taken.add(group.get(Math.floorMod(sourcePort(frame) + turn, group.size())));
        });
    return taken;
  }

  /**
   * A device that carries many segments was given a frame that names none: the kernel drops it;
   * what Open vSwitch's flows set is in no answer.
   */
  private void unlabelled(HostState host, Device device, Frame frame, Flight flight) {
    At at = At.out(host, device, frame);
    Optional<Device> bridge = host.bridgeOf(device);
    if (bridge.isEmpty() || bridge.get().isSwitch()) {
      Flight told =
          engine.unknown(
              flight,
              at,
              Hop.Step.ENCAPSULATE,
              "trace.set-by-flows",
              device.name(),
              host.node.name());
      engine.end(told, Flight.End.UNKNOWN, 3, frame);
      return;
    }
    engine.stop(
        flight,
        at,
        Hop.Step.ENCAPSULATE,
        Drop.of("no tunnel information", "trace.no-tunnel-info", device.name(), host.node.name())
            .by(device.proof())
            .weighing(9));
  }

  /** The frame itself goes to the first peer, after a copy went to each other (vxlan_xmit). */
  private static List<HostState.Remote> inTurn(List<HostState.Remote> remotes) {
    List<HostState.Remote> turn = new ArrayList<>(remotes);
    Collections.rotate(turn, -1);
    return turn;
  }

  private List<HostState.Remote> live(TunnelEndpoint tunnel, List<HostState.Remote> remotes) {
    if (remotes == null) {
      return List.of();
    }
    return remotes.stream()
        .filter(r -> r.fixed() || tunnel.ageing() == 0 || engine.now() - r.seen() < tunnel.ageing())
        .toList();
  }

  /** The device answers for neighbours it knows and lets no question into the tunnel. */
  private void proxy(HostState host, Device device, Frame frame, Frame.Arp arp, Flight flight) {
    HostState.NeighbourEntry entry =
        host.neighbours.get(new HostState.NeighbourKey(device.name(), arp.targetIp()));
    if (entry == null || !entry.state.hasAddress()) {
      engine.stop(
          flight,
          At.out(host, device, frame),
          Hop.Step.ENCAPSULATE,
          Drop.of("ARP proxy", "trace.proxy-unknown", arp.targetIp(), device.name())
              .by(device.proof()));
      return;
    }
    Frame answer = new Frame(entry.mac, arp.senderMac(), 0, arp.answeredBy(entry.mac));
    engine.resolution.answered(host, device, answer, flight, entry.proof);
    engine.ports.receive(
        host,
        device,
        answer,
        Flight.of(Journey.Purpose.ADDRESS_REPLY, flight.main(), host.node.name()));
  }

  /** Where the target of the question stands and no copy goes. */
  private void missing(
      HostState host,
      Device device,
      Frame frame,
      long segment,
      List<HostState.Remote> remotes,
      Flight flight) {
    if (!flight.main() || engine.homes().contains(host.node.name())) {
      return;
    }
    TunnelEndpoint tunnel = device.tunnel().orElseThrow();
    boolean group = remotes.stream().anyMatch(r -> r.ip().isMulticast());
    if (group) {
      return;
    }
    Set<IpAddress> listed = new HashSet<>();
    remotes.forEach(r -> listed.add(r.ip()));
    for (String home : engine.homes()) {
      Node node = engine.host(home).node;
      for (Device other : node.devices().values()) {
        boolean same =
            other.tunnel().isPresent()
                && other.tunnel().get().encapsulation() == tunnel.encapsulation()
                && other.tunnel().get().id() == tunnel.id()
                && other.tunnel().get().local().isPresent();
        IpAddress ip = same ? other.tunnel().get().local().get() : null;
        if (ip != null && !ip.isAny() && !listed.contains(ip)) {
          Drop drop =
              Drop.of("flood list", "trace.not-flooded", device.name(), host.node.name(), ip, home)
                  .by(device.proof())
                  .cure(
                      new Change.AddForwarding(
                          host.node.name(),
                          ForwardingEntry.flood(
                              device.name(), ip, tunnel.external() ? segment : -1),
                          tunnel.external()))
                  .weighing(20);
          engine
              .drop(flight, At.out(host, device, frame), Hop.Step.ENCAPSULATE, drop)
              .ifPresent(
                  on ->
                      to(
                          host,
                          device,
                          frame,
                          new HostState.Remote(ip, 0, -1, true, 0, Proof.NONE),
                          segment,
                          true,
                          on));
        }
      }
    }
  }

  private void to(
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
    IpStack.Way way =
        engine.ip.way(host, remote.ip(), underlayTable(host, tunnel), bound(host, tunnel));
    At at = At.out(host, device, frame);
    if (!way.isUsable()) {
      engine.stop(before, at, Hop.Step.ENCAPSULATE, engine.ip.noWay(host, remote.ip(), way));
      return;
    }
    Optional<IpAddress> source =
        tunnel.local().filter(ip -> !ip.isAny()).or(() -> engine.ip.source(host, way, remote.ip()));
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
        && !host.owns(source.get(), underlayTable(host, tunnel))) {
      Optional<Flight> on =
          engine.drop(flight, at, Hop.Step.ENCAPSULATE, noLocal(host, device, source.get()));
      if (on.isEmpty()) {
        return;
      }
      flight = on.get();
    }
    Optional<Flight> fits = pathMtu(host, device, frame, remote, way, flight);
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
    engine.ip.output(host, outer, way, wrapped, false);
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
  private static int sourcePort(Frame frame) {
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
      Device device,
      Frame frame,
      HostState.Remote remote,
      IpStack.Way way,
      Flight flight) {
    Encapsulation encapsulation = device.tunnel().orElseThrow().encapsulation();
    int outer = engine.ip.mtu(host, way, remote.ip());
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
                    host.node.name(), way.device().name(), outer + inner.length() - room))
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
