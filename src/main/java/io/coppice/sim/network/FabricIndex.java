package io.coppice.sim.network;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.FenceGateways;
import io.coppice.model.overlay.fabric.HostEndpoint;
import io.coppice.model.overlay.fabric.PrivateVlanDomains;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.model.overlay.fabric.UnderlayPaths;
import io.coppice.model.overlay.fabric.UsableLinks;
import io.coppice.wire.tunnel.TunnelKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A fabric and an inventory as frames need them: by number, with what decides where a frame goes
 * looked up once. Changed by {@link #follow} alone, but for ways that are found when first needed;
 * one thread.
 */
public final class FabricIndex {
  private static final UnderlayPaths.Edge[] NONE = {};

  /** Of IPv4, where nothing else is said, as the addresses of a site are given out. */
  static final int PREFIX = 16;

  private static final int USUAL_MTU = 1500;

  final Fabric fabric;
  private final Inventory inventory;
  private final UnderlayPaths paths;
  private final BitSet usable;
  private final Map<Integer, SegmentRow> segments = new HashMap<>();
  private final Map<Long, SegmentRow> byId = new HashMap<>();
  private final PrivateVlanDomains domains;
  private final FenceGateways gateways;
  private final Map<Integer, List<GuestPort>> machines = new HashMap<>();
  private final int[] endpoints;
  private final Map<Integer, Integer> hostOfEndpoint = new HashMap<>();
  private final Map<Integer, Integer> switchOfAddress = new HashMap<>();
  private final String[] hostNames;
  private final UnderlayPaths.Edge[][] uplinks;

  /** By which uplinks hosts send, and on which they take what is for many. */
  final PinnedUplinks pins;

  private final UnderlayPaths.Edge[][][] ways;
  private final int[] rooms;
  private final int[] hostsOfLinks;
  private final int[] firstLinks;
  private Object version = new Object();

  /** Null until somebody asks for it after a change. */
  private LeaseTable leases;

  /** A fabric over an inventory; {@link Fabric#NONE} for the one that is derived. */
  public FabricIndex(Fabric said, Inventory inventory) {
    this.fabric = DerivedFabric.orSaid(said, inventory);
    this.inventory = inventory;
    this.usable = UsableLinks.of(fabric, inventory);
    this.paths = new UnderlayPaths(fabric, usable::get);
    int hosts = inventory.hosts().size();
    endpoints = new int[hosts];
    hostNames = new String[hosts];
    rooms = new int[hosts];
    uplinks = new UnderlayPaths.Edge[hosts][];
    ways = new UnderlayPaths.Edge[hosts][][];
    for (HostEndpoint endpoint : fabric.endpoints()) {
      int row = endpoint.host().value();
      if (!endpoint.address().v6() && inventory.host(endpoint.host()) != null) {
        endpoints[row] = (int) endpoint.address().low();
        hostOfEndpoint.put(endpoints[row], row);
      }
    }
    Map<String, Integer> room = new HashMap<>();
    for (FabricLink link : fabric.links()) {
      room.merge(link.a().node(), link.mtu(), Math::min);
      room.merge(link.b().node(), link.mtu(), Math::min);
    }
    inventory.hosts().forEach(host -> host(host, room));
    pins = new PinnedUplinks(fabric, inventory, usable::get, uplinks);
    hostsOfLinks = new int[2 * fabric.links().size()];
    firstLinks = new int[fabric.nodes().size()];
    Arrays.fill(firstLinks, -1);
    for (int row = 0; row < fabric.links().size(); row++) {
      end(row, 0, fabric.links().get(row).a().node());
      end(row, 1, fabric.links().get(row).b().node());
    }
    for (int row = 0; row < fabric.nodes().size(); row++) {
      switchOfAddress.put((int) FabricNetwork.switchAddress(row).low(), row);
    }
    Set<Integer> backed = new HashSet<>();
    fabric.segments().forEach(it -> backed.add(it.portGroup().value()));
    domains = new PrivateVlanDomains(inventory, backed::contains);
    gateways = new FenceGateways(fabric, inventory, domains);
    Map<Integer, BroadcastDomain> byDomain = new HashMap<>();
    for (SegmentSettings settings : fabric.segments()) {
      int group = settings.portGroup().value();
      BroadcastDomain domain =
          byDomain.computeIfAbsent(domains.domain(group), BroadcastDomain::new);
      SegmentRow segment = new SegmentRow(settings, portGroup(group), domain);
      segments.put(segment.row(), segment);
      byId.put(key(segment.kind, settings.id()), segment);
    }
    inventory.machines().forEach(this::machine);
    segments.values().forEach(this::fit);
    machines.values().forEach(ports -> ports.forEach(GuestPort::settle));
    fabric.fences().forEach(this::fence);
  }

  private Optional<PortGroup> portGroup(int row) {
    return Optional.ofNullable(inventory.portGroups().get(row));
  }

  private void end(int link, int side, String node) {
    int at = paths.row(node);
    hostsOfLinks[2 * link + side] =
        at >= 0
            ? -1
            : EntityId.parse(node).filter(HostId.class::isInstance).map(EntityId::value).orElse(-1);
    if (at >= 0 && firstLinks[at] < 0) {
      firstLinks[at] = link;
    }
  }

  private static long key(TunnelKind kind, long id) {
    return id * 31 + kind.ordinal();
  }

  private void host(Host host, Map<String, Integer> room) {
    int row = host.id().value();
    hostNames[row] = host.name();
    uplinks[row] = paths.ofHost(host.id().token()).toArray(NONE);
    rooms[row] = room.getOrDefault(host.id().token(), USUAL_MTU);
  }

  private void machine(Machine machine) {
    List<GuestPort> ports = new ArrayList<>(machine.hardware().nics().size());
    for (VirtualNic nic : machine.hardware().nics()) {
      SegmentRow segment = segments.get(nic.portGroup().value());
      int group = nic.portGroup().value();
      GuestPort port =
          new GuestPort(
              machine, nic, ports.size(), segment, domains.domain(group), portGroup(group));
      int router = gateways.of(port.domain).map(ip -> (int) ip.low()).orElse(0);
      port.gateway = router == port.ip ? 0 : router;
      ports.add(port);
      if (port.linked && segment != null) {
        segment.domain.add(port);
      }
    }
    machines.put(machine.id().value(), ports);
  }

  private void fence(Fence fence) {
    GuestPort inner = port(fence.appliance(), fence.inner());
    GuestPort outer = port(fence.appliance(), fence.outer());
    if (inner != null && outer != null && inner.ip != 0 && outer.ip != 0 && inner.fence == null) {
      FenceSide.join(inner, outer, fence.addresses());
    }
  }

  private GuestPort port(MachineId machine, int key) {
    return ports(machine).stream().filter(port -> port.key == key).findFirst().orElse(null);
  }

  /**
   * Takes machines as they are now, where nothing else is different.
   *
   * @param rows of machines that were added, changed or removed
   * @return false if it must be made anew: an address that is there twice hides another, or a
   *     fence's appliance is another
   */
  boolean follow(Inventory now, List<Integer> rows) {
    version = new Object();
    leases = null;
    if (fabric.fences().stream().anyMatch(it -> rows.contains(it.appliance().value()))) {
      return false;
    }
    Set<BroadcastDomain> touched = new LinkedHashSet<>();
    for (int row : rows) {
      for (GuestPort port : machines.getOrDefault(row, List.of())) {
        if (port.linked && port.segment != null) {
          touched.add(port.segment.domain);
          port.segment.domain.remove(port);
        }
      }
      machines.remove(row);
      Machine machine = now.machines().get(row);
      if (machine != null) {
        machine(machine);
        ports(machine.id()).stream()
            .filter(port -> port.segment != null)
            .forEach(port -> touched.add(port.segment.domain));
      }
    }
    boolean unique = touched.stream().allMatch(BroadcastDomain::isUnique);
    touched.forEach(domain -> domain.segments.forEach(this::fit));
    touched.forEach(
        domain -> domain.byHost.values().forEach(here -> here.values().forEach(GuestPort::settle)));
    rows.forEach(row -> machines.getOrDefault(row, List.of()).forEach(GuestPort::settle));
    return unique;
  }

  /** As large as every member's host carries, where nobody said another. */
  private void fit(SegmentRow segment) {
    segment.mtu = segment.settings.mtu();
    if (segment.mtu == 0) {
      segment.mtu = USUAL_MTU;
      for (int host : segment.domain.byHost.keySet()) {
        segment.mtu =
            Math.min(
                segment.mtu,
                segment.settings.encapsulation().innerMtu(rooms[host], false, false, 0));
      }
    }
  }

  /** The broadcast domain of a port group. */
  int domainOf(PortGroupId group) {
    return domains.domain(group.value());
  }

  /** The ports of a machine; empty if there is no such machine. */
  List<GuestPort> ports(MachineId machine) {
    return machines.getOrDefault(machine.value(), List.of());
  }

  /** The ports of all machines. */
  Stream<GuestPort> ports() {
    return machines.values().stream().flatMap(List::stream);
  }

  /** Every machine's ports in a port group without a segment, or its private VLAN, on one host. */
  List<GuestPort> neighbours(GuestPort of) {
    List<GuestPort> near = new ArrayList<>();
    for (List<GuestPort> ports : machines.values()) {
      for (GuestPort port : ports) {
        if (port.linked && port.domain == of.domain && port.host == of.host && port != of) {
          near.add(port);
        }
      }
    }
    near.sort(Comparator.comparingLong(GuestPort::id));
    return near;
  }

  /** Another object as soon as something is different. */
  Object version() {
    return version;
  }

  /**
   * What there is to lease.
   *
   * @param now says who has which address, as this index does
   */
  LeaseTable leases(Inventory now) {
    if (leases == null) {
      leases = new LeaseTable(this, now);
    }
    return leases;
  }

  /** Whether a way leads from one host's endpoint to another's; a host always reaches itself. */
  boolean isReached(int from, int to) {
    return from == to
        || endpoints[from] != 0
            && endpoints[to] != 0
            && Arrays.stream(uplinks[from]).anyMatch(it -> ways(it.to(), to).length > 0);
  }

  /** The segment of a port group; null if it has none. */
  SegmentRow segmentOf(int portGroup) {
    return segments.get(portGroup);
  }

  /**
   * A number that is another one as soon as a link or switch is another or has another state or
   * room; the same in every run.
   */
  long ways() {
    long sum = 1;
    for (int row = 0; row < fabric.links().size(); row++) {
      FabricLink link = fabric.links().get(row);
      sum = sum * 31 + link.a().toString().hashCode();
      sum = sum * 31 + link.b().toString().hashCode();
      sum = sum * 31 + link.mtu() * 2L + (usable.get(row) ? 1 : 0);
    }
    for (FabricNode node : fabric.nodes()) {
      sum = sum * 31 + node.name().hashCode() * 2L + (node.up() ? 1 : 0);
    }
    return sum;
  }

  SegmentRow segment(TunnelKind kind, long id) {
    SegmentRow found = byId.get(key(kind, id));
    return found != null && found.kind == kind && found.settings.id() == id ? found : null;
  }

  String hostName(int row) {
    return hostNames[row];
  }

  /** The largest packet that every cable of a host takes. */
  int room(int host) {
    return rooms[host];
  }

  /** Whether a host has machines in an STT segment, and so listens for its packets. */
  boolean speaksStt(int host) {
    return segments.values().stream()
        .anyMatch(it -> it.kind == TunnelKind.STT && it.domain.byHost.containsKey(host));
  }

  /** A host's VTEP; 0 if it has none. */
  int endpoint(int host) {
    return endpoints[host];
  }

  /** The host of a VTEP; -1 if there is none. */
  int hostOf(int endpoint) {
    return hostOfEndpoint.getOrDefault(endpoint, -1);
  }

  /** The links by which a switch sends what is for a host; none if there is no way. */
  UnderlayPaths.Edge[] ways(int node, int host) {
    UnderlayPaths.Edge[][] toHost = ways[host];
    if (toHost == null) {
      toHost = new UnderlayPaths.Edge[fabric.nodes().size()][];
      ways[host] = toHost;
    }
    UnderlayPaths.Edge[] found = toHost[node];
    if (found == null) {
      found = find(node, inventory.hosts().get(host).id().token());
      toHost[node] = found;
    }
    return found;
  }

  private UnderlayPaths.Edge[] find(int node, String host) {
    int[] distances = paths.distancesToHost(host);
    if (distances[node] == 0) {
      return paths.ofHost(host).stream()
          .filter(edge -> edge.to() == node)
          .map(edge -> new UnderlayPaths.Edge(edge.link(), !edge.forward(), -1))
          .toArray(UnderlayPaths.Edge[]::new);
    }
    return paths.nearer(node, distances).toArray(NONE);
  }

  /** The host at the far end of a link. */
  int hostAt(UnderlayPaths.Edge edge) {
    return edge.forward() ? hostsOfLinks[2 * edge.link() + 1] : hostsOfLinks[2 * edge.link()];
  }

  /** Whether a link comes in by the first port that its switch has in the fabric. */
  boolean isFirstPort(UnderlayPaths.Edge edge) {
    return firstLinks[edge.to()] == edge.link();
  }

  /** The switch whose own address it is; -1 if it is none's. */
  int switchOf(int address) {
    return switchOfAddress.getOrDefault(address, -1);
  }

  /** The links by which a switch sends what is to come to a host by one of the host's uplinks. */
  UnderlayPaths.Edge[] waysBy(int node, int host, int link) {
    return Arrays.stream(uplinks[host])
        .filter(edge -> edge.link() == link)
        .findFirst()
        .map(
            edge ->
                edge.to() == node
                    ? new UnderlayPaths.Edge[] {new UnderlayPaths.Edge(link, !edge.forward(), -1)}
                    : waysToSwitch(node, edge.to()))
        .orElse(NONE);
  }

  /** The links by which one switch sends what is for another. */
  UnderlayPaths.Edge[] waysToSwitch(int node, int other) {
    return paths.nearer(node, paths.distancesTo(other)).toArray(NONE);
  }

  /**
   * The link by which a packet leaves a node; empty if there is none such.
   *
   * @param node the name of a host or switch
   */
  Optional<GuestNetwork.Crossing> crossing(String node, String port) {
    for (int row = 0; row < fabric.links().size(); row++) {
      FabricLink link = fabric.links().get(row);
      boolean forth = isEnd(row, 0, link.a(), node, port);
      if (forth || isEnd(row, 1, link.b(), node, port)) {
        return Optional.of(new GuestNetwork.Crossing(row, forth));
      }
    }
    return Optional.empty();
  }

  private boolean isEnd(int row, int side, FabricLink.End end, String node, String port) {
    int host = hostsOfLinks[2 * row + side];
    return end.port().equals(port) && node.equals(host < 0 ? end.node() : hostNames[host]);
  }

  /** The link with that end. */
  Optional<FabricLink> linkAt(FabricLink.End end) {
    return fabric.links().stream()
        .filter(link -> link.a().equals(end) || link.b().equals(end))
        .findFirst();
  }

  FabricLink link(int row) {
    return fabric.links().get(row);
  }

  FabricNode node(int row) {
    return fabric.nodes().get(row);
  }
}
