package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Route;
import io.coppice.model.overlay.RouteTable;
import java.util.ArrayList;
import java.util.Collections;
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
  private final Wires wires;
  private final Map<Tail, Ways> tails = new HashMap<>();

  /** The rest of a way, from a node that takes its usual routes. */
  private record Tail(String node, IpAddress to) {}

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
  record Ways(Set<Wires.Crossing> crossings, Set<Break> breaks) {
    private static final Ways NONE = new Ways(Set.of(), Set.of());

    private static Ways ofBreak(Break end) {
      return new Ways(Set.of(), Set.of(end));
    }
  }

  RoutedPaths(NetworkState state) {
    this.state = state;
    this.wires = new Wires(state);
  }

  List<Link.End> owners(IpAddress ip) {
    return state.owners(ip);
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
        Break circle = circle(name);
        boolean read = circle.circle().stream().allMatch(it -> state.nodes().get(it).whole());
        return read ? Ways.ofBreak(circle) : Ways.NONE;
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
        boolean unread = !state.nodes().get(name).whole();
        if (unread || route.isEmpty() && !table(name).areSaid()) {
          return Ways.NONE; // there may be a row for it
        }
        Break.Kind kind = route.isEmpty() ? Break.Kind.NO_ROUTE : Break.Kind.BLACK_HOLE;
        return Ways.ofBreak(new Break(kind, name, route));
      }
      Set<Wires.Crossing> crossings = new HashSet<>();
      Set<Break> breaks = new HashSet<>();
      path.add(name);
      for (Route.NextHop hop : table(name).usable(route.get(), bound)) {
        Link.End out = new Link.End(name, hop.device());
        for (Link.End next : owners(hop.gateway().orElse(to))) {
          List<Wires.Crossing> wire = wire(out, next.node());
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
  List<Wires.Crossing> wire(Link.End from, String to) {
    return wires.between(from, to);
  }
}
