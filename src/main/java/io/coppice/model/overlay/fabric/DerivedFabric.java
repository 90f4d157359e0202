package io.coppice.model.overlay.fabric;

import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.Tag;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NodeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network that a site has of which nothing is said: leaves and spines (Clos, routed to the
 * host). Hosts of one rack, by their tag {@code rack:} or else their cluster, stand on a pair of
 * leaves, each adapter of a distributed switch on one of the two in turn; each leaf has a link to
 * each spine. Each port group of a distributed switch with a VLAN of its own is a VXLAN segment.
 * The same inventory gives the same network.
 */
public final class DerivedFabric {
  /** Of the VXLAN segment of port group 0. */
  static final long FIRST_VNI = 10_000;

  /** 172.16.0.10, of the first host; the range has room for the most hosts of a site. */
  private static final int FIRST_ENDPOINT = 172 << 24 | 16 << 16 | 10;

  private static final int SPINE_MEGABITS = 100_000;

  /** Racks that two spines serve; twice as many spines serve more. */
  private static final int SMALL = 16;

  private static final int ALL_VLANS = 4095;

  private final Inventory inventory;
  private final Map<String, List<Host>> racks = new LinkedHashMap<>();
  private final List<FabricNode> nodes = new ArrayList<>();
  private final List<FabricLink> links = new ArrayList<>();
  private final List<HostEndpoint> endpoints = new ArrayList<>();

  private DerivedFabric(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The network of an inventory. */
  public static Fabric of(Inventory inventory) {
    return new DerivedFabric(inventory).build();
  }

  /** What is said, or else what is derived. */
  public static Fabric orSaid(Fabric said, Inventory inventory) {
    return said.isNone() ? of(inventory) : said;
  }

  private Fabric build() {
    inventory
        .hosts()
        .forEach(
            host -> {
              if (!uplinks(inventory, host).isEmpty()) {
                racks.computeIfAbsent(rack(inventory, host), _ -> new ArrayList<>()).add(host);
              }
            });
    int spines = racks.isEmpty() ? 0 : racks.size() > SMALL ? 4 : 2;
    for (int spine = 1; spine <= spines; spine++) {
      nodes.add(FabricNode.of("spine-" + spine, NodeKind.SPINE, ""));
    }
    int number = 0;
    for (Map.Entry<String, List<Host>> rack : racks.entrySet()) {
      rack(++number, rack.getKey(), rack.getValue(), spines);
    }
    List<SegmentSettings> segments = new ArrayList<>();
    inventory
        .portGroups()
        .forEach(
            group -> {
              if (isOverlay(group)) {
                segments.add(
                    SegmentSettings.headEnd(
                        group.id(), Encapsulation.VXLAN, FIRST_VNI + group.id().value()));
              }
            });
    return new Fabric(nodes, links, endpoints, segments);
  }

  private void rack(int number, String place, List<Host> hosts, int spines) {
    boolean pair = hosts.stream().anyMatch(host -> uplinks(inventory, host).size() > 1);
    List<String> leaves = new ArrayList<>();
    for (String side : pair ? List.of("a", "b") : List.of("a")) {
      String leaf = "leaf-" + (number < 10 ? "0" : "") + number + side;
      leaves.add(leaf);
      nodes.add(FabricNode.of(leaf, NodeKind.LEAF, place));
      for (int spine = 1; spine <= spines; spine++) {
        links.add(
            FabricLink.cable(
                new FabricLink.End(leaf, "up" + spine),
                new FabricLink.End("spine-" + spine, leaf),
                SPINE_MEGABITS,
                FabricLink.JUMBO));
      }
    }
    int[] ports = new int[leaves.size()];
    for (Host host : hosts) {
      int turn = 0;
      for (Host.PhysicalNic nic : uplinks(inventory, host)) {
        int leaf = turn++ % leaves.size();
        links.add(
            FabricLink.cable(
                FabricLink.End.of(host.id(), nic.name()),
                new FabricLink.End(leaves.get(leaf), "swp" + ++ports[leaf]),
                nic.megabits(),
                inventory.switches().get(nic.uplinkOf().orElseThrow().value()).mtu()));
      }
      endpoints.add(new HostEndpoint(host.id(), IpAddress.v4(FIRST_ENDPOINT + endpoints.size())));
    }
  }

  /** The rack that a host says by a tag, else its cluster. */
  static String rack(Inventory inventory, Host host) {
    for (Tag tag : host.tags()) {
      if (tag.category().equalsIgnoreCase("rack")) {
        return tag.name();
      }
    }
    return host.cluster()
        .map(id -> inventory.clusters().get(id.value()))
        .map(cluster -> cluster.name())
        .orElse("");
  }

  /** Adapters that are linked to a distributed switch. */
  static List<Host.PhysicalNic> uplinks(Inventory inventory, Host host) {
    return host.hardware().nics().stream()
        .filter(
            nic ->
                nic.uplinkOf()
                    .map(id -> inventory.switches().get(id.value()))
                    .filter(it -> it.isDistributed())
                    .isPresent())
        .toList();
  }

  private boolean isOverlay(PortGroup group) {
    return group.vlan() != ALL_VLANS
        && inventory.switches().get(group.onSwitch().value()).isDistributed();
  }
}
