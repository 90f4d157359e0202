package io.coppice.sim.network;

import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.tunnel.PacketSink;

/** Cuts IPv4 packets (RFC 791 section 3.2). */
final class Fragments {
  private Fragments() {}

  /**
   * Gives each piece as an Ethernet frame of its own; one that is a piece already is cut further.
   *
   * @param mtu bytes of IP that fit
   */
  static void cut(byte[] b, int at, int length, int mtu, PacketSink sink) {
    int ip = at + Ethernet.HEADER;
    int header = Ipv4.headerLength(b, ip);
    int payload = length - Ethernet.HEADER - header;
    int room = (mtu - header) / 8 * 8;
    int first = Ipv4.fragmentOffset(b, ip);
    boolean more = Ipv4.moreFragments(b, ip);
    for (int from = 0; from < payload; from += room) {
      int size = Math.min(room, payload - from);
      byte[] piece = new byte[Ethernet.HEADER + header + size];
      System.arraycopy(b, at, piece, 0, Ethernet.HEADER + header);
      System.arraycopy(b, ip + header + from, piece, Ethernet.HEADER + header, size);
      boolean last = from + size == payload && !more;
      Octets.put16(piece, Ethernet.HEADER + 2, header + size);
      Octets.put16(
          piece, Ethernet.HEADER + 6, (last ? 0 : Ipv4.MORE_FRAGMENTS) | (first + from) / 8);
      Ipv4.updateChecksum(piece, Ethernet.HEADER);
      sink.packet(piece, 0, piece.length);
    }
  }
}
