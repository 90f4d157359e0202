package io.coppice.model.overlay.fault;

import io.coppice.model.Problem;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Prefix;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.Route;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What lies beneath the segments: routes to each peer, and the MTU of each link crossed. */
final class UnderlayChecks {
  private final NetworkState state;
  private final RoutedPaths paths;
  private final Findings faults;
  private final Map<Underlay, Trips> underlays = new HashMap<>();
  private final List<Need> trips = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  /** The nodes that send around what a row matches. */
  private final Map<String, Set<String>> circles = new HashMap<>();

  /** Where tunnels send into. */
  private record Underlay(String node, Optional<String> vrf, Optional<String> bound) {}

  /** A tunnel, and the largest packet that comes into it. */
  private record Use(Device device, TunnelEndpoint tunnel, int innerMtu) {
    int outerMtu(IpAddress to) {
      return tunnel.encapsulation().outerMtu(innerMtu, to.v6(), false, 0);
    }
  }

  /** Those that begin in one underlay. */
  private static final class Trips {
    private final List<Use> uses = new ArrayList<>();
    private final Map<IpAddress, Need> needs = new HashMap<>();
  }

  /** A trip from an underlay to a peer, and what the largest of the segments on it needs. */
  private static final class Need {
    private final Underlay from;
    private final IpAddress to;
    private final List<Use> uses;

    /** The numbers of those that go there: a large fabric has a million of them. */
    private final BitSet numbers = new BitSet();

    private int outerMtu;
    private int innerMtu;
    private Device device;

    Need(Underlay from, IpAddress to, List<Use> uses) {
      this.from = from;
      this.to = to;
      this.uses = uses;
    }

    void add(int number) {
      numbers.set(number);
      Use use = uses.get(number);
      int outer = use.outerMtu(to);
      if (outer > outerMtu) {
        outerMtu = outer;
        innerMtu = use.innerMtu();
        device = use.device();
      }
    }

    /** With the size of the outer packets of each. */
    Map<SegmentNames.Id, Integer> segments() {
      Map<SegmentNames.Id, Integer> segments = new TreeMap<>();
      numbers.stream()
          .mapToObj(uses::get)
          .filter(use -> !use.tunnel().external())
          .forEach(
              use ->
                  segments.merge(
                      new SegmentNames.Id(use.tunnel().encapsulation(), use.tunnel().id()),
                      use.outerMtu(to),
                      Math::max));
      return segments;
    }

    Optional<String> segment() {
      Map<SegmentNames.Id, Integer> segments = segments();
      return segments.size() == 1
          ? Optional.of(segments.keySet().iterator().next().label())
          : Optional.empty();
    }
  }

  private static final class Narrow {
    private int carries = Integer.MAX_VALUE;
    private int needed;
    private int inner;
    private Device device;
    private final Set<Link.End> ends = new LinkedHashSet<>();
    private final NavigableSet<SegmentNames.Id> segments = new TreeSet<>();
    private final Set<Proof> proofs = new LinkedHashSet<>();
  }

  UnderlayChecks(NetworkState state, RoutedPaths paths, Findings faults) {
    this.state = state;
    this.paths = paths;
    this.faults = faults;
  }

  void run() {
    for (Node node : state.nodes().values()) {
      faults.step();
      if (node.collected()) {
        collectTrips(node);
      }
    }
    Map<Set<Link.End>, Narrow> narrow = new LinkedHashMap<>();
    faults.expect(trips.size());
    trips.forEach(
        need -> {
          faults.step();
          check(need, narrow);
        });
    narrow.values().forEach(this::tooNarrow);
  }

  private void collectTrips(Node node) {
    Map<String, List<IpAddress>> peers = node.forwarding().tunnelPeers();
    for (Device device : node.devices().values()) {
      if (device.tunnel().isEmpty()) {
        continue;
      }
      TunnelEndpoint tunnel = device.tunnel().get();
      Optional<Node> stack = tunnel.underlayNode(node.name()).flatMap(state::node);
      if (stack.isEmpty()) {
        continue;
      }
      Underlay from = underlay(stack.get(), tunnel);
      Trips known = underlays.computeIfAbsent(from, _ -> new Trips());
      int number = known.uses.size();
      known.uses.add(new Use(device, tunnel, innerMtu(node, device)));
      for (IpAddress ip : all(peers.getOrDefault(device.name(), List.of()), tunnel)) {
        if (!ip.isMulticast() && !ip.isAny() && stack.get().owner(ip).isEmpty()) {
          known
              .needs
              .computeIfAbsent(
                  ip,
                  _ -> {
                    Need need = new Need(from, ip, known.uses);
                    trips.add(need);
                    return need;
                  })
              .add(number);
        }
      }
    }
  }

