package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.bytes;
import static io.coppice.wire.dissect.FieldSpec.decimal;
import static io.coppice.wire.dissect.FieldSpec.flag;
import static io.coppice.wire.dissect.FieldSpec.hex;

import io.coppice.wire.dissect.FieldSink.Verdict;
import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The fields of UDP, TCP and ICMP. */
final class TransportFields {
  private static final String RFC768 = "RFC 768";
  private static final String RFC9293 = "RFC 9293 section 3.1";
  private static final String RFC792 = "RFC 792";
  private static final FieldSpec UDP_SOURCE = decimal("udp.srcport", "Source port", RFC768).free();
  private static final FieldSpec UDP_DESTINATION =
      decimal("udp.dstport", "Destination port", RFC768).free();
  private static final FieldSpec UDP_LENGTH = decimal("udp.length", "Length", RFC768).free();
  private static final FieldSpec UDP_CHECKSUM = hex("udp.checksum", "Checksum", RFC768).free();
  private static final FieldSpec SOURCE = decimal("tcp.srcport", "Source port", RFC9293).free();
  private static final FieldSpec DESTINATION =
      decimal("tcp.dstport", "Destination port", RFC9293).free();
  private static final FieldSpec SEQUENCE =
      decimal("tcp.seq_raw", "Sequence number", RFC9293).free();
  private static final FieldSpec ACKNOWLEDGEMENT =
      decimal("tcp.ack_raw", "Acknowledgement", RFC9293).free();
  private static final FieldSpec HEADER = decimal("tcp.hdr_len", "Data offset", RFC9293);
  private static final FieldSpec FLAGS = hex("tcp.flags", "Flags", RFC9293);
  private static final FieldSpec[] FLAG = {
    flag("tcp.flags.cwr", "CWR", "RFC 3168 section 6.1.2"),
    flag("tcp.flags.ece", "ECE", "RFC 3168 section 6.1.2"),
    flag("tcp.flags.urg", "URG", RFC9293),
    flag("tcp.flags.ack", "ACK", RFC9293),
    flag("tcp.flags.push", "PSH", RFC9293),
    flag("tcp.flags.reset", "RST", RFC9293),
    flag("tcp.flags.syn", "SYN", RFC9293),
    flag("tcp.flags.fin", "FIN", RFC9293)
  };

  /** From the lowest bit. */
  private static final List<String> FLAG_NAMES =
      List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

  private static final List<String> FLAGS_SAID =
      IntStream.range(0, 256).mapToObj(TransportFields::said).toList();

  private static final FieldSpec WINDOW =
      decimal("tcp.window_size_value", "Window", RFC9293).free();
  private static final FieldSpec CHECKSUM = hex("tcp.checksum", "Checksum", RFC9293).free();
  private static final FieldSpec URGENT = decimal("tcp.urgent_pointer", "Urgent pointer", RFC9293);
  private static final FieldSpec OPTIONS =
      bytes("tcp.options", "Options", "RFC 9293 section 3.2").free();
  private static final FieldSpec TOTAL =
      decimal("stt.pkt_len", "STT total length", "draft-davie-stt-08 section 3");
  private static final FieldSpec SEGMENT =
      decimal("stt.seg_off", "STT segment offset", "draft-davie-stt-08 section 3");
  private static final FieldSpec PACKET_ID =
      hex("stt.pkt_id", "STT packet id", "draft-davie-stt-08 section 3").free();
  private static final FieldSpec TYPE = decimal("icmp.type", "Type", RFC792);
  private static final FieldSpec CODE = decimal("icmp.code", "Code", RFC792);
  private static final FieldSpec ICMP_CHECKSUM = hex("icmp.checksum", "Checksum", RFC792).free();
  private static final FieldSpec IDENTIFIER = decimal("icmp.ident", "Identifier", RFC792).free();
  private static final FieldSpec ICMP_SEQUENCE =
      decimal("icmp.seq", "Sequence number", RFC792).free();
  private static final FieldSpec MTU =
      decimal("icmp.mtu", "MTU of the next hop", "RFC 1191 section 4");
  private static final FieldSpec REST = hex("icmp.rest", "Rest of header", RFC792);
  private static final String RFC4443 = "RFC 4443 section 2.1";
  private static final FieldSpec TYPE6 = decimal("icmpv6.type", "Type", RFC4443);
  private static final FieldSpec CODE6 = decimal("icmpv6.code", "Code", RFC4443);
  private static final FieldSpec CHECKSUM6 = hex("icmpv6.checksum", "Checksum", RFC4443).free();
  private static final FieldSpec IDENTIFIER6 =
      decimal("icmpv6.echo.identifier", "Identifier", "RFC 4443 section 4.1").free();
  private static final FieldSpec SEQUENCE6 =
      decimal("icmpv6.echo.sequence_number", "Sequence number", "RFC 4443 section 4.1").free();
  private static final FieldSpec MTU6 = decimal("icmpv6.mtu", "MTU", "RFC 4443 section 3.2");
  private static final FieldSpec REST6 = hex("icmpv6.rest", "Rest of header", RFC4443);

  private static final int TCP_FLAGS = 13;

  private TransportFields() {}

  static void udp(FieldPen pen, LayerStack stack, int index, Checksums.State sum) {
    pen.put(UDP_SOURCE, 0, 16);
    pen.put(UDP_DESTINATION, 16, 16);
    int length = pen.u16(4);
    pen.put(
        UDP_LENGTH,
        32,
        16,
        length == 0 ? Verdict.NOTE : Verdict.PLAIN,
        length == 0 ? "taken from the capture: presumed BIG TCP" : null);
    checksum(pen, UDP_CHECKSUM, stack, index, Udp.CHECKSUM, sum);
  }

