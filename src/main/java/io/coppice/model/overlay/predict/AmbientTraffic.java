package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Journey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What machines send unasked and what moves an address: router solicitations, 4 seconds after a
 * link comes up and at twice the interval each time after (RFC 4861 section 6.3.7, RFC 7559), from
 * every machine whose link-local address is in use. They matter only where one Ethernet address
 * stands at two places: each makes the whole segment believe in its sender. Machines are taken to
 * have been up for {@value #SETTLED} seconds before the first question.
 */
final class AmbientTraffic {
  private static final double SETTLED = 2.5;
  private static final double FIRST = 4;
  private static final int LAST = 10;
  private static final IpAddress ALL_ROUTERS = new IpAddress(true, 0xFF02L << 48, 2);

  private AmbientTraffic() {}

  static void schedule(FrameSimulation engine, NetworkState network) {
    for (Segment segment : network.segments()) {
      Map<Mac, List<Link.End>> claims = new HashMap<>();
      for (Link.End end : segment.machines()) {
        network
            .device(end)
            .ifPresent(d -> claims.computeIfAbsent(d.mac(), m -> new ArrayList<>()).add(end));
      }
      claims.values().stream()
          .filter(ends -> ends.size() > 1)
          .forEach(ends -> ends.forEach(end -> schedule(engine, end)));
    }
  }

  private static void schedule(FrameSimulation engine, Link.End end) {
    HostState host = engine.host(end.node());
    Device device = host.node.devices().get(end.device());
    for (Address address : device.addresses()) {
      if (address.usable() && address.ip().v6() && address.ip().isLinkLocal()) {
        double at = FIRST;
        for (int i = 0; i < LAST; i++) {
          engine.after(at - SETTLED, () -> solicit(engine, host, device, address.ip()));
          at += FIRST * Math.pow(2, i + 1);
        }
        return;
      }
    }
  }

  private static void solicit(
      FrameSimulation engine, HostState host, Device device, IpAddress source) {
    Frame.Ip packet =
        new Frame.Ip(
            source, ALL_ROUTERS, 255, false, 0, new Frame.RouterSolicitation(device.mac()));
    engine.ports.send(
        host,
        device,
        new Frame(device.mac(), ALL_ROUTERS.groupMac(), 0, packet),
        Flight.of(Journey.Purpose.ADDRESS_REQUEST, false, host.node.name()));
  }
}
