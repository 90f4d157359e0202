package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.RouteTable;
import io.coppice.model.overlay.trace.Question;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node while frames move: its tables as they change. */
final class HostState {
  final Node node;

  /** By bridge, VLAN and address. */
  final Map<PortKey, PortEntry> bridgeTable = new HashMap<>();

  /** By tunnel device, then address. */
  final Map<String, Map<Mac, List<Remote>>> tunnelTables = new HashMap<>();

  final Map<NeighbourKey, NeighbourEntry> neighbours = new HashMap<>();
  final Map<IpAddress, Integer> pathMtus = new HashMap<>();
  final Map<String, List<Device>> ports = new HashMap<>();
  final Map<String, List<Device>> uppers = new HashMap<>();
  final RouteTable routes;

  /** By routing domain: a VRF's table, or none. */
  private final Map<Optional<String>, Map<IpAddress, Device>> own = new HashMap<>();

  private final Map<String, Set<Mac>> local = new HashMap<>();

  record PortKey(String bridge, int vlan, Mac mac) {}

  /** Where a bridge sends an address; {@code fixed} entries do not move. */
  record PortEntry(String port, boolean fixed, double seen, Proof proof) {}

  /**
   * Where a tunnel sends an address.
   *
   * @param id of the segment, of a device that carries many; -1 for any
   * @param group of next hops, of which each flow takes one; 0 if the peer stands alone. Without an
   *     address nobody said who is in it
   */
  record Remote(
      IpAddress ip, int port, long id, boolean fixed, double seen, int group, Proof proof) {
    Remote(IpAddress ip, int port, long id, boolean fixed, double seen, Proof proof) {
      this(ip, port, id, fixed, seen, 0, proof);
    }

    boolean isKnown() {
      return !ip.isAny();
    }

    /** Whether it counts for a segment, in the table of a device that carries many. */
    boolean isOf(long segment) {
      return id < 0 || id == segment;
    }
  }

  record NeighbourKey(String device, IpAddress ip) {}

  /** A neighbour and what waits for it. */
  static final class NeighbourEntry {
    Neighbour.State state = Neighbour.State.INCOMPLETE;
    Mac mac = Mac.ZERO;
    int probes;
    int generation;
    double updated = -1e9;
    Proof proof = Proof.NONE;
    final Deque<Waiting> waiting = new ArrayDeque<>();
  }

  /** A packet that waits for its neighbour's address. */
  interface Waiting {
    void send(Mac mac, Proof proof);

    void give();
  }

  HostState(Node node, Question.Caches caches) {
    this.node = node;
    this.routes = new RouteTable(node);
    for (Device device : node.devices().values()) {
      for (Address address : device.addresses()) {
        if (address.usable()) {
          own.computeIfAbsent(vrfTable(device), _ -> new HashMap<>())
              .putIfAbsent(address.ip(), device);
        }
      }
      device.master().ifPresent(m -> ports.computeIfAbsent(m, k -> new ArrayList<>()).add(device));
      if (device.kind() != DeviceKind.TUNNEL && device.kind() != DeviceKind.VETH) {
        device
            .lower()
            .ifPresent(l -> uppers.computeIfAbsent(l, k -> new ArrayList<>()).add(device));
      }
    }
    boolean warm = caches == Question.Caches.COLLECTED;
    node.forwarding().forEach(row -> load(row, warm));
    node.devices().values().forEach(this::loadSettings);
    for (Neighbour row : node.neighbours()) {
      boolean fixed =
          row.state() == Neighbour.State.PERMANENT || row.state() == Neighbour.State.NOARP;
      if ((warm || fixed) && row.state().hasAddress() && row.mac().isPresent()) {
        NeighbourEntry entry = new NeighbourEntry();
        entry.state = fixed ? Neighbour.State.PERMANENT : Neighbour.State.STALE;
        entry.mac = row.mac().get();
        entry.proof = row.proof();
        neighbours.put(new NeighbourKey(row.device(), row.ip()), entry);
      }
    }
  }