  /** The peers of its rows, and those that it was made with. */
  private static Collection<IpAddress> all(List<IpAddress> rows, TunnelEndpoint tunnel) {
    if (tunnel.remotes().isEmpty() && tunnel.remote().isEmpty()) {
      return rows;
    }
    Set<IpAddress> all = new LinkedHashSet<>(rows);
    all.addAll(tunnel.remotes());
    tunnel.remote().ifPresent(all::add);
    return all;
  }

  private static Underlay underlay(Node node, TunnelEndpoint tunnel) {
    Optional<Device> under = tunnel.underlay().flatMap(node::device);
    Optional<String> vrf =
        under
            .map(d -> d.kind() == DeviceKind.VRF ? d : d.master().flatMap(node::device).orElse(d))
            .filter(d -> d.kind() == DeviceKind.VRF)
            .map(d -> String.valueOf(d.table()));
    Optional<String> bound =
        under
            .filter(d -> d.kind() != DeviceKind.LOOPBACK && d.kind() != DeviceKind.DUMMY)
            .filter(d -> d.kind() != DeviceKind.VRF)
            .map(Device::name);
    return new Underlay(node.name(), vrf, bound);
  }

  /**
   * What comes into the tunnel: no more than it takes, and than its machines send if all are known.
   */
  private int innerMtu(Node node, Device device) {
    if (device.master().isEmpty()) {
      return device.mtu();
    }
    int most = 0;
    for (Device port : node.ports(device.master().get())) {
      if (port.kind() != DeviceKind.TUNNEL) {
        List<Link.End> peers = state.peersOf(new Link.End(node.name(), port.name()));
        int machine = peers.isEmpty() ? port.mtu() : 0;
        for (Link.End peer : peers) {
          boolean known = state.nodes().get(peer.node()).collected();
          machine = Math.max(machine, known ? state.device(peer).orElseThrow().mtu() : port.mtu());
        }
        most = Math.max(most, Math.min(machine, port.mtu()));
      }
    }
    int bridge = node.device(device.master().get()).map(Device::mtu).orElse(device.mtu());
    return Math.min(device.mtu(), most == 0 ? bridge : most);
  }

  private void check(Need need, Map<Set<Link.End>, Narrow> narrow) {
    Underlay from = need.from;
    RoutedPaths.Ways ways = paths.from(from.node(), need.to, from.vrf(), from.bound());
    for (RoutedPaths.Break end : ways.breaks()) {
      if (isServed(need.to)) {
        broken(need, end);
      }
    }
    for (Wires.Crossing crossing : ways.crossings()) {
      int carries = Math.min(mtu(crossing.out()), mtu(crossing.in()));
      if (carries < need.outerMtu) {
        Narrow found =
            narrow.computeIfAbsent(Set.of(crossing.out(), crossing.in()), k -> new Narrow());
        found.carries = Math.min(found.carries, carries);
        if (need.outerMtu > found.needed) {
          found.needed = need.outerMtu;
          found.inner = need.innerMtu;
        }
        need.segments()
            .forEach(
                (segment, outer) -> {
                  if (outer > carries) {
                    found.segments.add(segment);
                  }
                });
        found.device = need.device;
        for (Link.End end : List.of(crossing.out(), crossing.in())) {
          if (mtu(end) < need.outerMtu && found.ends.add(end)) {
            state.device(end).ifPresent(d -> found.proofs.add(d.proof()));
          }
        }
        if (found.proofs.size() < 6) {
          found.proofs.add(need.device.proof());
        }
      }
    }
  }

  /** Peers that nobody has are told of elsewhere. */
  private boolean isServed(IpAddress ip) {
    return paths.owners(ip).stream().anyMatch(end -> state.nodes().get(end.node()).collected());
  }

  /** What is known of an end's MTU; of an uncollected one nothing, so that it hinders nothing. */
  private int mtu(Link.End end) {
    return state.nodes().get(end.node()).collected()
        ? state.device(end).map(Device::mtu).orElse(Integer.MAX_VALUE)
        : Integer.MAX_VALUE;
  }

  private void tooNarrow(Narrow found) {
    List<Change> cure = new ArrayList<>();
    for (Link.End end : found.ends) {
      cure.add(new Change.SetMtu(end.node(), end.device(), found.needed));
    }
    Link.End first = found.ends.iterator().next();
    faults.accept(
        new Fault(
            FaultKind.MTU_ABOVE_UNDERLAY,
            Problem.error(
                "fault.mtu-above-underlay",
                String.join(", ", found.ends.stream().map(Link.End::toString).toList()),
                String.valueOf(found.carries),
                String.valueOf(found.needed),
                String.valueOf(found.inner),
                found.segments.isEmpty() ? found.device.name() : SegmentNames.of(found.segments),
                first.node()),
            List.copyOf(found.ends),
            found.segments.size() == 1
                ? Optional.of(found.segments.first().label())
                : Optional.empty(),
            List.copyOf(found.proofs),
            cure));
  }

