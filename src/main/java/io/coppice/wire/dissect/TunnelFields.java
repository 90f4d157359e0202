package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.decimal;
import static io.coppice.wire.dissect.FieldSpec.flag;
import static io.coppice.wire.dissect.FieldSpec.hex;

import io.coppice.wire.dissect.FieldSink.Verdict;
import io.coppice.wire.packet.Checksums;
import io.coppice.wire.tunnel.Gre;
import io.coppice.wire.tunnel.Stt;
import io.coppice.wire.tunnel.Vxlan;

/** The fields of VXLAN with its extensions, GRE with NVGRE, and STT. */
final class TunnelFields {
  private static final String RFC7348 = "RFC 7348 section 5";
  private static final String GBP = "draft-smith-vxlan-group-policy-05 section 2.1";
  private static final String GPE = "draft-ietf-nvo3-vxlan-gpe-13 section 3.1";
  private static final FieldSpec VXLAN_FLAGS = hex("vxlan.flags", "Flags", RFC7348);
  private static final FieldSpec POLICY_FLAG = flag("vxlan.flag_g", "Group policy", GBP);
  private static final FieldSpec VNI_FLAG = flag("vxlan.flag_i", "VNI valid", RFC7348);
  private static final FieldSpec DONT_LEARN = flag("vxlan.flag_d", "Do not learn", GBP);
  private static final FieldSpec APPLIED = flag("vxlan.flag_a", "Policy applied", GBP);
  private static final FieldSpec POLICY = decimal("vxlan.gbp", "Group policy id", GBP);
  private static final FieldSpec VXLAN_RESERVED = hex("vxlan.reserved16", "Reserved", RFC7348);
  private static final FieldSpec VNI = decimal("vxlan.vni", "VNI", RFC7348).free();
  private static final FieldSpec VXLAN_LAST = hex("vxlan.reserved8", "Reserved", RFC7348);
  private static final FieldSpec GPE_FLAGS = hex("vxlan.gpe.flags", "Flags", GPE);
  private static final FieldSpec GPE_VERSION = decimal("vxlan.gpe.ver", "Version", GPE);
  private static final FieldSpec GPE_I = flag("vxlan.gpe.flag_i", "VNI valid", GPE);
  private static final FieldSpec GPE_P = flag("vxlan.gpe.flag_p", "Next protocol valid", GPE);
  private static final FieldSpec GPE_RESERVED = hex("vxlan.gpe.reserved16", "Reserved", GPE);
  private static final FieldSpec NEXT = decimal("vxlan.next_proto", "Next protocol", GPE);
  private static final FieldSpec GRE_FLAGS =
      hex("gre.flags_and_version", "Flags and version", "RFC 2890 section 2");
  private static final FieldSpec GRE_CHECKSUM_FLAG =
      flag("gre.flags.checksum", "Checksum present", "RFC 2784 section 2.1");
  private static final FieldSpec GRE_KEY_FLAG =
      flag("gre.flags.key", "Key present", "RFC 2890 section 2");
  private static final FieldSpec GRE_SEQUENCE_FLAG =
      flag("gre.flags.sequence_number", "Sequence number present", "RFC 2890 section 2");
  private static final FieldSpec GRE_PROTOCOL =
      hex("gre.proto", "Protocol type", "RFC 2784 section 2.4.1");
  private static final FieldSpec GRE_CHECKSUM =
      hex("gre.checksum", "Checksum", "RFC 2784 section 2.3");
  private static final FieldSpec GRE_OFFSET = hex("gre.offset", "Reserved", "RFC 2784 section 2.2");
  private static final FieldSpec KEY = hex("gre.key", "Key", "RFC 2890 section 2.1");
  private static final FieldSpec VSID = decimal("nvgre.vsid", "VSID", "RFC 7637 section 3.2");
  private static final FieldSpec FLOW_ID =
      decimal("nvgre.flowid", "FlowID", "RFC 7637 section 3.2");
  private static final FieldSpec SEQUENCE =
      decimal("gre.sequence_number", "Sequence number", "RFC 2890 section 2.2");
  private static final String DRAFT = "draft-davie-stt-08 section 3";
  private static final FieldSpec STT_VERSION = decimal("stt.version", "Version", DRAFT);
  private static final FieldSpec STT_FLAGS = hex("stt.flags", "Flags", DRAFT);
  private static final FieldSpec STT_RESERVED_FLAGS = decimal("stt.flags.rsvd", "Reserved", DRAFT);
  private static final FieldSpec STT_TCP = flag("stt.flags.tcp", "TCP payload", DRAFT);
  private static final FieldSpec STT_IPV4 = flag("stt.flags.ipv4", "IPv4 packet", DRAFT);
  private static final FieldSpec STT_PARTIAL =
      flag("stt.flags.csum_partial", "Checksum partial", DRAFT);
  private static final FieldSpec STT_VERIFIED =
      flag("stt.flags.csum_verified", "Checksum verified", DRAFT);
  private static final FieldSpec L4_OFFSET = decimal("stt.l4offset", "L4 offset", DRAFT);
  private static final FieldSpec STT_RESERVED = decimal("stt.reserved", "Reserved", DRAFT);
  private static final FieldSpec MSS = decimal("stt.mss", "Max. segment size", DRAFT);
  private static final FieldSpec PCP = decimal("stt.vlan.pcp", "Priority", DRAFT);
  private static final FieldSpec STT_V = flag("stt.vlan.v", "VLAN valid", DRAFT);
  private static final FieldSpec STT_VLAN = decimal("stt.vlan.id", "VLAN", DRAFT);
  private static final FieldSpec CONTEXT = hex("stt.context_id", "Context ID", DRAFT);
  private static final FieldSpec PADDING = hex("stt.padding", "Padding", DRAFT);

