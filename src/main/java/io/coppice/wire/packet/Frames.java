package io.coppice.wire.packet;

/**
 * Whole Ethernet frames as machines send them, checksums included and without padding. For
 * simulated guests and for tests; the codecs beneath write into arrays of the caller's.
 */
public final class Frames {
  private static final int TTL = 64;

  private Frames() {}

  /** Who sends to whom. Both addresses are of one family. */
  public record Path(long sourceMac, IpAddress source, long destinationMac, IpAddress destination) {
    public Path {
      if (source.v6() != destination.v6()) {
        throw new IllegalArgumentException("One family: " + source + ", " + destination);
      }
    }

    /** The way back. */
    public Path reversed() {
      return new Path(destinationMac, destination, sourceMac, source);
    }
  }

  /** Asks everybody for an address. */
  public static byte[] arpRequest(long mac, int ip, int wanted) {
    return arp(MacBits.BROADCAST, mac, EtherType.ARP, Arp.REQUEST, mac, ip, 0, wanted);
  }

  public static byte[] arpReply(long mac, int ip, long askingMac, int askingIp) {
    return arp(askingMac, mac, EtherType.ARP, Arp.REPLY, mac, ip, askingMac, askingIp);
  }

  /** Tells everybody where an address is (RFC 5227 section 3). */
  public static byte[] gratuitousArp(long mac, int ip) {
    return arp(MacBits.BROADCAST, mac, EtherType.ARP, Arp.REQUEST, mac, ip, 0, ip);
  }

  /** What a hypervisor sends for a machine that came: only the MAC is known (RFC 903). */
  public static byte[] rarp(long mac) {
    return arp(MacBits.BROADCAST, mac, EtherType.RARP, Arp.REVERSE_REQUEST, mac, 0, mac, 0);
  }

  private static byte[] arp(
      long destination,
      long source,
      int type,
      int operation,
      long senderMac,
      int senderIp,
      long targetMac,
      int targetIp) {
    byte[] b = new byte[Ethernet.HEADER + Arp.LENGTH];
    Ethernet.write(b, 0, destination, source, type);
    Arp.write(b, Ethernet.HEADER, operation, senderMac, senderIp, targetMac, targetIp);
    return b;
  }

  /**
   * An IP packet of any protocol.
   *
   * @param flags of IPv4: {@link Ipv4#DONT_FRAGMENT} or 0; IPv6 has none
   */
  public static byte[] ip(Path path, int protocol, int identification, int flags, byte[] payload) {
    boolean v6 = path.source().v6();
    int header = Ethernet.HEADER + (v6 ? Ipv6.HEADER : Ipv4.HEADER);
    byte[] b = new byte[header + payload.length];
    Ethernet.write(
        b, 0, path.destinationMac(), path.sourceMac(), v6 ? EtherType.IPV6 : EtherType.IPV4);
    if (v6) {
      Ipv6.write(
          b,
          Ethernet.HEADER,
          payload.length,
          0,
          0,
          protocol,
          TTL,
          path.source(),
          path.destination());
    } else {
      Ipv4.write(
          b,
          Ethernet.HEADER,
          Ipv4.HEADER + payload.length,
          0,
          identification,
          flags,
          TTL,
          protocol,
          path.source().toInt(),
          path.destination().toInt());
    }
    System.arraycopy(payload, 0, b, header, payload.length);
    return b;
  }

  private static long pseudo(byte[] frame, Path path, int protocol, int length) {
    return path.source().v6()
        ? Ipv6.pseudo(frame, Ethernet.HEADER, protocol, length)
        : Ipv4.pseudo(frame, Ethernet.HEADER, protocol, length);
  }

  /** An echo request or reply with the given payload. */
  public static byte[] echo(
      Path path, boolean request, int identifier, int sequence, byte[] payload, boolean dont) {
    byte[] message = new byte[Icmp.HEADER + payload.length];
    boolean v6 = path.source().v6();
    int type = v6 ? Icmp.V6_ECHO_REQUEST : Icmp.ECHO_REQUEST;
    if (!request) {
      type = v6 ? Icmp.V6_ECHO_REPLY : Icmp.ECHO_REPLY;
    }
    Icmp.write(message, 0, type, 0, (long) identifier << 16 | sequence & 0xffff);
    System.arraycopy(payload, 0, message, Icmp.HEADER, payload.length);
    return icmp(path, message, sequence, dont);
  }