  /**
   * Whether a device that is set down took the route with it, for that is told itself
   * (fib_disable_ip): behind it somebody knows a way that does not come back.
   */
  private boolean hasLostRoute(Node node, IpAddress to) {
    return node.devices().values().stream()
        .filter(device -> !device.up())
        .filter(device -> device.addresses().stream().anyMatch(a -> !a.ip().isLinkLocal()))
        .flatMap(device -> state.peersOf(new Link.End(node.name(), device.name())).stream())
        .map(peer -> paths.from(peer.node(), to, Optional.empty(), Optional.empty()))
        .anyMatch(ways -> isEnding(ways) && !comesBack(ways, node));
  }

  private static boolean isEnding(RoutedPaths.Ways ways) {
    return ways.breaks().stream().noneMatch(end -> end.kind() == RoutedPaths.Break.Kind.NO_ROUTE);
  }

  private static boolean comesBack(RoutedPaths.Ways ways, Node node) {
    return ways.crossings().stream().anyMatch(crossing -> crossing.in().node().equals(node.name()));
  }

  /** Whether it was told of before, under whatever name of the same. */
  private boolean isTold(RoutedPaths.Break end, String row) {
    if (end.kind() != RoutedPaths.Break.Kind.LOOP) {
      return !told.add(end.kind() + " " + end.node() + " " + row);
    }
    // of equal-cost ways several lead around, by one node or another: mended, all end
    Set<String> nodes = circles.computeIfAbsent(row, _ -> new HashSet<>());
    boolean met = end.circle().stream().anyMatch(nodes::contains);
    nodes.addAll(end.circle());
    return met;
  }

  private void broken(Need need, RoutedPaths.Break end) {
    String row = end.row().map(r -> r.destination().toString()).orElse(need.to.toString());
    if (isTold(end, row)) {
      return;
    }
    Node node = state.nodes().get(end.node());
    if (end.kind() == RoutedPaths.Break.Kind.NO_ROUTE && hasLostRoute(node, need.to)) {
      return;
    }
    List<Proof> proofs = new ArrayList<>();
    end.row().ifPresent(r -> proofs.add(r.proof()));
    proofs.add(need.device.proof());
    FaultKind kind =
        switch (end.kind()) {
          case NO_ROUTE -> FaultKind.ROUTE_MISSING;
          case BLACK_HOLE -> FaultKind.ROUTE_BLACK_HOLE;
          case LOOP -> FaultKind.ROUTE_LOOP;
        };
    String code =
        switch (end.kind()) {
          case NO_ROUTE -> "fault.route-missing";
          case BLACK_HOLE -> "fault.route-black-hole";
          case LOOP -> "fault.route-loop";
        };
    List<Change> cure =
        switch (end.kind()) {
          case NO_ROUTE -> detour(node, need.to).stream().toList();
          case BLACK_HOLE -> List.of(new Change.DeleteRoute(node.name(), end.row().orElseThrow()));
          case LOOP -> List.of();
        };
    faults.accept(
        new Fault(
            kind,
            Problem.error(code, need.to, end.node(), row, need.from.node(), need.device.name()),
            List.of(
                new Link.End(end.node(), node.firstPort().map(Device::name).orElse("lo")),
                new Link.End(need.from.node(), need.device.name())),
            need.segment(),
            proofs,
            cure));
  }

  /** By the neighbour of the node from which the destination can be reached. */
  private Optional<Change> detour(Node node, IpAddress to) {
    for (Route route : node.routes()) {
      for (Route.NextHop hop : paths.table(node.name()).usable(route, Optional.empty())) {
        Optional<IpAddress> gateway = hop.gateway().filter(ip -> ip.v6() == to.v6());
        for (Link.End next : gateway.map(paths::owners).orElse(List.of())) {
          RoutedPaths.Ways ways = paths.from(next.node(), to, Optional.empty(), Optional.empty());
          if (ways.breaks().isEmpty() && !comesBack(ways, node)) {
            return Optional.of(
                new Change.AddRoute(
                    node.name(),
                    new Route(
                        Route.Type.UNICAST,
                        Prefix.host(to),
                        "main",
                        0,
                        List.of(hop),
                        Optional.empty(),
                        0,
                        Proof.NONE)));
          }
        }
      }
    }
    return Optional.empty();
  }
}
