package io.coppice.model.overlay.fault;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node's own devices tell: down, shared, unused, ports that do not forward, MTUs within. */
final class DeviceChecks {
  private final NetworkState state;
  private final Findings faults;

  /** What a packet must say to come to a device; of one between two ends also who sent it. */
  private record Listener(
      Encapsulation encapsulation,
      int port,
      long id,
      boolean external,
      Optional<IpAddress> remote,
      Optional<IpAddress> local) {}

  DeviceChecks(NetworkState state, Findings faults) {
    this.state = state;
    this.faults = faults;
  }

  void run() {
    for (Node node : state.nodes().values()) {
      faults.step();
      if (node.collected()) {
        Map<Listener, Device> listeners = new HashMap<>();
        for (Device device : node.devices().values()) {
          down(node, device);
          port(node, device);
          machineMtu(node, device);
          if (device.tunnel().isPresent()) {
            tunnel(node, device, device.tunnel().get(), listeners);
          }
        }
      }
    }
  }

  static Optional<String> segment(Device device) {
    return device.tunnel().filter(t -> !t.external()).map(t -> t.encapsulation().label(t.id()));
  }

  /** Flags tell: {@code operstate UNKNOWN} is what healthy tunnels and loopbacks say. */
  private void down(Node node, Device device) {
    if (!isNeeded(node, device)) {
      return;
    }
    Link.End end = new Link.End(node.name(), device.name());
    if (!device.up()) {
      faults.accept(
          new Fault(
              FaultKind.DEVICE_DOWN,
              Problem.error("fault.device-down", device.name(), node.name()),
              List.of(end),
              segment(device),
              List.of(device.proof()),
              List.of(new Change.SetUp(node.name(), device.name()))));
    } else if (!device.carrier() && !explained(node, device, end)) {
      boolean spare = isSpare(node, device);
      faults.accept(
          new Fault(
              FaultKind.DEVICE_DOWN,
              spare
                  ? Problem.of(
                      Severity.WARNING,
                      "fault.bond-member",
                      List.of(),
                      device.name(),
                      node.name(),
                      device.master().orElseThrow())
                  : Problem.error("fault.no-carrier", device.name(), node.name()),
              List.of(end),
              segment(device),
              List.of(device.proof()),
              List.of()));
    }
  }

  /** A bond's member without which the bond still carries. */
  private static boolean isSpare(Node node, Device device) {
    return bondOf(node, device)
        .filter(
            bond -> node.ports(bond.name()).stream().anyMatch(m -> m.isUsable() && !m.standby()))
        .isPresent();
  }

  private static Optional<Device> bondOf(Node node, Device device) {
    return device.master().flatMap(node::device).filter(m -> m.kind() == DeviceKind.BOND);
  }

  private boolean isNeeded(Node node, Device device) {
    boolean addressed = device.addresses().stream().anyMatch(a -> !a.ip().isLinkLocal());
    return switch (device.kind()) {
      case LOOPBACK -> addressed && device.addresses().stream().anyMatch(a -> !a.ip().isLoopback());
      case TUNNEL -> device.tunnel().isPresent();
      case BRIDGE -> addressed || !node.ports(device.name()).isEmpty();
      case VRF -> !node.ports(device.name()).isEmpty();
      case DUMMY, OTHER -> addressed;
      default -> {
        boolean routed =
            node.routes().stream()
                .anyMatch(
                    r -> r.nextHops().stream().anyMatch(h -> h.device().equals(device.name())));
        yield addressed
            || routed
            || bondOf(node, device).isPresent()
            || device.master().isPresent() && isLinked(node, device);
      }
    };
  }

  private boolean isLinked(Node node, Device device) {
    return !state.peersOf(new Link.End(node.name(), device.name())).isEmpty();
  }

  /** Whether a missing carrier follows from something that is down itself. */
  private boolean explained(Node node, Device device, Link.End end) {
    if (device.kind() == DeviceKind.BRIDGE || device.kind() == DeviceKind.BOND) {
      List<Device> ports = node.ports(device.name());
      return ports.isEmpty() || ports.stream().anyMatch(p -> !p.isUsable());
    }
    boolean lowerDown = device.lower().flatMap(node::device).filter(l -> !l.isUsable()).isPresent();
    return lowerDown
        || state.peersOf(end).stream()
            .anyMatch(peer -> state.device(peer).filter(d -> !d.up()).isPresent());
  }

  private void port(Node node, Device device) {
    Optional<Device> bridge =
        device.master().flatMap(node::device).filter(m -> m.bridge().isPresent());
    if (bridge.isEmpty() || !device.isUsable() || device.port().isEmpty()) {
      return;
    }
    Link.End end = new Link.End(node.name(), device.name());
    BridgePort settings = device.port().get();
    boolean tree = bridge.get().bridge().orElseThrow().stp();
    if (settings.state() != BridgePort.State.FORWARDING && !tree && bridge.get().up()) {
      faults.accept(
          new Fault(
              FaultKind.BRIDGE_PORT,
              Problem.error("fault.port-state", device.name(), node.name(), settings.state()),
              List.of(end),
              segment(device),
              List.of(device.proof()),
              List.of(new Change.SetPortForwarding(node.name(), device.name()))));
    }
    if (bridge.get().bridge().orElseThrow().vlanAware() && !settings.vlans().isEmpty()) {
      vlans(node, bridge.get(), device, end);
    }
  }

