package io.coppice.imported;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what each node is, by its devices and by what it is linked to; names only where they say.
 */
final class NodeRoles {
  private static final Pattern SPINE = Pattern.compile("(?i).*(spine|core).*");
  private static final Pattern LEAF = Pattern.compile("(?i).*(leaf|tor|exit|border).*");
  private static final Pattern ROUTER =
      Pattern.compile("(?i).*(router|edge|gateway|internet|gw).*");
  private static final Pattern SERVER = Pattern.compile("(?i).*(server|host|hyper|compute|node).*");

  private final Map<String, Node> nodes;
  private final Map<String, Map<String, String>> neighbours = new HashMap<>();
  private final Map<String, String> parents = new HashMap<>();

  private NodeRoles(Map<String, Node> nodes, List<Link> links) {
    this.nodes = nodes;
    for (Link link : links) {
      look(link.a(), link.b());
      look(link.b(), link.a());
    }
  }

  /** Gives every collected node its kind, and machines the host they stand on. */
  static void assign(Map<String, Node> nodes, List<Link> links) {
    NodeRoles roles = new NodeRoles(nodes, links);
    Map<String, NodeKind> kinds = new HashMap<>();
    for (Node node : nodes.values()) {
      kinds.put(node.name(), roles.byItself(node));
    }
    Set<NodeKind> ends = Set.of(NodeKind.HYPERVISOR, NodeKind.MACHINE, NodeKind.UNKNOWN);
    Map<String, NodeKind> settled = new HashMap<>(kinds);
    kinds.forEach(
        (name, kind) -> {
          if (kind == NodeKind.ROUTER && !ROUTER.matcher(name).matches()) {
            boolean meetsHosts =
                roles.neighbours.getOrDefault(name, Map.of()).values().stream()
                    .anyMatch(other -> ends.contains(kinds.get(other)));
            settled.put(name, meetsHosts ? NodeKind.LEAF : NodeKind.SPINE);
          }
        });
    nodes.replaceAll(
        (name, node) ->
            node.collected()
                ? node.withKind(
                    settled.get(name),
                    settled.get(name) == NodeKind.MACHINE
                        ? Optional.ofNullable(roles.parents.get(name))
                        : Optional.empty())
                : node);
  }

  private void look(Link.End from, Link.End to) {
    neighbours.computeIfAbsent(from.node(), n -> new HashMap<>()).put(from.device(), to.node());
    Node host = nodes.get(to.node());
    boolean port = host.device(to.device()).flatMap(Device::master).isPresent();
    boolean bridged =
        host.device(to.device())
            .flatMap(Device::master)
            .flatMap(host::device)
            .filter(master -> master.bridge().isPresent())
            .isPresent();
    if (port && bridged) {
      parents.put(from.node(), to.node());
    }
  }

  private NodeKind byItself(Node node) {
    if (!node.collected()) {
      return NodeKind.UNKNOWN;
    }
    String name = node.name().toLowerCase(Locale.ROOT);
    boolean tunnels = has(node, DeviceKind.TUNNEL);
    boolean bridges = has(node, DeviceKind.BRIDGE);
    if (SPINE.matcher(name).matches()) {
      return NodeKind.SPINE;
    }
    if (LEAF.matcher(name).matches()) {
      return NodeKind.LEAF;
    }
    if (ROUTER.matcher(name).matches() && !tunnels && !bridges) {
      return NodeKind.ROUTER;
    }
    if (tunnels) {
      return NodeKind.HYPERVISOR;
    }
    if (bridges) {
      return addressed(node) == 0 ? NodeKind.SWITCH : NodeKind.HYPERVISOR;
    }
    Set<String> others = new HashSet<>(neighbours.getOrDefault(node.name(), Map.of()).values());
    if (SERVER.matcher(name).matches() || parents.containsKey(node.name()) && others.size() <= 1) {
      return NodeKind.MACHINE;
    }
    return addressed(node) > 1 ? NodeKind.ROUTER : NodeKind.MACHINE;
  }

  private static boolean has(Node node, DeviceKind kind) {
    return node.devices().values().stream().anyMatch(device -> device.kind() == kind);
  }

  private static long addressed(Node node) {
    return node.devices().values().stream()
        .filter(device -> device.kind() != DeviceKind.LOOPBACK)
        .filter(device -> device.addresses().stream().anyMatch(a -> !a.ip().isLinkLocal()))
        .count();
  }
}
