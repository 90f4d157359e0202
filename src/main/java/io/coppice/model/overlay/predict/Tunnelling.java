package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tunnel endpoints that send: to which peers a frame goes, as Linux's vxlan device chooses them
 * (drivers/net/vxlan): what has no row goes to the all-zero rows.
 */
final class Tunnelling {
  private final FrameSimulation engine;
  private final OuterPackets outer;

  Tunnelling(FrameSimulation engine) {
    this.engine = engine;
    this.outer = new OuterPackets(engine);
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
      outer.send(host, device, frame, remote, segment, flood, flight);
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
          taken.add(group.get(Math.floorMod(OuterPackets.sourcePort(frame) + turn, group.size())));
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
                      outer.send(
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
}
