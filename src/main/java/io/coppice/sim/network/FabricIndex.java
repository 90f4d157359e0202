package io.coppice.sim.network;

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
import io.coppice.wire.tunnel.TunnelKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
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
 * looked up once. Changed by {@link #follow} alone, but for what is found when first needed; one
 * thread.
 */
public final class FabricIndex {
  /** Of IPv4, where nothing else is said, as the addresses of a site are given out. */
  static final int PREFIX = 16;

  private static final int USUAL_MTU = 1500;

  final Fabric fabric;
  private final Inventory inventory;
  private final Map<Integer, SegmentRow> segments = new HashMap<>();
  private final Map<TunnelKind, Map<Long, SegmentRow>> byId = new EnumMap<>(TunnelKind.class);
  private final PrivateVlanDomains domains;
  private final FenceGateways gateways;
  private final Map<Integer, List<GuestPort>> machines = new HashMap<>();
  private final int[] endpoints;
  private final Map<Integer, Integer> hostOfEndpoint = new HashMap<>();
  private final Map<Integer, Integer> switchOfAddress = new HashMap<>();
  private final String[] hostNames;
  private final int[] rooms;

  /** By which links hosts and switches send. */
  final FabricWays ways;

  private Object version = new Object();

  /** Null until somebody asks for it after a change. */
  private LeaseTable leases;

  /** A fabric over an inventory; {@link Fabric#NONE} for the one that is derived. */
  public FabricIndex(Fabric said, Inventory inventory) {
    this.fabric = DerivedFabric.orSaid(said, inventory);
    this.inventory = inventory;
    this.ways = new FabricWays(fabric, inventory);
    int hosts = inventory.hosts().size();
    endpoints = new int[hosts];
    hostNames = new String[hosts];
    rooms = new int[hosts];
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
      byId.computeIfAbsent(segment.kind, _ -> new HashMap<>()).put(settings.id(), segment);
    }
    inventory.machines().forEach(this::machine);
    segments.values().forEach(this::fit);
    machines.values().forEach(ports -> ports.forEach(GuestPort::settle));
    fabric.fences().forEach(this::fence);
  }

  private Optional<PortGroup> portGroup(int row) {
    return Optional.ofNullable(inventory.portGroups().get(row));
  }

  private void host(Host host, Map<String, Integer> room) {
    int row = host.id().value();
    hostNames[row] = host.name();
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
    return from == to || endpoints[from] != 0 && endpoints[to] != 0 && ways.isReached(from, to);
  }

  /** The segment of a port group; null if it has none. */
  SegmentRow segmentOf(int portGroup) {
    return segments.get(portGroup);
  }

  SegmentRow segment(TunnelKind kind, long id) {
    return byId.getOrDefault(kind, Map.of()).get(id);
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

  /** The switch whose own address it is; -1 if it is none's. */
  int switchOf(int address) {
    return switchOfAddress.getOrDefault(address, -1);
  }

  FabricLink link(int row) {
    return fabric.links().get(row);
  }

  FabricNode node(int row) {
    return fabric.nodes().get(row);
  }
}
