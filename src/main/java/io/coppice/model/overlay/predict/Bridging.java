package io.coppice.model.overlay.predict;

import io.coppice.model.inventory.PortDirection;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.BridgeSettings;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A bridge: it learns, forwards, floods, filters VLANs, and answers for whom it may (net/bridge).
 */
final class Bridging {
  private final FrameSimulation engine;
  private final NeighbourSuppression suppression;

  Bridging(FrameSimulation engine) {
    this.engine = engine;
    this.suppression = new NeighbourSuppression(engine);
  }

  /** A frame on its way through a bridge: {@code in} is null if the host itself sent it. */
  private record Passage(
      HostState host, Device bridge, Device in, Frame frame, int vlan, boolean aware) {
    At at() {
      return in == null ? At.in(host, bridge, frame) : At.in(host, in, frame);
    }

    At to(Device out) {
      return At.through(host, in == null ? bridge : in, out, frame);
    }
  }

  void fromHost(HostState host, Device bridge, Frame frame, Flight flight) {
    boolean aware = bridge.bridge().orElseThrow().vlanAware();
    int vlan = aware ? (frame.vlan() != 0 ? frame.vlan() : pvid(bridge, bridge).orElse(0)) : 0;
    forward(new Passage(host, bridge, null, frame, vlan, aware), flight);
  }

  void fromPort(HostState host, Device bridge, Device port, Frame frame, Flight before) {
    Flight flight = before;
    BridgePort settings = port.port().orElse(BridgePort.PLAIN);
    boolean aware = bridge.bridge().orElseThrow().vlanAware();
    int vlan = aware ? (frame.vlan() != 0 ? frame.vlan() : pvid(bridge, port).orElse(0)) : 0;
    Passage passage = new Passage(host, bridge, port, frame, vlan, aware);
    if (!bridge.up()) {
      Optional<Flight> on =
          engine.drop(flight, passage.at(), Hop.Step.BRIDGE, Ports.down(host, bridge));
      if (on.isEmpty()) {
        return;
      }
      flight = on.get();
    }
    if (settings.state() != BridgePort.State.FORWARDING) {
      Optional<Flight> on =
          engine.drop(flight, passage.at(), Hop.Step.BRIDGE, notForwarding(host, port));
      if (on.isEmpty()) {
        return;
      }
      flight = on.get();
    }
    if (bridge.bridge().orElseThrow().flows()) {
      flight =
          engine.unknown(
              flight,
              passage.at(),
              Hop.Step.BRIDGE,
              "trace.flows-decide",
              bridge.name(),
              host.node.name());
    }
    if (aware && !carries(bridge, port, vlan)) {
      engine.stop(flight, passage.at(), Hop.Step.BRIDGE, noVlan(host, port, vlan));
      return;
    }
    Optional<Flight> let =
        dropped(
            PortPolicing.listed(host, port, PortDirection.FROM_MACHINES, frame),
            passage.at(),
            Hop.Step.BRIDGE,
            flight);
    if (let.isEmpty()) {
      return;
    }
    flight = let.get();
    if (settings.learning() && !frame.source().isMulticast()) {
      learn(passage);
    }
    if (!frame.target().isLinkLocalGroup()) {
      forward(passage, flight);
    }
  }

  /** The flight to go on with; empty if it ended. */
  private Optional<Flight> dropped(Optional<Drop> drop, At at, Hop.Step step, Flight flight) {
    return drop.isEmpty() ? Optional.of(flight) : engine.drop(flight, at, step, drop.get());
  }

  private static Drop notForwarding(HostState host, Device port) {
    return Drop.of("port state", "trace.port-state", port.name(), host.node.name())
        .by(port.proof());
  }

  private static Drop noVlan(HostState host, Device port, int vlan) {
    return Drop.of("VLAN filter", "trace.vlan-filter", port.name(), host.node.name(), vlan)
        .by(port.proof());
  }

  private static Optional<Integer> pvid(Device bridge, Device port) {
    List<BridgePort.Vlan> vlans = port.port().map(BridgePort::vlans).orElse(List.of());
    if (vlans.isEmpty()) {
      int plain = bridge.bridge().orElseThrow().defaultVlan();
      return plain == 0 ? Optional.empty() : Optional.of(plain);
    }
    return vlans.stream().filter(BridgePort.Vlan::pvid).map(BridgePort.Vlan::id).findFirst();
  }

  /** A port about which nothing was said carries the bridge's default VLAN. */
  private static boolean carries(Device bridge, Device port, int vlan) {
    List<BridgePort.Vlan> vlans = port.port().map(BridgePort::vlans).orElse(List.of());
    BridgeSettings settings = bridge.bridge().orElseThrow();
    if (vlans.isEmpty()) {
      return settings.trunks() || vlan != 0 && vlan == settings.defaultVlan();
    }
    return vlan != 0 && vlans.stream().anyMatch(v -> v.id() == vlan);
  }

