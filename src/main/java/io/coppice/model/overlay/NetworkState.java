package io.coppice.model.overlay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The whole of a network at one instant: immutable, so that it may be traced, diagnosed and drawn
 * on any thread, and changed for a preview by making a copy that shares what stays.
 */
public final class NetworkState {
  private final String title;
  private final Optional<Instant> collected;
  private final Map<String, Node> nodes;
  private final List<Link> links;
  private final List<Segment> segments;
  private final Map<String, Middlebox> middleboxes;
  private final Map<String, AddressTranslation> translations;
  private final Map<String, UplinkPins> uplinks;
  private final Map<Link.End, List<Link.End>> peers;

  /** Made by whoever asks first. */
  private volatile Map<IpAddress, List<Link.End>> owners;

  public NetworkState(
      String title,
      Optional<Instant> collected,
      List<Node> nodes,
      List<Link> links,
      List<Segment> segments) {
    this(title, collected, nodes, links, segments, Map.of());
  }

  /**
   * A network with middleboxes.
   *
   * @param middleboxes by the nodes' names
   */
  public NetworkState(
      String title,
      Optional<Instant> collected,
      List<Node> nodes,
      List<Link> links,
      List<Segment> segments,
      Map<String, Middlebox> middleboxes) {
    this(
        title,
        collected,
        byName(nodes),
        List.copyOf(links),
        List.copyOf(segments),
        Map.copyOf(middleboxes),
        Map.of(),
        Map.of());
  }

  private NetworkState(
      String title,
      Optional<Instant> collected,
      Map<String, Node> nodes,
      List<Link> links,
      List<Segment> segments,
      Map<String, Middlebox> middleboxes,
      Map<String, AddressTranslation> translations,
      Map<String, UplinkPins> uplinks) {
    this.title = title;
    this.collected = collected;
    this.nodes = nodes;
    this.links = links;
    this.segments = segments;
    this.middleboxes = middleboxes;
    this.translations = translations;
    this.uplinks = uplinks;
    this.peers = peers(links);
  }

  private static Map<String, Node> byName(List<Node> nodes) {
    Map<String, Node> map = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (map.put(node.name(), node) != null) {
        throw new IllegalArgumentException("Two nodes are called " + node.name());
      }
    }
    return Collections.unmodifiableMap(map);
  }

  private static Map<Link.End, List<Link.End>> peers(List<Link> links) {
    Map<Link.End, List<Link.End>> map = new HashMap<>();
    for (Link link : links) {
      map.computeIfAbsent(link.a(), end -> new ArrayList<>(1)).add(link.b());
      map.computeIfAbsent(link.b(), end -> new ArrayList<>(1)).add(link.a());
    }
    return map;
  }

  public static NetworkState empty(String title) {
    return new NetworkState(title, Optional.empty(), List.of(), List.of(), List.of());
  }

  public String title() {
    return title;
  }

  /** When it was collected; a simulated network is always of now. */
  public Optional<Instant> collected() {
    return collected;
  }

  /** By name, in the order in which they were read. */
  public Map<String, Node> nodes() {
    return nodes;
  }

  public List<Link> links() {
    return links;
  }

  public List<Segment> segments() {
    return segments;
  }

  /** What filters, follows or translates packets, by the node's name. */
  public Map<String, Middlebox> middleboxes() {
    return middleboxes;
  }

  /** What gives addresses of a network others outside of it, by the node's name. */
  public Map<String, AddressTranslation> translations() {
    return translations;
  }

  public NetworkState withTranslations(Map<String, AddressTranslation> changed) {
    return new NetworkState(
        title, collected, nodes, links, segments, middleboxes, Map.copyOf(changed), uplinks);
  }

  /** What pins its ports to some of its uplinks, by the host's name. */
  public Map<String, UplinkPins> uplinks() {
    return uplinks;
  }

  public NetworkState withUplinks(Map<String, UplinkPins> changed) {
    return new NetworkState(
        title, collected, nodes, links, segments, middleboxes, translations, Map.copyOf(changed));
  }

  public Optional<Node> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  public Optional<Device> device(Link.End end) {
    return node(end.node()).flatMap(node -> node.device(end.device()));
  }

  /** What the end's frames reach: one end of a cable, several where a switch was not collected. */
  public List<Link.End> peersOf(Link.End end) {
    return peers.getOrDefault(end, List.of());
  }

  public Optional<Segment> segment(Encapsulation encapsulation, long id) {
    return segments.stream()
        .filter(segment -> segment.encapsulation() == encapsulation && segment.id() == id)
        .findFirst();
  }

  /** Every end that has the address, in the order of the nodes. */
  public List<Link.End> owners(IpAddress ip) {
    Map<IpAddress, List<Link.End>> known = owners;
    if (known == null) {
      known = ownersOfAll();
      owners = known;
    }
    return Collections.unmodifiableList(known.getOrDefault(ip, List.of()));
  }

  private Map<IpAddress, List<Link.End>> ownersOfAll() {
    Map<IpAddress, List<Link.End>> all = new HashMap<>();
    for (Node node : nodes.values()) {
      for (Device device : node.devices().values()) {
        Link.End end = new Link.End(node.name(), device.name());
        for (Address address : device.addresses()) {
          List<Link.End> ends = all.computeIfAbsent(address.ip(), _ -> new ArrayList<>(1));
          if (ends.isEmpty() || !ends.getLast().equals(end)) {
            ends.add(end);
          }
        }
      }
    }
    return all;
  }

  /** An endpoint, with the machines behind it, in another segment; the same if there is none. */
  NetworkState withEndpointIn(Link.End end, Encapsulation encapsulation, long id) {
    Optional<Segment> into = segment(encapsulation, id);
    if (into.isEmpty() || into.get().endpoints().contains(end)) {
      return this;
    }
    Set<Link.End> behind = new LinkedHashSet<>();
    List<Segment> changed = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.endpoints().contains(end)) {
        segment.machines().stream().filter(it -> isAt(it, end.node())).forEach(behind::add);
      }
    }
    for (Segment segment : segments) {
      if (segment.endpoints().contains(end)) {
        changed.add(segment.without(end, behind));
      } else {
        changed.add(segment.equals(into.get()) ? segment.with(end, behind) : segment);
      }
    }
    return new NetworkState(
        title,
        collected,
        nodes,
        links,
        Collections.unmodifiableList(changed),
        middleboxes,
        translations,
        uplinks);
  }

  private boolean isAt(Link.End machine, String node) {
    return machine.node().equals(node)
        || peersOf(machine).stream().anyMatch(peer -> peer.node().equals(node));
  }

  public NetworkState withNode(String name, UnaryOperator<Node> change) {
    Map<String, Node> changed = new LinkedHashMap<>(nodes);
    changed.computeIfPresent(name, (key, node) -> change.apply(node));
    return new NetworkState(
        title,
        collected,
        Collections.unmodifiableMap(changed),
        links,
        segments,
        middleboxes,
        translations,
        uplinks);
  }
}
