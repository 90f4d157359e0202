package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The links from a device to a node that is met without a router: through bridges, and nodes that
 * nobody collected, which count as one. What stands at such a medium is worked out once for all
 * that send into it: each of a large fabric's hosts meets all others there. One thread.
 */
final class Wires {
  private final NetworkState state;
  private final Map<Way, List<Crossing>> known = new HashMap<>();
  private final Map<Medium, Ports> media = new HashMap<>();

  /** A link crossed, from one device to another. */
  record Crossing(Link.End out, Link.End in) {}

  private record Way(Link.End from, String to) {}

  /** What sends on by all of its ports but one: a bridge, or a node as a whole. */
  private record Medium(String node, Optional<String> bridge) {}

  /**
   * A medium's ports.
   *
   * @param next by node the links that lead there, in the order of the ports
   * @param onward the links behind which another medium is
   */
  private record Ports(
      Set<Link.End> ends, Map<String, List<Crossing>> next, List<Crossing> onward) {}

  Wires(NetworkState state) {
    this.state = state;
  }

  /** The fewest links from a device to a node; empty if none lead there. */
  List<Crossing> between(Link.End from, String to) {
    return known.computeIfAbsent(new Way(from, to), _ -> new Search(from, to).run());
  }

  /** Looks for one node, what is nearer first. */
  private final class Search {
    private final String to;
    private final Set<Link.End> first;
    private final Deque<Step> open = new ArrayDeque<>();

    /** Of each medium that was come into, by which port: the only one that is not sent to yet. */
    private final Map<Medium, Optional<Link.End>> entered = new HashMap<>();

    /**
     * What is to be looked at: all ports of a medium but that by which it is come into, or one port
     * alone.
     *
     * @param by the links before
     */
    private record Step(Ports ports, Optional<Link.End> only, Link.End but, Trail by) {}

    private record Trail(Crossing last, Trail before) {
      List<Crossing> crossings() {
        List<Crossing> all = new ArrayList<>();
        for (Trail at = this; at != null; at = at.before) {
          all.addFirst(at.last);
        }
        return all;
      }
    }

    Search(Link.End from, String to) {
      this.to = to;
      this.first = new LinkedHashSet<>(lowest(from));
      for (Link.End end : first) {
        open.add(new Step(null, Optional.of(end), null, null));
      }
    }

    List<Crossing> run() {
      while (!open.isEmpty()) {
        Step step = open.poll();
        Optional<Crossing> found =
            step.only().isPresent() ? of(step.only().get(), step) : ofAll(step);
        if (found.isPresent()) {
          return new Trail(found.get(), step.by()).crossings();
        }
      }
      return List.of();
    }

    private Optional<Crossing> ofAll(Step step) {
      for (Crossing crossing : step.ports().next().getOrDefault(to, List.of())) {
        if (isSentTo(crossing, step)) {
          return Optional.of(crossing);
        }
      }
      for (Crossing crossing : step.ports().onward()) {
        if (isSentTo(crossing, step)) {
          enter(crossing, step);
        }
      }
      return Optional.empty();
    }

    private boolean isSentTo(Crossing crossing, Step step) {
      return !crossing.out().equals(step.but()) && !first.contains(crossing.out());
    }

    private Optional<Crossing> of(Link.End end, Step step) {
      for (Link.End peer : state.peersOf(end)) {
        Crossing crossing = new Crossing(end, peer);
        if (peer.node().equals(to)) {
          return Optional.of(crossing);
        }
        enter(crossing, step);
      }
      return Optional.empty();
    }

    private void enter(Crossing crossing, Step step) {
      Optional<Medium> medium = medium(crossing.in());
      if (medium.isEmpty()) {
        return;
      }
      Ports ports = ports(medium.get());
      Trail by = new Trail(crossing, step.by());
      Optional<Link.End> left = entered.get(medium.get());
      if (left == null) {
        entered.put(medium.get(), Optional.of(crossing.in()));
        open.add(new Step(ports, Optional.empty(), crossing.in(), by));
      } else if (left.isPresent() && !left.get().equals(crossing.in())) {
        entered.put(medium.get(), Optional.empty());
        if (ports.ends().contains(left.get()) && !first.contains(left.get())) {
          open.add(new Step(ports, left, crossing.in(), by));
        }
      }
    }
  }

  private Ports ports(Medium medium) {
    return media.computeIfAbsent(medium, this::look);
  }

  private Ports look(Medium medium) {
    Node node = state.nodes().get(medium.node());
    Set<Link.End> ends = new HashSet<>();
    Map<String, List<Crossing>> next = new HashMap<>();
    List<Crossing> onward = new ArrayList<>();
    for (Device port : medium.bridge().map(node::ports).orElseGet(() -> all(node))) {
      if (medium.bridge().isEmpty() || port.kind() != DeviceKind.TUNNEL) {
        Link.End end = new Link.End(node.name(), port.name());
        ends.add(end);
        for (Link.End peer : state.peersOf(end)) {
          Crossing crossing = new Crossing(end, peer);
          next.computeIfAbsent(peer.node(), _ -> new ArrayList<>(1)).add(crossing);
          if (medium(peer).isPresent()) {
            onward.add(crossing);
          }
        }
      }
    }
    return new Ports(ends, next, onward);
  }

  private static List<Device> all(Node node) {
    return List.copyOf(node.devices().values());
  }

  /** What sends on what comes in there. */
  private Optional<Medium> medium(Link.End end) {
    Node node = state.nodes().get(end.node());
    if (!node.collected()) {
      return Optional.of(new Medium(node.name(), Optional.empty()));
    }
    return node.device(end.device())
        .flatMap(Device::master)
        .filter(master -> node.device(master).flatMap(Device::bridge).isPresent())
        .map(master -> new Medium(node.name(), Optional.of(master)));
  }

  /** The devices on the wire that a VLAN, bond or MAC-VLAN stands on, or a bridge's ports. */
  private List<Link.End> lowest(Link.End from) {
    Node node = state.nodes().get(from.node());
    Optional<Device> device = node.device(from.device());
    if (device.isEmpty()) {
      return List.of();
    }
    if (device.get().kind() == DeviceKind.BRIDGE || device.get().kind() == DeviceKind.BOND) {
      List<Link.End> ends = new ArrayList<>();
      if (device.get().kind() == DeviceKind.BOND) {
        ends.add(from);
      }
      for (Device port : node.ports(from.device())) {
        if (port.kind() != DeviceKind.TUNNEL) {
          ends.addAll(lowest(new Link.End(from.node(), port.name())));
        }
      }
      return ends;
    }
    boolean over =
        device.get().kind() == DeviceKind.VLAN || device.get().kind() == DeviceKind.MACVLAN;
    return over && device.get().lower().isPresent()
        ? lowest(new Link.End(from.node(), device.get().lower().get()))
        : List.of(from);
  }
}