  private static boolean untagged(Device bridge, Device port, int vlan) {
    List<BridgePort.Vlan> vlans = port.port().map(BridgePort::vlans).orElse(List.of());
    return vlans.isEmpty() && !bridge.bridge().orElseThrow().trunks()
        || vlans.stream().anyMatch(v -> v.id() == vlan && v.untagged());
  }

  private void learn(Passage passage) {
    HostState host = passage.host();
    Mac source = passage.frame().source();
    if (host.localMacs(passage.bridge().name()).contains(source)
        || passage.bridge().bridge().orElseThrow().ageing() == 0) {
      return;
    }
    HostState.PortKey key = new HostState.PortKey(passage.bridge().name(), passage.vlan(), source);
    HostState.PortEntry known = host.bridgeTable.get(key);
    if (known == null || !known.fixed()) {
      host.bridgeTable.put(
          key, new HostState.PortEntry(passage.in().name(), false, engine.now(), Proof.NONE));
    }
  }

  private Optional<HostState.PortEntry> find(Passage passage) {
    HostState host = passage.host();
    String bridge = passage.bridge().name();
    Mac target = passage.frame().target();
    HostState.PortEntry entry =
        host.bridgeTable.get(new HostState.PortKey(bridge, passage.vlan(), target));
    if (entry == null && passage.vlan() <= 1) {
      entry = host.bridgeTable.get(new HostState.PortKey(bridge, 1 - passage.vlan(), target));
    }
    int ageing = passage.bridge().bridge().orElseThrow().ageing();
    return Optional.ofNullable(entry).filter(e -> e.fixed() || engine.now() - e.seen() < ageing);
  }

  private void forward(Passage passage, Flight flight) {
    HostState host = passage.host();
    Frame frame = passage.frame();
    if (frame.target().isMulticast()) {
      boolean answered =
          suppression.answers(
              host,
              new NeighbourSuppression.Asked(passage.bridge(), passage.in(), passage.vlan(), frame),
              flight);
      if (passage.in() != null) {
        up(passage, flight);
      }
      flood(passage, flight, answered);
      return;
    }
    if (host.localMacs(passage.bridge().name()).contains(frame.target())) {
      if (passage.in() != null) {
        up(passage, flight);
      }
      return;
    }
    Optional<HostState.PortEntry> entry = find(passage);
    if (entry.isEmpty()) {
      flood(passage, flight, false);
      return;
    }
    Optional<Device> out =
        host.node.device(entry.get().port()).map(it -> PortPolicing.own(host, passage.in(), it));
    if (out.isEmpty()) {
      flood(passage, flight, false);
    } else if (passage.in() != null
        && (out.get().name().equals(passage.in().name()) && !hairpin(out.get())
            || PortPolicing.splits(passage.in(), out.get()))) {
      engine.stop(
          flight,
          passage.to(out.get()),
          Hop.Step.BRIDGE,
          Drop.of(
                  "same port",
                  "trace.same-port",
                  frame.target(),
                  out.get().name(),
                  host.node.name())
              .by(entry.get().proof())
              .weighing(frame.source().equals(frame.target()) ? 30 : 4));
    } else {
      Words words =
          Words.of("trace.bridge", passage.bridge().name(), frame.target(), out.get().name());
      out(passage, out.get(), flight, Hop.Step.BRIDGE, words, entry.get().proof());
    }
  }

  private static boolean hairpin(Device port) {
    return port.port().filter(BridgePort::hairpin).isPresent();
  }

  /** To the bridge as a device of the host. */
  private void up(Passage passage, Flight flight) {
    if (passage.aware() && !carries(passage.bridge(), passage.bridge(), passage.vlan())) {
      return;
    }
    Frame frame = passage.frame();
    if (passage.aware()) {
      frame =
          frame.tagged(
              untagged(passage.bridge(), passage.bridge(), passage.vlan()) ? 0 : passage.vlan());
    }
    engine.ports.deliver(passage.host(), passage.bridge(), frame, flight);
  }

  private void flood(Passage passage, Flight flight, boolean answered) {
    Mac target = passage.frame().target();
    for (Device port : passage.host().ports.getOrDefault(passage.bridge().name(), List.of())) {
      BridgePort settings = port.port().orElse(BridgePort.PLAIN);
      boolean wanted =
          target.isBroadcast()
              ? settings.broadcastFlood()
              : target.isMulticast() ? settings.multicastFlood() : settings.flood();
      boolean same = passage.in() != null && port.name().equals(passage.in().name());
      boolean forwarding = settings.state() == BridgePort.State.FORWARDING;
      if (!wanted || same && !settings.hairpin() || answered && settings.neighbourSuppression()) {
        continue;
      }
      if (port.kind() == DeviceKind.TUNNEL
          ? !PortPolicing.takes(passage.in(), port)
          : !PortPolicing.reaches(passage.in(), port)
              && !PortPolicing.isFor(engine.network, passage.host(), port, passage.frame())) {
        continue;
      }
      boolean member = !passage.aware() || carries(passage.bridge(), port, passage.vlan());
      if (!port.isUsable() && !engine.goesOn() || !forwarding || !member) {
        missed(passage, port, flight, member);
        continue;
      }
      Words words = Words.of("trace.flood", passage.bridge().name(), target, port.name());
      out(passage, port, flight, Hop.Step.FLOOD, words, Proof.NONE);
    }
  }

