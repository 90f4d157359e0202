package io.coppice.model.overlay.predict;

import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a distributed switch does to frames at ports: the rules are those of {@link AccessRule} and
 * {@link io.coppice.model.inventory.PortPolicy}, which the frames of simulated machines obey too.
 */
final class PortPolicing {
  private static final int NO_PORT = -1;

  /** More than what becomes of copies that were flooded to others. */
  private static final int DECISIVE = 25;

  private static final int OF_A_COPY = 2;

  private PortPolicing() {}

  private static BridgePort.Filtering of(Device port) {
    return port.port().map(BridgePort::filtering).orElse(BridgePort.Filtering.NONE);
  }

  private static boolean isTunnel(Device port) {
    return port.kind() == DeviceKind.TUNNEL;
  }

  /** Why the access list of a machine's port drops a frame; empty if it passes. */
  static Optional<Drop> listed(HostState host, Device port, PortDirection way, Frame frame) {
    List<AccessRule> rules = of(port).policy().rules();
    if (isTunnel(port)
        || rules.isEmpty()
        || !(frame.payload() instanceof Frame.Ip ip)
        || ip.source().v6()) {
      return Optional.empty();
    }
    OptionalInt place = AccessRule.dropping(rules, way, packet(ip, true));
    if (place.isEmpty() && ip.length() > ip.largestPiece()) {
      place = AccessRule.dropping(rules, way, packet(ip, false));
    }
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Drop.of(
                    "access-rule",
                    "trace.access-rule",
                    port.name(),
                    host.node.name(),
                    place.getAsInt() + 1,
                    rules.get(place.getAsInt()).name(),
                    of(port).name())
                .by(port.proof())
                .weighing(DECISIVE));
  }

  /**
   * @param first whether it is the piece with the ports
   */
  private static AccessRule.Packet packet(Frame.Ip ip, boolean first) {
    int source = (int) ip.source().low();
    int target = (int) ip.target().low();
    return switch (ip.content()) {
      case Frame.Datagram udp ->
          new AccessRule.Packet(
              AccessRule.Protocol.UDP.number(),
              source,
              first ? udp.sourcePort() : NO_PORT,
              target,
              first ? udp.targetPort() : NO_PORT);
      case Frame.Segment tcp ->
          new AccessRule.Packet(
              AccessRule.Protocol.TCP.number(),
              source,
              first ? tcp.sourcePort() : NO_PORT,
              target,
              first ? tcp.targetPort() : NO_PORT);
      default ->
          new AccessRule.Packet(
              AccessRule.Protocol.ICMP.number(), source, NO_PORT, target, NO_PORT);
    };
  }

  /** Whether a port's frames are given to a machine's port. */
  static boolean reaches(Device in, Device out) {
    return in == null || isTunnel(out) || of(in).policy().reaches(of(out).policy());
  }

  /** Whether a machine's port reaches those whose frames came by another port. */
  static boolean hears(Device in, Device other) {
    return of(in).policy().reaches(of(other).policy());
  }

  static Drop kept(HostState host, Device in, Device out) {
    return Drop.of(
            "private-vlan",
            "trace.private-vlan",
            out.name(),
            host.node.name(),
            of(in).name(),
            secondary(in),
            of(out).name(),
            secondary(out))
        .by(out.proof())
        .weighing(DECISIVE);
  }

  private static String secondary(Device port) {
    return of(port)
        .policy()
        .privateVlan()
        .map(PrivateVlan::secondary)
        .map(String::valueOf)
        .orElse("");
  }

  /**
   * Whether a frame may take a tunnel: what came out of one goes into no other (split horizon), and
   * a machine's frames travel in the segment of its own port group.
   */
  static boolean takes(Device in, Device tunnel) {
    return in == null
        || !of(tunnel).isPrivate()
        || !isTunnel(in) && of(in).group() == of(tunnel).group();
  }

  /** Whether a frame would go from one tunnel of a private VLAN into another (split horizon). */
  static boolean splits(Device in, Device out) {
    return isTunnel(in) && isOfPrivateTunnel(out);
  }

  static boolean isOfPrivateTunnel(Device port) {
    return isTunnel(port) && of(port).isPrivate();
  }

  /** The tunnel of a machine's port group, where another of its private VLAN was learned from. */
  static Device own(HostState host, Device in, Device out) {
    return !isTunnel(out) || takes(in, out) || isTunnel(in)
        ? out
        : others(host, out).stream().filter(it -> takes(in, it)).findFirst().orElse(out);
  }

  /** The tunnels of one private VLAN, itself too: what is learned by one holds for all. */
  static List<Device> others(HostState host, Device tunnel) {
    if (!of(tunnel).isPrivate()) {
      return List.of(tunnel);
    }
    return host.ports.getOrDefault(tunnel.master().orElse(""), List.of()).stream()
        .filter(it -> isTunnel(it) && of(it).isPrivate())
        .toList();
  }

  /** A drop at a machine's port, which explains little if the frame was for another machine. */
  static Drop weighed(NetworkState network, HostState host, Device port, Frame frame, Drop drop) {
    return isFor(network, host, port, frame) ? drop : drop.weighing(OF_A_COPY);
  }

  /** Whether a frame for all, or for nobody known, is for the machine behind a port. */
  static boolean isFor(NetworkState network, HostState host, Device port, Frame frame) {
    Optional<IpAddress> asked =
        frame.payload() instanceof Frame.Arp arp && !arp.reply()
            ? Optional.of(arp.targetIp())
            : Optional.empty();
    for (Link.End peer : network.peersOf(new Link.End(host.node.name(), port.name()))) {
      Optional<Device> device = network.node(peer.node()).flatMap(it -> it.device(peer.device()));
      if (device.isPresent()
          && (device.get().mac().equals(frame.target())
              || device.get().addresses().stream()
                  .map(Address::ip)
                  .anyMatch(ip -> asked.filter(ip::equals).isPresent()))) {
        return true;
      }
    }
    return false;
  }
}
