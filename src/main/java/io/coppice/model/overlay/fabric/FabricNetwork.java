package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Prefix;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.Route;
import io.coppice.model.overlay.UplinkPins;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works a site's network out of its fabric and inventory, as the state that is drawn, traced and
 * diagnosed. Every switch routes; every cable is a subnet of two addresses (RFC 3021); a host
 * reaches the others by all its cables at equal cost, from the address of its VTEP. A segment is a
 * bridge on each host that has machines in it, with a tunnel device beside the machines' ports.
 */
public final class FabricNetwork {
  /** Of the first cable: 100.64.0.0 (RFC 6598), two for each. */
  private static final int FIRST_CABLE = 100 << 24 | 64 << 16;

  /** Of the first switch: 172.31.0.1. */
  private static final int FIRST_SWITCH = 172 << 24 | 31 << 16 | 1;

  private static final String LOOPBACK = "lo";
  private static final int LOOPBACK_MTU = 65_536;

  private final Fabric fabric;
  private final Inventory inventory;
  private final Map<String, Host> hosts = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, List<Integer>> linksOf = new HashMap<>();
  private final Map<HostId, IpAddress> endpoints = new HashMap<>();
  private final BitSet usable;
  private final UnderlayPaths paths;
  private final List<Link> links = new ArrayList<>();

  private FabricNetwork(Fabric fabric, Inventory inventory) {
    this.fabric = fabric;
    this.inventory = inventory;
    for (FabricNode node : fabric.nodes()) {
      names.put(node.name(), unique(node.name(), node.name()));
    }
    inventory
        .hosts()
        .forEach(
            host -> {
              hosts.put(host.id().token(), host);
              names.put(host.id().token(), unique(host.name(), host.id().token()));
            });
    for (int i = 0; i < fabric.links().size(); i++) {
      for (FabricLink.End end : List.of(fabric.links().get(i).a(), fabric.links().get(i).b())) {
        linksOf.computeIfAbsent(end.node(), _ -> new ArrayList<>()).add(i);
      }
    }
    fabric.endpoints().forEach(it -> endpoints.put(it.host(), it.address()));
    usable = UsableLinks.of(fabric, inventory);
    paths = new UnderlayPaths(fabric, usable::get);
  }

  /**
   * The network as it stands.
   *
   * @param fabric {@link Fabric#NONE} for the one that is derived
   */
  public static NetworkState of(String title, Fabric fabric, Inventory inventory) {
    return new FabricNetwork(DerivedFabric.orSaid(fabric, inventory), inventory).build(title);
  }

  /** A name that no other node has. */
  private String unique(String name, String id) {
    String own = taken.contains(name) ? name + " (" + id + ")" : name;
    taken.add(own);
    return own;
  }

  private NetworkState build(String title) {
    for (FabricLink link : fabric.links()) {
      if (names.containsKey(link.a().node()) && names.containsKey(link.b().node())) {
        links.add(new Link(end(link.a()), end(link.b()), Link.Certainty.STATED));
      }
    }
    List<Node> nodes = new ArrayList<>();
    for (int row = 0; row < fabric.nodes().size(); row++) {
      nodes.add(fabricNode(row));
    }
    SegmentMembers members = new SegmentMembers(fabric, inventory, endpoints, this::room);
    Map<HostId, HostSegments> onHosts = new HashMap<>();
    UplinkPinning pinning = new UplinkPinning(fabric, inventory, usable::get);
    for (Host host : hosts.values()) {
      onHosts.put(
          host.id(),
          new HostSegments(
              host, names.get(host.id().token()), members, on -> pinning.of(host, on)));
    }
    List<Node> machines = new ArrayList<>();
    inventory
        .machines()
        .forEach(
            machine -> {
              HostSegments on = onHosts.get(machine.host());
              String name = unique(machine.name(), machine.id().token());
              machines.add(on.machine(machine, name, links));
            });
    inventory.hosts().forEach(host -> nodes.add(host(host, onHosts.get(host.id()))));
    nodes.addAll(machines);
    Map<String, Middlebox> boxes = new HashMap<>();
    fabric.nodes().forEach(it -> it.box().ifPresent(box -> boxes.put(names.get(it.name()), box)));
    Map<String, UplinkPins> pins = new HashMap<>();
    onHosts.values().forEach(it -> it.pins().ifPresent(its -> pins.put(it.name(), its)));
    return new NetworkState(title, Optional.empty(), nodes, links, members.segments(), boxes)
        .withTranslations(members.fenced().translations())
        .withUplinks(pins);
  }

  private Link.End end(FabricLink.End end) {
    return new Link.End(names.get(end.node()), end.port());
  }

  /** The address of a port: of its cable's two, the lower is of end a. */
  private static Address address(int link, boolean a) {
    return new Address(IpAddress.v4(FIRST_CABLE + 2 * link + (a ? 0 : 1)), 31, true, Proof.NONE);
  }

  /** An address that nobody else's is: locally administered, of the port of a cable. */
  private static Mac mac(int link, boolean a) {
    return new Mac(0x02_c0_00_00_00_00L | (2L * link + (a ? 0 : 1)));
  }