  /** A port none of whose VLANs any other port of the bridge carries. */
  private void vlans(Node node, Device bridge, Device device, Link.End end) {
    List<Device> others =
        node.ports(bridge.name()).stream().filter(p -> !p.name().equals(device.name())).toList();
    boolean said =
        others.stream().allMatch(p -> p.port().filter(s -> !s.vlans().isEmpty()).isPresent());
    boolean shared =
        device.port().orElseThrow().vlans().stream()
            .anyMatch(
                vlan ->
                    others.stream()
                        .flatMap(p -> p.port().orElse(BridgePort.PLAIN).vlans().stream())
                        .anyMatch(v -> v.id() == vlan.id()));
    if (said && !others.isEmpty() && !shared && device.kind() != DeviceKind.TUNNEL) {
      faults.accept(
          new Fault(
              FaultKind.BRIDGE_PORT,
              Problem.error("fault.port-vlan", device.name(), node.name(), bridge.name()),
              List.of(end),
              Optional.empty(),
              List.of(device.port().orElseThrow().vlans().getFirst().proof()),
              List.of()));
    }
  }

  /** A machine that sends larger frames than its port, or the tunnel behind it, takes. */
  private void machineMtu(Node node, Device port) {
    Optional<Device> bridge =
        port.master().flatMap(node::device).filter(m -> m.bridge().isPresent());
    if (bridge.isEmpty() || port.kind() == DeviceKind.TUNNEL) {
      return;
    }
    for (Link.End peer : state.peersOf(new Link.End(node.name(), port.name()))) {
      Optional<Device> machine = state.device(peer);
      boolean ends =
          state.nodes().get(peer.node()).collected()
              && machine.isPresent()
              && machine.get().master().isEmpty()
              && machine.get().addresses().stream().anyMatch(a -> !a.ip().isLinkLocal());
      if (ends) {
        Device narrow = narrowest(node, bridge.get(), port);
        if (machine.get().mtu() > narrow.mtu()) {
          mtuDiffers(node, narrow, peer, machine.get());
        }
      }
    }
  }

  private static Device narrowest(Node node, Device bridge, Device port) {
    Device narrow = port;
    for (Device other : node.ports(bridge.name())) {
      if (other.kind() == DeviceKind.TUNNEL
          && other.mtu() < narrow.mtu()
          && shareVlan(port, other)) {
        narrow = other;
      }
    }
    return narrow;
  }

  private static boolean shareVlan(Device one, Device other) {
    List<BridgePort.Vlan> a = one.port().map(BridgePort::vlans).orElse(List.of());
    List<BridgePort.Vlan> b = other.port().map(BridgePort::vlans).orElse(List.of());
    return a.isEmpty()
        || b.isEmpty()
        || a.stream().anyMatch(v -> b.stream().anyMatch(w -> w.id() == v.id()));
  }

  private void mtuDiffers(Node node, Device narrow, Link.End peer, Device machine) {
    faults.accept(
        new Fault(
            FaultKind.MTU_DIFFERS,
            Problem.error(
                "fault.machine-mtu",
                peer.node(),
                machine.mtu(),
                narrow.name(),
                node.name(),
                narrow.mtu()),
            List.of(peer, new Link.End(node.name(), narrow.name())),
            segment(narrow),
            List.of(machine.proof(), narrow.proof()),
            List.of(new Change.SetMtu(peer.node(), peer.device(), narrow.mtu()))));
  }

  private void tunnel(
      Node node, Device device, TunnelEndpoint tunnel, Map<Listener, Device> listeners) {
    Link.End end = new Link.End(node.name(), device.name());
    boolean switched = device.master().flatMap(node::device).filter(Device::isSwitch).isPresent();
    Listener listener =
        new Listener(
            tunnel.encapsulation(),
            tunnel.port(),
            tunnel.id(),
            tunnel.external(),
            tunnel.isBetweenTwo() ? tunnel.remote() : Optional.empty(),
            tunnel.isBetweenTwo() ? tunnel.local() : Optional.empty());
    Device other = switched ? null : listeners.put(listener, device);
    if (other != null && !tunnel.underlay().isPresent()) {
      faults.accept(
          new Fault(
              FaultKind.PORT_SHARED,
              Problem.error(
                  "fault.port-shared",
                  device.name(),
                  other.name(),
                  node.name(),
                  tunnel.port(),
                  Long.toUnsignedString(tunnel.id())),
              List.of(end, new Link.End(node.name(), other.name())),
              segment(device),
              List.of(device.proof(), other.proof()),
              List.of()));
    }
    if (EndpointUse.endsThere(node, device)) {
      faults.accept(
          new Fault(
              FaultKind.ENDPOINT_UNUSED,
              Problem.of(
                  Severity.WARNING, "fault.endpoint-unused", List.of(), device.name(), node.name()),
              List.of(end),
              segment(device),
              List.of(device.proof()),
              List.of()));
    }
  }
}
