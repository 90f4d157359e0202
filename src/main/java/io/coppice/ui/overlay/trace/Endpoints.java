package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Segment;
import io.coppice.ui.kit.NaturalOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who can send, and which address a name stands for. */
final class Endpoints {
  private final NetworkState state;

  Endpoints(NetworkState state) {
    this.state = state;
  }

  /** Everything that was collected: machines first, and of them those that have an address. */
  List<String> senders() {
    return state.nodes().values().stream()
        .filter(Node::collected)
        .sorted(
            Comparator.comparing((Node node) -> node.kind() != NodeKind.MACHINE)
                .thenComparing(node -> own(node).isEmpty())
                .thenComparing(node -> NaturalOrder.key(node.name())))
        .map(Node::name)
        .toList();
  }

  /** The address that is meant by a name or an address. */
  Optional<IpAddress> address(String text) {
    String plain = text.strip();
    return state.node(plain).flatMap(Endpoints::own).or(() -> IpAddress.parse(plain));
  }

  /**
   * Two machines that are worth a first question: they share a segment and stand on different
   * hosts, so that what they say crosses a tunnel; absent where no segment has such machines.
   */
  Optional<Pair> acrossATunnel() {
    for (Segment segment : state.segments()) {
      List<Node> machines = sending(segment);
      for (Node to : machines) {
        if (apart(machines.getFirst(), to)) {
          return Optional.of(new Pair(machines.getFirst().name(), to.name()));
        }
      }
    }
    return Optional.empty();
  }

  /** A machine of a segment of this one that stands on another host, if there is one. */
  Optional<String> peer(String from) {
    return state.segments().stream()
        .filter(segment -> segment.machines().stream().anyMatch(end -> end.node().equals(from)))
        .flatMap(segment -> sending(segment).stream())
        .filter(to -> apart(to, state.node(from).orElseThrow()))
        .map(Node::name)
        .findFirst();
  }

  /**
   * Two machines.
   *
   * @param from who sends
   */
  record Pair(String from, String to) {}

  /** The machines of a segment that can send, in the order of their names. */
  private List<Node> sending(Segment segment) {
    return segment.machines().stream()
        .map(end -> state.node(end.node()))
        .flatMap(Optional::stream)
        .filter(node -> node.collected() && own(node).isPresent())
        .sorted(Comparator.comparing(node -> NaturalOrder.key(node.name())))
        .toList();
  }

  private static boolean apart(Node one, Node other) {
    return one.parent().isPresent()
        && other.parent().isPresent()
        && !one.parent().equals(other.parent());
  }

  private static Optional<IpAddress> own(Node node) {
    return node.devices().values().stream()
        .map(Device::addresses)
        .flatMap(List::stream)
        .map(Address::ip)
        .filter(ip -> !ip.isLoopback() && !ip.isLinkLocal())
        .min(Comparator.comparing(IpAddress::v6));
  }
}
