package io.coppice.imported;

import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What others speak of and nobody collected, as nodes of kind {@link NodeKind#UNKNOWN}: the network
 * between ends of one subnet, machines behind a bridge's port, peers of tunnels.
 */
final class UncollectedParts {
  private static final int MOST_MACHINES = 64;

  private final Map<String, Node> nodes;
  private final List<Link> links;
  private final Set<Link.End> taken = new HashSet<>();
  private final Map<Mac, Link.End> owners = new HashMap<>();

  UncollectedParts(Map<String, Node> nodes, List<Link> links) {
    this.nodes = nodes;
    this.links = links;
    for (Link link : links) {
      taken.add(link.a());
      taken.add(link.b());
    }
  }

  void add() {
    machines();
    networks();
    peers();
  }

  /** Free ends with addresses of one subnet meet in one network. */
  private void networks() {
    Map<Prefix, List<Link.End>> subnets = new LinkedHashMap<>();
    for (Node node : nodes.values()) {
      for (Device device : node.devices().values()) {
        Link.End end = new Link.End(node.name(), device.name());
        if (isCable(device) && !taken.contains(end) && !slavesTaken(node, device)) {
          device.addresses().stream()
              .filter(a -> !a.ip().isLinkLocal() && a.prefixLength() < a.ip().bits())
              .findFirst()
              .map(Address::subnet)
              .ifPresent(s -> subnets.computeIfAbsent(s, k -> new ArrayList<>()).add(end));
        }
      }
    }
    subnets.forEach(this::network);
  }

  private boolean slavesTaken(Node node, Device device) {
    for (Device port : node.ports(device.name())) {
      if (taken.contains(new Link.End(node.name(), port.name()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCable(Device device) {
    return switch (device.kind()) {
      case PHYSICAL, VETH, BOND -> true;
      default -> false;
    };
  }

  private void network(Prefix subnet, List<Link.End> ends) {
    String name = free("network " + subnet);
    List<Device> ports = new ArrayList<>();
    for (Link.End end : ends) {
      String port = "to " + end;
      ports.add(Device.named(port).build());
      join(end, new Link.End(name, port), Link.Certainty.GUESSED);
    }
    nodes.put(name, Node.unknown(name, ports));
  }

  /** Learned addresses behind a port that leads to nothing known. */
  private void machines() {
    for (Node node : nodes.values()) {
      for (Device device : node.devices().values()) {
        boolean free =
            device.kind() == DeviceKind.BOND
                || isCable(device)
                    && device.master().isEmpty()
                    && !taken.contains(new Link.End(node.name(), device.name()));
        if (node.collected() && free && !device.mac().isZero()) {
          owners.put(device.mac(), new Link.End(node.name(), device.name()));
        }
      }
    }
    for (Node node : List.copyOf(nodes.values())) {
      Map<String, Set<Mac>> behind = new LinkedHashMap<>();
      node.forwarding()
          .learned(
              name -> mayLeadOn(node, name),
              (name, mac) -> {
                if (!mac.isMulticast()) {
                  behind.computeIfAbsent(name, _ -> new TreeSet<>()).add(mac);
                }
              });
      behind.forEach((port, macs) -> machine(node, port, macs));
    }
  }

  /** Whether a bridge's port is no tunnel, and nothing is known to be behind it. */
  private boolean mayLeadOn(Node node, String port) {
    return node.device(port).filter(it -> it.kind() != DeviceKind.TUNNEL).isPresent()
        && !taken.contains(new Link.End(node.name(), port));
  }

  private void machine(Node node, String port, Set<Mac> macs) {
    for (Mac mac : macs) {
      Link.End known = owners.get(mac);
      if (known != null && !known.node().equals(node.name()) && !meets(node.name(), known.node())) {
        join(new Link.End(node.name(), port), known, Link.Certainty.INFERRED);
        return;
      }
    }
    String name = free("machine " + macs.iterator().next());
    List<Device> faces = new ArrayList<>();
    int most = MOST_MACHINES;
    for (Mac mac : macs) {
      if (most-- > 0) {
        faces.add(Device.named(faces.isEmpty() ? "?" : "? " + faces.size()).mac(mac).build());
      }
    }
    nodes.put(name, Node.unknown(name, faces));
    join(new Link.End(node.name(), port), new Link.End(name, "?"), Link.Certainty.GUESSED);
  }

  /** Peers that tunnels send to and that no collected node has. */
  private void peers() {
    Set<IpAddress> owned = new HashSet<>();
    for (Node node : nodes.values()) {
      node.devices().values().forEach(d -> d.addresses().forEach(a -> owned.add(a.ip())));
    }
    Set<IpAddress> wanted = new TreeSet<>();
    for (Node node : nodes.values()) {
      node.forwarding().peers().stream()
          .filter(ip -> !ip.isMulticast() && !ip.isAny())
          .forEach(wanted::add);
      for (Device device : node.devices().values()) {
        device.tunnel().ifPresent(t -> t.remotes().forEach(wanted::add));
        device
            .tunnel()
            .flatMap(t -> t.remote())
            .filter(ip -> !ip.isMulticast() && !ip.isAny())
            .ifPresent(wanted::add);
      }
    }
    wanted.removeAll(owned);
    for (IpAddress ip : wanted) {
      String name = free("endpoint " + ip);
      Device face =
          Device.named("?")
              .addresses(
                  List.of(new Address(ip, ip.bits(), true, io.coppice.model.overlay.Proof.NONE)))
              .build();
      nodes.put(name, Node.unknown(name, List.of(face)));
    }
  }

  private boolean meets(String one, String other) {
    return links.stream()
        .anyMatch(
            l ->
                l.a().node().equals(one) && l.b().node().equals(other)
                    || l.a().node().equals(other) && l.b().node().equals(one));
  }

  private void join(Link.End a, Link.End b, Link.Certainty certainty) {
    links.add(new Link(a, b, certainty));
    taken.add(a);
    taken.add(b);
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 2; nodes.containsKey(name); i++) {
      name = wanted + " (" + i + ")";
    }
    return name;
  }
}
