package io.coppice.wire.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Frames.Path;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A length field of 0: offload before TCP and UDP, a jumbo option, else a fault. */
class ZeroLengthTest {
  private static final int ETHERNET = 14;
  private static final Path V4 = path("10.0.0.1", "10.0.0.2");
  private static final Path V6 = path("fd00::1", "fd00::2");

  private static Path path(String from, String to) {
    return new Path(
        0x5254_0000_0001L,
        IpAddress.parse(from).orElseThrow(),
        0x5254_0000_0002L,
        IpAddress.parse(to).orElseThrow());
  }

  private static Dissection of(byte[] packet) {
    return Dissection.of(packet, LinkType.ETHERNET);
  }

  @Test
  void isPresumedToBeOffloadBeforeTcpOnly() {
    byte[] tcp = Arrays.copyOf(Frames.tcp(V4, 1, 2, 0, 0, 0, new byte[4]), 70_000);
    Octets.put16(tcp, ETHERNET + 2, 0);
    assertTrue(of(tcp).lengthPresumed());
    byte[] echo = Frames.ip(V4, IpProtocol.ICMP, 1, 0, new byte[64]);
    Octets.put16(echo, ETHERNET + 2, 0);
    assertFalse(of(echo).lengthPresumed());
    assertEquals(Stop.MALFORMED, of(echo).stop());
  }

  @Test
  void isTakenFromTheJumboPayloadOption() {
    byte[] frame = jumbo(70_000, 70_000);
    Dissection d = of(frame);
    assertFalse(d.lengthPresumed());
    Dissection.Layer tcp = d.layers().getLast();
    assertEquals(LayerKind.TCP, d.layers().get(3).kind(), d.layers() + "");
    assertTrue(tcp.kind() == LayerKind.TCP || tcp.kind() == LayerKind.PAYLOAD);
    assertEquals(Stop.PAYLOAD, d.stop());
  }

  @Test
  void withAJumboOptionThatSaysWhatAPlainLengthCouldIsAFault() {
    assertEquals(Stop.MALFORMED, of(jumbo(65_535, 70_000)).stop());
    byte[] none = jumbo(70_000, 70_000);
    none[ETHERNET + Ipv6.HEADER + 2] = 1;
    assertEquals(Stop.MALFORMED, of(none).stop());
  }

  @Test
  void withAJumboOptionBeyondTheCaptureNeverThrows() {
    byte[] huge = jumbo(0xffff_ffffL, 200);
    for (int length = 0; length < huge.length; length++) {
      of(Arrays.copyOf(huge, length));
    }
    assertEquals(LayerKind.IPV6, of(huge).layers().get(1).kind());
  }

  /** Ethernet, IPv6 with a jumbo payload option, TCP: {@code told} and real bytes behind IPv6. */
  private static byte[] jumbo(long told, int real) {
    byte[] small = Frames.ip(V6, IpProtocol.HOP_BY_HOP, 1, 0, new byte[40]);
    byte[] frame = Arrays.copyOf(small, ETHERNET + Ipv6.HEADER + real);
    Octets.put16(frame, ETHERNET + 4, 0);
    int options = ETHERNET + Ipv6.HEADER;
    frame[options] = IpProtocol.TCP;
    frame[options + 2] = (byte) 0xc2;
    frame[options + 3] = 4;
    Octets.put32(frame, options + 4, told);
    frame[options + 8 + 12] = 0x50;
    return frame;
  }
}
