package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.bytes;
import static io.coppice.wire.dissect.FieldSpec.decimal;
import static io.coppice.wire.dissect.FieldSpec.hex;

import io.coppice.wire.dissect.FieldSpec.Format;
import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.MacBits;

/** The fields of links: Ethernet, tags, MPLS, ARP, cooked captures. */
final class LinkFields {
  private static final String ETHERNET = "IEEE 802.3 section 3.2";
  private static final String TAG = "IEEE 802.1Q section 9.6";
  private static final String COOKED = "tcpdump.org LINKTYPE_LINUX_SLL";
  private static final FieldSpec DESTINATION =
      FieldSpec.of("eth.dst", "Destination", Format.MAC, ETHERNET).free();
  private static final FieldSpec SOURCE =
      FieldSpec.of("eth.src", "Source", Format.MAC, ETHERNET).free();
  private static final FieldSpec TYPE = hex("eth.type", "Type", ETHERNET);
  private static final FieldSpec PRIORITY = decimal("vlan.priority", "Priority", TAG);
  private static final FieldSpec DROP_ELIGIBLE = FieldSpec.flag("vlan.dei", "Drop eligible", TAG);
  private static final FieldSpec VLAN = decimal("vlan.id", "VLAN", TAG);
  private static final FieldSpec TAG_TYPE = hex("vlan.etype", "Type", TAG);
  private static final FieldSpec LABEL = decimal("mpls.label", "Label", "RFC 3032 section 2.1");
  private static final FieldSpec CLASS = decimal("mpls.exp", "Class", "RFC 5462");
  private static final FieldSpec BOTTOM =
      FieldSpec.flag("mpls.bottom", "Bottom of stack", "RFC 3032 section 2.1");
  private static final FieldSpec LABEL_TTL = decimal("mpls.ttl", "TTL", "RFC 3032 section 2.1");
  private static final String RFC826 = "RFC 826";
  private static final FieldSpec HARDWARE = decimal("arp.hw.type", "Hardware type", RFC826);
  private static final FieldSpec PROTOCOL = hex("arp.proto.type", "Protocol type", RFC826);
  private static final FieldSpec HARDWARE_SIZE = decimal("arp.hw.size", "Hardware size", RFC826);
  private static final FieldSpec PROTOCOL_SIZE = decimal("arp.proto.size", "Protocol size", RFC826);
  private static final FieldSpec OPERATION = decimal("arp.opcode", "Operation", RFC826);
  private static final FieldSpec SENDER_MAC =
      FieldSpec.of("arp.src.hw_mac", "Sender MAC", Format.MAC, RFC826);
  private static final FieldSpec SENDER_IP =
      FieldSpec.of("arp.src.proto_ipv4", "Sender IP", Format.IPV4, RFC826);
  private static final FieldSpec TARGET_MAC =
      FieldSpec.of("arp.dst.hw_mac", "Target MAC", Format.MAC, RFC826);
  private static final FieldSpec TARGET_IP =
      FieldSpec.of("arp.dst.proto_ipv4", "Target IP", Format.IPV4, RFC826);
  private static final FieldSpec ADDRESSES = bytes("arp.addresses", "Addresses", RFC826);
  private static final FieldSpec FAMILY = hex("null.family", "Family", "tcpdump.org LINKTYPE_NULL");
  private static final FieldSpec PACKET_TYPE = decimal("sll.pkttype", "Packet type", COOKED);
  private static final FieldSpec COOKED_HEADER = bytes("sll.header", "Device and address", COOKED);
  private static final FieldSpec COOKED_TYPE = hex("sll.etype", "Protocol", COOKED);
  private static final String LLC = "IEEE 802.2 section 3.2";
  private static final String SNAP = "RFC 1042";
  private static final FieldSpec DSAP = hex("llc.dsap", "Destination access point", LLC);
  private static final FieldSpec SSAP = hex("llc.ssap", "Source access point", LLC);
  private static final FieldSpec CONTROL = hex("llc.control", "Control", LLC);
  private static final FieldSpec ORGANISATION = hex("llc.oui", "Organisation", SNAP);
  private static final FieldSpec INNER_TYPE = hex("llc.type", "Type", SNAP);
  private static final FieldSpec PPP_FRAMING =
      hex("ppp.framing", "Address and control", "RFC 1662 section 3.1");
  private static final FieldSpec PPP_PROTOCOL =
      hex("ppp.protocol", "Protocol", "RFC 1661 section 2");
  private static final String HDLC = "tcpdump.org LINKTYPE_C_HDLC";
  private static final FieldSpec HDLC_ADDRESS = hex("chdlc.address", "Address", HDLC);
  private static final FieldSpec HDLC_TYPE = hex("chdlc.protocol", "Protocol", HDLC);
  private static final String NETFILTER = "tcpdump.org LINKTYPE_NFLOG";
  private static final FieldSpec LOG_FAMILY = decimal("nflog.family", "Family", NETFILTER);
  private static final FieldSpec LOG_GROUP = decimal("nflog.res_id", "Group", NETFILTER);
  private static final FieldSpec LOG_VALUES = bytes("nflog.values", "Values", NETFILTER);

  private static final String[] ADDRESS_KINDS = {null, "multicast", "broadcast"};

  private LinkFields() {}

  static void ethernet(FieldPen pen) {
    pen.put(DESTINATION, 0, 48, ADDRESS_KINDS[addressKind(pen.b, pen.at)]);
    pen.put(SOURCE, 48, 48);
    pen.put(TYPE, 96, 16, type(pen.u16(12)));
  }