  /** What is there of the fields, eight bytes at least. */
  static void tcpHead(FieldPen pen) {
    pen.put(SOURCE, 0, 16);
    pen.put(DESTINATION, 16, 16);
    pen.put(SEQUENCE, 32, 32);
    pen.put(ACKNOWLEDGEMENT, 64, 32);
    if (pen.end - pen.at > TCP_FLAGS) {
      header(pen);
      pen.put(WINDOW, 112, 16);
    }
    pen.put(CHECKSUM, 128, 16, Verdict.NOTE, "cannot be judged: bytes are missing");
    pen.put(URGENT, 144, 16);
  }

  static void tcp(FieldPen pen, LayerStack stack, int index, Checksums.State sum) {
    pen.put(SOURCE, 0, 16);
    pen.put(DESTINATION, 16, 16);
    if (isStt(stack, index)) {
      pen.group(SEQUENCE, 32, 32, "total length and offset of an STT segment");
      pen.put(TOTAL, 32, 16, pen.u16(4) + " bytes");
      pen.put(SEGMENT, 48, 16);
      pen.endGroup();
      pen.put(PACKET_ID, 64, 32);
    } else {
      pen.put(SEQUENCE, 32, 32);
      pen.put(ACKNOWLEDGEMENT, 64, 32);
    }
    header(pen);
    pen.put(WINDOW, 112, 16);
    checksum(pen, CHECKSUM, stack, index, Tcp.CHECKSUM, sum);
    pen.put(URGENT, 144, 16);
    if (pen.end - pen.at > Tcp.HEADER) {
      pen.put(OPTIONS, 160, (pen.end - pen.at - Tcp.HEADER) * 8);
    }
  }

  /** Whether the header carries STT, which gives its numbers another meaning. */
  static boolean isStt(LayerStack stack, int index) {
    return index + 1 < stack.size()
        && (stack.kind(index + 1) == LayerKind.STT || stack.kind(index + 1) == LayerKind.STT_PART);
  }

  private static void header(FieldPen pen) {
    pen.put(HEADER, 96, 4, Tcp.headerLength(pen.b, pen.at) + " bytes");
    pen.group(FLAGS, 104, 8, flags(pen.u8(TCP_FLAGS)));
    for (int i = 0; i < FLAG.length; i++) {
      pen.flag(FLAG[i], 104 + i);
    }
    pen.endGroup();
  }

  static String flags(int flags) {
    return FLAGS_SAID.get(flags & 0xff);
  }

  private static String said(int flags) {
    List<String> set = new ArrayList<>();
    for (int i = 0; i < FLAG_NAMES.size(); i++) {
      if ((flags >> i & 1) == 1) {
        set.add(FLAG_NAMES.get(i));
      }
    }
    return set.isEmpty() ? "none" : String.join(", ", set);
  }

  static void icmp(FieldPen pen, LayerStack stack, int index, Checksums.State sum) {
    int type = pen.u8(0);
    pen.put(TYPE, 0, 8, IcmpNames.v4(type, pen.u8(1)));
    pen.put(CODE, 8, 8);
    checksum(pen, ICMP_CHECKSUM, stack, index, Icmp.CHECKSUM, sum);
    if (type == Icmp.ECHO_REQUEST || type == Icmp.ECHO_REPLY) {
      pen.put(IDENTIFIER, 32, 16);
      pen.put(ICMP_SEQUENCE, 48, 16);
    } else if (type == Icmp.UNREACHABLE && pen.u8(1) == Icmp.FRAGMENTATION_NEEDED) {
      pen.put(MTU, 48, 16);
    } else {
      pen.put(REST, 32, 32);
    }
  }

  static void icmp6(FieldPen pen, LayerStack stack, int index, Checksums.State sum) {
    int type = pen.u8(0);
    pen.put(TYPE6, 0, 8, IcmpNames.v6(type));
    pen.put(CODE6, 8, 8);
    checksum(pen, CHECKSUM6, stack, index, Icmp.CHECKSUM, sum);
    if (type == Icmp.V6_ECHO_REQUEST || type == Icmp.V6_ECHO_REPLY) {
      pen.put(IDENTIFIER6, 32, 16);
      pen.put(SEQUENCE6, 48, 16);
    } else if (type == Icmp.V6_TOO_BIG) {
      pen.put(MTU6, 32, 32);
    } else {
      pen.put(REST6, 32, 32);
    }
  }

  private static void checksum(
      FieldPen pen, FieldSpec spec, LayerStack stack, int index, int field, Checksums.State state) {
    Verdict verdict =
        switch (state) {
          case RIGHT -> Verdict.GOOD;
          case WRONG -> Verdict.BAD;
          case PARTIAL, UNKNOWN -> Verdict.NOTE;
          case ABSENT -> Verdict.PLAIN;
        };
    String meaning =
        switch (state) {
          case RIGHT -> "right";
          case WRONG ->
              "wrong, should be " + IpFields.hex4(LayerChecksums.right(pen.b, stack, index));
          case PARTIAL -> "not computed yet: seen at the sender, before its network card did";
          case UNKNOWN -> "cannot be judged: bytes are missing";
          case ABSENT -> "none";
        };
    pen.put(spec, field * 8, 16, verdict, meaning);
  }
}
