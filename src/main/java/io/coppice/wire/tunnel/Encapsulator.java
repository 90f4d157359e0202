package io.coppice.wire.tunnel;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Udp;

/**
 * Puts inner Ethernet frames into VXLAN, NVGRE or Geneve packets between two endpoints: all headers
 * are written once, and for each frame only lengths, identification, source port and checksum
 * change. STT has {@link SttSegmenter}. One thread; nothing is allocated for a frame.
 *
 * <p>Strict: an inner 802.1Q tag is left out where the encapsulation forbids it (RFC 7348 section
 * 6.1, RFC 7637 section 3.3), and what exceeds the underlay's MTU is refused, never fragmented (RFC
 * 7348 section 4.3). UDP over IPv4 has no checksum (RFC 7348 section 5), over IPv6 it has (RFC 8200
 * section 8.1): many receivers drop it otherwise.
 */
public final class Encapsulator {
  private final TunnelKind kind;
  private final OuterHeader outer;
  private final byte[] headers;
  private final int ip;
  private final int transport;
  private final int mtu;
  private final long ipSum;
  private int identification;
  private DropReason refused;

  /**
   * @param id of the segment
   * @param mtu the largest IP packet the underlay carries
   */
  public Encapsulator(TunnelKind kind, long id, OuterHeader outer, int mtu) {
    if (kind == TunnelKind.STT || !kind.allows(id)) {
      throw new IllegalArgumentException("No segment of " + kind + ": " + id);
    }
    this.kind = kind;
    this.outer = outer;
    this.mtu = mtu;
    this.ip = outer.linkBytes();
    this.transport = ip + outer.ipBytes();
    this.headers = new byte[transport + kind.transportBytes() + kind.headerBytes()];
    int protocol = kind == TunnelKind.NVGRE ? IpProtocol.GRE : IpProtocol.UDP;
    outer.write(headers, 0, protocol, 0, 0);
    int tunnel = transport + kind.transportBytes();
    switch (kind) {
      case VXLAN -> {
        Udp.write(headers, transport, 0, Vxlan.PORT, Udp.HEADER);
        Vxlan.write(headers, tunnel, (int) id);
      }
      case GENEVE -> {
        Udp.write(headers, transport, 0, Geneve.PORT, Udp.HEADER);
        Geneve.write(headers, tunnel, (int) id);
      }
      default -> Gre.writeNvgre(headers, tunnel, (int) id, 0);
    }
    this.ipSum = outer.source().v6() ? 0 : constantSum();
  }

  /** The header's sum without length and identification, which are added for each packet. */
  private int constantSum() {
    Octets.put16(headers, ip + 2, 0);
    Octets.put16(headers, ip + 10, 0);
    return Checksums.sum(headers, ip, Ipv4.HEADER);
  }

  /** Bytes in front of each inner frame. */
  public int overhead() {
    return headers.length;
  }

  /** Why the last call returned 0. */
  public DropReason refused() {
    return refused;
  }

  /**
   * Writes one packet.
   *
   * @return its length; 0 if the frame was refused, see {@link #refused}
   */
  public int encapsulate(byte[] frame, int at, int length, byte[] out, int to) {
    if (length < Ethernet.HEADER) {
      refused = DropReason.INNER_TOO_SHORT;
      return 0;
    }
    boolean tagged =
        kind != TunnelKind.GENEVE
            && length >= Ethernet.HEADER + Ethernet.TAG
            && EtherType.isTag(Ethernet.type(frame, at));
    int inner = tagged ? length - Ethernet.TAG : length;
    int packet = headers.length + inner;
    int payload = packet - transport;
    if (payload + outer.ipBytes() > mtu) {
      refused = DropReason.EXCEEDS_MTU;
      return 0;
    }
    System.arraycopy(headers, 0, out, to, headers.length);
    if (tagged) {
      System.arraycopy(frame, at, out, to + headers.length, 12);
      System.arraycopy(frame, at + 16, out, to + headers.length + 12, length - 16);
    } else {
      System.arraycopy(frame, at, out, to + headers.length, length);
    }
    finish(out, to, payload, InnerFlow.hash(frame, at, length));
    return packet;
  }

  private void finish(byte[] out, int to, int payload, int hash) {
    int at = to + ip;
    if (outer.source().v6()) {
      Octets.put16(out, at + 4, payload);
    } else {
      int total = payload + Ipv4.HEADER;
      int id = identification++ & 0xffff;
      Octets.put16(out, at + 2, total);
      Octets.put16(out, at + 4, id);
      Octets.put16(out, at + 10, Checksums.checksum(ipSum + total + id));
    }
    int l4 = to + transport;
    if (kind == TunnelKind.NVGRE) {
      Octets.put8(out, l4 + 7, hash);
    } else {
      Octets.put16(out, l4, InnerFlow.port(hash));
      Octets.put16(out, l4 + 4, payload);
      if (outer.source().v6()) {
        long pseudo = outer.pseudo(out, at, IpProtocol.UDP, payload);
        Udp.updateChecksum(out, l4, payload, pseudo);
      }
    }
  }
}
