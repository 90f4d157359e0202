package io.coppice.model.overlay.fabric;

import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NodeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Connects a host to a network that is said: each adapter of a distributed switch that has no cable
 * yet gets one to the leaves of the hosts of its rack in turn, else to those of any host, and the
 * host an endpoint whose address follows the others'.
 */
public final class HostCabling {
  private HostCabling() {}

  /** The network with the host; the same where it is derived, or the host has all it needs. */
  public static Fabric connect(Fabric fabric, Inventory inventory, Host host) {
    List<Host.PhysicalNic> nics = DerivedFabric.uplinks(inventory, host);
    if (fabric.isNone() || nics.isEmpty()) {
      return fabric;
    }
    List<String> leaves = leaves(fabric, inventory, host);
    List<FabricLink> links = new ArrayList<>(fabric.links());
    Set<FabricLink.End> taken = new HashSet<>();
    links.forEach(
        link -> {
          taken.add(link.a());
          taken.add(link.b());
        });
    int turn = 0;
    for (Host.PhysicalNic nic : nics) {
      FabricLink.End own = FabricLink.End.of(host.id(), nic.name());
      if (!leaves.isEmpty() && taken.add(own)) {
        FabricLink.End port = freePort(leaves.get(turn % leaves.size()), taken);
        taken.add(port);
        int mtu = inventory.switches().get(nic.uplinkOf().orElseThrow().value()).mtu();
        links.add(FabricLink.cable(own, port, nic.megabits(), mtu));
      }
      turn++;
    }
    return new Fabric(
        fabric.nodes(), links, endpoints(fabric, host), fabric.segments(), fabric.fences());
  }

  private static FabricLink.End freePort(String leaf, Set<FabricLink.End> taken) {
    int number = 1;
    while (taken.contains(new FabricLink.End(leaf, "swp" + number))) {
      number++;
    }
    return new FabricLink.End(leaf, "swp" + number);
  }

  private static List<HostEndpoint> endpoints(Fabric fabric, Host host) {
    Optional<IpAddress> last =
        fabric.endpoints().stream()
            .map(HostEndpoint::address)
            .filter(address -> !address.v6())
            .max(IpAddress::compareTo);
    boolean has = fabric.endpoints().stream().anyMatch(it -> it.host().equals(host.id()));
    if (has || last.isEmpty()) {
      return fabric.endpoints();
    }
    List<HostEndpoint> all = new ArrayList<>(fabric.endpoints());
    all.add(new HostEndpoint(host.id(), IpAddress.v4((int) last.get().low() + 1)));
    return all;
  }

  /** The leaves that hosts of the same rack have cables to; of any host where there are none. */
  private static List<String> leaves(Fabric fabric, Inventory inventory, Host host) {
    Set<String> rack = new HashSet<>();
    String place = DerivedFabric.rack(inventory, host);
    inventory
        .hosts()
        .forEach(
            other -> {
              if (!other.id().equals(host.id())
                  && DerivedFabric.rack(inventory, other).equals(place)) {
                rack.add(other.id().token());
              }
            });
    List<String> near =
        fabric.links().stream()
            .filter(link -> rack.contains(link.a().node()) || rack.contains(link.b().node()))
            .map(link -> rack.contains(link.a().node()) ? link.b().node() : link.a().node())
            .distinct()
            .sorted()
            .toList();
    return near.isEmpty()
        ? fabric.nodes().stream()
            .filter(node -> node.kind() == NodeKind.LEAF)
            .map(FabricNode::name)
            .toList()
        : near;
  }
}
