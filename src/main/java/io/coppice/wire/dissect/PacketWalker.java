package io.coppice.wire.dissect;

import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;

/**
 * Finds the layers of a packet, tunnels in tunnels to any depth that fits. Any bytes may come: each
 * step compares the length at hand first, takes at least one byte or ends the walk, and never
 * throws. One thread; nothing is allocated for a packet.
 */
public final class PacketWalker {
  /** What comes next is a number in one of these spaces, or {@link #NOTHING}. */
  static final int NOTHING = 0;

  static final int ETHER_TYPE = 1 << 16;
  static final int IP_PROTOCOL = 2 << 16;
  static final int LAYER = 3 << 16;

  private final LinkSteps links;
  private final TunnelSteps tunnels;
  private final TransportSteps transports;
  private LayerStack out;
  private byte[] b;
  private int at;
  private int end;
  private int declared;
  private boolean continues;

  public PacketWalker(PortTable ports) {
    links = new LinkSteps(this);
    tunnels = new TunnelSteps(this);
    transports = new TransportSteps(this, ports);
  }

  /**
   * Walks over the bytes {@code [from, to)} of one packet.
   *
   * @param original the packet's length on the wire, perhaps more than was captured
   */
  public void walk(byte[] bytes, int from, int to, int original, LinkType link, LayerStack layers) {
    begin(bytes, from, to, original, layers);
    run(link(link));
  }

  /** Walks over a reassembled STT frame: its header and the inner frame. */
  public void walkStt(byte[] bytes, int from, int to, LayerStack layers) {
    begin(bytes, from, to, to - from, layers);
    run(LAYER | LayerKind.STT.ordinal());
  }

  private void begin(byte[] bytes, int from, int to, int original, LayerStack layers) {
    b = bytes;
    at = from;
    end = to;
    declared = (int) Math.max(to, Math.min(Integer.MAX_VALUE, from + (long) original));
    continues = false;
    out = layers;
    layers.clear();
  }

  private void run(int first) {
    int next = first;
    while (next != NOTHING) {
      int number = next & 0xffff;
      next =
          switch (next & ~0xffff) {
            case ETHER_TYPE -> etherType(number);
            case IP_PROTOCOL -> protocol(number);
            default -> layer(LayerKinds.ALL[number]);
          };
    }
  }

  private int link(LinkType link) {
    return switch (link) {
      case ETHERNET -> layer(LayerKind.ETHERNET);
      case RAW, IPV4, IPV6 -> ipByVersion();
      case NULL, LOOP -> links.family();
      case PPP -> links.ppp();
      case PPP_HDLC -> links.framed();
      case CISCO_HDLC -> links.cooked(LayerKind.CISCO_HDLC, 4, 2);
      case NFLOG -> links.netfilterLog();
      case LINUX_SLL -> links.cooked(LayerKind.SLL, 16, 14);
      case LINUX_SLL2 -> links.cooked(LayerKind.SLL2, 20, 0);
      case UNKNOWN -> payload(Stop.UNKNOWN);
    };
  }

  private int layer(LayerKind kind) {
    return switch (kind) {
      case ETHERNET -> ethernet();
      case VXLAN -> tunnels.vxlan();
      case VXLAN_GPE -> tunnels.gpe();
      case GENEVE -> tunnels.geneve();
      case STT -> tunnels.stt();
      case NSH -> tunnels.nsh();
      case ERSPAN_II -> tunnels.erspan2();
      case ERSPAN_III -> tunnels.erspan3();
      case DHCP -> transports.dhcp();
      case GRE -> tunnels.gre();
      case MPLS -> mpls();
      default -> payload(Stop.PAYLOAD);
    };
  }

  int ethernet() {
    if (!need(Ethernet.HEADER)) {
      return cut();
    }
    int type = Ethernet.type(b, at);
    header(LayerKind.ETHERNET, Ethernet.HEADER);
    return typeOrLength(type);
  }

