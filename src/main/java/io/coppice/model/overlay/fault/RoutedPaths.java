package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Route;
import io.coppice.model.overlay.RouteTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every way that the underlay's routes lead from a node to an address: the links crossed, and where
 * a way ends early. Equal-cost ways are all followed.
 */
final class RoutedPaths {
  private static final int LONGEST = 32;

  private final NetworkState state;
  private final Map<String, RouteTable> tables = new HashMap<>();
  private final Map<IpAddress, List<Link.End>> owners = new HashMap<>();
  private final Map<Link.End, Map<String, Crossing>> wires = new HashMap<>();
  private final Map<Link.End, Map<Link.End, Crossing>> trails = new HashMap<>();
  private final Map<Tail, Ways> tails = new HashMap<>();

  /** The rest of a way, from a node that takes its usual routes. */
  private record Tail(String node, IpAddress to) {}

  /** A link crossed, from one device to another. */
  record Crossing(Link.End out, Link.End in) {}

  /**
   * Where a way ends early: no route, a row that drops, or a circle.
   *
   * @param node of a circle the first by name, whoever sent into it
   * @param circle the nodes that send it around
   */
  record Break(Kind kind, String node, Optional<Route> row, Set<String> circle) {
    Break(Kind kind, String node, Optional<Route> row) {
      this(kind, node, row, Set.of());
    }

    enum Kind {
      NO_ROUTE,
      BLACK_HOLE,
      LOOP
    }
  }

  /** All ways together. */
  record Ways(Set<Crossing> crossings, Set<Break> breaks) {
    private static final Ways NONE = new Ways(Set.of(), Set.of());

    private static Ways ofBreak(Break end) {
      return new Ways(Set.of(), Set.of(end));
    }
  }

  RoutedPaths(NetworkState state) {
    this.state = state;
    for (Node node : state.nodes().values()) {
      for (Device device : node.devices().values()) {
        device
            .addresses()
            .forEach(
                a ->
                    owners
                        .computeIfAbsent(a.ip(), ip -> new ArrayList<>(1))
                        .add(new Link.End(node.name(), device.name())));
      }
    }
  }

  List<Link.End> owners(IpAddress ip) {
    return owners.getOrDefault(ip, List.of());
  }

  RouteTable table(String node) {
    return tables.computeIfAbsent(node, n -> new RouteTable(state.nodes().get(n)));
  }

  Ways from(String node, IpAddress to, Optional<String> vrf, Optional<String> bound) {
    Walk walk = new Walk(to);
    Ways ways = walk.follow(node, vrf, bound);
    if (!walk.circles) {
      tails.putAll(walk.found);
    }
    return ways;
  }

  /**
   * Follows all ways to one address. Each node's rest of the way is worked out once; where ways
   * lead in a circle, what was found of them depends on where one began, and is forgotten.
   */
  private final class Walk {
    private final IpAddress to;
    private final Map<Tail, Ways> found = new HashMap<>();
    private final Set<String> path = new LinkedHashSet<>();
    private boolean circles;

    Walk(IpAddress to) {
      this.to = to;
    }

    private Ways follow(String name, Optional<String> vrf, Optional<String> bound) {
      Node node = state.nodes().get(name);
      if (!node.collected() || isOwner(name)) {
        return Ways.NONE;
      }
      if (path.contains(name) || path.size() > LONGEST) {
        circles = true;
        return Ways.ofBreak(circle(name));
      }
      Tail tail = new Tail(name, to);
      boolean usual = vrf.isEmpty() && bound.isEmpty();
      Ways known = usual ? tails.getOrDefault(tail, found.get(tail)) : null;
      if (known != null) {
        return known;
      }
      Ways ways = beyond(name, vrf, bound);
      if (usual) {
        found.put(tail, ways);
      }
      return ways;
    }

    /** The circle that a node is met in again; too long a way counts as one. */
    private Break circle(String met) {
      List<String> nodes = new ArrayList<>(path);
      nodes.subList(0, Math.max(0, nodes.indexOf(met))).clear();
      String first = Collections.min(nodes);
      Optional<Route> row = table(first).find(to, Optional.empty(), Optional.empty());
      return new Break(Break.Kind.LOOP, first, row, Set.copyOf(nodes));
    }

    private boolean isOwner(String name) {
      for (Link.End end : owners(to)) {
        if (end.node().equals(name)) {
          return true;
        }
      }
      return false;
    }

