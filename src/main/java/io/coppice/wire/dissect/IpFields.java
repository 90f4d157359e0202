package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.bytes;
import static io.coppice.wire.dissect.FieldSpec.decimal;
import static io.coppice.wire.dissect.FieldSpec.flag;
import static io.coppice.wire.dissect.FieldSpec.hex;

import io.coppice.wire.dissect.FieldSink.Verdict;
import io.coppice.wire.dissect.FieldSpec.Format;
import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;

/** The fields of IPv4 and IPv6 headers. */
final class IpFields {
  private static final String RFC791 = "RFC 791 section 3.1";
  private static final String RFC8200 = "RFC 8200 section 3";
  private static final String EXTENSION = "RFC 8200 section 4.2";
  private static final String FRAGMENT = "RFC 8200 section 4.5";
  private static final FieldSpec VERSION = decimal("ip.version", "Version", RFC791);
  private static final FieldSpec HEADER = decimal("ip.hdr_len", "Header length", RFC791);
  private static final FieldSpec DSCP =
      decimal("ip.dsfield.dscp", "DSCP", "RFC 2474 section 3").free();
  private static final FieldSpec ECN = decimal("ip.dsfield.ecn", "ECN", "RFC 3168 section 5");
  private static final FieldSpec LENGTH = decimal("ip.len", "Total length", RFC791).free();
  private static final FieldSpec IDENTIFICATION = hex("ip.id", "Identification", RFC791).free();
  private static final FieldSpec RESERVED = decimal("ip.flags.rb", "Reserved", RFC791);
  private static final FieldSpec DONT = flag("ip.flags.df", "Do not fragment", RFC791);
  private static final FieldSpec MORE = flag("ip.flags.mf", "More fragments", RFC791);
  private static final FieldSpec OFFSET = decimal("ip.frag_offset", "Fragment offset", RFC791);
  private static final FieldSpec TTL = decimal("ip.ttl", "TTL", RFC791).free();
  private static final FieldSpec PROTOCOL = decimal("ip.proto", "Protocol", RFC791);
  private static final FieldSpec CHECKSUM = hex("ip.checksum", "Header checksum", RFC791).free();
  private static final FieldSpec SOURCE =
      FieldSpec.of("ip.src", "Source", Format.IPV4, RFC791).free();
  private static final FieldSpec DESTINATION =
      FieldSpec.of("ip.dst", "Destination", Format.IPV4, RFC791).free();
  private static final FieldSpec OPTIONS = bytes("ip.options", "Options", RFC791);
  private static final FieldSpec VERSION6 = decimal("ipv6.version", "Version", RFC8200);
  private static final FieldSpec CLASS = hex("ipv6.tclass", "Traffic class", RFC8200);
  private static final FieldSpec FLOW = hex("ipv6.flow", "Flow label", "RFC 6437 section 2").free();
  private static final FieldSpec PAYLOAD = decimal("ipv6.plen", "Payload length", RFC8200).free();
  private static final FieldSpec NEXT = decimal("ipv6.nxt", "Next header", RFC8200);
  private static final FieldSpec HOPS = decimal("ipv6.hlim", "Hop limit", RFC8200).free();
  private static final FieldSpec SOURCE6 =
      FieldSpec.of("ipv6.src", "Source", Format.IPV6, RFC8200).free();
  private static final FieldSpec DESTINATION6 =
      FieldSpec.of("ipv6.dst", "Destination", Format.IPV6, RFC8200).free();
  private static final FieldSpec EXT_NEXT = decimal("ipv6.ext.nxt", "Next header", EXTENSION);
  private static final FieldSpec EXT_LENGTH = decimal("ipv6.ext.len", "Length", EXTENSION);
  private static final FieldSpec EXT_DATA = bytes("ipv6.ext.data", "Data", EXTENSION);
  private static final FieldSpec FRAG_NEXT = decimal("ipv6.fragment.nxt", "Next header", FRAGMENT);
  private static final FieldSpec FRAG_OFFSET = decimal("ipv6.fragment.offset", "Offset", FRAGMENT);
  private static final FieldSpec FRAG_MORE = flag("ipv6.fragment.more", "More", FRAGMENT);
  private static final FieldSpec FRAG_ID = hex("ipv6.fragment.id", "Identification", FRAGMENT);

  private IpFields() {}

