package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets that are cut (RFC 791 section 3.2). */
class FragmentsTest {
  private static final int IP = Ethernet.HEADER;

  private static byte[] packet(int payload) {
    byte[] b = new byte[payload];
    for (int i = 0; i < payload; i++) {
      b[i] = (byte) (i * 31 >>> 3);
    }
    Frames.Path path = new Frames.Path(2, IpAddress.v4(0xac10_0001), 4, IpAddress.v4(0xac10_0002));
    return Frames.ip(path, IpProtocol.UDP, 0x1234, 0, b);
  }

  private static List<byte[]> cut(byte[] frame, int at, int mtu) {
    List<byte[]> pieces = new ArrayList<>();
    Fragments.cut(
        frame,
        at,
        frame.length - at,
        mtu,
        (b, from, size) -> pieces.add(Arrays.copyOfRange(b, from, from + size)));
    return pieces;
  }

  private static void isPiece(byte[] b, int length, int offset, boolean more) {
    assertEquals(Ethernet.HEADER + length, b.length);
    assertEquals(length, Ipv4.totalLength(b, IP));
    assertEquals(offset, Ipv4.fragmentOffset(b, IP));
    assertEquals(more, Ipv4.moreFragments(b, IP));
    assertEquals(0x1234, Ipv4.identification(b, IP));
    assertTrue(Ipv4.checksumRight(b, IP, b.length));
  }

  /** Of 1400 bytes the header takes 20, and of 1380 the greatest multiple of 8 is 1376. */
  @Test
  void everyPieceButTheLastIsAsLongAsFitsInUnitsOfEightBytes() {
    byte[] frame = packet(3000);
    List<byte[]> pieces = cut(frame, 0, 1400);
    assertEquals(3, pieces.size());
    isPiece(pieces.get(0), 1396, 0, true);
    isPiece(pieces.get(1), 1396, 1376, true);
    isPiece(pieces.get(2), 20 + 3000 - 2 * 1376, 2752, false);
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    pieces.forEach(it -> together.write(it, IP + 20, it.length - IP - 20));
    assertArrayEquals(Arrays.copyOfRange(frame, IP + 20, frame.length), together.toByteArray());
    assertArrayEquals(Arrays.copyOf(frame, 14), Arrays.copyOf(pieces.get(2), 14));
  }

  @Test
  void whatFillsItsPiecesLeavesNoEmptyOne() {
    List<byte[]> pieces = cut(packet(2 * 1376), 0, 1396);
    assertEquals(2, pieces.size());
    isPiece(pieces.get(1), 1396, 1376, false);
  }

  /** A piece in the middle stays one: its last part is not the packet's. */
  @Test
  void aPieceThatIsCutFurtherKeepsItsPlaceInThePacket() {
    byte[] middle = cut(packet(3000), 0, 1400).get(1);
    List<byte[]> pieces = cut(middle, 0, 1000);
    // of 1000 bytes 976 are of the packet: 980 in units of 8
    assertEquals(2, pieces.size());
    isPiece(pieces.get(0), 996, 1376, true);
    isPiece(pieces.get(1), 20 + 400, 1376 + 976, true);
  }

  @Test
  void theFrameMayStandAnywhereInAnArray() {
    byte[] frame = packet(3000);
    byte[] later = new byte[5 + frame.length];
    System.arraycopy(frame, 0, later, 5, frame.length);
    List<byte[]> expected = cut(frame, 0, 1400);
    List<byte[]> pieces = cut(later, 5, 1400);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(expected.get(i), pieces.get(i));
    }
  }
}
