package io.coppice.ui.overlay.graph;

import io.coppice.backend.Snapshot;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.ui.kit.NaturalOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The picture of an overlay network's state. Machines stand in their hypervisor; one whose
 * hypervisor is not known stands by itself. Faults are counted at every node, link and segment they
 * name. Keys are names: a node's own, {@code node:device} for an end of a link, a segment's label.
 */
public final class StateGraph {
  private final NetworkState state;
  private final List<Fault> faults;
  private final Optional<SiteFacts> facts;
  private final Map<String, Integer> faultsOf = new HashMap<>();
  private final Map<String, String> siteOf = new HashMap<>();
  private final Map<String, Integer> nodeOf = new HashMap<>();
  private final Map<String, Integer> machineOf = new HashMap<>();
  private final List<NetworkGraph.Node> nodes = new ArrayList<>();
  private final List<NetworkGraph.Machine> machines = new ArrayList<>();

  private StateGraph(NetworkState state, List<Fault> faults, Optional<SiteFacts> facts) {
    this.state = state;
    this.faults = faults;
    this.facts = facts;
    for (Fault fault : faults) {
      fault.where().forEach(end -> faultsOf.merge(end.toString(), 1, Integer::sum));
      fault.where().stream()
          .map(Link.End::node)
          .distinct()
          .forEach(node -> faultsOf.merge(node, 1, Integer::sum));
    }
  }

  /** The graph of a state with what is wrong in it. */
  public static NetworkGraph of(NetworkState state, List<Fault> faults) {
    return new StateGraph(state, faults, Optional.empty()).build();
  }

  /** The same of a site that has an inventory, which tells more of its nodes. */
  public static NetworkGraph of(NetworkState state, List<Fault> faults, Snapshot snapshot) {
    return new StateGraph(state, faults, Optional.of(new SiteFacts(snapshot))).build();
  }

  private String key(String node) {
    return facts.map(it -> it.key(node)).orElse(node);
  }

  private NetworkGraph build() {
    List<Node> sorted = sorted();
    facts.ifPresent(this::findSites);
    for (Node node : sorted) {
      if (!isInside(node)) {
        nodeOf.put(node.name(), nodes.size());
        nodes.add(node(node));
      }
    }
    for (Node node : sorted) {
      if (isInside(node)) {
        machineOf.put(node.name(), machines.size());
        machines.add(
            new NetworkGraph.Machine(
                key(node.name()),
                node.name(),
                nodeOf.get(node.parent().get()),
                health(node),
                state.translations().containsKey(node.name())));
      }
    }
    return new NetworkGraph(nodes, machines, links(), segments());
  }

  private List<Node> sorted() {
    Map<String, Node> byKey = new TreeMap<>();
    for (Node node : state.nodes().values()) {
      // names are unique, but not what they are sorted by
      byKey.put(NaturalOrder.key(node.name()) + '\0' + node.name(), node);
    }
    return List.copyOf(byKey.values());
  }

  /** A switch stands where all stands that is linked to it; what joins sites stands in none. */
  private void findSites(SiteFacts told) {
    Map<String, Set<String>> next = new HashMap<>();
    for (Link link : state.links()) {
      next.computeIfAbsent(link.a().node(), _ -> new HashSet<>()).add(link.b().node());
      next.computeIfAbsent(link.b().node(), _ -> new HashSet<>()).add(link.a().node());
    }
    for (Node node : state.nodes().values()) {
      told.site(node.name()).ifPresent(site -> siteOf.put(node.name(), site));
    }
    for (NodeKind kind : new NodeKind[] {NodeKind.LEAF, NodeKind.SPINE, NodeKind.SWITCH}) {
      Map<String, String> found = new HashMap<>();
      for (Node node : state.nodes().values()) {
        if (node.kind() == kind && !siteOf.containsKey(node.name())) {
          Set<String> sites = new HashSet<>();
          for (String other : next.getOrDefault(node.name(), Set.of())) {
            Optional.ofNullable(siteOf.get(other)).ifPresent(sites::add);
          }
          found.put(node.name(), sites.size() == 1 ? sites.iterator().next() : "");
        }
      }
      siteOf.putAll(found);
    }
  }