  static void v4(FieldPen pen) {
    int header = Ipv4.headerLength(pen.b, pen.at);
    pen.put(VERSION, 0, 4);
    pen.put(HEADER, 4, 4, header + " bytes");
    pen.put(DSCP, 8, 6);
    pen.put(ECN, 14, 2, ecn(pen.u8(1) & 3));
    int total = pen.u16(2);
    pen.put(
        LENGTH,
        16,
        16,
        total == 0 ? Verdict.NOTE : Verdict.PLAIN,
        total == 0 ? zeroTotal(pen.u8(9)) : null);
    pen.put(IDENTIFICATION, 32, 16);
    pen.reserved(RESERVED, 48, 1);
    pen.flag(DONT, 49);
    pen.flag(MORE, 50);
    int offset = Ipv4.fragmentOffset(pen.b, pen.at);
    pen.put(OFFSET, 51, 13, offset == 0 ? null : offset + " bytes");
    pen.put(TTL, 64, 8);
    pen.put(PROTOCOL, 72, 8, protocol(pen.u8(9)));
    if (Ipv4.checksumRight(pen.b, pen.at, pen.end)) {
      pen.put(CHECKSUM, 80, 16, Verdict.GOOD, "right");
    } else {
      int right = Checksums.right(pen.b, pen.at, header, 0, 10, false);
      pen.put(CHECKSUM, 80, 16, Verdict.BAD, "wrong, should be " + hex4(right));
    }
    pen.put(SOURCE, 96, 32);
    pen.put(DESTINATION, 128, 32);
    if (header > Ipv4.HEADER) {
      pen.put(OPTIONS, 160, (header - Ipv4.HEADER) * 8);
    }
  }

  static void v6(FieldPen pen) {
    pen.put(VERSION6, 0, 4);
    pen.put(CLASS, 4, 8);
    pen.put(FLOW, 12, 20);
    String length = pen.u16(4) == 0 ? zeroLength(pen.u8(6)) : null;
    pen.put(PAYLOAD, 32, 16, length == null ? Verdict.PLAIN : Verdict.NOTE, length);
    pen.put(NEXT, 48, 8, protocol(pen.u8(6)));
    pen.put(HOPS, 56, 8);
    pen.put(SOURCE6, 64, 128);
    pen.put(DESTINATION6, 192, 128);
  }

  private static String zeroTotal(int protocol) {
    return protocol == IpProtocol.TCP || protocol == IpProtocol.UDP
        ? "taken from the capture: presumed BIG TCP or segmentation offload"
        : "less than the header itself";
  }

  /** What a payload length of 0 means before this next header; null where nothing follows. */
  private static String zeroLength(int next) {
    return switch (next) {
      case IpProtocol.NO_NEXT -> null;
      case IpProtocol.HOP_BY_HOP -> "told by the jumbo payload option (RFC 2675)";
      case IpProtocol.TCP, IpProtocol.UDP -> "taken from the capture: presumed BIG TCP";
      default -> "nothing, yet a header is named";
    };
  }

  static void extension(FieldPen pen) {
    pen.put(EXT_NEXT, 0, 8, protocol(pen.u8(0)));
    pen.put(EXT_LENGTH, 8, 8, (pen.end - pen.at) + " bytes");
    pen.put(EXT_DATA, 16, (pen.end - pen.at - 2) * 8);
  }

  static void fragment(FieldPen pen) {
    pen.put(FRAG_NEXT, 0, 8, protocol(pen.u8(0)));
    pen.put(FRAG_OFFSET, 16, 13, (pen.u16(2) & 0xfff8) + " bytes");
    pen.flag(FRAG_MORE, 31);
    pen.put(FRAG_ID, 32, 32);
  }

  private static String ecn(int bits) {
    return switch (bits) {
      case 0 -> "not capable";
      case 3 -> "congestion experienced";
      default -> "capable";
    };
  }

  static String protocol(int number) {
    return switch (number) {
      case IpProtocol.HOP_BY_HOP -> "hop-by-hop options";
      case IpProtocol.ICMP -> "ICMP";
      case IpProtocol.IGMP -> "IGMP";
      case IpProtocol.IPV4 -> "IPv4";
      case IpProtocol.TCP -> "TCP";
      case IpProtocol.UDP -> "UDP";
      case IpProtocol.IPV6 -> "IPv6";
      case IpProtocol.ROUTING -> "routing header";
      case IpProtocol.FRAGMENT -> "fragment header";
      case IpProtocol.GRE -> "GRE";
      case IpProtocol.AUTHENTICATION -> "authentication header";
      case IpProtocol.ICMPV6 -> "ICMPv6";
      case IpProtocol.NO_NEXT -> "no next header";
      case IpProtocol.DESTINATION -> "destination options";
      case IpProtocol.ETHERNET -> "Ethernet";
      default -> null;
    };
  }

  static String hex4(int value) {
    return FieldSpec.hex("", "", "").value(new byte[] {(byte) (value >> 8), (byte) value}, 0, 16);
  }
}