  /**
   * "Fragmentation needed" or "packet too big" about a frame that did not fit (RFC 1191 section 4,
   * RFC 4443 section 3.2): it carries the head of the packet dropped.
   *
   * @param frame the Ethernet frame that was dropped
   */
  public static byte[] tooBig(Path path, int mtu, byte[] frame) {
    boolean v6 = path.source().v6();
    int from = Ethernet.headerLength(frame, 0, frame.length);
    int quoted = Math.min(frame.length - from, v6 ? 1232 : Ipv4.HEADER + 8);
    byte[] message = new byte[Icmp.HEADER + quoted];
    if (v6) {
      Icmp.write(message, 0, Icmp.V6_TOO_BIG, 0, mtu);
    } else {
      Icmp.write(message, 0, Icmp.UNREACHABLE, Icmp.FRAGMENTATION_NEEDED, mtu & 0xffff);
    }
    System.arraycopy(frame, from, message, Icmp.HEADER, quoted);
    return icmp(path, message, 0, false);
  }

  /**
   * "Destination unreachable" of IPv4 about a packet (RFC 792): it carries the packet's head.
   *
   * @param code why, of ICMP
   * @param frame the Ethernet frame that it is about
   */
  public static byte[] unreachable(Path path, int code, byte[] frame) {
    int from = Ethernet.headerLength(frame, 0, frame.length);
    int quoted = Math.min(frame.length - from, Ipv4.HEADER + 8);
    byte[] message = new byte[Icmp.HEADER + quoted];
    Icmp.write(message, 0, Icmp.UNREACHABLE, code, 0);
    System.arraycopy(frame, from, message, Icmp.HEADER, quoted);
    return icmp(path, message, 0, false);
  }

  /** "Time exceeded" of IPv4 about a packet that had no time to live left (RFC 792). */
  public static byte[] timeExceeded(Path path, byte[] frame) {
    int from = Ethernet.headerLength(frame, 0, frame.length);
    int quoted = Math.min(frame.length - from, Ipv4.HEADER + 8);
    byte[] message = new byte[Icmp.HEADER + quoted];
    Icmp.write(message, 0, Icmp.TIME_EXCEEDED, 0, 0);
    System.arraycopy(frame, from, message, Icmp.HEADER, quoted);
    return icmp(path, message, 0, false);
  }

  private static byte[] icmp(Path path, byte[] message, int identification, boolean dont) {
    boolean v6 = path.source().v6();
    int protocol = v6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP;
    byte[] b = ip(path, protocol, identification, dont ? Ipv4.DONT_FRAGMENT : 0, message);
    int at = b.length - message.length;
    Icmp.updateChecksum(b, at, message.length, v6 ? pseudo(b, path, protocol, message.length) : 0);
    return b;
  }

  public static byte[] udp(Path path, int sourcePort, int destinationPort, byte[] payload) {
    byte[] datagram = new byte[Udp.HEADER + payload.length];
    Udp.write(datagram, 0, sourcePort, destinationPort, datagram.length);
    System.arraycopy(payload, 0, datagram, Udp.HEADER, payload.length);
    byte[] b = ip(path, IpProtocol.UDP, 0, 0, datagram);
    Udp.updateChecksum(
        b,
        b.length - datagram.length,
        datagram.length,
        pseudo(b, path, IpProtocol.UDP, datagram.length));
    return b;
  }

  public static byte[] tcp(
      Path path,
      int sourcePort,
      int destinationPort,
      long sequence,
      long acknowledgement,
      int flags,
      byte[] payload) {
    byte[] segment = new byte[Tcp.HEADER + payload.length];
    Tcp.write(segment, 0, sourcePort, destinationPort, sequence, acknowledgement, flags, 0xffff);
    System.arraycopy(payload, 0, segment, Tcp.HEADER, payload.length);
    byte[] b = ip(path, IpProtocol.TCP, 0, Ipv4.DONT_FRAGMENT, segment);
    Tcp.updateChecksum(
        b,
        b.length - segment.length,
        segment.length,
        pseudo(b, path, IpProtocol.TCP, segment.length));
    return b;
  }

  /** The frame with an 802.1Q tag. */
  public static byte[] tagged(byte[] frame, int priority, int vlan) {
    byte[] b = new byte[frame.length + Ethernet.TAG];
    System.arraycopy(frame, 0, b, 0, 12);
    Octets.put16(b, 12, EtherType.VLAN);
    Ethernet.writeTag(b, 14, priority, vlan, Ethernet.type(frame, 0));
    System.arraycopy(frame, 14, b, 18, frame.length - 14);
    return b;
  }
}