  private boolean isInside(Node node) {
    return node.kind() == NodeKind.MACHINE
        && node.parent()
            .flatMap(state::node)
            .filter(parent -> parent.kind() != NodeKind.MACHINE)
            .isPresent();
  }

  private NetworkGraph.Node node(Node node) {
    Role role =
        switch (node.kind()) {
          case HYPERVISOR, MACHINE -> Role.HOST;
          case LEAF, SWITCH -> Role.LEAF;
          case SPINE -> Role.SPINE;
          case ROUTER -> Role.ROUTER;
          case MIDDLEBOX -> Role.MIDDLEBOX;
          case UNKNOWN -> Role.UNKNOWN;
        };
    return new NetworkGraph.Node(
        key(node.name()),
        node.name(),
        role,
        health(node),
        facts.isPresent() ? siteOf.getOrDefault(node.name(), "") : state.title(),
        "",
        faultsOf.getOrDefault(node.name(), 0));
  }

  private Health health(Node node) {
    if (!node.collected()) {
      return Health.UNKNOWN;
    }
    List<Device> cards =
        node.devices().values().stream()
            .filter(
                device -> device.kind() == DeviceKind.PHYSICAL || device.kind() == DeviceKind.VETH)
            .toList();
    if (!cards.isEmpty() && cards.stream().noneMatch(Device::isUsable)) {
      return Health.DOWN;
    }
    Optional<Health> told = facts.flatMap(it -> it.health(node.name()));
    if (told.isPresent() && told.get() != Health.UP) {
      return told.get();
    }
    return faultsOf.containsKey(node.name()) ? Health.DEGRADED : Health.UP;
  }

  private List<NetworkGraph.Link> links() {
    List<NetworkGraph.Link> links = new ArrayList<>();
    for (Link link : state.links()) {
      Integer from = nodeOf.get(link.a().node());
      Integer to = nodeOf.get(link.b().node());
      if (from != null && to != null && !from.equals(to)) {
        int problems =
            faultsOf.getOrDefault(link.a().toString(), 0)
                + faultsOf.getOrDefault(link.b().toString(), 0);
        links.add(
            new NetworkGraph.Link(
                link.a() + " " + link.b(),
                from,
                to,
                link.a().device() + " – " + link.b().device(),
                facts.map(it -> it.load(link)).orElse(Double.NaN),
                health(link, problems),
                problems));
      }
    }
    return links;
  }

  private Health health(Link link, int problems) {
    Optional<Device> a = state.device(link.a());
    Optional<Device> b = state.device(link.b());
    if (a.filter(device -> !device.isUsable()).isPresent()
        || b.filter(device -> !device.isUsable()).isPresent()) {
      return Health.DOWN;
    }
    boolean known =
        state.node(link.a().node()).filter(Node::collected).isPresent()
            && state.node(link.b().node()).filter(Node::collected).isPresent();
    return !known ? Health.UNKNOWN : problems > 0 ? Health.DEGRADED : Health.UP;
  }

  private List<NetworkGraph.Segment> segments() {
    List<NetworkGraph.Segment> segments = new ArrayList<>();
    for (Segment segment : state.segments()) {
      TreeSet<Integer> hosts = new TreeSet<>();
      segment.endpoints().stream()
          .map(end -> nodeOf.get(end.node()))
          .filter(Objects::nonNull)
          .forEach(hosts::add);
      String label = segment.label();
      segments.add(
          new NetworkGraph.Segment(
              label,
              segment.name().orElse(label),
              facts.map(it -> it.tenant(segment)).or(segment::name).orElse(""),
              label,
              segment.machines().stream()
                  .map(end -> machineOf.get(end.node()))
                  .filter(Objects::nonNull)
                  .mapToInt(Integer::intValue)
                  .distinct()
                  .toArray(),
              hosts.stream().mapToInt(Integer::intValue).toArray(),
              (int)
                  faults.stream()
                      .filter(fault -> fault.segment().filter(label::equals).isPresent())
                      .count()));
    }
    return segments;
  }
}
