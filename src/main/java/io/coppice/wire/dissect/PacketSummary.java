package io.coppice.wire.dissect;

import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.TextBuffer;
import io.coppice.wire.tunnel.Erspan;
import io.coppice.wire.tunnel.Geneve;
import io.coppice.wire.tunnel.Gre;
import io.coppice.wire.tunnel.Stt;
import io.coppice.wire.tunnel.Vxlan;

/**
 * One line about a packet: its tunnels from the outside in, each with endpoints and id, then the
 * innermost packet. Nothing is allocated but for IPv6 addresses.
 */
public final class PacketSummary {
  private PacketSummary() {}

  public static void append(TextBuffer text, byte[] b, LayerStack stack) {
    int ip = -1;
    for (int i = 0; i < stack.size(); i++) {
      LayerKind kind = stack.kind(i);
      if (kind == LayerKind.IPV4 || kind == LayerKind.IPV6) {
        ip = i;
      } else if (kind == LayerKind.VLAN) {
        text.text("VLAN ").decimal(Octets.u16(b, stack.start(i)) & 0xfff).character(' ');
      } else if (kind.isTunnel()) {
        tunnel(text, b, stack, i, ip);
        ip = -1;
      }
    }
    innermost(text, b, stack, ip);
  }

  private static void tunnel(TextBuffer text, byte[] b, LayerStack stack, int index, int ip) {
    LayerKind kind = stack.kind(index);
    int at = stack.start(index);
    text.text(kind.label()).character(' ');
    switch (kind) {
      case VXLAN, VXLAN_GPE -> text.decimal(Vxlan.vni(b, at)).character(' ');
      case GENEVE -> text.decimal(Geneve.vni(b, at)).character(' ');
      case NVGRE -> text.decimal(Gre.vsid(Gre.key(b, at))).character(' ');
      case STT -> text.decimal(Stt.contextId(b, at)).character(' ');
      case ERSPAN_II, ERSPAN_III -> text.decimal(Erspan.session(b, at)).character(' ');
      default -> {}
    }
    if (ip >= 0) {
      addresses(text, b, stack, ip);
      text.character(' ');
    }
    text.text("| ");
  }

  private static void addresses(TextBuffer text, byte[] b, LayerStack stack, int ip) {
    int at = stack.start(ip);
    if (stack.kind(ip) == LayerKind.IPV4) {
      text.ipv4(Ipv4.source(b, at)).text(" > ").ipv4(Ipv4.destination(b, at));
    } else {
      text.ipv6(b, at + 8).text(" > ").ipv6(b, at + 24);
    }
  }

  private static void innermost(TextBuffer text, byte[] b, LayerStack stack, int ip) {
    int last = stack.size() - 1;
    while (last > 0
        && (stack.kind(last) == LayerKind.PAYLOAD || stack.kind(last) == LayerKind.TRAILER)) {
      last--;
    }
    if (last < 0) {
      text.text("nothing");
      return;
    }
    LayerKind kind = stack.kind(last);
    int at = stack.start(last);
    text.text(kind.label()).character(' ');
    switch (kind) {
      case UDP, TCP, TCP_HEAD, DHCP -> ports(text, b, stack, last, ip);
      case ARP -> arp(text, b, at);
      case ICMP, ICMPV6 -> icmp(text, b, stack, last, ip);
      case STT_PART -> part(text, b, stack, last, ip);
      default -> {
        if (ip >= 0) {
          addresses(text, b, stack, ip);
        } else if (kind == LayerKind.ETHERNET) {
          text.mac(Octets.u48(b, at + 6)).text(" > ").mac(Octets.u48(b, at));
          text.text(" type 0x").hex(Octets.u16(b, at + 12), 4);
        }
      }
    }
  }

