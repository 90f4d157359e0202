package io.coppice.model.overlay.trace;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import java.nio.ByteBuffer;

/**
 * Writes the layers of a {@link Frame} as bytes: what a trace shows before and after each hop.
 * Checksums are right, except a tunnel's UDP checksum over IPv4, which is 0 (RFC 7348 section 5).
 */
final class FrameEncoder {
  private static final int ICMP = 1;
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int GRE = 47;
  private static final int ICMP6 = 58;

  private FrameEncoder() {}

  static byte[] encode(Frame frame) {
    ByteBuffer out = ByteBuffer.allocate(frame.length());
    put(out, frame);
    return out.array();
  }

  private static void put(ByteBuffer out, Frame frame) {
    put(out, frame.target());
    put(out, frame.source());
    if (frame.vlan() != 0) {
      out.putShort((short) 0x8100).putShort((short) frame.vlan());
    }
    switch (frame.payload()) {
      case Frame.Arp arp -> put(out.putShort((short) 0x0806), arp);
      case Frame.Ip ip ->
          put(out.putShort((short) (ip.source().v6() ? 0x86DD : 0x0800)), ip, ip.length());
      case Frame.Carried carried -> out.putShort((short) carried.type()).put(carried.packet());
    }
  }

  private static void put(ByteBuffer out, Mac mac) {
    out.putShort((short) (mac.bits() >>> 32)).putInt((int) mac.bits());
  }

  private static void put(ByteBuffer out, IpAddress ip) {
    if (ip.v6()) {
      out.putLong(ip.high()).putLong(ip.low());
    } else {
      out.putInt((int) ip.low());
    }
  }

  private static void put(ByteBuffer out, Frame.Arp arp) {
    out.putShort((short) 1).putShort((short) 0x0800).put((byte) 6).put((byte) 4);
    out.putShort((short) (arp.reply() ? 2 : 1));
    put(out, arp.senderMac());
    put(out, arp.senderIp());
    put(out, arp.targetMac());
    put(out, arp.targetIp());
  }

  /** Writes at most {@code room} bytes of the packet. */
  private static void put(ByteBuffer out, Frame.Ip ip, int room) {
    ByteBuffer whole = ByteBuffer.allocate(ip.length());
    if (ip.source().v6()) {
      whole.putInt(0x6000_0000).putShort((short) ip.content().length());
      whole.put((byte) protocol(ip)).put((byte) ip.ttl());
    } else {
      whole.putShort((short) 0x4500).putShort((short) ip.length()).putShort((short) 0);
      whole.putShort((short) (ip.dontFragment() ? 0x4000 : 0)).put((byte) ip.ttl());
      whole.put((byte) protocol(ip)).putShort((short) 0);
    }
    put(whole, ip.source());
    put(whole, ip.target());
    int header = whole.position();
    if (!ip.source().v6()) {
      whole.putShort(10, (short) ~sum(whole, 0, header, 0));
    }
    put(whole, ip.content());
    checksum(whole, header, ip);
    out.put(whole.array(), 0, room);
  }

  private static int protocol(Frame.Ip ip) {
    return switch (ip.content()) {
      case Frame.Tunnelled tunnelled ->
          switch (tunnelled.encapsulation()) {
            case VXLAN, GENEVE -> UDP;
            case NVGRE, GRE, KEYED_GRE -> GRE;
            case STT -> TCP;
          };
      case Frame.Datagram _ -> UDP;
      case Frame.Segment _ -> TCP;
      default -> ip.source().v6() ? ICMP6 : ICMP;
    };
  }

  private static void put(ByteBuffer out, Frame.Content content) {
    switch (content) {
      case Frame.Echo echo -> putEcho(out, echo);
      case Frame.Datagram datagram -> {
        out.putShort((short) datagram.sourcePort()).putShort((short) datagram.targetPort());
        out.putShort((short) datagram.length()).putShort((short) 0);
        putPayload(out, datagram.payloadBytes());
      }
      case Frame.Segment segment -> putSegment(out, segment);
      case Frame.TooBig big -> {
        boolean v6 = big.original().source().v6();
        out.putShort((short) (v6 ? 0x0200 : 0x0304)).putShort((short) 0);
        out.putInt(big.mtu());
        put(out, big.original(), big.length() - 8);
      }
      case Frame.Unreachable no -> {
        boolean v6 = no.original().source().v6();
        int type = no.timeExceeded() ? (v6 ? 3 : 11) : (v6 ? 1 : 3);
        out.putShort((short) (type << 8 | no.code())).putShort((short) 0).putInt(0);
        put(out, no.original(), no.length() - 8);
      }
      case Frame.Discovery discovery -> {
        out.putShort((short) (discovery.advertisement() ? 0x8800 : 0x8700)).putShort((short) 0);
        out.putInt(discovery.advertisement() ? 0x6000_0000 : 0);
        put(out, discovery.target());
        out.put((byte) (discovery.advertisement() ? 2 : 1)).put((byte) 1);
        put(out, discovery.mac());
      }
      case Frame.RouterSolicitation solicitation -> {
        out.putShort((short) 0x8500).putShort((short) 0).putInt(0).put((byte) 1).put((byte) 1);
        put(out, solicitation.mac());
      }
      case Frame.Tunnelled tunnelled -> put(out, tunnelled);
    }
  }

