package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a packet that is not wanted. */
class RejectionFramesTest {
  private static final int IP = Ethernet.HEADER;
  private static final int L4 = IP + Ipv4.HEADER;
  private static final Frames.Path PATH =
      new Frames.Path(2, IpAddress.v4(0xac10_0001), 4, IpAddress.v4(0xac10_0002));

  private static byte[] segment(int flags, int data) {
    return Frames.tcp(PATH, 1000, 80, 0xffff_fffeL, 77, flags, new byte[data]);
  }

  /**
   * RFC 9293 section 3.10.7.1: without an acknowledgement the reset acknowledges all of the
   * segment, in which SYN and FIN count as a byte each, from zero; numbers are of 32 bits.
   */
  @ParameterizedTest
  @CsvSource({"2,0,4294967295", "2,5,4", "1,0,4294967295", "3,0,0", "0,3,1", "0,0,4294967294"})
  void aSegmentWithoutAnAcknowledgementIsAcknowledged(int flags, int data, long acknowledged) {
    byte[] reset = RejectionFrames.of(segment(flags, data), 0, 54 + data);
    assertEquals(Tcp.RST | Tcp.ACK, Tcp.flags(reset, L4));
    assertEquals(0, Tcp.sequence(reset, L4));
    assertEquals(acknowledged, Tcp.acknowledgement(reset, L4));
  }

  /** The same section: with one, the reset stands where the sender expects the next byte. */
  @ParameterizedTest
  @CsvSource({"16,0", "24,9", "18,0", "17,0"})
  void aSegmentWithAnAcknowledgementIsResetWhereItWaits(int flags, int data) {
    byte[] reset = RejectionFrames.of(segment(flags, data), 0, 54 + data);
    assertEquals(Tcp.RST, Tcp.flags(reset, L4));
    assertEquals(77, Tcp.sequence(reset, L4));
    assertEquals(0, Tcp.acknowledgement(reset, L4));
  }

  @Test
  void aResetGoesBackToWhereTheSegmentCameFrom() {
    byte[] frame = segment(Tcp.ACK, 0);
    byte[] moved = new byte[frame.length + 7];
    System.arraycopy(frame, 0, moved, 7, frame.length);
    byte[] reset = RejectionFrames.reset(moved, 7, frame.length);
    assertEquals(2, Ethernet.destination(reset, 0));
    assertEquals(4, Ethernet.source(reset, 0));
    assertEquals(0xac10_0001, Ipv4.destination(reset, IP));
    assertEquals(0xac10_0002, Ipv4.source(reset, IP));
    assertEquals(80, Tcp.sourcePort(reset, L4));
    assertEquals(1000, Tcp.destinationPort(reset, L4));
    assertTrue(Ipv4.checksumRight(reset, IP, reset.length));
    assertEquals(
        Checksums.State.RIGHT,
        Checksums.state(
            reset, L4, 20, Ipv4.pseudo(reset, IP, IpProtocol.TCP, 20), Tcp.CHECKSUM, false));
  }

  @ParameterizedTest
  @CsvSource({"4", "20"})
  void aResetIsAnsweredByNothing(int flags) {
    assertEquals(0, RejectionFrames.of(segment(flags, 0), 0, 54).length);
  }

  @Test
  void aSegmentWithoutAWholeHeaderIsAnsweredByNothing() {
    assertEquals(0, RejectionFrames.reset(segment(Tcp.ACK, 0), 0, 53).length);
  }

  /** RFC 1122 section 3.2.2 forbids answers to ICMP errors and to pieces but the first. */
  @Test
  void icmpAndPiecesAreAnsweredByNothing() {
    byte[] ping = Frames.echo(PATH, true, 1, 1, new byte[8], false);
    assertEquals(0, RejectionFrames.of(ping, 0, ping.length).length);
    byte[] piece = segment(Tcp.ACK, 0);
    Octets.put16(piece, IP + 6, 185);
    assertEquals(0, RejectionFrames.of(piece, 0, piece.length).length);
  }

  /** RFC 1812 section 5.2.7.1: code 13, with the header and eight bytes of what it is about. */
  @Test
  void whatIsNoTcpIsProhibited() {
    byte[] datagram = Frames.udp(PATH, 1000, 4789, new byte[40]);
    byte[] told = RejectionFrames.of(datagram, 0, datagram.length);
    assertEquals(IpProtocol.ICMP, Ipv4.protocol(told, IP));
    assertEquals(Icmp.UNREACHABLE, Icmp.type(told, L4));
    assertEquals(13, Icmp.code(told, L4));
    assertEquals(L4 + Icmp.HEADER + Ipv4.HEADER + 8, told.length);
    for (int i = 0; i < Ipv4.HEADER + 8; i++) {
      assertEquals(datagram[IP + i], told[L4 + Icmp.HEADER + i]);
    }
  }
}
