package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.predict.EndpointSockets.Listener;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tunnel endpoints that receive: outer packets back into frames, as Linux's vxlan device does
 * (drivers/net/vxlan). Peers are learned from what comes.
 */
final class TunnelReceiver {
  private final FrameSimulation engine;

  TunnelReceiver(FrameSimulation engine) {
    this.engine = engine;
  }

  /** An outer packet that reached its host. */
  void received(HostState host, Device by, Frame.Ip outer, Frame.Tunnelled packet, Flight before) {
    Frame whole = new Frame(Mac.ZERO, Mac.ZERO, 0, outer.whole());
    At at = At.in(host, by, whole);
    Flight flight = before;
    List<Listener> listening = listening(host, by, packet);
    Optional<Listener> device =
        listening.stream()
            .filter(d -> d.tunnel().takes(packet.id()))
            .filter(d -> hears(d.tunnel(), outer.source()))
            .min(
                Comparator.comparing((Listener d) -> d.tunnel().external())
                    .thenComparing(d -> !d.tunnel().isBetweenTwo()));
    if (device.isEmpty() && engine.endpoints().mayListen(packet)) {
      engine.end(
          engine.unknown(
              flight,
              at,
              Hop.Step.DECAPSULATE,
              "trace.listener-unknown",
              host.node.name(),
              packet.encapsulation(),
              Long.toUnsignedString(packet.id())),
          Flight.End.UNKNOWN,
          3,
          whole);
      return;
    }
    if (device.isEmpty()) {
      List<Listener> meant = ofSegment(host, packet, outer.source());
      Optional<Flight> on =
          engine.drop(flight, at, Hop.Step.DECAPSULATE, deaf(packet, host, meant, listening));
      if (on.isEmpty()) {
        return;
      }
      if (meant.isEmpty()) {
        engine.end(on.get(), Flight.End.DROPPED, 9, whole);
        return;
      }
      flight = on.get();
      device = Optional.of(meant.getFirst());
    }
    into(device.get().host(), device.get().device(), outer, packet, at, flight);
  }

  private static boolean hears(TunnelEndpoint tunnel, IpAddress source) {
    return !tunnel.isBetweenTwo() || tunnel.remote().filter(source::equals).isPresent();
  }

  private void into(
      HostState host, Device device, Frame.Ip outer, Frame.Tunnelled packet, At at, Flight flight) {
    TunnelEndpoint tunnel = device.tunnel().orElseThrow();
    Frame inner = packet.inner();
    if (inner.source().equals(device.mac())) {
      engine.stop(
          flight,
          at,
          Hop.Step.DECAPSULATE,
          Drop.of("own address", "trace.own-frame", device.name(), host.node.name()).weighing(2));
      return;
    }
    if (tunnel.learning() && !inner.source().isMulticast() && !learn(host, device, packet, outer)) {
      engine.stop(flight, at, Hop.Step.DECAPSULATE, elsewhere(host, device, packet, outer));
      return;
    }
    Flight passed =
        engine.pass(
            flight,
            at,
            Hop.Step.DECAPSULATE,
            Words.of(
                "trace.decapsulate",
                device.name(),
                tunnel.encapsulation(),
                Long.toUnsignedString(packet.id()),
                outer.source()),
            device.proof(),
            inner);
    Frame frame = inner;
    if (tunnel.external()) {
      for (BridgePort.Vlan vlan : device.port().map(BridgePort::vlans).orElse(List.of())) {
        if (vlan.tunnelId() == packet.id()) {
          frame = inner.tagged(vlan.id());
        }
      }
    }
    engine.ports.receive(host, device, frame, passed);
  }

  private static Drop elsewhere(
      HostState host, Device device, Frame.Tunnelled packet, Frame.Ip outer) {
    Frame inner = packet.inner();
    boolean nextHop = isNextHop(known(host, device, packet));
    return (nextHop
            ? Drop.of(
                "learned over a next hop",
                "trace.nexthop-learning",
                inner.source(),
                device.name(),
                host.node.name())
            : Drop.of(
                "moved a configured address",
                "trace.configured-elsewhere",
                inner.source(),
                device.name(),
                host.node.name(),
                outer.source()))
        .weighing(11);
  }

