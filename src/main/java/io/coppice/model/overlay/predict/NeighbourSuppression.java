package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Journey;
import java.util.List;
import java.util.Optional;

/** A bridge that answers for whom it knows (net/bridge/br_arp_nd_proxy.c). */
final class NeighbourSuppression {
  private final FrameSimulation engine;

  NeighbourSuppression(FrameSimulation engine) {
    this.engine = engine;
  }

  /** A frame in a bridge: {@code in} is null if the host itself sent it. */
  record Asked(Device bridge, Device in, int vlan, Frame frame) {}

  /**
   * Answers a question for an address whose owner stands behind a port with neighbour suppression,
   * if the host knows it; the question then does not go out of such ports.
   */
  boolean answers(HostState host, Asked asked, Flight flight) {
    if (!(asked.frame().payload() instanceof Frame.Arp arp)
        || arp.reply()
        || asked.in() == null
        || comesFromElsewhere(asked.in())
        || host.ports.getOrDefault(asked.bridge().name(), List.of()).stream()
            .noneMatch(p -> p.port().filter(BridgePort::neighbourSuppression).isPresent())) {
      return false;
    }
    Optional<HostState.NeighbourEntry> known = known(host, asked, arp.targetIp());
    if (known.isEmpty()) {
      return false;
    }
    Mac owner = known.get().mac;
    HostState.PortEntry where =
        host.bridgeTable.get(new HostState.PortKey(asked.bridge().name(), asked.vlan(), owner));
    boolean suppressed =
        where != null
            && host.node
                .device(where.port())
                .filter(it -> PortPolicing.hears(asked.in(), it))
                .map(it -> PortPolicing.own(host, asked.in(), it))
                .flatMap(Device::port)
                .filter(BridgePort::neighbourSuppression)
                .isPresent();
    if (suppressed) {
      Frame answer = new Frame(owner, arp.senderMac(), asked.frame().vlan(), arp.answeredBy(owner));
      engine.resolution.answered(host, asked.in(), answer, flight, known.get().proof);
      engine.ports.send(
          host,
          asked.in(),
          answer,
          Flight.of(Journey.Purpose.ADDRESS_REPLY, flight.main(), host.node.name()));
    }
    return suppressed;
  }

  /**
   * Behind a port that suppresses questions others answer for themselves (net/bridge,
   * br_do_proxy_suppress_arp); a distributed switch answers its own machines.
   */
  private static boolean comesFromElsewhere(Device in) {
    return in.port().filter(BridgePort::neighbourSuppression).isPresent()
        || PortPolicing.isOfPrivateTunnel(in);
  }

  private static Optional<HostState.NeighbourEntry> known(
      HostState host, Asked asked, IpAddress ip) {
    String bridge = asked.bridge().name();
    for (Device device : host.node.devices().values()) {
      boolean face =
          device.name().equals(bridge)
              || device.kind() == DeviceKind.VLAN
                  && device.lower().filter(bridge::equals).isPresent()
                  && device.vlan() == asked.vlan();
      HostState.NeighbourEntry entry =
          face ? host.neighbours.get(new HostState.NeighbourKey(device.name(), ip)) : null;
      if (entry != null
          && (entry.state == Neighbour.State.PERMANENT || entry.state.hasAddress())
          && !entry.mac.isZero()) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }
}
