package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.bytes;
import static io.coppice.wire.dissect.FieldSpec.decimal;
import static io.coppice.wire.dissect.FieldSpec.flag;
import static io.coppice.wire.dissect.FieldSpec.hex;

import io.coppice.wire.dissect.FieldSink.Verdict;
import io.coppice.wire.dissect.FieldSpec.Format;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.TextBuffer;
import io.coppice.wire.tunnel.Erspan;
import io.coppice.wire.tunnel.Geneve;

/** The fields of headers that carry options or metadata: Geneve, ERSPAN, NSH, DHCP. */
final class OptionFields {
  private static final String RFC8926 = "RFC 8926 section 3.4";
  private static final String OPTIONS = "RFC 8926 section 3.5";
  private static final FieldSpec VERSION = decimal("geneve.version", "Version", RFC8926);
  private static final FieldSpec LENGTH = decimal("geneve.opt_len", "Options length", RFC8926);
  private static final FieldSpec CONTROL = flag("geneve.flag.oam", "Control packet", RFC8926);
  private static final FieldSpec CRITICAL =
      flag("geneve.flag.critical", "Critical options present", RFC8926);
  private static final FieldSpec RESERVED = decimal("geneve.reserved6", "Reserved", RFC8926);
  private static final FieldSpec PROTOCOL = hex("geneve.proto_type", "Protocol type", RFC8926);
  private static final FieldSpec VNI = decimal("geneve.vni", "VNI", RFC8926);
  private static final FieldSpec LAST = decimal("geneve.reserved8", "Reserved", RFC8926);
  private static final FieldSpec OPTION = bytes("geneve.option", "Option", OPTIONS);
  private static final FieldSpec CLASS = hex("geneve.option.class", "Class", OPTIONS);
  private static final FieldSpec TYPE = hex("geneve.option.type", "Type", OPTIONS);
  private static final FieldSpec OPTION_LENGTH = decimal("geneve.option.length", "Length", OPTIONS);
  private static final FieldSpec DATA = bytes("geneve.option.data", "Data", OPTIONS);
  private static final FieldSpec GCP_VNID =
      decimal("geneve.option.gcp.vnid", "Google Cloud network", OPTIONS);
  private static final FieldSpec GCP_DIRECTION =
      flag("geneve.option.gcp.egress", "Egress", OPTIONS);
  private static final FieldSpec GCP_ENDPOINT =
      bytes("geneve.option.gcp.endpoint", "Google Cloud endpoint", OPTIONS);
  private static final FieldSpec GCP_PROFILE =
      decimal("geneve.option.gcp.profile", "Google Cloud profile", OPTIONS);
  private static final String ERSPAN = "draft-foschiano-erspan-03 section 4";
  private static final FieldSpec E_VERSION = decimal("erspan.version", "Version", ERSPAN);
  private static final FieldSpec E_VLAN = decimal("erspan.vlan", "VLAN", ERSPAN);
  private static final FieldSpec E_COS = decimal("erspan.cos", "Class of service", ERSPAN);
  private static final FieldSpec E_ENCAP = decimal("erspan.encap", "Encapsulation", ERSPAN);
  private static final FieldSpec E_BSO = decimal("erspan.bso", "Bad, short or oversized", ERSPAN);
  private static final FieldSpec E_TRUNCATED = flag("erspan.truncated", "Truncated", ERSPAN);
  private static final FieldSpec E_SESSION = decimal("erspan.spanid", "Session", ERSPAN);
  private static final FieldSpec E_INDEX = decimal("erspan.index", "Index", ERSPAN);
  private static final FieldSpec E_TIME = decimal("erspan.timestamp", "Timestamp", ERSPAN);
  private static final FieldSpec E_SGT = decimal("erspan.sgt", "Security group tag", ERSPAN);
  private static final FieldSpec E_TYPE = decimal("erspan.ft", "Frame type", ERSPAN);
  private static final FieldSpec E_HARDWARE = decimal("erspan.hw", "Hardware id", ERSPAN);
  private static final FieldSpec E_DIRECTION = flag("erspan.d", "Egress", ERSPAN);
  private static final FieldSpec E_PLATFORM = bytes("erspan.pid", "Platform subheader", ERSPAN);
  private static final String RFC8300 = "RFC 8300 section 2.2";
  private static final FieldSpec N_VERSION = decimal("nsh.version", "Version", RFC8300);
  private static final FieldSpec N_OAM = flag("nsh.oam", "OAM", RFC8300);
  private static final FieldSpec N_TTL = decimal("nsh.ttl", "TTL", RFC8300);
  private static final FieldSpec N_LENGTH = decimal("nsh.length", "Length", RFC8300);
  private static final FieldSpec N_TYPE = decimal("nsh.mdtype", "MD type", RFC8300);
  private static final FieldSpec N_NEXT = decimal("nsh.nextproto", "Next protocol", RFC8300);
  private static final FieldSpec N_PATH = hex("nsh.spi", "Service path", "RFC 8300 section 2.3");
  private static final FieldSpec N_INDEX =
      decimal("nsh.si", "Service index", "RFC 8300 section 2.3");
  private static final FieldSpec N_DATA = bytes("nsh.metadata", "Metadata", "RFC 8300 section 2.4");

