package io.coppice.wire.dissect;

/** What stands on a packet's way from its first byte to the innermost payload. */
public enum LayerKind {
  NULL_LINK("null", "Loopback"),
  SLL("sll", "Linux cooked capture"),
  SLL2("sll2", "Linux cooked capture v2"),
  PPP("ppp", "PPP"),
  CISCO_HDLC("chdlc", "Cisco HDLC"),
  NFLOG("nflog", "Netfilter log"),
  ETHERNET("eth", "Ethernet"),
  LLC("llc", "IEEE 802.2 LLC"),
  VLAN("vlan", "802.1Q"),
  VN_TAG("vntag", "VN-Tag"),
  E_TAG("etag", "802.1BR E-Tag"),
  BACKBONE_INSTANCE("itag", "802.1ah I-Tag"),
  MPLS("mpls", "MPLS"),
  ARP("arp", "ARP"),
  IPV4("ip", "IPv4"),
  IPV6("ipv6", "IPv6"),
  IPV6_EXTENSION("ipv6ext", "IPv6 extension"),
  IPV6_FRAGMENT("ipv6frag", "IPv6 fragment"),
  ICMP("icmp", "ICMP"),
  ICMPV6("icmpv6", "ICMPv6"),
  /** The head of another packet, which an ICMP error is about; its layers follow. */
  QUOTED("quoted", "Quoted packet"),
  UDP("udp", "UDP"),
  TCP("tcp", "TCP"),
  /** The first bytes of a TCP header, eight at least, whose rest was not captured. */
  TCP_HEAD("tcp", "TCP"),
  DHCP("dhcp", "DHCP"),
  GRE("gre", "GRE"),
  NVGRE("nvgre", "NVGRE"),
  ERSPAN_II("erspan2", "ERSPAN II"),
  ERSPAN_III("erspan3", "ERSPAN III"),
  VXLAN("vxlan", "VXLAN"),
  VXLAN_GPE("vxlan-gpe", "VXLAN-GPE"),
  GENEVE("geneve", "Geneve"),
  STT("stt", "STT"),
  /** A later segment of an STT frame: bytes out of its middle. */
  STT_PART("stt-part", "STT segment"),
  NSH("nsh", "NSH"),
  /** A later fragment of an IP packet. */
  FRAGMENT("fragment", "Fragment"),
  PAYLOAD("data", "Data"),
  /** Ethernet padding, or what follows the length a header gives. */
  TRAILER("trailer", "Trailer");

  private final String key;
  private final String label;

  LayerKind(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** Of JSON and of field names. */
  public String key() {
    return key;
  }

  /** The name people use. */
  public String label() {
    return label;
  }

  /** Whether what is inside is another network's. */
  public boolean isTunnel() {
    return switch (this) {
      case GRE, NVGRE, ERSPAN_II, ERSPAN_III, VXLAN, VXLAN_GPE, GENEVE, STT -> true;
      default -> false;
    };
  }
}