  private static void ports(TextBuffer text, byte[] b, LayerStack stack, int index, int ip) {
    int layer = stack.kind(index) == LayerKind.DHCP ? index - 1 : index;
    int at = stack.start(layer);
    if (ip >= 0) {
      end(text, b, stack, ip, true).character(':').decimal(Octets.u16(b, at)).text(" > ");
      end(text, b, stack, ip, false).character(':').decimal(Octets.u16(b, at + 2));
    }
    if (stack.kind(layer) == LayerKind.TCP_HEAD) {
      text.text(" cut after ").decimal(stack.headerEnd(layer) - at).text(" bytes");
      return;
    }
    if (stack.kind(layer) == LayerKind.TCP) {
      text.character(' ');
      flags(text, Tcp.flags(b, at));
    }
    text.text(" length ").decimal(Math.max(0, stack.declaredEnd(layer) - stack.headerEnd(layer)));
  }

  private static TextBuffer end(
      TextBuffer text, byte[] b, LayerStack stack, int ip, boolean source) {
    int at = stack.start(ip);
    if (stack.kind(ip) == LayerKind.IPV4) {
      return text.ipv4(source ? Ipv4.source(b, at) : Ipv4.destination(b, at));
    }
    return text.character('[').ipv6(b, at + (source ? 8 : 24)).character(']');
  }

  private static void flags(TextBuffer text, int flags) {
    text.character('[');
    String letters = "FSRPAUEC";
    for (int i = 0; i < 8; i++) {
      if ((flags >> i & 1) == 1) {
        text.character(letters.charAt(i));
      }
    }
    text.character(']');
  }

  private static void arp(TextBuffer text, byte[] b, int at) {
    if (!Arp.isEthernetIpv4(b, at)) {
      return;
    }
    int operation = Arp.operation(b, at);
    if (operation == Arp.REQUEST) {
      text.text("who has ").ipv4(Arp.targetIp(b, at)).text(", tell ").ipv4(Arp.senderIp(b, at));
    } else if (operation == Arp.REPLY) {
      text.ipv4(Arp.senderIp(b, at)).text(" is at ").mac(Arp.senderMac(b, at));
    } else {
      text.text("operation ").decimal(operation).text(" from ").mac(Arp.senderMac(b, at));
    }
  }

  private static void icmp(TextBuffer text, byte[] b, LayerStack stack, int index, int ip) {
    int at = stack.start(index);
    if (ip >= 0) {
      addresses(text, b, stack, ip);
    }
    int type = Icmp.type(b, at);
    boolean v6 = stack.kind(index) == LayerKind.ICMPV6;
    String name = v6 ? IcmpNames.v6(type) : IcmpNames.v4(type, Icmp.code(b, at));
    text.character(' ');
    if (name == null) {
      text.text("type ").decimal(type);
    } else {
      text.text(name);
    }
    boolean echo = v6 ? type == 128 || type == 129 : type == 0 || type == 8;
    if (echo) {
      text.text(" id ").decimal(Icmp.identifier(b, at));
      text.text(" seq ").decimal(Icmp.sequence(b, at));
    } else if (!v6 && type == Icmp.UNREACHABLE && Icmp.code(b, at) == Icmp.FRAGMENTATION_NEEDED) {
      text.text(", MTU ").decimal(Icmp.nextHopMtu(b, at));
    } else if (v6 && type == Icmp.V6_TOO_BIG) {
      text.text(", MTU ").decimal(Octets.u32(b, at + 4));
    }
    if (IcmpNames.quotes(v6, type)) {
      QuotedPacket.append(text, b, stack.headerEnd(index), stack.end(index));
    }
  }

  private static void part(TextBuffer text, byte[] b, LayerStack stack, int index, int ip) {
    if (ip >= 0) {
      addresses(text, b, stack, ip);
    }
    int tcp = stack.start(index - 1);
    text.text(" packet ").decimal(Stt.packetId(b, tcp)).text(" offset ");
    text.decimal(Stt.offset(b, tcp)).text(" of ").decimal(Stt.total(b, tcp));
  }
}