  /** Google Cloud's class. */
  private static final int GCP = 0x0132;

  private OptionFields() {}

  static void geneve(FieldPen pen) {
    pen.put(VERSION, 0, 2);
    pen.put(LENGTH, 2, 6, Geneve.optionsLength(pen.b, pen.at) + " bytes");
    pen.flag(CONTROL, 8);
    pen.flag(CRITICAL, 9);
    pen.reserved(RESERVED, 10, 6);
    pen.put(PROTOCOL, 16, 16, LinkFields.type(pen.u16(2)));
    pen.put(VNI, 32, 24);
    pen.reserved(LAST, 56, 8);
    int at = Geneve.HEADER;
    int length = pen.end - pen.at;
    while (at + Geneve.OPTION_HEADER <= length) {
      int data = Geneve.optionDataLength(pen.b, pen.at + at);
      if (at + Geneve.OPTION_HEADER + data > length) {
        pen.put(OPTION, at * 8, (length - at) * 8, Verdict.BAD, "longer than the options");
        return;
      }
      option(pen, at, data);
      at += Geneve.OPTION_HEADER + data;
    }
  }

  private static void option(FieldPen pen, int at, int data) {
    boolean critical = (pen.u8(at + 2) & 0x80) != 0;
    pen.group(OPTION, at * 8, (Geneve.OPTION_HEADER + data) * 8, critical ? "critical" : null);
    pen.put(CLASS, at * 8, 16, owner(pen.u16(at)));
    pen.put(TYPE, at * 8 + 16, 8, critical ? "critical" : null);
    pen.put(OPTION_LENGTH, at * 8 + 27, 5, data + " bytes");
    if (pen.u16(at) == GCP) {
      google(pen, pen.u8(at + 2), (at + Geneve.OPTION_HEADER) * 8, data);
    }
    if (data > 0) {
      pen.put(DATA, (at + Geneve.OPTION_HEADER) * 8, data * 8);
    }
    pen.endGroup();
  }

  /** As packets of Google Cloud's internal load balancers carry them. */
  private static void google(FieldPen pen, int type, int bit, int data) {
    if (type == 1 && data == 4) {
      pen.put(GCP_VNID, bit, 28);
      pen.flag(GCP_DIRECTION, bit + 31);
    } else if (type == 2) {
      pen.put(GCP_ENDPOINT, bit, data * 8);
    } else if (type == 3 && data == 8) {
      pen.put(GCP_PROFILE, bit, 64);
    }
  }

  /** IANA, "Geneve Option Class". */
  private static String owner(int optionClass) {
    return switch (optionClass) {
      case 0x0100 -> "Linux";
      case 0x0101 -> "Open vSwitch";
      case 0x0102 -> "Open Virtual Networking";
      case 0x0103 -> "In-band network telemetry";
      case 0x0104 -> "VMware";
      case 0x0108 -> "Amazon";
      case GCP -> "Google";
      default -> optionClass >= 0xfff0 ? "experimental" : null;
    };
  }

  static void erspan2(FieldPen pen) {
    pen.put(E_VERSION, 0, 4, "type II");
    pen.put(E_VLAN, 4, 12);
    pen.put(E_COS, 16, 3);
    pen.put(E_ENCAP, 19, 2);
    pen.flag(E_TRUNCATED, 21);
    pen.put(E_SESSION, 22, 10);
    pen.put(E_INDEX, 44, 20);
  }

  static void erspan3(FieldPen pen) {
    pen.put(E_VERSION, 0, 4, "type III");
    pen.put(E_VLAN, 4, 12);
    pen.put(E_COS, 16, 3);
    pen.put(E_BSO, 19, 2);
    pen.flag(E_TRUNCATED, 21);
    pen.put(E_SESSION, 22, 10);
    pen.put(E_TIME, 32, 32);
    pen.put(E_SGT, 64, 16);
    pen.put(E_TYPE, 81, 5, erspanFrame(Erspan.frameType(pen.b, pen.at)));
    pen.put(E_HARDWARE, 86, 6);
    pen.flag(E_DIRECTION, 92);
    if (Erspan.hasSubheader(pen.b, pen.at)) {
      pen.put(E_PLATFORM, Erspan.HEADER_III * 8, Erspan.SUBHEADER * 8);
    }
  }