  private static void putEcho(ByteBuffer out, Frame.Echo echo) {
    out.putShort((short) 0).putShort((short) 0);
    out.putShort((short) echo.id()).putShort((short) echo.sequence());
    putPayload(out, echo.payloadBytes());
  }

  private static void putPayload(ByteBuffer out, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.put((byte) i);
    }
  }

  private static void putSegment(ByteBuffer out, Frame.Segment segment) {
    boolean syn = segment.flags().hasSyn();
    boolean acknowledges = segment.flags() != Frame.Segment.Flags.SYN;
    out.putShort((short) segment.sourcePort()).putShort((short) segment.targetPort());
    out.putInt(segment.sequence()).putInt(acknowledges ? segment.sequence() : 0);
    out.putShort((short) ((syn ? 6 : 5) << 12 | segment.flags().bits()));
    out.putShort((short) 0xFFFF).putInt(0);
    if (syn) {
      out.putShort((short) 0x0204).putShort((short) segment.mss());
    }
    putPayload(out, segment.payloadBytes());
  }

  private static void put(ByteBuffer out, Frame.Tunnelled tunnelled) {
    int length = tunnelled.length();
    switch (tunnelled.encapsulation()) {
      case VXLAN -> {
        putUdp(out, tunnelled, length);
        out.putInt(0x0800_0000).putInt((int) tunnelled.id() << 8);
      }
      case GENEVE -> {
        putUdp(out, tunnelled, length);
        out.putInt(0x0000_6558).putInt((int) tunnelled.id() << 8);
      }
      case NVGRE -> out.putInt(0x2000_6558).putInt((int) tunnelled.id() << 8);
      case GRE -> out.putInt(0x0000_6558);
      case KEYED_GRE -> out.putInt(0x2000_6558).putInt((int) tunnelled.id());
      case STT -> {
        out.putShort((short) tunnelled.sourcePort()).putShort((short) tunnelled.targetPort());
        out.putInt((length - 20) << 16).putInt(1).putShort((short) 0x5018);
        out.putShort((short) 0xFFFF).putInt(0);
        out.putInt(0).putInt(0).putLong(tunnelled.id()).putShort((short) 0);
      }
    }
    put(out, tunnelled.inner());
  }

  private static void putUdp(ByteBuffer out, Frame.Tunnelled tunnelled, int length) {
    out.putShort((short) tunnelled.sourcePort()).putShort((short) tunnelled.targetPort());
    out.putShort((short) length).putShort((short) 0);
  }

  /** Fills in the checksum of what the packet carries. */
  private static void checksum(ByteBuffer packet, int header, Frame.Ip ip) {
    int length = packet.position() - header;
    boolean v6 = ip.source().v6();
    int at;
    switch (ip.content()) {
      case Frame.Tunnelled t when !t.encapsulation().hasPorts() -> {
        return;
      }
      case Frame.Tunnelled t when t.encapsulation() == Encapsulation.STT -> at = 16;
      case Frame.Tunnelled t -> {
        if (!v6) {
          return;
        }
        at = 6;
      }
      case Frame.Datagram _ -> at = 6;
      case Frame.Segment _ -> at = 16;
      case Frame.Echo echo -> {
        packet.put(header, (byte) (v6 ? (echo.reply() ? 129 : 128) : (echo.reply() ? 0 : 8)));
        at = 2;
      }
      default -> at = 2;
    }
    boolean pseudo = v6 || protocol(ip) != ICMP;
    int start = v6 ? 8 : 12;
    int seed = pseudo ? sum(packet, start, header, protocol(ip) + length) : 0;
    packet.putShort(header + at, (short) ~sum(packet, header, packet.position(), seed));
  }

  /** The ones' complement sum of RFC 1071, folded to 16 bits. */
  private static int sum(ByteBuffer bytes, int from, int to, int seed) {
    long sum = seed;
    for (int i = from; i < to; i += 2) {
      sum += (bytes.get(i) & 0xFF) << 8 | (i + 1 < to ? bytes.get(i + 1) & 0xFF : 0);
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xFFFF) + (sum >>> 16);
    }
    return (int) sum;
  }
}
