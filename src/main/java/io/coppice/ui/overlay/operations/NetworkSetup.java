package io.coppice.ui.overlay.operations;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.fabric.HostEndpoint;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.ui.overlay.graph.NetworkGraph;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network of a site as it is set up, with the names people know, and what a picture shows. */
public final class NetworkSetup {
  private final Snapshot snapshot;
  private final Fabric fabric;
  private final Map<PortGroupId, SegmentSettings> segments = new HashMap<>();
  private final Map<HostId, HostEndpoint> endpoints = new HashMap<>();

  private NetworkSetup(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.fabric = DerivedFabric.orSaid(snapshot.fabric(), snapshot.inventory());
    fabric.segments().forEach(it -> segments.put(it.portGroup(), it));
    fabric.endpoints().forEach(it -> endpoints.put(it.host(), it));
  }

  public static NetworkSetup of(Snapshot snapshot) {
    return new NetworkSetup(snapshot);
  }

  public Fabric fabric() {
    return fabric;
  }

  Inventory inventory() {
    return snapshot.inventory();
  }

  boolean isOf(Snapshot other) {
    return other.revision() == snapshot.revision()
        && other.inventory().sharesAllWith(snapshot.inventory());
  }

  Optional<SegmentSettings> segment(PortGroupId group) {
    return Optional.ofNullable(segments.get(group));
  }

  /** Segments by name. */
  List<SegmentSettings> segments() {
    return fabric.segments().stream()
        .filter(it -> inventory().portGroups().get(it.portGroup().value()) != null)
        .sorted(Comparator.comparing(it -> name(it.portGroup())))
        .toList();
  }

  /** A segment by what the picture calls its kind, such as {@code VXLAN 10000}. */
  public Optional<PortGroupId> segment(String kind) {
    return fabric.segments().stream()
        .filter(it -> kind.equals(kind(it)))
        .map(SegmentSettings::portGroup)
        .findFirst();
  }

  /** A segment's protocol and id. */
  public static String kind(SegmentSettings segment) {
    return segment.encapsulation().label(segment.id());
  }

  /** An object as people know it. */
  public String name(EntityId object) {
    return snapshot.contents().displayName(object);
  }

  /** A port as people know it. */
  String name(FabricLink.End end) {
    String node =
        fabric.node(end.node()).isPresent()
            ? end.node()
            : EntityId.parse(end.node()).map(this::name).orElse(end.node());
    return node + ":" + end.port();
  }

  /** A link by both its ports. */
  public String name(FabricLink link) {
    return name(link.a()) + " – " + name(link.b());
  }

  /** A link of the picture. */
  public Optional<FabricLink> link(NetworkGraph graph, int link) {
    NetworkGraph.Link it = graph.links().get(link);
    String a = graph.nodes().get(it.from()).key();
    String b = graph.nodes().get(it.to()).key();
    return fabric.links().stream()
        .filter(one -> one.a().node().equals(a) && one.b().node().equals(b))
        .filter(one -> it.label().equals(one.a().port() + " – " + one.b().port()))
        .findFirst();
  }

  Optional<FabricLink> link(FabricLink.End end) {
    return fabric.links().stream()
        .filter(it -> it.a().equals(end) || it.b().equals(end))
        .findFirst();
  }

  /** Switches and middleboxes that have rules, or may. */
  List<FabricNode> boxes() {
    return fabric.nodes().stream().filter(it -> it.box().isPresent()).toList();
  }

  public boolean isBox(String node) {
    return fabric.node(node).flatMap(FabricNode::box).isPresent();
  }

  Optional<HostEndpoint> endpoint(HostId host) {
    return Optional.ofNullable(endpoints.get(host));
  }

  /** The datacentre of that name, or the first: what happens to a link is told there. */
  public Optional<DatacentreId> datacentre(String name) {
    Datacentre[] found = new Datacentre[1];
    inventory()
        .datacentres()
        .forEach(
            it -> {
              if (found[0] == null || it.name().equals(name) && !found[0].name().equals(name)) {
                found[0] = it;
              }
            });
    return Optional.ofNullable(found[0]).map(Datacentre::id);
  }
}