  private Device port(int index, String node) {
    FabricLink link = fabric.links().get(index);
    boolean a = link.a().node().equals(node);
    boolean carrier = usable.get(index);
    return Device.named(a ? link.a().port() : link.b().port())
        .kind(DeviceKind.PHYSICAL)
        .mac(mac(index, a))
        .mtu(link.mtu())
        .carrier(carrier)
        .addresses(List.of(address(index, a)))
        .build();
  }

  private static Device loopback(IpAddress address) {
    return Device.named(LOOPBACK)
        .kind(DeviceKind.LOOPBACK)
        .mtu(LOOPBACK_MTU)
        .addresses(List.of(new Address(address, 32, true, Proof.NONE)))
        .build();
  }

  /** A switch's own address, by its place in the fabric. */
  public static IpAddress switchAddress(int row) {
    return IpAddress.v4(FIRST_SWITCH + row);
  }

  private Node fabricNode(int row) {
    FabricNode node = fabric.nodes().get(row);
    List<Device> devices = new ArrayList<>();
    devices.add(loopback(switchAddress(row)));
    List<Route> routes = new ArrayList<>();
    for (int link : linksOf.getOrDefault(node.name(), List.of())) {
      Device port = port(link, node.name());
      devices.add(port);
      routes.add(connected(port));
    }
    if (node.up()) {
      routesToHosts(row, routes);
      routesToSwitches(row, routes);
    }
    return new Node(
        names.get(node.name()),
        node.kind(),
        true,
        Optional.empty(),
        true,
        Node.byName(devices),
        routes,
        List.of(),
        List.of());
  }

  private static Route connected(Device port) {
    return route(
        port.addresses().getFirst().subnet(),
        List.of(new Route.NextHop(Optional.empty(), port.name(), 1, true)),
        Optional.empty());
  }

  private static Route route(Prefix to, List<Route.NextHop> hops, Optional<IpAddress> source) {
    return new Route(Route.Type.UNICAST, to, "main", 0, hops, source, 0, Proof.NONE);
  }

  private Route.NextHop hop(UnderlayPaths.Edge edge) {
    FabricLink link = fabric.links().get(edge.link());
    String port = edge.forward() ? link.a().port() : link.b().port();
    return new Route.NextHop(
        Optional.of(address(edge.link(), !edge.forward()).ip()), port, 1, true);
  }

  private List<Route.NextHop> hops(List<UnderlayPaths.Edge> edges) {
    return edges.stream().map(this::hop).toList();
  }

  private void routesToHosts(int row, List<Route> routes) {
    IdentityHashMap<int[], List<Route.NextHop>> known = new IdentityHashMap<>();
    Optional<IpAddress> source = Optional.of(switchAddress(row));
    for (HostEndpoint endpoint : fabric.endpoints()) {
      String host = endpoint.host().token();
      int[] distances = paths.distancesToHost(host);
      List<Route.NextHop> hops =
          distances[row] == 0
              ? hops(direct(row, host))
              : known.computeIfAbsent(distances, it -> hops(paths.nearer(row, it)));
      if (!hops.isEmpty()) {
        routes.add(route(Prefix.host(endpoint.address()), hops, source));
      }
    }
  }

  private List<UnderlayPaths.Edge> direct(int row, String host) {
    return paths.ofHost(host).stream()
        .filter(edge -> edge.to() == row)
        .map(edge -> new UnderlayPaths.Edge(edge.link(), !edge.forward(), -1))
        .toList();
  }

  private void routesToSwitches(int row, List<Route> routes) {
    for (int other = 0; other < fabric.nodes().size(); other++) {
      List<Route.NextHop> hops = hops(paths.nearer(row, paths.distancesTo(other)));
      if (other != row && !hops.isEmpty()) {
        routes.add(route(Prefix.host(switchAddress(other)), hops, Optional.of(switchAddress(row))));
      }
    }
  }

  /** The largest packet that every cable of a host takes. */
  private int room(HostId host) {
    return linksOf.getOrDefault(host.token(), List.of()).stream()
        .mapToInt(link -> fabric.links().get(link).mtu())
        .min()
        .orElse(SegmentMembers.USUAL_MTU);
  }

  private Node host(Host host, HostSegments own) {
    List<Device> devices = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    Optional<IpAddress> endpoint = Optional.ofNullable(endpoints.get(host.id()));
    endpoint.ifPresent(ip -> devices.add(loopback(ip)));
    for (int link : linksOf.getOrDefault(host.id().token(), List.of())) {
      Device port = port(link, host.id().token());
      devices.add(port);
      routes.add(connected(port));
    }
    List<UnderlayPaths.Edge> ways = paths.ofHost(host.id().token());
    if (!ways.isEmpty()) {
      routes.add(route(Prefix.all(false), hops(ways), endpoint));
    }
    own.addTo(devices, endpoint);
    return new Node(
        own.name(),
        NodeKind.HYPERVISOR,
        true,
        Optional.empty(),
        false,
        Node.byName(devices),
        routes,
        own.neighbours(),
        own.forwarding());
  }
}