  /** Whether the frame at hand goes to one, a group or all, as a number. */
  static int addressKind(byte[] b, int at) {
    long mac = Ethernet.destination(b, at);
    return mac == MacBits.BROADCAST ? 2 : MacBits.isGroup(mac) ? 1 : 0;
  }

  static String type(int type) {
    return switch (type) {
      case EtherType.IPV4 -> "IPv4";
      case EtherType.IPV6 -> "IPv6";
      case EtherType.ARP -> "ARP";
      case EtherType.RARP -> "RARP";
      case EtherType.VLAN -> "802.1Q";
      case EtherType.QINQ, EtherType.OLD_QINQ -> "802.1ad";
      case EtherType.MPLS -> "MPLS";
      case EtherType.TRANSPARENT_ETHERNET -> "Ethernet";
      case EtherType.ERSPAN_II -> "ERSPAN II";
      case EtherType.ERSPAN_III -> "ERSPAN III";
      case EtherType.PPP -> "PPP";
      case EtherType.LLDP -> "LLDP";
      case EtherType.BACKBONE_INSTANCE -> "802.1ah I-Tag";
      case EtherType.VN_TAG -> "VN-Tag";
      case EtherType.E_TAG -> "802.1BR E-Tag";
      case EtherType.NSH -> "NSH";
      default -> type < EtherType.LEAST ? "a length" : null;
    };
  }

  static void vlan(FieldPen pen) {
    pen.put(PRIORITY, 0, 3);
    pen.flag(DROP_ELIGIBLE, 3);
    pen.put(VLAN, 4, 12, (pen.u16(0) & 0xfff) == 0 ? "priority only" : null);
    pen.put(TAG_TYPE, 16, 16, type(pen.u16(2)));
  }

  static void mpls(FieldPen pen) {
    pen.put(LABEL, 0, 20);
    pen.put(CLASS, 20, 3);
    pen.flag(BOTTOM, 23);
    pen.put(LABEL_TTL, 24, 8);
  }

  static void arp(FieldPen pen) {
    pen.put(HARDWARE, 0, 16, pen.u16(0) == 1 ? "Ethernet" : null);
    pen.put(PROTOCOL, 16, 16, type(pen.u16(2)));
    pen.put(HARDWARE_SIZE, 32, 8);
    pen.put(PROTOCOL_SIZE, 40, 8);
    pen.put(OPERATION, 48, 16, operation(pen));
    if (!Arp.isEthernetIpv4(pen.b, pen.at)) {
      pen.put(ADDRESSES, 64, (pen.end - pen.at) * 8 - 64);
      return;
    }
    pen.put(SENDER_MAC, 64, 48);
    pen.put(SENDER_IP, 112, 32);
    pen.put(TARGET_MAC, 144, 48);
    pen.put(TARGET_IP, 192, 32);
  }

  private static String operation(FieldPen pen) {
    boolean announces =
        Arp.isEthernetIpv4(pen.b, pen.at)
            && Arp.senderIp(pen.b, pen.at) == Arp.targetIp(pen.b, pen.at);
    return switch (pen.u16(6)) {
      case Arp.REQUEST -> announces ? "announcement" : "request";
      case Arp.REPLY -> announces ? "announcement" : "reply";
      case Arp.REVERSE_REQUEST -> "reverse request";
      case Arp.REVERSE_REPLY -> "reverse reply";
      default -> null;
    };
  }

  static void family(FieldPen pen) {
    pen.put(FAMILY, 0, 32);
  }

  static void cooked(FieldPen pen) {
    pen.put(PACKET_TYPE, 0, 16);
    pen.put(COOKED_HEADER, 16, 96);
    pen.put(COOKED_TYPE, 112, 16, type(pen.u16(14)));
  }

  static void cooked2(FieldPen pen) {
    pen.put(COOKED_TYPE, 0, 16, type(pen.u16(0)));
    pen.put(COOKED_HEADER, 16, 144);
  }

  static void llc(FieldPen pen) {
    pen.put(DSAP, 0, 8, accessPoint(pen.u8(0)));
    pen.put(SSAP, 8, 8, accessPoint(pen.u8(1)));
    pen.put(CONTROL, 16, 8, pen.u8(2) == 3 ? "unnumbered information" : null);
    if (pen.end - pen.at == 8) {
      pen.put(ORGANISATION, 24, 24, "a protocol of Ethernet");
      pen.put(INNER_TYPE, 48, 16, type(pen.u16(6)));
    }
  }

  /** Of those that are met on Ethernet (IEEE 802, "Public LLC addresses"). */
  private static String accessPoint(int address) {
    return switch (address) {
      case 0x42 -> "spanning tree";
      case 0xaa -> "subnetwork access protocol";
      case 0xe0 -> "IPX";
      case 0xf0 -> "NetBIOS";
      case 0xfe -> "IS-IS and others of ISO";
      default -> null;
    };
  }

  static void ppp(FieldPen pen) {
    int framing = pen.end - pen.at > 2 ? 16 : 0;
    if (framing > 0) {
      pen.put(PPP_FRAMING, 0, framing);
    }
    pen.put(PPP_PROTOCOL, framing, (pen.end - pen.at) * 8 - framing);
  }

  static void hdlc(FieldPen pen) {
    pen.put(HDLC_ADDRESS, 0, 8);
    pen.put(HDLC_TYPE, 16, 16, type(pen.u16(2)));
  }

  static void netfilterLog(FieldPen pen) {
    pen.put(LOG_FAMILY, 0, 8);
    pen.put(LOG_GROUP, 16, 16);
    pen.put(LOG_VALUES, 32, (pen.end - pen.at - 4) * 8);
  }
}
