package io.coppice.wire.tunnel;

import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.MacBits;
import java.util.OptionalInt;

/**
 * What stands in front of a tunnel's own headers: from one endpoint to another.
 *
 * @param vlan the underlay's tag
 * @param tos differentiated services and ECN, as one byte
 */
public record OuterHeader(
    long destinationMac,
    long sourceMac,
    OptionalInt vlan,
    IpAddress source,
    IpAddress destination,
    int tos,
    int ttl,
    boolean dontFragment) {
  public OuterHeader {
    if (source.v6() != destination.v6() || source.isMulticast()) {
      throw new IllegalArgumentException("No pair of endpoints: " + source + ", " + destination);
    }
    if (MacBits.isGroup(sourceMac) || ttl < 1 || ttl > 255) {
      throw new IllegalArgumentException("No outer header: TTL " + ttl);
    }
  }

  /** TTL 64, "do not fragment" set, no tag: what endpoints send by default. */
  public static OuterHeader between(
      long sourceMac, IpAddress source, long destinationMac, IpAddress destination) {
    return new OuterHeader(
        destinationMac, sourceMac, OptionalInt.empty(), source, destination, 0, 64, true);
  }

  public OuterHeader withVlan(int id) {
    return new OuterHeader(
        destinationMac, sourceMac, OptionalInt.of(id), source, destination, tos, ttl, dontFragment);
  }

  public OuterHeader withDontFragment(boolean set) {
    return new OuterHeader(destinationMac, sourceMac, vlan, source, destination, tos, ttl, set);
  }

  /** Ethernet header with its tag. */
  public int linkBytes() {
    return Ethernet.HEADER + (vlan.isPresent() ? Ethernet.TAG : 0);
  }

  public int ipBytes() {
    return source.v6() ? Ipv6.HEADER : Ipv4.HEADER;
  }

  /** Writes Ethernet and IP header for a payload of the given length; returns their length. */
  public int write(byte[] b, int at, int protocol, int identification, int payload) {
    int type = source.v6() ? EtherType.IPV6 : EtherType.IPV4;
    Ethernet.write(b, at, destinationMac, sourceMac, vlan.isPresent() ? EtherType.VLAN : type);
    if (vlan.isPresent()) {
      Ethernet.writeTag(b, at + Ethernet.HEADER, 0, vlan.getAsInt(), type);
    }
    int ip = at + linkBytes();
    if (source.v6()) {
      Ipv6.write(b, ip, payload, tos, 0, protocol, ttl, source, destination);
    } else {
      Ipv4.write(
          b,
          ip,
          Ipv4.HEADER + payload,
          tos,
          identification,
          dontFragment ? Ipv4.DONT_FRAGMENT : 0,
          ttl,
          protocol,
          source.toInt(),
          destination.toInt());
    }
    return linkBytes() + ipBytes();
  }

  /** The sum of the pseudo header of a written header at {@code ip}. */
  public long pseudo(byte[] b, int ip, int protocol, int payload) {
    return source.v6()
        ? Ipv6.pseudo(b, ip, protocol, payload)
        : Ipv4.pseudo(b, ip, protocol, payload);
  }
}
