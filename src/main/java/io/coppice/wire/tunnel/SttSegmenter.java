package io.coppice.wire.tunnel;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;

/**
 * Cuts inner frames of up to 65,477 bytes into the segments of one STT frame each, checksums
 * included, as a network card with TCP segmentation offload does (draft-davie-stt-08). All segments
 * share source port and packet id; the IP identification grows by one. One thread; the buffer is
 * the segmenter's.
 */
public final class SttSegmenter {
  private final OuterHeader outer;
  private final long contextId;
  private final byte[] headers;
  private final int transport;
  private final int mss;
  private final byte[] frame = new byte[Stt.HEADER + Stt.LONGEST_INNER];
  private final byte[] packet;
  private long packetId;
  private int identification;

  /**
   * @param mtu the largest IP packet the underlay carries
   * @param firstPacketId 32 bits, counted up from frame to frame
   */
  public SttSegmenter(long contextId, OuterHeader outer, int mtu, long firstPacketId) {
    this.outer = outer;
    this.contextId = contextId;
    this.mss = mtu - outer.ipBytes() - Tcp.HEADER;
    if (mss < Stt.HEADER) {
      throw new IllegalArgumentException("No MTU for STT: " + mtu);
    }
    this.packetId = firstPacketId & 0xffff_ffffL;
    this.transport = outer.linkBytes() + outer.ipBytes();
    this.headers = new byte[transport + Tcp.HEADER];
    outer.write(headers, 0, IpProtocol.TCP, 0, 0);
    this.packet = new byte[headers.length + Math.min(mss, frame.length)];
  }

  /**
   * Cuts one frame; an inner 802.1Q tag goes into the header's VLAN field.
   *
   * @return null if it was sent, else why not
   */
  public DropReason segment(byte[] b, int at, int length, PacketSink sink) {
    if (length < Ethernet.HEADER) {
      return DropReason.INNER_TOO_SHORT;
    }
    boolean tagged =
        length >= Ethernet.HEADER + Ethernet.TAG && Ethernet.type(b, at) == EtherType.VLAN;
    int inner = tagged ? length - Ethernet.TAG : length;
    if (inner > Stt.LONGEST_INNER) {
      return DropReason.TOO_LONG;
    }
    int tag = 0;
    if (tagged) {
      int tci = Octets.u16(b, at + 14);
      tag = tci & 0xe000 | 0x1000 | tci & 0xfff;
      System.arraycopy(b, at, frame, Stt.HEADER, 12);
      System.arraycopy(b, at + 16, frame, Stt.HEADER + 12, length - 16);
    } else {
      System.arraycopy(b, at, frame, Stt.HEADER, length);
    }
    describe(inner, tag);
    int total = Stt.HEADER + inner;
    int port = InnerFlow.port(InnerFlow.hash(b, at, length));
    for (int offset = 0; offset < total; offset += mss) {
      int payload = Math.min(mss, total - offset);
      write(port, total, offset, payload);
      sink.packet(packet, 0, headers.length + payload);
    }
    packetId = packetId + 1 & 0xffff_ffffL;
    return null;
  }

  /**
   * Fills in the header: "verified" where the inner checksum is right, "partial" where it is not
   * computed yet; both with the place of the inner transport header.
   */
  private void describe(int inner, int tag) {
    int at = Stt.HEADER;
    int flags = 0;
    int l4 = 0;
    int innerMss = 0;
    int ip = at + Ethernet.HEADER;
    int end = at + inner;
    if (Ethernet.type(frame, at) == EtherType.IPV4
        && end - ip >= Ipv4.HEADER
        && Ipv4.headerLength(frame, ip) >= Ipv4.HEADER
        && Ipv4.totalLength(frame, ip) >= Ipv4.headerLength(frame, ip)
        && ip + Ipv4.totalLength(frame, ip) <= end
        && !Ipv4.isFragment(frame, ip)) {
      int protocol = Ipv4.protocol(frame, ip);
      int start = ip + Ipv4.headerLength(frame, ip);
      int length = ip + Ipv4.totalLength(frame, ip) - start;
      boolean tcp = protocol == IpProtocol.TCP && length >= Tcp.HEADER;
      if (tcp || protocol == IpProtocol.UDP && length >= 8) {
        Checksums.State state =
            Checksums.state(
                frame,
                start,
                length,
                Ipv4.pseudo(frame, ip, protocol, length),
                tcp ? Tcp.CHECKSUM : 6,
                !tcp);
        flags =
            switch (state) {
              case RIGHT -> Stt.FLAG_CHECKSUM_VERIFIED | Stt.FLAG_IPV4 | (tcp ? Stt.FLAG_TCP : 0);
              case PARTIAL -> Stt.FLAG_CHECKSUM_PARTIAL | Stt.FLAG_IPV4 | (tcp ? Stt.FLAG_TCP : 0);
              default -> 0;
            };
        l4 = flags == 0 ? 0 : start - at;
        innerMss = flags != 0 && tcp && inner > mss - Stt.HEADER ? mss - Stt.HEADER - l4 - 20 : 0;
      }
    }
    Stt.write(frame, 0, flags, l4, Math.max(0, innerMss), tag, contextId);
  }

  private void write(int port, int total, int offset, int payload) {
    System.arraycopy(headers, 0, packet, 0, transport);
    System.arraycopy(frame, offset, packet, headers.length, payload);
    int ip = outer.linkBytes();
    if (outer.source().v6()) {
      Octets.put16(packet, ip + 4, Tcp.HEADER + payload);
    } else {
      Octets.put16(packet, ip + 2, Ipv4.HEADER + Tcp.HEADER + payload);
      Octets.put16(packet, ip + 4, identification++ & 0xffff);
      Ipv4.updateChecksum(packet, ip);
    }
    boolean last = offset + payload == total;
    Stt.writeSegment(packet, transport, port, total, offset, packetId, last);
    int length = Tcp.HEADER + payload;
    Tcp.updateChecksum(packet, transport, length, outer.pseudo(packet, ip, IpProtocol.TCP, length));
  }
}
