package io.coppice.sim.guest;

import io.coppice.model.MacAddress;
import io.coppice.model.SimTime;
import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Dhcp;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalInt;

/** A frame in one line, as tcpdump prints it. */
final class FrameWords {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private FrameWords() {}

  /**
   * The line.
   *
   * @param micros when it was seen
   */
  static String of(byte[] frame, long micros) {
    return TIME.format(new SimTime(micros).instant()) + " " + words(frame);
  }

  private static String words(byte[] b) {
    if (b.length < Ethernet.HEADER) {
      return "[|ether]";
    }
    int at = Ethernet.HEADER;
    int type = Ethernet.type(b, 0);
    if (type == EtherType.ARP && b.length >= at + Arp.LENGTH && Arp.isEthernetIpv4(b, at)) {
      return arp(b, at);
    }
    if (type == EtherType.IPV4 && b.length >= at + Ipv4.HEADER) {
      return ip(b, at);
    }
    return String.format(
        Locale.ROOT, "ethertype 0x%04x, length %d", type, b.length - Ethernet.HEADER);
  }

  private static String arp(byte[] b, int at) {
    String sender = IpAddress.v4(Arp.senderIp(b, at)).toString();
    return Arp.operation(b, at) == Arp.REQUEST
        ? "ARP, Request who-has "
            + IpAddress.v4(Arp.targetIp(b, at))
            + " tell "
            + sender
            + ", length "
            + Arp.LENGTH
        : "ARP, Reply "
            + sender
            + " is-at "
            + new MacAddress(Arp.senderMac(b, at))
            + ", length "
            + Arp.LENGTH;
  }

  private static String ip(byte[] b, int ip) {
    String from = IpAddress.v4(Ipv4.source(b, ip)).toString();
    String to = IpAddress.v4(Ipv4.destination(b, ip)).toString();
    int end = Math.min(b.length, ip + Ipv4.totalLength(b, ip));
    int at = ip + Ipv4.headerLength(b, ip);
    int protocol = Ipv4.protocol(b, ip);
    if (Ipv4.fragmentOffset(b, ip) > 0) {
      return "IP " + from + " > " + to + ": ip-proto-" + protocol;
    }
    if (protocol == IpProtocol.ICMP && end - at >= Icmp.HEADER) {
      return "IP " + from + " > " + to + ": " + icmp(b, at, end);
    }
    if (protocol == IpProtocol.UDP && end - at >= Udp.HEADER) {
      return "IP "
          + from
          + "."
          + Udp.sourcePort(b, at)
          + " > "
          + to
          + "."
          + Udp.destinationPort(b, at)
          + ": "
          + udp(b, at + Udp.HEADER, end);
    }
    if (protocol == IpProtocol.TCP && end - at >= Tcp.HEADER) {
      return "IP "
          + from
          + "."
          + Tcp.sourcePort(b, at)
          + " > "
          + to
          + "."
          + Tcp.destinationPort(b, at)
          + ": "
          + tcp(b, at, end);
    }
    return "IP " + from + " > " + to + ": ip-proto-" + protocol + " " + (end - at);
  }

  /** Of DHCP as with -v what of it says which message it is. */
  private static String udp(byte[] b, int at, int end) {
    int length = end - at;
    OptionalInt type = Dhcp.isDhcp(b, at, end) ? Dhcp.type(b, at, end) : OptionalInt.empty();
    if (type.isEmpty()) {
      return "UDP, length " + length;
    }
    boolean reply = b[at] == 2;
    String from = reply ? "Reply" : "Request from " + new MacAddress(Dhcp.clientMac(b, at));
    String kind =
        switch (type.getAsInt()) {
          case Dhcp.DISCOVER -> "Discover";
          case Dhcp.OFFER -> "Offer";
          case Dhcp.REQUEST -> "Request";
          case Dhcp.ACK -> "ACK";
          case Dhcp.NAK -> "NACK";
          case Dhcp.RELEASE -> "Release";
          default -> "#" + type.getAsInt();
        };
    int yours = Dhcp.yours(b, at);
    String given = yours == 0 ? "" : ", Your-IP " + IpAddress.v4(yours);
    return "BOOTP/DHCP, "
        + from
        + given
        + ", DHCP-Message (53), length 1: "
        + kind
        + ", length "
        + length;
  }

  private static String icmp(byte[] b, int at, int end) {
    int length = end - at;
    return switch (Icmp.type(b, at)) {
      case Icmp.ECHO_REQUEST -> echo("request", b, at, length);
      case Icmp.ECHO_REPLY -> echo("reply", b, at, length);
      case Icmp.UNREACHABLE -> unreachable(b, at, length);
      default -> "ICMP type-#" + Icmp.type(b, at) + ", length " + length;
    };
  }

  private static String echo(String what, byte[] b, int at, int length) {
    return "ICMP echo "
        + what
        + ", id "
        + Icmp.identifier(b, at)
        + ", seq "
        + Icmp.sequence(b, at)
        + ", length "
        + length;
  }

  private static String unreachable(byte[] b, int at, int length) {
    boolean quotes = length >= Icmp.HEADER + Ipv4.HEADER;
    String who = quotes ? IpAddress.v4(Octets.i32(b, at + Icmp.HEADER + 16)).toString() : "?";
    return switch (Icmp.code(b, at)) {
      case Icmp.FRAGMENTATION_NEEDED ->
          "ICMP "
              + who
              + " unreachable - need to frag (mtu "
              + Icmp.nextHopMtu(b, at)
              + "), length "
              + length;
      case Icmp.PORT_UNREACHABLE -> "ICMP " + who + " udp port unreachable, length " + length;
      default -> "ICMP " + who + " unreachable, length " + length;
    };
  }

  private static String tcp(byte[] b, int at, int end) {
    int flags = Tcp.flags(b, at);
    StringBuilder names = new StringBuilder();
    names.append((flags & Tcp.SYN) != 0 ? "S" : "");
    names.append((flags & Tcp.FIN) != 0 ? "F" : "");
    names.append((flags & Tcp.PSH) != 0 ? "P" : "");
    names.append((flags & Tcp.RST) != 0 ? "R" : "");
    names.append((flags & Tcp.ACK) != 0 ? "." : "");
    return "Flags ["
        + names
        + "], seq "
        + Tcp.sequence(b, at)
        + ", ack "
        + Tcp.acknowledgement(b, at)
        + ", win "
        + Tcp.window(b, at)
        + ", length "
        + (end - at - Tcp.headerLength(b, at));
  }
}
