package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that fences put in, and the checksums that cover them. */
class TranslatedPacketTest {
  private static final int IP = Ethernet.HEADER;
  private static final int L4 = IP + Ipv4.HEADER;
  private static final int OTHER = 0x0a09_00fe;
  private static final Frames.Path PATH =
      new Frames.Path(2, IpAddress.v4(0xac10_0001), 4, IpAddress.v4(0xac10_0002));

  private static byte[] packet(boolean tcp) {
    return tcp
        ? Frames.tcp(PATH, 1000, 80, 5, 6, Tcp.ACK, new byte[] {1, 2, 3})
        : Frames.udp(PATH, 1000, 80, new byte[] {1, 2, 3});
  }

  private static Checksums.State state(byte[] b) {
    int protocol = Ipv4.protocol(b, IP);
    boolean udp = protocol == IpProtocol.UDP;
    int length = b.length - L4;
    return Checksums.state(
        b,
        L4,
        length,
        Ipv4.pseudo(b, IP, protocol, length),
        udp ? Udp.CHECKSUM : Tcp.CHECKSUM,
        udp);
  }

  /** RFC 1624, of the header and of what it carries. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bothChecksumsAreRightAfterwards(boolean tcp) {
    byte[] b = packet(tcp);
    TranslatedPacket.source(b, IP, b.length, OTHER);
    assertEquals(OTHER, Ipv4.source(b, IP));
    assertEquals(0xac10_0002, Ipv4.destination(b, IP));
    assertTrue(Ipv4.checksumRight(b, IP, b.length));
    assertEquals(Checksums.State.RIGHT, state(b));
    TranslatedPacket.target(b, IP, b.length, OTHER + 1);
    assertEquals(OTHER + 1, Ipv4.destination(b, IP));
    assertEquals(Checksums.State.RIGHT, state(b));
  }

  /** RFC 768: zero says that there is none. */
  @Test
  void aDatagramWithoutAChecksumStaysWithout() {
    byte[] b = packet(false);
    Octets.put16(b, L4 + Udp.CHECKSUM, 0);
    TranslatedPacket.source(b, IP, b.length, OTHER);
    assertEquals(0, Octets.u16(b, L4 + Udp.CHECKSUM));
  }

  /** A segment always has one, and zero is as good as another (RFC 9293 section 3.1). */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChecksumThatComesOutAsZeroIsAllOnesInADatagramAlone(boolean tcp) {
    byte[] b = packet(tcp);
    byte[] probe = b.clone();
    TranslatedPacket.source(probe, IP, probe.length, OTHER);
    int field = L4 + (tcp ? Tcp.CHECKSUM : Udp.CHECKSUM);
    // adds what lacks to a checksum of zero to the ports, which it covers
    int word = Octets.u16(b, L4) + Octets.u16(probe, field);
    Octets.put16(b, L4, (word & 0xffff) + (word >>> 16));
    int length = b.length - L4;
    long pseudo = Ipv4.pseudo(b, IP, Ipv4.protocol(b, IP), length);
    if (tcp) {
      Tcp.updateChecksum(b, L4, length, pseudo);
    } else {
      Udp.updateChecksum(b, L4, length, pseudo);
    }
    TranslatedPacket.source(b, IP, b.length, OTHER);
    assertEquals(tcp ? 0 : 0xffff, Octets.u16(b, field));
    assertEquals(Checksums.State.RIGHT, state(b));
  }

  /** A later piece has bytes of data where the first has a checksum. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofALaterPieceOnlyTheHeaderChanges(boolean tcp) {
    byte[] b = packet(tcp);
    Octets.put16(b, IP + 6, 185);
    byte[] data = Arrays.copyOfRange(b, L4, b.length);
    TranslatedPacket.source(b, IP, b.length, OTHER);
    assertArrayEquals(data, Arrays.copyOfRange(b, L4, b.length));
    assertTrue(Ipv4.checksumRight(b, IP, b.length));
  }

  /** An error quotes eight bytes, in which a datagram's checksum lies and a segment's does not. */
  @Test
  void aChecksumThatLiesBeyondTheEndIsLeftAlone() {
    byte[] b = packet(true);
    byte[] data = Arrays.copyOfRange(b, L4, b.length);
    TranslatedPacket.source(b, IP, L4 + Tcp.CHECKSUM + 1, OTHER);
    assertArrayEquals(data, Arrays.copyOfRange(b, L4, b.length));
    TranslatedPacket.source(b, IP, L4 + Tcp.CHECKSUM + 2, OTHER + 1);
    assertEquals(OTHER + 1, Ipv4.source(b, IP));
    // by as much as the second address differs from the first: one
    int before = Octets.u16(data, Tcp.CHECKSUM);
    assertEquals(before - 1, Octets.u16(b, L4 + Tcp.CHECKSUM));
  }
}
