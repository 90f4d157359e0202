package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
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

  private static Optional<IpAddress> own(Node node) {
    return node.devices().values().stream()
        .map(Device::addresses)
        .flatMap(List::stream)
        .map(Address::ip)
        .filter(ip -> !ip.isLoopback() && !ip.isLinkLocal())
        .min(Comparator.comparing(IpAddress::v6));
  }
}
