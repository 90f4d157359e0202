package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The network of a site as it is set up.
 *
 * @param nodes switches, routers and middleboxes; hosts are the inventory's
 * @param endpoints at most one of a host
 * @param segments at most one of a port group
 * @param fences at most one of a machine
 */
public record Fabric(
    List<FabricNode> nodes,
    List<FabricLink> links,
    List<HostEndpoint> endpoints,
    List<SegmentSettings> segments,
    List<Fence> fences) {
  /** Nothing is said: the network is {@link DerivedFabric} of the inventory. */
  public static final Fabric NONE = new Fabric(List.of(), List.of(), List.of(), List.of());

  public Fabric {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
    endpoints = List.copyOf(endpoints);
    segments = List.copyOf(segments);
    fences = List.copyOf(fences);
  }

  /** A network without fences. */
  public Fabric(
      List<FabricNode> nodes,
      List<FabricLink> links,
      List<HostEndpoint> endpoints,
      List<SegmentSettings> segments) {
    this(nodes, links, endpoints, segments, List.of());
  }

  /** Of an image that is older than fences. */
  @SuppressWarnings("UnusedMethod") // found by its name
  private static Object absent(String component) {
    return component.equals("fences") ? List.of() : null;
  }

  public boolean isNone() {
    return nodes.isEmpty()
        && links.isEmpty()
        && endpoints.isEmpty()
        && segments.isEmpty()
        && fences.isEmpty();
  }

  public Optional<SegmentSettings> segment(PortGroupId portGroup) {
    return segments.stream().filter(it -> it.portGroup().equals(portGroup)).findFirst();
  }

  public Optional<FabricNode> node(String name) {
    return nodes.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  public Fabric withNode(String name, UnaryOperator<FabricNode> change) {
    return new Fabric(
        nodes.stream().map(it -> it.name().equals(name) ? change.apply(it) : it).toList(),
        links,
        endpoints,
        segments,
        fences);
  }

  public Fabric withLinks(UnaryOperator<FabricLink> change) {
    return new Fabric(nodes, links.stream().map(change).toList(), endpoints, segments, fences);
  }

  public Fabric withEndpoints(List<HostEndpoint> changed) {
    return new Fabric(nodes, links, changed, segments, fences);
  }

  public Fabric withSegments(List<SegmentSettings> changed) {
    return new Fabric(nodes, links, endpoints, changed, fences);
  }

  public Fabric withFences(List<Fence> changed) {
    return new Fabric(nodes, links, endpoints, segments, changed);
  }

  /** None that a machine is the appliance of. */
  public Fabric withoutFence(MachineId appliance) {
    return withFences(fences.stream().filter(it -> !it.appliance().equals(appliance)).toList());
  }

  /** The fence that a machine is the appliance of. */
  public Optional<Fence> fence(MachineId appliance) {
    return fences.stream().filter(it -> it.appliance().equals(appliance)).findFirst();
  }
}