  private TunnelFields() {}

  static void vxlan(FieldPen pen) {
    pen.group(VXLAN_FLAGS, 0, 8, null);
    pen.flag(POLICY_FLAG, 0);
    boolean valid = (pen.u8(0) & Vxlan.FLAG_VNI) != 0;
    pen.put(VNI_FLAG, 4, 1, valid ? Verdict.PLAIN : Verdict.BAD, valid ? "set" : "not set");
    pen.endGroup();
    if (Vxlan.hasGroupPolicy(pen.b, pen.at)) {
      pen.flag(DONT_LEARN, 9);
      pen.flag(APPLIED, 12);
      pen.put(POLICY, 16, 16);
    } else {
      pen.reserved(VXLAN_RESERVED, 8, 24);
    }
    pen.put(VNI, 32, 24);
    pen.reserved(VXLAN_LAST, 56, 8);
  }

  static void gpe(FieldPen pen) {
    pen.group(GPE_FLAGS, 0, 8, null);
    pen.put(GPE_VERSION, 2, 2);
    pen.flag(GPE_I, 4);
    pen.flag(GPE_P, 5);
    pen.endGroup();
    pen.reserved(GPE_RESERVED, 8, 16);
    pen.put(NEXT, 24, 8, next(pen.u8(3)));
    pen.put(VNI, 32, 24);
    pen.reserved(VXLAN_LAST, 56, 8);
  }

  static String next(int protocol) {
    return switch (protocol) {
      case Vxlan.GPE_IPV4 -> "IPv4";
      case Vxlan.GPE_IPV6 -> "IPv6";
      case Vxlan.GPE_ETHERNET -> "Ethernet";
      case Vxlan.GPE_NSH -> "NSH";
      case 5 -> "MPLS";
      default -> null;
    };
  }

  static void gre(FieldPen pen, LayerStack stack, int index) {
    int flags = pen.u16(0);
    pen.group(GRE_FLAGS, 0, 16, null);
    pen.flag(GRE_CHECKSUM_FLAG, 0);
    pen.flag(GRE_KEY_FLAG, 2);
    pen.flag(GRE_SEQUENCE_FLAG, 3);
    pen.endGroup();
    pen.put(GRE_PROTOCOL, 16, 16, LinkFields.type(pen.u16(2)));
    if ((flags & (Gre.CHECKSUM_PRESENT | Gre.ROUTING_PRESENT)) != 0) {
      checksum(pen, stack, index);
      pen.reserved(GRE_OFFSET, 48, 16);
    }
    int key = Gre.keyAt(pen.b, pen.at) * 8;
    if (key > 0 && stack.kind(index) == LayerKind.NVGRE) {
      pen.group(KEY, key, 32, null);
      pen.put(VSID, key, 24);
      pen.put(FLOW_ID, key + 24, 8);
      pen.endGroup();
    } else if (key > 0) {
      pen.put(KEY, key, 32);
    }
    if ((flags & Gre.SEQUENCE_PRESENT) != 0) {
      pen.put(SEQUENCE, (pen.end - pen.at - 4) * 8, 32);
    }
  }

  private static void checksum(FieldPen pen, LayerStack stack, int index) {
    if ((pen.u16(0) & Gre.CHECKSUM_PRESENT) == 0) {
      pen.put(GRE_CHECKSUM, 32, 16, "not used");
    } else if (!stack.isWhole(index)) {
      pen.put(GRE_CHECKSUM, 32, 16, Verdict.NOTE, "cannot be judged: bytes are missing");
    } else if (Checksums.sum(pen.b, pen.at, stack.end(index) - pen.at) == 0xffff) {
      pen.put(GRE_CHECKSUM, 32, 16, Verdict.GOOD, "right");
    } else {
      int right = Checksums.right(pen.b, pen.at, stack.end(index) - pen.at, 0, 4, false);
      pen.put(GRE_CHECKSUM, 32, 16, Verdict.BAD, "wrong, should be " + IpFields.hex4(right));
    }
  }

  static void stt(FieldPen pen) {
    pen.put(STT_VERSION, 0, 8);
    pen.group(STT_FLAGS, 8, 8, null);
    pen.reserved(STT_RESERVED_FLAGS, 8, 4);
    pen.flag(STT_TCP, 12);
    pen.flag(STT_IPV4, 13);
    pen.flag(STT_PARTIAL, 14);
    pen.flag(STT_VERIFIED, 15);
    pen.endGroup();
    pen.put(L4_OFFSET, 16, 8, "from the start of the inner Ethernet header");
    pen.reserved(STT_RESERVED, 24, 8);
    pen.put(MSS, 32, 16);
    pen.put(PCP, 48, 3);
    pen.flag(STT_V, 51);
    pen.put(STT_VLAN, 52, 12);
    pen.put(CONTEXT, 64, 64, Long.toUnsignedString(Stt.contextId(pen.b, pen.at)));
    pen.reserved(PADDING, 128, 16);
  }
}