  int typeOrLength(int type) {
    if (type >= EtherType.LEAST) {
      return ETHER_TYPE | type;
    }
    if (at + type < end) {
      end = at + type;
      declared = end;
    }
    if (!need(3)) {
      return at == end ? stop(Stop.END) : cut();
    }
    if (isSubnetwork()) {
      int inner = Octets.u16(b, at + 6);
      header(LayerKind.LLC, 8);
      return ETHER_TYPE | inner;
    }
    header(LayerKind.LLC, 3);
    return payload(Stop.UNKNOWN);
  }

  /** The subnetwork access protocol with a protocol of Ethernet (RFC 1042, "Header Format"). */
  private boolean isSubnetwork() {
    return need(8)
        && Octets.u32(b, at) == 0xaaaa_0300L
        && Octets.u16(b, at + 4) == 0
        && Octets.u16(b, at + 6) >= EtherType.LEAST;
  }

  private int etherType(int type) {
    return switch (type) {
      case EtherType.IPV4 -> ipv4();
      case EtherType.IPV6 -> ipv6();
      case EtherType.ARP, EtherType.RARP -> arp();
      case EtherType.VLAN, EtherType.QINQ, EtherType.OLD_QINQ -> vlan();
      case EtherType.TRANSPARENT_ETHERNET -> ethernet();
      case EtherType.VN_TAG -> links.tag(LayerKind.VN_TAG, 6);
      case EtherType.E_TAG -> links.tag(LayerKind.E_TAG, 8);
      case EtherType.BACKBONE_INSTANCE -> links.backbone();
      case EtherType.MPLS -> mpls();
      case EtherType.PPP -> links.ppp();
      case EtherType.NSH -> tunnels.nsh();
      default -> payload(Stop.UNKNOWN);
    };
  }

  private int vlan() {
    if (!need(Ethernet.TAG)) {
      return cut();
    }
    int type = Octets.u16(b, at + 2);
    header(LayerKind.VLAN, Ethernet.TAG);
    return typeOrLength(type);
  }

  private int mpls() {
    if (!need(4)) {
      return cut();
    }
    boolean bottom = (b[at + 2] & 1) == 1;
    header(LayerKind.MPLS, 4);
    return bottom ? ipByVersion() : ETHER_TYPE | EtherType.MPLS;
  }

  private int arp() {
    if (!need(8)) {
      return cut();
    }
    int length = 8 + 2 * (Octets.u8(b, at + 4) + Octets.u8(b, at + 5));
    if (!need(length)) {
      return cut();
    }
    header(LayerKind.ARP, length);
    return trailer();
  }

  /** IPv4 or IPv6 by the first four bits. */
  int ipByVersion() {
    if (!need(1)) {
      return at == declared ? stop(Stop.END) : cut();
    }
    return switch (Ipv4.version(b, at)) {
      case 4 -> ipv4();
      case 6 -> ipv6();
      default -> payload(Stop.UNKNOWN);
    };
  }

  int ipv4() {
    if (!need(Ipv4.HEADER)) {
      return cut();
    }
    int length = Ipv4.headerLength(b, at);
    if (Ipv4.version(b, at) != 4 || length < Ipv4.HEADER) {
      return payload(Stop.MALFORMED);
    }
    if (!need(length)) {
      return cut();
    }
    int total = Ipv4.totalLength(b, at);
    if (total == 0 && isOffloaded(Ipv4.protocol(b, at))) {
      out.presumeLength();
    } else if (total < length) {
      return payload(Stop.MALFORMED);
    } else {
      bound(at + total);
    }
    int protocol = Ipv4.protocol(b, at);
    int offset = Ipv4.fragmentOffset(b, at);
    continues |= Ipv4.moreFragments(b, at);
    header(LayerKind.IPV4, length);
    return offset > 0 ? rest(LayerKind.FRAGMENT, Stop.CONTINUES) : IP_PROTOCOL | protocol;
  }