    private Ways beyond(String name, Optional<String> vrf, Optional<String> bound) {
      Optional<Route> route = table(name).find(to, vrf, bound);
      if (route.isEmpty() || route.get().type() != Route.Type.UNICAST) {
        if (route.isEmpty() && !table(name).areSaid()) {
          return Ways.NONE;
        }
        Break.Kind kind = route.isEmpty() ? Break.Kind.NO_ROUTE : Break.Kind.BLACK_HOLE;
        return Ways.ofBreak(new Break(kind, name, route));
      }
      Set<Crossing> crossings = new HashSet<>();
      Set<Break> breaks = new HashSet<>();
      path.add(name);
      for (Route.NextHop hop : table(name).usable(route.get(), bound)) {
        Link.End out = new Link.End(name, hop.device());
        for (Link.End next : owners(hop.gateway().orElse(to))) {
          List<Crossing> wire = wire(out, next.node());
          if (!wire.isEmpty()) {
            crossings.addAll(wire);
            Ways rest = follow(next.node(), Optional.empty(), Optional.empty());
            crossings.addAll(rest.crossings());
            breaks.addAll(rest.breaks());
          }
        }
      }
      path.remove(name);
      return new Ways(Set.copyOf(crossings), Set.copyOf(breaks));
    }
  }

  /** The links from a device to a node, through bridges of other nodes; empty if none is known. */
  List<Crossing> wire(Link.End from, String to) {
    Crossing last = wires.computeIfAbsent(from, this::reach).get(to);
    return last == null ? List.of() : trail(last, trails.get(from));
  }

  /** By which link each node within reach is come to first. */
  private Map<String, Crossing> reach(Link.End from) {
    Map<String, Crossing> reached = new HashMap<>();
    Map<Link.End, Crossing> cameBy = new HashMap<>();
    Deque<Link.End> open = new ArrayDeque<>(lowest(from));
    Set<Link.End> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      Link.End end = open.poll();
      for (Link.End peer : state.peersOf(end)) {
        Crossing crossing = new Crossing(end, peer);
        reached.putIfAbsent(peer.node(), crossing);
        for (Link.End next : throughBridge(peer)) {
          if (seen.add(next)) {
            cameBy.put(next, crossing);
            open.add(next);
          }
        }
      }
    }
    trails.put(from, cameBy);
    return reached;
  }

  private static List<Crossing> trail(Crossing last, Map<Link.End, Crossing> cameBy) {
    List<Crossing> trail = new ArrayList<>();
    for (Crossing c = last; c != null; c = cameBy.get(c.out())) {
      trail.addFirst(c);
    }
    return trail;
  }

  /** The devices on the wire that a VLAN, bond or MAC-VLAN stands on, or a bridge's ports. */
  private List<Link.End> lowest(Link.End from) {
    Node node = state.nodes().get(from.node());
    Optional<Device> device = node.device(from.device());
    if (device.isEmpty()) {
      return List.of();
    }
    if (device.get().kind() == DeviceKind.BRIDGE || device.get().kind() == DeviceKind.BOND) {
      List<Link.End> ends = new ArrayList<>();
      if (device.get().kind() == DeviceKind.BOND) {
        ends.add(from);
      }
      for (Device port : node.ports(from.device())) {
        if (port.kind() != DeviceKind.TUNNEL) {
          ends.addAll(lowest(new Link.End(from.node(), port.name())));
        }
      }
      return ends;
    }
    boolean over =
        device.get().kind() == DeviceKind.VLAN || device.get().kind() == DeviceKind.MACVLAN;
    return over && device.get().lower().isPresent()
        ? lowest(new Link.End(from.node(), device.get().lower().get()))
        : List.of(from);
  }

  private List<Link.End> throughBridge(Link.End end) {
    Node node = state.nodes().get(end.node());
    if (!node.collected()) {
      return node.devices().keySet().stream()
          .filter(name -> !name.equals(end.device()))
          .map(name -> new Link.End(node.name(), name))
          .toList();
    }
    Optional<String> master =
        node.device(end.device())
            .flatMap(Device::master)
            .filter(m -> node.device(m).flatMap(Device::bridge).isPresent());
    if (master.isEmpty()) {
      return List.of();
    }
    return node.ports(master.get()).stream()
        .filter(port -> port.kind() != DeviceKind.TUNNEL && !port.name().equals(end.device()))
        .map(port -> new Link.End(node.name(), port.name()))
        .toList();
  }
}
