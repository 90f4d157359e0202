package io.coppice.model.overlay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks routes of a node up: the longest prefix, then the lowest metric, of the tables in their
 * order. What a host did not say of its routes is made from its addresses.
 */
public final class RouteTable {
  private final Map<String, Map<Prefix, List<Route>>> tables = new HashMap<>();
  private final Map<String, List<Integer>> lengths = new HashMap<>();
  private final Node node;
  private final boolean said;

  public RouteTable(Node node) {
    this.node = node;
    this.said = !node.routes().isEmpty();
    node.routes().forEach(this::add);
    if (!said) {
      node.devices().values().forEach(this::connected);
    }
    tables
        .values()
        .forEach(
            rows ->
                rows.values().forEach(list -> list.sort(Comparator.comparingInt(Route::metric))));
    lengths.values().forEach(list -> list.sort(Comparator.reverseOrder()));
  }

  private void add(Route route) {
    boolean special =
        switch (route.type()) {
          case LOCAL, BROADCAST, MULTICAST -> true;
          default -> false;
        };
    if (special) {
      return;
    }
    tables
        .computeIfAbsent(route.table(), t -> new HashMap<>())
        .computeIfAbsent(route.destination(), d -> new ArrayList<>(1))
        .add(route);
    List<Integer> known = lengths.computeIfAbsent(route.table(), t -> new ArrayList<>());
    if (!known.contains(route.destination().length())) {
      known.add(route.destination().length());
    }
  }

  private void connected(Device device) {
    for (Address address : device.addresses()) {
      add(
          new Route(
              Route.Type.UNICAST,
              address.subnet(),
              "main",
              0,
              List.of(new Route.NextHop(Optional.empty(), device.name(), 1, true)),
              Optional.of(address.ip()),
              0,
              Proof.NONE));
    }
  }

  /** Whether the host said what its routes are; if not, one that is missing may yet be there. */
  public boolean areSaid() {
    return said;
  }

  /**
   * The route of a destination that is not the node's own.
   *
   * @param vrf the table to look in before the usual ones: what it does not know goes on to them,
   *     as the rule for VRFs comes before theirs (networking/vrf.rst)
   * @param bound the device that it must lead out of
   */
  public Optional<Route> find(IpAddress to, Optional<String> vrf, Optional<String> bound) {
    List<String> order =
        vrf.isPresent() ? List.of(vrf.get(), "main", "default") : List.of("main", "default");
    for (String table : order) {
      Route found = find(table, to, bound);
      if (found != null && found.type() != Route.Type.THROW) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private Route find(String table, IpAddress to, Optional<String> bound) {
    Map<Prefix, List<Route>> rows = tables.getOrDefault(table, Map.of());
    for (int length : lengths.getOrDefault(table, List.of())) {
      if (length <= to.bits()) {
        for (Route route : rows.getOrDefault(new Prefix(to, length), List.of())) {
          if (route.type() != Route.Type.UNICAST || !usable(route, bound).isEmpty()) {
            return route;
          }
        }
      }
    }
    return null;
  }

  /** The ways of a route whose devices are up. */
  public List<Route.NextHop> usable(Route route, Optional<String> bound) {
    List<Route.NextHop> hops = new ArrayList<>(route.nextHops().size());
    for (Route.NextHop hop : route.nextHops()) {
      boolean there = node.device(hop.device()).filter(Device::up).isPresent();
      if (there && hop.usable() && (bound.isEmpty() || bound.get().equals(hop.device()))) {
        hops.add(hop);
      }
    }
    return hops;
  }
}
