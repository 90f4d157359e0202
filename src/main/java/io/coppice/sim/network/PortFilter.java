package io.coppice.sim.network;

import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.PortDirection;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import java.util.List;
import java.util.OptionalInt;

/** What of frames the access list of a port lets pass. */
final class PortFilter {
  private static final int NO_PORT = -1;

  private PortFilter() {}

  /** Why a frame does not pass a port; null if it does. */
  static NetworkDrop pass(GuestPort port, PortDirection way, byte[] b, int at, int length) {
    List<AccessRule> rules = port.policy.rules();
    int ip = at + Ethernet.headerLength(b, at, at + length);
    if (rules.isEmpty()
        || Octets.u16(b, ip - 2) != EtherType.IPV4
        || length - (ip - at) < Ipv4.HEADER) {
      return null;
    }
    OptionalInt drops = AccessRule.dropping(rules, way, packet(b, ip, at + length));
    if (drops.isEmpty()) {
      return null;
    }
    int place = drops.getAsInt();
    String rule = rules.get(place).name();
    return NetworkDrop.of(Cause.ACCESS_RULE, place + 1 + ". " + rule + " \u00b7 " + port.groupName);
  }

  private static AccessRule.Packet packet(byte[] b, int ip, int end) {
    int protocol = Ipv4.protocol(b, ip);
    int l4 = ip + Ipv4.headerLength(b, ip);
    boolean ports =
        (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP)
            && Ipv4.fragmentOffset(b, ip) == 0
            && end - l4 >= 4;
    return new AccessRule.Packet(
        protocol,
        Ipv4.source(b, ip),
        ports ? Octets.u16(b, l4) : NO_PORT,
        Ipv4.destination(b, ip),
        ports ? Octets.u16(b, l4 + 2) : NO_PORT);
  }
}
