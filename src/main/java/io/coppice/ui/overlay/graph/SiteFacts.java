package io.coppice.ui.overlay.graph;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.LinkLoad;
import io.coppice.model.overlay.fabric.SegmentSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a site's inventory tells of the nodes of its network: which object each is, where it stands,
 * how it is, and how much its links carry. A host's load is taken to be even over its links that
 * are up; where bulk transfers use more of a link, that counts.
 */
final class SiteFacts {
  private static final double MEGABITS_OF_KIB = 8 * 1024 / 1e6;

  private final Snapshot snapshot;
  private final Inventory inventory;
  private final Map<String, EntityId> objects = new HashMap<>();
  private final Map<FabricLink.End, Double> transfers = new HashMap<>();

  SiteFacts(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.inventory = snapshot.inventory();
    inventory.hosts().forEach(host -> name(host.name(), host.id()));
    inventory.machines().forEach(machine -> name(machine.name(), machine.id()));
    if (!snapshot.transfers().isEmpty()) {
      List<FabricLink> links = DerivedFabric.orSaid(snapshot.fabric(), inventory).links();
      for (LinkLoad load : snapshot.transfers()) {
        if (load.link() < links.size()) {
          FabricLink link = links.get(load.link());
          transfers.put(link.a(), load.share(link));
          transfers.put(link.b(), load.share(link));
        }
      }
    }
  }

  /** What bulk transfers use of a link's rate at one of its ends; NaN where there are none. */
  private double transfer(Link.End end) {
    return transfers.getOrDefault(new FabricLink.End(key(end.node()), end.device()), Double.NaN);
  }

  /** A network tells objects of one name apart by their printed ids. */
  private void name(String name, EntityId id) {
    if (objects.putIfAbsent(name, id) != null) {
      objects.put(name + " (" + id.token() + ")", id);
    }
  }

  /** What a node is called as an object of the inventory; its name where it is none. */
  String key(String node) {
    EntityId id = objects.get(node);
    return id == null ? node : id.token();
  }

  private Optional<Host> host(String node) {
    return objects.get(node) instanceof EntityId.HostId id
        ? Optional.ofNullable(inventory.hosts().get(id.value()))
        : Optional.empty();
  }

  private Optional<Machine> machine(String node) {
    return objects.get(node) instanceof EntityId.MachineId id
        ? Optional.ofNullable(inventory.machines().get(id.value()))
        : Optional.empty();
  }

  Optional<Health> health(String node) {
    return host(node)
        .map(SiteFacts::health)
        .or(() -> machine(node).map(it -> it.isOn() ? Health.UP : Health.DOWN));
  }

  static Health health(Host host) {
    return switch (host.state()) {
      case CONNECTED -> host.maintenance() ? Health.DEGRADED : Health.UP;
      case DISCONNECTED -> Health.UNKNOWN;
      case NOT_RESPONDING, POWERED_OFF -> Health.DOWN;
    };
  }

  /** The datacentre of a host; empty for anything else. */
  Optional<String> site(String node) {
    return host(node).map(it -> site(inventory, it));
  }

  static String site(Inventory inventory, Host host) {
    FolderId folder =
        host.cluster()
            .map(id -> inventory.clusters().get(id.value()))
            .map(cluster -> cluster.folder())
            .orElse(host.folder());
    return datacentre(inventory, folder);
  }

  static String datacentre(Inventory inventory, FolderId folder) {
    return Optional.ofNullable(inventory.folders().get(folder.value()))
        .flatMap(found -> inventory.find(found.datacentre()))
        .map(Entity::name)
        .orElse("");
  }

  /** Who has a segment; empty where nobody said. */
  String tenant(Segment segment) {
    return snapshot.fabric().segments().stream()
        .filter(it -> it.encapsulation() == segment.encapsulation() && it.id() == segment.id())
        .map(SegmentSettings::tenant)
        .findFirst()
        .orElse("");
  }

  /** The share of a link's rate that is used; NaN where that is not known. */
  double load(Link link) {
    double bulk = transfers.isEmpty() ? Double.NaN : transfer(link.a());
    double usual = usual(link);
    return Double.isNaN(bulk) ? usual : Double.isNaN(usual) ? bulk : Math.max(bulk, usual);
  }

  private double usual(Link link) {
    return host(link.a().node())
        .map(it -> load(it, link.a().device()))
        .or(() -> host(link.b().node()).map(it -> load(it, link.b().device())))
        .orElse(Double.NaN);
  }

  private double load(Host host, String nic) {
    boolean up =
        host.hardware().nics().stream()
            .anyMatch(it -> it.name().equals(nic) && it.linkUp() && it.uplinkOf().isPresent());
    return up ? load(snapshot, host) : 0;
  }

  static double load(Snapshot snapshot, Host host) {
    double megabits =
        host.hardware().nics().stream()
            .filter(nic -> nic.linkUp() && nic.uplinkOf().isPresent())
            .mapToDouble(Host.PhysicalNic::megabits)
            .sum();
    double used = snapshot.figures().get(host.id(), Metric.NETWORK_RATE) * MEGABITS_OF_KIB;
    return megabits == 0 ? Double.NaN : used / megabits;
  }
}