  int ipv6() {
    if (!need(Ipv6.HEADER)) {
      return cut();
    }
    if (Ipv6.version(b, at) != 6) {
      return payload(Stop.MALFORMED);
    }
    int payload = Ipv6.payloadLength(b, at);
    int next = Ipv6.nextHeader(b, at);
    if (payload == 0 && isOffloaded(next)) {
      out.presumeLength();
    } else if (payload == 0 && next == IpProtocol.HOP_BY_HOP) {
      long jumbo = Ipv6.jumboLength(b, at, end);
      if (jumbo == Ipv6.NO_JUMBO) {
        return payload(Stop.MALFORMED);
      }
      bound((int) Math.min(Integer.MAX_VALUE, at + Ipv6.HEADER + jumbo));
    } else {
      bound(at + Ipv6.HEADER + payload);
    }
    header(LayerKind.IPV6, Ipv6.HEADER);
    return IP_PROTOCOL | next;
  }

  /**
   * Whether a length of 0 before this protocol is what the sender's stack leaves to its card (BIG
   * TCP, segmentation offload): TCP, and UDP for tunnels, as tcpdump presumes too. Before anything
   * else it is a fault.
   */
  private static boolean isOffloaded(int protocol) {
    return protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
  }

  private int protocol(int number) {
    return switch (number) {
      case IpProtocol.TCP -> transports.tcp();
      case IpProtocol.UDP -> transports.udp();
      case IpProtocol.ICMP -> transports.icmp(LayerKind.ICMP);
      case IpProtocol.ICMPV6 -> transports.icmp(LayerKind.ICMPV6);
      case IpProtocol.GRE -> tunnels.gre();
      case IpProtocol.IPV4 -> ipv4();
      case IpProtocol.IPV6 -> ipv6();
      case IpProtocol.ETHERNET -> ethernet();
      case IpProtocol.FRAGMENT -> fragment();
      case IpProtocol.NO_NEXT -> payload(Stop.END);
      default -> IpProtocol.isExtension(number) ? extension(number) : payload(Stop.UNKNOWN);
    };
  }

  private int extension(int number) {
    if (!need(8)) {
      return cut();
    }
    int units = Octets.u8(b, at + 1);
    int length = number == IpProtocol.AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
    if (!need(length)) {
      return cut();
    }
    int next = Octets.u8(b, at);
    header(LayerKind.IPV6_EXTENSION, length);
    return IP_PROTOCOL | next;
  }

  private int fragment() {
    if (!need(8)) {
      return cut();
    }
    int next = Octets.u8(b, at);
    int word = Octets.u16(b, at + 2);
    continues |= (word & 1) == 1;
    header(LayerKind.IPV6_FRAGMENT, 8);
    return word >>> 3 != 0 ? rest(LayerKind.FRAGMENT, Stop.CONTINUES) : IP_PROTOCOL | next;
  }

  byte[] bytes() {
    return b;
  }

  int at() {
    return at;
  }

  int end() {
    return end;
  }

  int declaredEnd() {
    return declared;
  }

  LayerStack out() {
    return out;
  }

  /** The bytes of a first segment or fragment: what follows is elsewhere. */
  void continuesElsewhere() {
    continues = true;
  }

  boolean need(int length) {
    return end - at >= length;
  }

  /** Nothing inside reaches past this. */
  void bound(int limit) {
    end = Math.min(end, limit);
    declared = limit;
  }

  void header(LayerKind kind, int length) {
    out.add(kind, at, at + length, end, declared);
    at += length;
  }

  int stop(Stop why) {
    out.stop(why, at);
    return NOTHING;
  }

  int cut() {
    return payload(continues ? Stop.CONTINUES : Stop.CUT);
  }

  int payload(Stop why) {
    return rest(LayerKind.PAYLOAD, why);
  }

  int rest(LayerKind kind, Stop why) {
    out.stop(why, at);
    if (at < end) {
      out.add(kind, at, end, end, declared);
    }
    return NOTHING;
  }

  private int trailer() {
    out.stop(Stop.END, at);
    if (at < end) {
      out.add(LayerKind.TRAILER, at, end, end, end);
    }
    return NOTHING;
  }

  /** {@code values()} without its copy. */
  private static final class LayerKinds {
    static final LayerKind[] ALL = LayerKind.values();
  }
}
