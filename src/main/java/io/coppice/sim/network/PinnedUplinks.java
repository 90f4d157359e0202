package io.coppice.sim.network;

import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.SubGroups;
import io.coppice.model.overlay.fabric.SubGroups.SubGroup;
import io.coppice.model.overlay.fabric.UnderlayPaths;
import io.coppice.model.overlay.fabric.UplinkPinning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * By which of its uplinks a host sends what comes in at a port, and on which it takes what is for
 * many: all alike, but where a distributed switch is in vPC host mode (see {@link SubGroups}). A
 * packet around a port's frame leaves by the sub-group of the port, as where a host has an endpoint
 * in every sub-group; here these have one address. What the endpoint itself says leaves by the
 * designated sub-group. One thread.
 */
final class PinnedUplinks {
  /** Of hosts that have no switch in host mode. */
  private static final Row NONE = new Row(-1, -1, new SubGroups(List.of()));

  private final Map<Long, Row> rows = new HashMap<>();
  private final Map<Integer, Row> ofEndpoints = new HashMap<>();
  private final List<Row> all = new ArrayList<>();
  private final UnderlayPaths.Edge[][] uplinks;

  /** Of every host, where it is free to choose. */
  private final Leaving[] free;

  /** The uplinks that one host has of one switch in host mode. */
  record Row(int host, int onSwitch, SubGroups groups) {
    long key() {
      return PinnedUplinks.key(host, onSwitch);
    }
  }

  /**
   * By which links a host sends something.
   *
   * @param pinned the sub-group that they are; null where all are equal ways, or none is up
   */
  record Leaving(UnderlayPaths.Edge[] ways, SubGroup pinned) {}

  /**
   * @param uplinks of hosts, those that carry anything
   */
  PinnedUplinks(
      Fabric fabric, Inventory inventory, IntPredicate usable, UnderlayPaths.Edge[][] uplinks) {
    this.uplinks = uplinks;
    this.free = new Leaving[uplinks.length];
    for (int host = 0; host < free.length; host++) {
      free[host] = new Leaving(uplinks[host], null);
    }
    UplinkPinning pinning = new UplinkPinning(fabric, inventory, usable);
    inventory.hosts().forEach(host -> host(host, pinning));
  }

  private void host(Host host, UplinkPinning pinning) {
    Set<SwitchId> on = new LinkedHashSet<>();
    host.hardware().nics().forEach(nic -> nic.uplinkOf().ifPresent(on::add));
    for (SwitchId id : on) {
      pinning
          .of(host, id)
          .map(groups -> new Row(host.id().value(), id.value(), groups))
          .ifPresent(
              row -> {
                rows.put(row.key(), row);
                ofEndpoints.putIfAbsent(row.host(), row);
                all.add(row);
              });
    }
  }

  private static long key(int host, int onSwitch) {
    return (long) host << 32 | onSwitch;
  }

  /** Of every host and switch in host mode. */
  List<Row> all() {
    return all;
  }

  /**
   * By which links a host sends what came in at a port.
   *
   * @param port null for what the endpoint itself says
   */
  Leaving leaving(int host, GuestPort port) {
    if (all.isEmpty()) {
      return free[host];
    }
    if (port == null || port.host != host) {
      return found(host, port);
    }
    if (port.leaving == null) {
      port.leaving = found(host, port);
    }
    return port.leaving;
  }

  private Leaving found(int host, GuestPort port) {
    Row row = port == null ? ofEndpoints.get(host) : rows.get(key(host, port.onSwitch));
    if (row == null) {
      return free[host];
    }
    return pinned(row, port)
        .map(group -> new Leaving(edges(host, group), group))
        .orElseGet(() -> new Leaving(new UnderlayPaths.Edge[0], null));
  }

  private static Optional<SubGroup> pinned(Row row, GuestPort port) {
    return port == null || port.isServer()
        ? row.groups().designated()
        : row.groups().pinned(number(port), port.policy.pinning());
  }

  private static int number(GuestPort port) {
    return SubGroups.portNumber(port.machine, port.key);
  }

  private UnderlayPaths.Edge[] edges(int host, SubGroup group) {
    return Arrays.stream(uplinks[host])
        .filter(
            edge -> group.uplinks().stream().anyMatch(it -> it.up() && it.link() == edge.link()))
        .toArray(UnderlayPaths.Edge[]::new);
  }

  /** Whether a port of that switch and host is pinned elsewhere than where others were up. */
  static boolean isMoved(Row row, GuestPort port, long upBefore) {
    if (!port.linked || port.host != row.host() || port.onSwitch != row.onSwitch()) {
      return false;
    }
    Optional<SubGroup> now = pinned(row, port);
    return now.isPresent()
        && !now.equals(row.groups().pinned(number(port), port.policy.pinning(), upBefore));
  }

  /** Links by which what is for many comes to a host: one of each sub-group; empty for any. */
  List<Integer> copies(int host) {
    if (all.isEmpty()) {
      return List.of();
    }
    return ofEndpoints.getOrDefault(host, NONE).groups().groups().stream()
        .filter(SubGroup::isUp)
        .map(
            group ->
                group.uplinks().stream().filter(it -> it.up()).findFirst().orElseThrow().link())
        .toList();
  }

  /** Why what is for many and came by a link is not taken; null if it is. */
  NetworkDrop refused(int host, int link) {
    SubGroups groups = ofEndpoints.getOrDefault(host, NONE).groups();
    Optional<SubGroup> designated = groups.designated();
    Optional<SubGroup> came =
        groups.groups().stream()
            .filter(it -> it.uplinks().stream().anyMatch(uplink -> uplink.link() == link))
            .findFirst();
    return came.isEmpty() || came.equals(designated)
        ? null
        : NetworkDrop.of(
            NetworkDrop.Cause.NOT_DESIGNATED,
            came.get().id() + " \u2260 " + designated.map(SubGroup::id).orElse(-1));
  }
}