  /** Says why a flooded frame did not take a port that leads where it should have gone. */
  private void missed(Passage passage, Device port, Flight flight, boolean member) {
    HostState host = passage.host();
    boolean toward =
        port.kind() == DeviceKind.TUNNEL
            ? !engine.homes().contains(host.node.name())
            : engine
                .network
                .peersOf(new io.coppice.model.overlay.Link.End(host.node.name(), port.name()))
                .stream()
                .anyMatch(peer -> engine.homes().contains(peer.node()));
    if (toward) {
      Drop drop =
          !port.up()
              ? Ports.down(host, port)
              : !port.carrier()
                  ? Drop.of("no carrier", "trace.no-carrier", port.name(), host.node.name())
                      .by(port.proof())
                  : member ? notForwarding(host, port) : noVlan(host, port, passage.vlan());
      engine
          .drop(flight, passage.to(port), Hop.Step.FLOOD, drop.weighing(9))
          .ifPresent(
              on ->
                  out(
                      passage,
                      port,
                      on,
                      Hop.Step.FLOOD,
                      Words.of(
                          "trace.flood",
                          passage.bridge().name(),
                          passage.frame().target(),
                          port.name()),
                      Proof.NONE));
    }
  }

  private void out(
      Passage passage, Device port, Flight before, Hop.Step step, Words words, Proof row) {
    HostState host = passage.host();
    boolean isolated =
        passage.in() != null
            && passage.in().port().filter(BridgePort::isolated).isPresent()
            && port.port().filter(BridgePort::isolated).isPresent();
    if (isolated) {
      engine.stop(
          before,
          passage.to(port),
          step,
          Drop.of("isolated ports", "trace.isolated", port.name(), host.node.name())
              .by(port.proof()));
      return;
    }
    Optional<Flight> let = police(passage, port, before, step);
    if (let.isEmpty()) {
      return;
    }
    Flight flight = let.get();
    if (step == Hop.Step.BRIDGE && !port.isUsable()) {
      Optional<Flight> on = engine.drop(flight, passage.to(port), step, Ports.down(host, port));
      if (on.isEmpty()) {
        return;
      }
      flight = on.get();
    }
    if (step == Hop.Step.BRIDGE
        && passage.aware()
        && !carries(passage.bridge(), port, passage.vlan())) {
      engine.stop(flight, passage.to(port), step, noVlan(host, port, passage.vlan()));
      return;
    }
    Frame frame = passage.frame();
    if (passage.aware()) {
      frame = frame.tagged(untagged(passage.bridge(), port, passage.vlan()) ? 0 : passage.vlan());
    }
    Frame sent = frame;
    Flight passed = engine.pass(flight, passage.to(port), step, words, row, frame);
    engine
        .ports
        .fits(host, port, frame, passed, step)
        .ifPresent(on -> transmit(passage, port, sent, on));
  }

  /** What the port group of a machine's port lets to it. What the host itself tells passes. */
  private Optional<Flight> police(Passage passage, Device port, Flight before, Hop.Step step) {
    HostState host = passage.host();
    if (before.isToldBy(host.node.name())) {
      return Optional.of(before);
    }
    Optional<Drop> kept =
        PortPolicing.reaches(passage.in(), port)
            ? Optional.empty()
            : Optional.of(PortPolicing.kept(host, passage.in(), port));
    UnaryOperator<Drop> weighed =
        drop -> PortPolicing.weighed(engine.network, host, port, passage.frame(), drop);
    return dropped(kept.map(weighed), passage.to(port), step, before)
        .flatMap(
            on ->
                dropped(
                    PortPolicing.listed(host, port, PortDirection.TO_MACHINES, passage.frame())
                        .map(weighed),
                    passage.to(port),
                    step,
                    on));
  }

  private void transmit(Passage passage, Device port, Frame frame, Flight flight) {
    boolean mapped =
        port.tunnel().filter(t -> t.external()).isPresent()
            && port.port().filter(BridgePort::vlanTunnel).isPresent();
    if (!mapped) {
      engine.ports.send(passage.host(), port, frame, flight);
      return;
    }
    long id =
        port.port().orElseThrow().vlans().stream()
            .filter(v -> v.id() == passage.vlan())
            .mapToLong(BridgePort.Vlan::tunnelId)
            .findFirst()
            .orElse(-1);
    engine.tunnelling.send(passage.host(), port, frame.tagged(0), id, flight);
  }
}
