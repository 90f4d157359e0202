package io.coppice.model.overlay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A host, machine, switch, router or middlebox with its devices and tables. Immutable; what is
 * looked up often is indexed when it is first asked for.
 */
public final class Node {
  private final String name;
  private final NodeKind kind;
  private final boolean collected;
  private final boolean whole;
  private final Optional<String> parent;
  private final boolean forwards;
  private final Map<String, Device> devices;
  private final List<Route> routes;
  private final List<Neighbour> neighbours;
  private final ForwardingTable forwarding;

  /** Made by whoever asks first; others may make the same again. */
  private volatile Map<String, List<Device>> ports;

  private volatile Map<IpAddress, Device> owners;

  /**
   * A node.
   *
   * @param name unique in its network
   * @param collected false if only others speak of it; then its tables are empty and say nothing
   * @param parent the hypervisor that a machine stands on, where that is known
   */
  public Node(
      String name,
      NodeKind kind,
      boolean collected,
      Optional<String> parent,
      boolean forwards,
      Map<String, Device> devices,
      List<Route> routes,
      List<Neighbour> neighbours,
      List<ForwardingEntry> forwarding) {
    this(name, kind, collected, true, parent, forwards, devices, routes, neighbours, forwarding);
  }

  private Node(
      String name,
      NodeKind kind,
      boolean collected,
      boolean whole,
      Optional<String> parent,
      boolean forwards,
      Map<String, Device> devices,
      List<Route> routes,
      List<Neighbour> neighbours,
      List<ForwardingEntry> forwarding) {
    this.name = name;
    this.kind = kind;
    this.collected = collected;
    this.whole = whole;
    this.parent = parent;
    this.forwards = forwards;
    this.devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    this.routes = List.copyOf(routes);
    this.neighbours = List.copyOf(neighbours);
    this.forwarding = ForwardingTable.of(forwarding);
  }

  public String name() {
    return name;
  }

  public NodeKind kind() {
    return kind;
  }

  public boolean collected() {
    return collected;
  }

  /** False if an answer of it broke off: what it does not name may be there all the same. */
  public boolean whole() {
    return whole;
  }

  public Optional<String> parent() {
    return parent;
  }

  public boolean forwards() {
    return forwards;
  }

  public Map<String, Device> devices() {
    return devices;
  }

  public List<Route> routes() {
    return routes;
  }

  public List<Neighbour> neighbours() {
    return neighbours;
  }

  public ForwardingTable forwarding() {
    return forwarding;
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

  /** The first device that leads anywhere: of a middlebox the one that leads inside. */
  public Optional<Device> firstPort() {
    return devices.values().stream().filter(d -> d.kind() != DeviceKind.LOOPBACK).findFirst();
  }

  /** The device that has the address; the first, if several have it. */
  public Optional<Device> owner(IpAddress ip) {
    Map<IpAddress, Device> known = owners;
    if (known == null) {
      known = new HashMap<>();
      for (Device device : devices.values()) {
        for (Address address : device.addresses()) {
          known.putIfAbsent(address.ip(), device);
        }
      }
      owners = known;
    }
    return Optional.ofNullable(known.get(ip));
  }

  /** The devices whose master is this one. */
  public List<Device> ports(String master) {
    Map<String, List<Device>> known = ports;
    if (known == null) {
      known = new HashMap<>();
      for (Device device : devices.values()) {
        if (device.master().isPresent()) {
          known.computeIfAbsent(device.master().get(), _ -> new ArrayList<>(2)).add(device);
        }
      }
      ports = known;
    }
    return Collections.unmodifiableList(known.getOrDefault(master, List.of()));
  }

  public Node withDevice(String device, UnaryOperator<Device> change) {
    Map<String, Device> changed = new LinkedHashMap<>(devices);
    changed.computeIfPresent(device, (key, value) -> change.apply(value));
    return new Node(
        name, kind, collected, whole, parent, forwards, changed, routes, neighbours, forwarding);
  }

  public Node withForwarding(List<ForwardingEntry> rows) {
    return new Node(
        name, kind, collected, whole, parent, forwards, devices, routes, neighbours, rows);
  }

  public Node plusForwarding(ForwardingEntry row) {
    List<ForwardingEntry> rows = new ArrayList<>(forwarding);
    rows.add(row);
    return withForwarding(rows);
  }

  public Node withRoutes(List<Route> rows) {
    return new Node(
        name, kind, collected, whole, parent, forwards, devices, rows, neighbours, forwarding);
  }

  public Node withNeighbours(List<Neighbour> rows) {
    return new Node(
        name, kind, collected, whole, parent, forwards, devices, routes, rows, forwarding);
  }

  public Node withKind(NodeKind other, Optional<String> on) {
    return new Node(
        name, other, collected, whole, on, forwards, devices, routes, neighbours, forwarding);
  }

  /** The same, of which an answer broke off. */
  public Node brokenOff() {
    return new Node(
        name, kind, collected, false, parent, forwards, devices, routes, neighbours, forwarding);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Node node
        && name.equals(node.name)
        && kind == node.kind
        && collected == node.collected
        && whole == node.whole
        && forwards == node.forwards
        && parent.equals(node.parent)
        && devices.equals(node.devices)
        && routes.equals(node.routes)
        && neighbours.equals(node.neighbours)
        && forwarding.equals(node.forwarding);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + kind + ')';
  }
}
