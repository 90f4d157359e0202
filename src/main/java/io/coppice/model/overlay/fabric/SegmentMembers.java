package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Who is in which segment, and on which hosts that is. */
final class SegmentMembers {
  /** Of machines, bytes, where every endpoint carries it. */
  static final int USUAL_MTU = 1500;

  private final Inventory inventory;
  private final Map<HostId, IpAddress> endpoints;
  private final ToIntFunction<HostId> room;
  private final Map<PortGroupId, Members> segments = new LinkedHashMap<>();
  private final PrivateVlanDomains domains;
  private final FencedMachines fenced;

  /** A segment with its members. */
  static final class Members {
    final SegmentSettings settings;
    final String name;

    /** By the host's endpoint: where each member's address is. */
    final Map<HostId, List<Member>> byHost = new LinkedHashMap<>();

    final List<Link.End> machines = new ArrayList<>();
    final List<Link.End> tunnels = new ArrayList<>();
    int mtu;
    private Domain domain;

    private Members(SegmentSettings settings, String name) {
      this.settings = settings;
      this.name = name;
      this.mtu = settings.mtu();
    }

    /** Segments whose members hear each other: those of one private VLAN, or itself alone. */
    List<Members> domain() {
      return domain.segments;
    }

    /** With members that hear these. */
    Set<HostId> hosts() {
      return domain.hosts;
    }

    String device() {
      return settings.encapsulation().name().toLowerCase(java.util.Locale.ROOT)
          + "-"
          + Long.toUnsignedString(settings.id());
    }
  }

  /** What {@link PrivateVlanDomains} put together. */
  private static final class Domain {
    private final List<Members> segments = new ArrayList<>();
    private final Set<HostId> hosts = new LinkedHashSet<>();
  }

  /** A member's addresses. */
  record Member(Mac mac, Optional<IpAddress> ip) {}

  SegmentMembers(
      Fabric fabric,
      Inventory inventory,
      Map<HostId, IpAddress> endpoints,
      ToIntFunction<HostId> room) {
    this.inventory = inventory;
    this.endpoints = endpoints;
    this.room = room;
    for (SegmentSettings settings : fabric.segments()) {
      PortGroup group = inventory.portGroups().get(settings.portGroup().value());
      if (group != null) {
        segments.put(settings.portGroup(), new Members(settings, group.name()));
      }
    }
    domains = new PrivateVlanDomains(inventory, row -> segments.containsKey(new PortGroupId(row)));
    fenced = new FencedMachines(fabric, inventory, domains);
    Map<Integer, Domain> known = new HashMap<>();
    segments.forEach(
        (group, members) -> {
          members.domain = known.computeIfAbsent(domains.domain(group.value()), _ -> new Domain());
          members.domain.segments.add(members);
        });
    inventory
        .machines()
        .forEach(
            machine -> {
              for (VirtualNic nic : machine.hardware().nics()) {
                Members in = segments.get(nic.portGroup());
                if (in != null && isLinked(machine, nic)) {
                  in.domain.hosts.add(machine.host());
                  in.byHost
                      .computeIfAbsent(machine.host(), _ -> new ArrayList<>())
                      .add(new Member(new Mac(nic.mac().bits()), address(nic)));
                }
              }
            });
    segments.values().forEach(this::fit);
  }

  /** The largest packet that all endpoints carry whole, where nobody said another. */
  private void fit(Members members) {
    if (members.mtu == 0) {
      members.mtu = USUAL_MTU;
      for (HostId host : members.hosts()) {
        boolean v6 = endpoints.containsKey(host) && endpoints.get(host).v6();
        int fits = members.settings.encapsulation().innerMtu(room.applyAsInt(host), v6, false, 0);
        members.mtu = Math.min(members.mtu, fits);
      }
    }
  }

  /** Whether an adapter carries frames. */
  static boolean isLinked(Machine machine, VirtualNic nic) {
    return machine.isOn() && nic.connected();
  }

  static Optional<IpAddress> address(VirtualNic nic) {
    return nic.ip().isNone()
        ? Optional.empty()
        : Optional.of(new IpAddress(nic.ip().version() == 6, nic.ip().high(), nic.ip().low()));
  }

  /** What fences say of machines. */
  FencedMachines fenced() {
    return fenced;
  }

  /** Every segment, in the order of the fabric. */
  Collection<Members> all() {
    return segments.values();
  }

  Optional<Members> of(PortGroupId group) {
    return Optional.ofNullable(segments.get(group));
  }

  /** The endpoints of the other hosts with members, where frames for all go. */
  List<IpAddress> peers(Members members, HostId of) {
    List<IpAddress> peers = new ArrayList<>(members.hosts().size());
    for (HostId host : members.hosts()) {
      if (!host.equals(of) && endpoints.containsKey(host)) {
        peers.add(endpoints.get(host));
      }
    }
    return peers;
  }

  Optional<IpAddress> endpoint(HostId host) {
    return Optional.ofNullable(endpoints.get(host));
  }

  Optional<PortGroup> groupOf(PortGroupId group) {
    return Optional.ofNullable(inventory.portGroups().get(group.value()));
  }

  String nameOf(PortGroupId group) {
    PortGroup known = inventory.portGroups().get(group.value());
    return known == null ? group.token() : known.name();
  }

  /** What a port group does to frames beyond what bridges do. */
  BridgePort.Filtering filteringOf(PortGroupId group) {
    PortGroup known = inventory.portGroups().get(group.value());
    return known == null || known.policy().isNone()
        ? BridgePort.Filtering.NONE
        : new BridgePort.Filtering(group.value(), known.name(), known.policy());
  }

  /** The port group whose bridge it shares. */
  PortGroupId domainOf(PortGroupId group) {
    return new PortGroupId(domains.domain(group.value()));
  }

  List<Segment> segments() {
    List<Segment> all = new ArrayList<>(segments.size());
    for (Members members : segments.values()) {
      all.add(
          new Segment(
              members.settings.encapsulation(),
              members.settings.id(),
              Optional.of(members.name),
              members.settings.replication(),
              members.tunnels,
              members.machines));
    }
    return all;
  }
}
