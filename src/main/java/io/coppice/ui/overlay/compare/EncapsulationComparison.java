package io.coppice.ui.overlay.compare;

import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.SttSegmenter;
import io.coppice.wire.tunnel.TunnelKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the same TCP payload in each encapsulation: the packets are really made and
 * counted. A sender whose card segments hands STT the whole frame; for the others it cuts it into
 * TCP segments first, each of which is wrapped.
 */
final class EncapsulationComparison {
  private static final long INNER_FROM = 0x0200_0000_0001L;
  private static final long INNER_TO = 0x0200_0000_0002L;
  private static final int INNER_HEADERS = Ipv4.HEADER + Tcp.HEADER;

  private EncapsulationComparison() {}

  /**
   * What is compared.
   *
   * @param payload bytes of TCP payload that the machine hands over at once
   * @param mtu the largest IP packet the underlay carries
   */
  record Question(int payload, int mtu, boolean outerV6, boolean outerTag, long id) {}

  /**
   * The answer for one encapsulation.
   *
   * @param first the first packet on the wire, without frame check sequence
   * @param packets on the wire
   * @param bytes of all of them, with outer Ethernet header, without frame check sequence
   * @param innerMtu the largest inner IP packet that passes whole and unsegmented
   * @param underlayMtu what an inner IP packet of 1500 bytes needs
   * @param idAllowed whether the segment's id fits
   */
  record Answer(
      TunnelKind kind,
      byte[] first,
      int packets,
      long bytes,
      int innerMtu,
      int underlayMtu,
      boolean idAllowed) {
    /** Bytes that are not the machine's payload, as a share of all. */
    double overhead(int payload) {
      return bytes == 0 ? Double.NaN : 1 - payload / (double) bytes;
    }
  }

  static List<Answer> of(Question question) {
    List<Answer> answers = new ArrayList<>();
    for (TunnelKind kind : TunnelKind.values()) {
      answers.add(answer(kind, question));
    }
    return answers;
  }

  private static Answer answer(TunnelKind kind, Question question) {
    int innerMtu = kind.innerMtu(question.mtu(), question.outerV6());
    int needed = question.mtu() + 1500 - innerMtu;
    boolean allowed = kind.allows(question.id());
    List<byte[]> packets = new ArrayList<>();
    boolean room = innerMtu > INNER_HEADERS;
    if (room && kind == TunnelKind.STT) {
      stt(question, packets);
    } else if (room) {
      wrapped(kind, question, innerMtu, packets);
    }
    return new Answer(
        kind,
        packets.isEmpty() ? new byte[0] : packets.getFirst(),
        packets.size(),
        packets.stream().mapToLong(packet -> packet.length).sum(),
        innerMtu,
        needed,
        allowed);
  }

  private static void stt(Question question, List<byte[]> packets) {
    SttSegmenter segmenter = new SttSegmenter(question.id(), outer(question), question.mtu(), 1);
    byte[] frame = frame(question.payload(), 1);
    segmenter.segment(
        frame,
        0,
        frame.length,
        (b, at, length) -> packets.add(java.util.Arrays.copyOfRange(b, at, at + length)));
  }

  private static void wrapped(
      TunnelKind kind, Question question, int innerMtu, List<byte[]> packets) {
    long id = kind.allows(question.id()) ? question.id() : kind.leastId();
    Encapsulator encapsulator = new Encapsulator(kind, id, outer(question), question.mtu());
    int most = innerMtu - INNER_HEADERS;
    int sequence = 1;
    int left = question.payload();
    do {
      int part = Math.min(left, most);
      byte[] frame = frame(part, sequence);
      byte[] out = new byte[frame.length + encapsulator.overhead()];
      int length = encapsulator.encapsulate(frame, 0, frame.length, out, 0);
      packets.add(java.util.Arrays.copyOf(out, length));
      sequence += part;
      left -= part;
    } while (left > 0);
  }

  private static OuterHeader outer(Question question) {
    IpAddress from = address(question.outerV6(), 1);
    IpAddress to = address(question.outerV6(), 2);
    OuterHeader header = OuterHeader.between(0x0200_0000_0a01L, from, 0x0200_0000_0a02L, to);
    return question.outerTag() ? header.withVlan(100) : header;
  }

  private static IpAddress address(boolean v6, int last) {
    return IpAddress.parse(v6 ? "2001:db8::" + last : "192.0.2." + last).orElseThrow();
  }

  /** A TCP segment from one machine to another, its checksums right. */
  private static byte[] frame(int payload, int sequence) {
    int ip = Ethernet.HEADER;
    int tcp = ip + Ipv4.HEADER;
    byte[] b = new byte[tcp + Tcp.HEADER + payload];
    Ethernet.write(b, 0, INNER_TO, INNER_FROM, 0x0800);
    Ipv4.write(
        b,
        ip,
        b.length - ip,
        0,
        1,
        Ipv4.DONT_FRAGMENT,
        64,
        IpProtocol.TCP,
        0xc0a8_0701,
        0xc0a8_0702);
    Octets.put16(b, tcp, 40_000);
    Octets.put16(b, tcp + 2, 5001);
    Octets.put32(b, tcp + 4, sequence);
    Octets.put32(b, tcp + 8, 1);
    Octets.put16(b, tcp + 12, 0x5018);
    Octets.put16(b, tcp + 14, 0xffff);
    int length = b.length - tcp;
    long pseudo = Ipv4.pseudo(b, ip, IpProtocol.TCP, length);
    Tcp.updateChecksum(b, tcp, length, pseudo);
    return b;
  }
}
