package io.coppice.wire.tunnel;

import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;

/**
 * STT (draft-davie-stt-08): a header that looks like TCP on every segment, so that network cards
 * cut large frames, and 18 bytes more on the first. In the TCP-like header the sequence number is
 * {@code total << 16 | offset} and the acknowledgement a packet id that all segments share.
 */
public final class Stt {
  public static final int PORT = 7471;
  public static final int HEADER = 18;

  /** So that header and frame fit the 16 bits of the total (minus IP and TCP headers). */
  public static final int LONGEST_INNER = 65_477;

  public static final int FLAG_CHECKSUM_VERIFIED = 0x01;
  public static final int FLAG_CHECKSUM_PARTIAL = 0x02;
  public static final int FLAG_IPV4 = 0x04;
  public static final int FLAG_TCP = 0x08;

  private Stt() {}

  /** Header and inner frame in bytes. */
  public static int total(byte[] b, int tcp) {
    return Octets.u16(b, tcp + 4);
  }

  /** Of this segment's first byte among all. */
  public static int offset(byte[] b, int tcp) {
    return Octets.u16(b, tcp + 6);
  }

  public static long packetId(byte[] b, int tcp) {
    return Tcp.acknowledgement(b, tcp);
  }

  public static int version(byte[] b, int at) {
    return Octets.u8(b, at);
  }

  public static int flags(byte[] b, int at) {
    return Octets.u8(b, at + 1);
  }

  /** Of the inner transport header from the first byte of the inner frame. */
  public static int l4Offset(byte[] b, int at) {
    return Octets.u8(b, at + 2);
  }

  public static int maxSegmentSize(byte[] b, int at) {
    return Octets.u16(b, at + 4);
  }

  /** Priority 3 bits, valid 1, VLAN 12. */
  public static int tag(byte[] b, int at) {
    return Octets.u16(b, at + 6);
  }

  public static boolean hasTag(byte[] b, int at) {
    return (b[at + 6] & 0x10) != 0;
  }

  public static long contextId(byte[] b, int at) {
    return Octets.i64(b, at + 8);
  }

  /** Writes 18 bytes. */
  public static int write(
      byte[] b, int at, int flags, int l4Offset, int maxSegmentSize, int tag, long contextId) {
    Octets.put8(b, at, 0);
    Octets.put8(b, at + 1, flags);
    Octets.put8(b, at + 2, l4Offset);
    Octets.put8(b, at + 3, 0);
    Octets.put16(b, at + 4, maxSegmentSize);
    Octets.put16(b, at + 6, tag);
    Octets.put64(b, at + 8, contextId);
    Octets.put16(b, at + 16, 0);
    return HEADER;
  }

  /** Writes the TCP-like header of a segment with the checksum zero: 20 bytes. */
  public static int writeSegment(
      byte[] b, int at, int sourcePort, int total, int offset, long packetId, boolean last) {
    return Tcp.write(
        b,
        at,
        sourcePort,
        PORT,
        (long) total << 16 | offset,
        packetId,
        last ? Tcp.ACK | Tcp.PSH : Tcp.ACK,
        0xffff);
  }

  /** Whether a TCP header can be a segment's: the port, no handshake flags, no options. */
  public static boolean looksLikeSegment(byte[] b, int tcp) {
    return Tcp.destinationPort(b, tcp) == PORT
        && (Tcp.flags(b, tcp) & (Tcp.SYN | Tcp.FIN | Tcp.RST)) == 0
        && Tcp.headerLength(b, tcp) == Tcp.HEADER;
  }
}
