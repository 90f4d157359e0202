package io.coppice.imported;

import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the endpoints and machines of each segment. */
final class SegmentFinder {
  /** There are as many VLANs to map them to. */
  private static final int MOST_IDS = 4094;

  private final NetworkState state;
  private final Map<Key, Members> segments = new TreeMap<>();

  private record Key(Encapsulation encapsulation, long id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int first = encapsulation.compareTo(other.encapsulation);
      return first != 0 ? first : Long.compareUnsigned(id, other.id);
    }
  }

  private static final class Members {
    private final List<Link.End> endpoints = new ArrayList<>();
    private final Set<Link.End> machines = new LinkedHashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<Segment.Replication> replication = new HashSet<>();
  }

  private SegmentFinder(NetworkState state) {
    this.state = state;
  }

  static List<Segment> find(NetworkState state) {
    SegmentFinder finder = new SegmentFinder(state);
    for (Node node : state.nodes().values()) {
      Set<String> flooding = node.forwarding().flooding();
      for (Device device : node.devices().values()) {
        if (device.tunnel().isPresent()) {
          finder.endpoint(node, device, flooding.contains(device.name()));
        }
      }
    }
    List<Segment> found = new ArrayList<>();
    finder.segments.forEach(
        (key, members) ->
            found.add(
                new Segment(
                    key.encapsulation(),
                    key.id(),
                    members.names.size() == 1
                        ? members.names.stream().findFirst()
                        : Optional.empty(),
                    members.replication.size() == 1
                        ? members.replication.iterator().next()
                        : Segment.Replication.MIXED,
                    members.endpoints,
                    List.copyOf(members.machines))));
    return found;
  }

  private void endpoint(Node node, Device device, boolean floods) {
    TunnelEndpoint tunnel = device.tunnel().orElseThrow();
    if (tunnel.external()) {
      Set<Long> mapped = new HashSet<>();
      for (BridgePort.Vlan vlan : device.port().map(BridgePort::vlans).orElse(List.of())) {
        if (vlan.tunnelId() >= 0) {
          member(node, device, tunnel, vlan.tunnelId(), vlan.id(), floods);
          mapped.add(vlan.tunnelId());
        }
      }
      for (TunnelEndpoint.IdRange range : tunnel.carried().orElse(List.of())) {
        long last = Math.min(range.last(), range.first() + MOST_IDS);
        for (long id = range.first(); id <= last; id++) {
          if (mapped.add(id)) {
            member(node, device, tunnel, id, 0, floods);
          }
        }
      }
      return;
    }
    int vlan =
        device.port().map(BridgePort::vlans).orElse(List.of()).stream()
            .filter(BridgePort.Vlan::pvid)
            .map(BridgePort.Vlan::id)
            .findFirst()
            .orElse(0);
    member(node, device, tunnel, tunnel.id(), vlan, floods);
  }

  private void member(
      Node node, Device device, TunnelEndpoint tunnel, long id, int vlan, boolean floods) {
    Members members =
        segments.computeIfAbsent(new Key(tunnel.encapsulation(), id), key -> new Members());
    members.endpoints.add(new Link.End(node.name(), device.name()));
    members.names.add(device.name());
    members.replication.add(
        tunnel.isMulticast()
            ? Segment.Replication.MULTICAST
            : floods || tunnel.remote().isPresent() || !tunnel.remotes().isEmpty()
                ? Segment.Replication.HEAD_END
                : Segment.Replication.NONE);
    Optional<Device> bridge = device.master().flatMap(node::device);
    if (bridge.isEmpty()) {
      if (device.addresses().stream().anyMatch(a -> !a.ip().isLinkLocal())) {
        members.machines.add(new Link.End(node.name(), device.name()));
      }
      return;
    }
    boolean aware = bridge.get().bridge().filter(settings -> settings.vlanAware()).isPresent();
    for (Device port : node.ports(bridge.get().name())) {
      if (port.kind() != DeviceKind.TUNNEL && (!aware || vlan == 0 || carries(port, vlan))) {
        members.machines.addAll(state.peersOf(new Link.End(node.name(), port.name())));
      }
    }
  }

  private static boolean carries(Device port, int vlan) {
    return port.port().map(BridgePort::vlans).orElse(List.of()).stream()
        .anyMatch(v -> v.id() == vlan);
  }
}
