package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Inventory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The links that the packets of a segment cross between the hosts of its members. */
public final class SegmentPaths {
  private SegmentPaths() {}

  /**
   * The links on the ways between a segment's hosts that are too small for its packets.
   *
   * @param more hosts that are to join
   * @param outer the largest packet, outer IP header included, bytes
   */
  public static List<FabricLink> tooSmall(
      Fabric fabric, Inventory inventory, PortGroupId segment, Set<HostId> more, int outer) {
    SortedSet<Integer> hosts = new TreeSet<>();
    more.forEach(host -> hosts.add(host.value()));
    inventory
        .machines()
        .forEach(
            machine -> {
              if (machine.hardware().nics().stream()
                  .anyMatch(nic -> nic.portGroup().equals(segment))) {
                hosts.add(machine.host().value());
              }
            });
    HostWays ways = new HostWays(fabric, inventory);
    Set<FabricLink> small = new LinkedHashSet<>();
    for (int host : hosts) {
      // all ways of a segment cross the links from its first host to the others
      if (host != hosts.first()) {
        ways.between(new HostId(hosts.first()), new HostId(host)).stream()
            .filter(link -> link.mtu() < outer)
            .forEach(small::add);
      }
    }
    return List.copyOf(small);
  }
}