  /** False if the address is configured to be elsewhere. */
  private boolean learn(HostState host, Device device, Frame.Tunnelled packet, Frame.Ip outer) {
    Frame inner = packet.inner();
    long id = device.tunnel().orElseThrow().external() ? packet.id() : -1;
    List<HostState.Remote> known = known(host, device, packet);
    if (isNextHop(known)) {
      return false;
    }
    if (isFixed(known) && !known.getFirst().ip().equals(outer.source())) {
      return false;
    }
    HostState.Remote learned =
        new HostState.Remote(outer.source(), 0, id, false, engine.now(), Proof.NONE);
    for (Device each : PortPolicing.others(host, device)) {
      if (!isFixed(known(host, each, packet))) {
        List<HostState.Remote> rows =
            table(host, each).computeIfAbsent(inner.source(), _ -> new ArrayList<>(1));
        rows.removeAll(known(host, each, packet));
        rows.add(learned);
      }
    }
    return true;
  }

  /** The rows of who sent a frame, in the segment that it came in. */
  private static List<HostState.Remote> known(
      HostState host, Device device, Frame.Tunnelled packet) {
    List<HostState.Remote> rows =
        table(host, device).getOrDefault(packet.inner().source(), List.of());
    return device.tunnel().orElseThrow().external()
        ? rows.stream().filter(row -> row.isOf(packet.id())).toList()
        : List.copyOf(rows);
  }

  private static Map<Mac, List<HostState.Remote>> table(HostState host, Device device) {
    return host.tunnelTables.computeIfAbsent(device.name(), _ -> new HashMap<>());
  }

  /** A row by a next hop is never learned over, not even by what it leads to (vxlan_snoop). */
  private static boolean isNextHop(List<HostState.Remote> rows) {
    return !rows.isEmpty() && rows.getFirst().group() > 0;
  }

  private static boolean isFixed(List<HostState.Remote> rows) {
    return !rows.isEmpty() && rows.getFirst().fixed();
  }

  /**
   * The devices whose socket gets the packet: in a VRF only what is bound to a device of it, for
   * {@code udp_l3mdev_accept} is off unless somebody set it (networking/vrf.rst). The socket of a
   * device that was moved to another name space stays where the device was made.
   */
  private List<Listener> listening(HostState host, Device by, Frame.Tunnelled packet) {
    Optional<String> domain = host.vrfTable(by);
    return engine.endpoints().of(host).stream()
        .filter(d -> d.device().up())
        .filter(d -> d.tunnel().encapsulation() == packet.encapsulation())
        .filter(d -> d.tunnel().port() == packet.targetPort())
        .filter(d -> OuterPackets.underlayTable(host, d.tunnel()).equals(domain))
        .toList();
  }

  private List<Listener> ofSegment(HostState host, Frame.Tunnelled packet, IpAddress source) {
    return engine.endpoints().of(host).stream()
        .filter(d -> d.tunnel().encapsulation() == packet.encapsulation())
        .filter(d -> d.tunnel().takes(packet.id()) && !d.tunnel().external())
        .filter(d -> hears(d.tunnel(), source))
        .toList();
  }

  private static Drop deaf(
      Frame.Tunnelled packet, HostState host, List<Listener> same, List<Listener> heard) {
    if (same.isEmpty() && !heard.isEmpty()) {
      return Drop.of(
              "no such segment",
              "trace.no-segment",
              host.node.name(),
              packet.encapsulation(),
              Long.toUnsignedString(packet.id()),
              packet.targetPort())
          .weighing(9);
    }
    if (same.isEmpty()) {
      return Drop.of(
              "no listener",
              "trace.no-listener",
              host.node.name(),
              packet.encapsulation(),
              packet.targetPort())
          .weighing(9);
    }
    Device device = same.getFirst().device();
    HostState standing = same.getFirst().host();
    if (!device.up()) {
      return Ports.down(standing, device).weighing(9);
    }
    TunnelEndpoint tunnel = same.getFirst().tunnel();
    return Drop.of(
            "port differs",
            "trace.port-differs",
            standing.node.name(),
            device.name(),
            tunnel.port(),
            packet.targetPort())
        .by(device.proof())
        .cure(
            Change.RemakeTunnel.of(
                standing.node.name(), device, tunnel.change().port(packet.targetPort()).build()))
        .weighing(12);
  }
}