  private void load(ForwardingEntry row, boolean warm) {
    if (row.learned() && !warm) {
      return;
    }
    Optional<Device> device = node.device(row.device());
    if (row.table() == ForwardingEntry.Table.BRIDGE
        && !row.local()
        && device.flatMap(Device::master).isPresent()) {
      bridgeTable.put(
          new PortKey(device.get().master().get(), row.vlan(), row.mac()),
          new PortEntry(row.device(), !row.learned(), 0, row.proof()));
    } else if (row.table() == ForwardingEntry.Table.BRIDGE && row.local()) {
      localMacs(device.flatMap(Device::master).orElse(row.device())).add(row.mac());
    } else if (row.table() == ForwardingEntry.Table.TUNNEL
        && (row.remote().isPresent() || row.nextHop() > 0)) {
      addRemote(
          row.device(),
          row.mac(),
          new Remote(
              row.remote().orElse(IpAddress.any(false)),
              row.port(),
              row.id(),
              !row.learned(),
              0,
              row.nextHop(),
              row.proof()));
    }
  }

  private void loadSettings(Device device) {
    if (device.bridge().isPresent()) {
      localMacs(device.name()).add(device.mac());
      for (Device port : ports.getOrDefault(device.name(), List.of())) {
        localMacs(device.name()).add(port.mac());
      }
    }
    device
        .tunnel()
        .ifPresent(
            tunnel -> {
              List<IpAddress> flood = new ArrayList<>(tunnel.remotes());
              tunnel.remote().ifPresent(flood::add);
              for (IpAddress ip : flood) {
                addRemote(device.name(), Mac.ZERO, new Remote(ip, 0, -1, true, 0, device.proof()));
              }
            });
  }

  private void addRemote(String device, Mac mac, Remote remote) {
    List<Remote> remotes =
        tunnelTables
            .computeIfAbsent(device, d -> new HashMap<>())
            .computeIfAbsent(mac, m -> new ArrayList<>());
    boolean known =
        remotes.stream()
            .anyMatch(
                r ->
                    r.ip().equals(remote.ip())
                        && (r.port() == remote.port() || remote.port() == 0)
                        && (r.id() == remote.id() || remote.id() < 0));
    if (!known) {
      remotes.add(remote);
    }
  }

  Set<Mac> localMacs(String bridge) {
    return local.computeIfAbsent(bridge, b -> new HashSet<>());
  }

  /** The device that has an address, in a routing domain as {@link #vrfTable} names it. */
  Optional<Device> owner(IpAddress ip, Optional<String> domain) {
    return Optional.ofNullable(own.getOrDefault(domain, Map.of()).get(ip));
  }

  boolean owns(IpAddress ip, Optional<String> domain) {
    return owner(ip, domain).isPresent();
  }

  /** The bridge that a device is a port of. */
  Optional<Device> bridgeOf(Device device) {
    return device.master().flatMap(node::device).filter(master -> master.bridge().isPresent());
  }

  /** The routing table of the VRF that a device is in, or that it is; empty for the main one. */
  Optional<String> vrfTable(Device device) {
    Optional<Device> vrf =
        device.kind() == DeviceKind.VRF
            ? Optional.of(device)
            : device
                .master()
                .flatMap(node::device)
                .filter(master -> master.kind() == DeviceKind.VRF);
    return vrf.map(found -> String.valueOf(found.table()));
  }

  /**
   * An address of the device in the family, the way the kernel prefers: of the destination's
   * subnet.
   */
  Optional<IpAddress> sourceFor(Device device, IpAddress target) {
    Optional<IpAddress> first = Optional.empty();
    for (Address address : device.addresses()) {
      if (!address.usable() || address.ip().v6() != target.v6()) {
        continue;
      }
      if (address.subnet().contains(target)) {
        return Optional.of(address.ip());
      }
      if (first.isEmpty() && address.ip().isLinkLocal() == target.isLinkLocal()) {
        first = Optional.of(address.ip());
      }
    }
    return first;
  }
}