  private static String erspanFrame(int type) {
    return switch (type) {
      case 0 -> "Ethernet";
      case 2 -> "IP";
      default -> "unknown";
    };
  }

  static void nsh(FieldPen pen) {
    pen.put(N_VERSION, 0, 2);
    pen.flag(N_OAM, 2);
    pen.put(N_TTL, 4, 6);
    pen.put(N_LENGTH, 10, 6, (pen.end - pen.at) + " bytes");
    pen.put(N_TYPE, 20, 4);
    pen.put(N_NEXT, 24, 8, TunnelFields.next(pen.u8(3)));
    pen.put(N_PATH, 32, 24);
    pen.put(N_INDEX, 56, 8);
    if (pen.end - pen.at > 8) {
      pen.put(N_DATA, 64, (pen.end - pen.at - 8) * 8);
    }
  }

  private static final String RFC2131 = "RFC 2131 section 2";
  private static final String RFC2132 = "RFC 2132 section 2";
  private static final FieldSpec D_OP = decimal("dhcp.type", "Message", RFC2131);
  private static final FieldSpec D_XID = hex("dhcp.id", "Transaction", RFC2131);
  private static final FieldSpec D_CLIENT =
      FieldSpec.of("dhcp.ip.client", "Client", Format.IPV4, RFC2131);
  private static final FieldSpec D_YOURS =
      FieldSpec.of("dhcp.ip.your", "Yours", Format.IPV4, RFC2131);
  private static final FieldSpec D_SERVER =
      FieldSpec.of("dhcp.ip.server", "Next server", Format.IPV4, RFC2131);
  private static final FieldSpec D_RELAY =
      FieldSpec.of("dhcp.ip.relay", "Relay", Format.IPV4, RFC2131);
  private static final FieldSpec D_MAC =
      FieldSpec.of("dhcp.hw.mac_addr", "Client MAC", Format.MAC, RFC2131);
  private static final FieldSpec D_OPTION = bytes("dhcp.option", "Option", RFC2132);
  private static final String[] MESSAGES = {
    null,
    "discover",
    "offer",
    "request",
    "decline",
    "acknowledgement",
    "refusal",
    "release",
    "inform"
  };

  static void dhcp(FieldPen pen) {
    pen.put(D_OP, 0, 8, pen.u8(0) == 1 ? "request" : pen.u8(0) == 2 ? "reply" : null);
    pen.put(D_XID, 32, 32);
    pen.put(D_CLIENT, 96, 32);
    pen.put(D_YOURS, 128, 32);
    pen.put(D_SERVER, 160, 32);
    pen.put(D_RELAY, 192, 32);
    pen.put(D_MAC, 224, 48);
    int at = 240;
    int length = pen.end - pen.at;
    while (at < length && pen.u8(at) != 255) {
      if (pen.u8(at) == 0) {
        at++;
        continue;
      }
      if (at + 2 > length || at + 2 + pen.u8(at + 1) > length) {
        pen.put(D_OPTION, at * 8, (length - at) * 8, Verdict.BAD, "cut off");
        return;
      }
      int size = 2 + pen.u8(at + 1);
      pen.put(D_OPTION, at * 8, size * 8, dhcpOption(pen, at, size));
      at += size;
    }
  }

  private static String dhcpOption(FieldPen pen, int at, int size) {
    int code = pen.u8(at);
    if (code == 53 && size == 3) {
      int message = pen.u8(at + 2);
      return message < MESSAGES.length ? MESSAGES[message] : null;
    }
    boolean address = (code == 1 || code == 3 || code == 50 || code == 54) && size == 6;
    TextBuffer text = new TextBuffer(16);
    if (address) {
      FieldValues.append(text, Format.IPV4, pen.b, (pen.at + at + 2) * 8, 32);
    }
    return switch (code) {
      case 1 -> "subnet mask " + text;
      case 3 -> "router " + text;
      case 50 -> "requested address " + text;
      case 51 -> size == 6 ? "lease of " + Octets.u32(pen.b, pen.at + at + 2) + " s" : "lease";
      case 54 -> "server " + text;
      case 12 -> "host name";
      case 55 -> "parameters asked for";
      case 61 -> "client id";
      default -> "option " + code;
    };
  }
}
