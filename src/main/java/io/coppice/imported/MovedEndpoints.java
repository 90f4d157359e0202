package io.coppice.imported;

import io.coppice.imported.HostAssembler.Assembled;
import io.coppice.imported.HostAssembler.Peer;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tunnel devices that were moved out of the name space in which they were made, as Docker's are for
 * each of its overlay networks: their outer packets go on to use the underlay of that one. The
 * kernel says that it is another ({@code link_netnsid}), by a number that means nothing elsewhere.
 * Which node it is, is told by a virtual pair into the same name space, by who has the tunnel's
 * local address, or by its peers: they all send to an address to which it does not.
 */
final class MovedEndpoints {
  private final Map<String, Node> nodes;
  private final Map<String, Assembled> hosts;
  private final List<Link> links;

  /** A moved device. */
  private record Moved(Node node, Device device, Peer lower) {
    TunnelEndpoint tunnel() {
      return device.tunnel().orElseThrow();
    }
  }

  private MovedEndpoints(Map<String, Node> nodes, Map<String, Assembled> hosts, List<Link> links) {
    this.nodes = nodes;
    this.hosts = hosts;
    this.links = links;
  }

  /** Puts into the nodes where their moved devices have their underlay. */
  static void resolve(Map<String, Node> nodes, Map<String, Assembled> hosts, List<Link> links) {
    MovedEndpoints endpoints = new MovedEndpoints(nodes, hosts, links);
    endpoints.moved().forEach(endpoints::place);
  }

  private List<Moved> moved() {
    List<Moved> found = new ArrayList<>();
    hosts.forEach(
        (name, host) ->
            host.peers()
                .forEach(
                    (device, peer) -> {
                      Device it = host.node().devices().get(device);
                      if (peer.space() >= 0 && it.tunnel().isPresent()) {
                        found.add(new Moved(host.node(), it, peer));
                      }
                    }));
    return found;
  }

  private void place(Moved moved) {
    Optional<Node> origin =
        byPair(moved).or(() -> byAddress(moved)).or(() -> byPeers(moved)).map(nodes::get);
    TunnelEndpoint.Builder settings =
        moved.tunnel().change().origin(origin.map(Node::name).or(() -> Optional.of("")));
    if (moved.tunnel().underlay().isPresent()) {
      // a name that is looked up by number in the wrong name space
      settings.underlay(origin.flatMap(it -> numbered(it, moved.lower().index())));
    }
    TunnelEndpoint tunnel = settings.build();
    nodes.computeIfPresent(
        moved.node().name(),
        (_, node) ->
            node.withDevice(
                moved.device().name(), device -> device.change().tunnel(tunnel).build()));
  }

  private static Optional<String> numbered(Node node, int index) {
    return node.devices().values().stream()
        .filter(device -> device.index() == index)
        .map(Device::name)
        .findFirst();
  }

  private Optional<String> byPair(Moved moved) {
    String name = moved.node().name();
    Map<String, Peer> peers = hosts.get(name).peers();
    for (Link link : links) {
      for (Link.End end : List.of(link.a(), link.b())) {
        Peer peer = end.node().equals(name) ? peers.get(end.device()) : null;
        if (peer != null && peer.space() == moved.lower().space()) {
          return Optional.of(link.other(end).orElseThrow().node());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> byAddress(Moved moved) {
    return moved
        .tunnel()
        .local()
        .filter(ip -> !ip.isAny())
        .flatMap(ip -> only(owners(Set.of(ip), moved.node())));
  }

  private Optional<String> byPeers(Moved moved) {
    Set<IpAddress> ofAll = new HashSet<>();
    for (Node node : nodes.values()) {
      for (Device device : node.devices().values()) {
        if (device.tunnel().filter(it -> isOfOneSegment(it, moved.tunnel())).isPresent()) {
          ofAll.addAll(remotes(node, device));
        }
      }
    }
    ofAll.removeAll(remotes(moved.node(), moved.device()));
    return only(owners(ofAll, moved.node()));
  }

  private static boolean isOfOneSegment(TunnelEndpoint one, TunnelEndpoint other) {
    return one.encapsulation() == other.encapsulation()
        && one.id() == other.id()
        && one.port() == other.port();
  }

  private static Set<IpAddress> remotes(Node node, Device device) {
    Set<IpAddress> remotes = new HashSet<>();
    for (ForwardingEntry row : node.forwarding()) {
      if (row.device().equals(device.name())) {
        row.remote().filter(ip -> !ip.isMulticast()).ifPresent(remotes::add);
      }
    }
    device.tunnel().flatMap(TunnelEndpoint::remote).ifPresent(remotes::add);
    return remotes;
  }

  private Set<String> owners(Set<IpAddress> addresses, Node but) {
    return nodes.values().stream()
        .filter(node -> !node.name().equals(but.name()))
        .filter(node -> addresses.stream().anyMatch(ip -> node.owner(ip).isPresent()))
        .map(Node::name)
        .collect(Collectors.toSet());
  }

  private static Optional<String> only(Set<String> names) {
    return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
  }
}
