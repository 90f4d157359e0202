package io.coppice.sim.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports that have a link in one segment, or in all segments of one private VLAN: there the
 * segment of a port group is what its secondary VLAN is on a wire (RFC 5517 section 2), so a
 * receiver tells by the segment's id what the sender may reach, and what was learned in one segment
 * holds for all (shared learning, IEEE 802.1Q-2018, 8.8.8). One thread.
 */
final class BroadcastDomain {
  /** Of its first port group: names it in tables of what was learned. */
  final int row;

  final List<SegmentRow> segments = new ArrayList<>();

  /** By host, then address: the members there. */
  final Map<Integer, Map<Long, GuestPort>> byHost = new HashMap<>();

  /** By hardware address, wherever they are. */
  final Map<Long, GuestPort> byMac = new HashMap<>();

  /** By IP address, for who answers in their place. */
  final Map<Integer, GuestPort> byAddress = new HashMap<>();

  /** Whether no address is there twice. */
  private boolean isUnique = true;

  BroadcastDomain(int row) {
    this.row = row;
  }

  boolean isUnique() {
    return isUnique;
  }

  /** Hosts with members, in the order of their rows. */
  int[] hosts() {
    return byHost.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** The first of the hosts with members; there is one. */
  int firstHost() {
    return Collections.min(byHost.keySet());
  }

  /** Members on a host, in the order of their machines. */
  List<GuestPort> membersOn(int host) {
    return byHost.getOrDefault(host, Map.of()).values().stream()
        .sorted(Comparator.comparingLong(GuestPort::id))
        .toList();
  }

  void add(GuestPort port) {
    byHost.computeIfAbsent(port.host, _ -> new HashMap<>()).put(port.mac, port);
    isUnique &= byMac.put(port.mac, port) == null;
    if (port.ip != 0) {
      isUnique &= byAddress.putIfAbsent(port.ip, port) == null;
    }
  }

  void remove(GuestPort port) {
    Map<Long, GuestPort> here = byHost.get(port.host);
    here.remove(port.mac);
    if (here.isEmpty()) {
      byHost.remove(port.host);
    }
    byMac.remove(port.mac);
    byAddress.remove(port.ip);
  }
}
