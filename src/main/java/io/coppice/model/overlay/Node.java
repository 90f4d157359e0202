package io.coppice.model.overlay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A host, machine, switch, router or middlebox with its devices and tables.
 *
 * @param name unique in its network
 * @param collected false if only others speak of it; then its tables are empty and say nothing
 * @param parent the hypervisor that a machine stands on, where that is known
 */
public record Node(
    String name,
    NodeKind kind,
    boolean collected,
    Optional<String> parent,
    boolean forwards,
    Map<String, Device> devices,
    List<Route> routes,
    List<Neighbour> neighbours,
    List<ForwardingEntry> forwarding) {

  public Node {
    devices = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    routes = List.copyOf(routes);
    neighbours = List.copyOf(neighbours);
    forwarding = List.copyOf(forwarding);
  }

  /** A node that others speak of. */
  public static Node unknown(String name, List<Device> devices) {
    return new Node(
        name,
        NodeKind.UNKNOWN,
        false,
        Optional.empty(),
        false,
        byName(devices),
        List.of(),
        List.of(),
        List.of());
  }

  public static Map<String, Device> byName(List<Device> devices) {
    Map<String, Device> map = new LinkedHashMap<>();
    devices.forEach(device -> map.put(device.name(), device));
    return map;
  }

  public Optional<Device> device(String device) {
    return Optional.ofNullable(devices.get(device));
  }

  /** The device that has the address. */
  public Optional<Device> owner(IpAddress ip) {
    return devices.values().stream().filter(device -> device.has(ip)).findFirst();
  }

  /** The devices whose master is this one. */
  public List<Device> ports(String master) {
    return devices.values().stream()
        .filter(device -> device.master().isPresent() && device.master().get().equals(master))
        .toList();
  }

  public Node withDevice(String device, UnaryOperator<Device> change) {
    Map<String, Device> changed = new LinkedHashMap<>(devices);
    changed.computeIfPresent(device, (key, value) -> change.apply(value));
    return new Node(
        name, kind, collected, parent, forwards, changed, routes, neighbours, forwarding);
  }

  public Node withForwarding(List<ForwardingEntry> rows) {
    return new Node(name, kind, collected, parent, forwards, devices, routes, neighbours, rows);
  }

  public Node plusForwarding(ForwardingEntry row) {
    List<ForwardingEntry> rows = new ArrayList<>(forwarding);
    rows.add(row);
    return withForwarding(rows);
  }

  public Node withRoutes(List<Route> rows) {
    return new Node(name, kind, collected, parent, forwards, devices, rows, neighbours, forwarding);
  }

  public Node withNeighbours(List<Neighbour> rows) {
    return new Node(name, kind, collected, parent, forwards, devices, routes, rows, forwarding);
  }

  public Node withKind(NodeKind other, Optional<String> on) {
    return new Node(name, other, collected, on, forwards, devices, routes, neighbours, forwarding);
  }
}
