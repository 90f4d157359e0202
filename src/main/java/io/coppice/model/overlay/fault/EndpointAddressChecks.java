package io.coppice.model.overlay.fault;

import io.coppice.model.Problem;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Addresses that tunnel endpoints send from: on their node, and on one node only. */
final class EndpointAddressChecks {
  private final NetworkState state;
  private final RoutedPaths paths;
  private final Findings faults;

  EndpointAddressChecks(NetworkState state, RoutedPaths paths, Findings faults) {
    this.state = state;
    this.paths = paths;
    this.faults = faults;
  }

  /**
   * Local addresses of tunnels: on their node, and not on another, unless they are shared there.
   */
  void run() {
    Map<IpAddress, Map<String, Device>> users = new LinkedHashMap<>();
    for (Node node : state.nodes().values()) {
      Map<IpAddress, List<Device>> missing = new LinkedHashMap<>();
      for (Device device : node.devices().values()) {
        Optional<IpAddress> local =
            device.tunnel().flatMap(TunnelEndpoint::local).filter(ip -> !ip.isAny());
        Optional<Node> stack =
            device.tunnel().flatMap(t -> t.underlayNode(node.name())).flatMap(state::node);
        if (local.isEmpty() || !node.collected() || stack.isEmpty()) {
          continue;
        }
        users
            .computeIfAbsent(local.get(), ip -> new LinkedHashMap<>())
            .putIfAbsent(stack.get().name(), device);
        boolean addressed =
            stack.get().devices().values().stream().anyMatch(d -> !d.addresses().isEmpty());
        if (addressed && stack.get().whole() && stack.get().owner(local.get()).isEmpty()) {
          missing.computeIfAbsent(local.get(), _ -> new ArrayList<>(1)).add(device);
        }
      }
      missing.forEach((local, devices) -> localMissing(node, devices, local));
    }
    users.forEach(
        (ip, byNode) -> {
          if (byNode.size() > 1 && !isShared(ip, byNode)) {
            List<Link.End> ends = new ArrayList<>();
            paths.owners(ip).stream().filter(e -> byNode.containsKey(e.node())).forEach(ends::add);
            if (AddressChecks.nodes(ends).size() > 1) {
              conflict(ip, ends);
            }
          }
        });
  }

  /** One device was made with a wrong address; from several the address was taken away. */
  private void localMissing(Node node, List<Device> devices, IpAddress local) {
    Device first = devices.getFirst();
    List<Change> cures =
        devices.size() == 1
            ? cures(node, first, local)
            : List.of(new Change.AddAddress(node.name(), "lo", local, local.bits()));
    faults.accept(
        new Fault(
            FaultKind.LOCAL_ADDRESS_MISSING,
            Problem.error(
                "fault.local-missing",
                String.join(", ", devices.stream().map(Device::name).toList()),
                node.name(),
                local,
                devices.size()),
            devices.stream().map(device -> new Link.End(node.name(), device.name())).toList(),
            devices.size() == 1 ? DeviceChecks.segment(first) : Optional.empty(),
            devices.stream().map(Device::proof).toList(),
            cures));
  }

  private List<Change> cures(Node node, Device device, IpAddress local) {
    TunnelEndpoint tunnel = device.tunnel().orElseThrow();
    Optional<IpAddress> expected =
        peersOf(tunnel).stream().filter(ip -> node.owner(ip).isPresent()).findFirst();
    if (expected.isEmpty()) {
      return List.of(new Change.AddAddress(node.name(), "lo", local, local.bits()));
    }
    List<Change> cures = new ArrayList<>();
    cures.add(Change.RemakeTunnel.of(node.name(), device, tunnel.change().local(expected).build()));
    for (ForwardingEntry row : node.forwarding()) {
      if (row.isFlood() && row.device().equals(device.name())) {
        cures.add(new Change.RestoreForwarding(node.name(), row, tunnel.external()));
      }
    }
    return cures;
  }

  /** Where the others of the segment send. */
  private Set<IpAddress> peersOf(TunnelEndpoint tunnel) {
    Set<IpAddress> peers = new HashSet<>();
    state
        .segment(tunnel.encapsulation(), tunnel.id())
        .ifPresent(
            segment -> {
              for (Link.End end : segment.endpoints()) {
                for (ForwardingEntry row : state.nodes().get(end.node()).forwarding()) {
                  if (row.isFlood() && row.device().equals(end.device())) {
                    row.remote().ifPresent(peers::add);
                  }
                }
              }
            });
    return peers;
  }

  /**
   * A pair of switches that serves the same machines shares one endpoint's address on purpose: then
   * each has an address of its own beside it, and both have the same segments.
   */
  private boolean isShared(IpAddress ip, Map<String, Device> byNode) {
    Set<Set<Long>> segments = new HashSet<>();
    for (String name : byNode.keySet()) {
      Node node = state.nodes().get(name);
      if (!node.whole()) {
        return true; // what tells them apart may be in what was not read
      }
      Set<Long> ids = new HashSet<>();
      for (Device device : node.devices().values()) {
        device
            .tunnel()
            .filter(t -> t.local().filter(ip::equals).isPresent())
            .ifPresent(t -> ids.add(t.id()));
      }
      segments.add(ids);
      boolean another =
          node.owner(ip).stream()
              .flatMap(d -> d.addresses().stream())
              .anyMatch(
                  a ->
                      !a.ip().equals(ip)
                          && !a.ip().isLoopback()
                          && !a.ip().isLinkLocal()
                          && a.prefixLength() == a.ip().bits());
      if (!another) {
        return false;
      }
    }
    return segments.size() == 1;
  }

  private void conflict(IpAddress ip, List<Link.End> ends) {
    Link.End last = ends.getLast();
    List<Proof> proofs = new ArrayList<>();
    for (Link.End end : ends) {
      state.device(end).orElseThrow().addresses().stream()
          .filter(a -> a.ip().equals(ip))
          .forEach(a -> proofs.add(a.proof()));
    }
    faults.accept(
        new Fault(
            FaultKind.ADDRESS_TWICE,
            Problem.error("fault.endpoint-twice", ip, ends.getFirst().node(), last.node()),
            List.copyOf(ends.reversed()),
            Optional.empty(),
            proofs,
            List.of()));
  }
}
