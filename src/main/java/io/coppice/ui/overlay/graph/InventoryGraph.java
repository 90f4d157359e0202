package io.coppice.ui.overlay.graph;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.ui.kit.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The network that a site's inventory tells of: hosts in their clusters as racks, distributed
 * switches above them, a link for each uplink with the host's rate over those that are up, port
 * groups as segments. Switches on a single host are part of it.
 */
public final class InventoryGraph {
  private final Snapshot snapshot;
  private final Inventory inventory;
  private final List<NetworkGraph.Node> nodes = new ArrayList<>();
  private final List<NetworkGraph.Machine> machines = new ArrayList<>();
  private final List<NetworkGraph.Link> links = new ArrayList<>();
  private final Map<EntityId, Integer> nodeOf = new HashMap<>();
  private final Map<EntityId, List<Integer>> members = new HashMap<>();

  private InventoryGraph(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.inventory = snapshot.inventory();
  }

  /** The graph of a snapshot. */
  public static NetworkGraph of(Snapshot snapshot) {
    return new InventoryGraph(snapshot).build();
  }

  private NetworkGraph build() {
    inventory
        .switches()
        .forEach(
            it -> {
              if (it.isDistributed()) {
                nodeOf.put(it.id(), nodes.size());
                nodes.add(
                    new NetworkGraph.Node(
                        it.id().token(),
                        it.name(),
                        Role.SPINE,
                        Health.UP,
                        SiteFacts.datacentre(inventory, it.folder()),
                        "",
                        0));
              }
            });
    List<Host> hosts = new ArrayList<>();
    inventory.hosts().forEach(hosts::add);
    hosts.sort(Comparator.comparing(host -> NaturalOrder.key(host.name())));
    hosts.forEach(this::host);
    inventory.machines().forEach(this::machine);
    return new NetworkGraph(nodes, machines, links, segments());
  }

  private void host(Host host) {
    nodeOf.put(host.id(), nodes.size());
    String rack = host.cluster().flatMap(inventory::find).map(cluster -> cluster.name()).orElse("");
    nodes.add(
        new NetworkGraph.Node(
            host.id().token(),
            host.name(),
            Role.HOST,
            SiteFacts.health(host),
            SiteFacts.site(inventory, host),
            rack,
            0));
    double load = SiteFacts.load(snapshot, host);
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      Optional<SwitchId> to = nic.uplinkOf().filter(nodeOf::containsKey);
      to.ifPresent(
          id ->
              links.add(
                  new NetworkGraph.Link(
                      host.id().token() + '/' + nic.name(),
                      nodeOf.get(host.id()),
                      nodeOf.get(id),
                      nic.name(),
                      nic.linkUp() ? load : 0,
                      nic.linkUp() ? Health.UP : Health.DOWN,
                      0)));
    }
  }

  private void machine(Machine machine) {
    Integer host = nodeOf.get(machine.host());
    if (host == null) {
      return;
    }
    for (VirtualNic nic : machine.hardware().nics()) {
      members.computeIfAbsent(nic.portGroup(), _ -> new ArrayList<>()).add(machines.size());
    }
    machines.add(
        new NetworkGraph.Machine(
            machine.id().token(),
            machine.name(),
            host,
            machine.power() == PowerState.POWERED_ON ? Health.UP : Health.DOWN));
  }

  private List<NetworkGraph.Segment> segments() {
    List<NetworkGraph.Segment> segments = new ArrayList<>();
    List<PortGroup> groups = new ArrayList<>();
    inventory.portGroups().forEach(groups::add);
    groups.sort(Comparator.comparing(group -> NaturalOrder.key(group.name())));
    for (PortGroup group : groups) {
      List<Integer> own = members.getOrDefault(group.id(), List.of());
      TreeSet<Integer> hosts = new TreeSet<>();
      own.forEach(machine -> hosts.add(machines.get(machine).host()));
      segments.add(
          new NetworkGraph.Segment(
              group.id().token(),
              group.name(),
              SiteFacts.datacentre(inventory, group.folder()),
              group.vlan() == 0 ? "" : "VLAN " + group.vlan(),
              own.stream().mapToInt(Integer::intValue).distinct().toArray(),
              hosts.stream().mapToInt(Integer::intValue).toArray(),
              0));
    }
    return segments;
  }
}
