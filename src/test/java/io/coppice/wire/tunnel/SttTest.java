package io.coppice.wire.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Frames.Path;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SttTest {
  private static final IpAddress A = IpAddress.parse("192.0.2.1").orElseThrow();
  private static final IpAddress B = IpAddress.parse("192.0.2.2").orElseThrow();
  private static final OuterHeader OUTER = OuterHeader.between(2, A, 4, B);
  private static final Path INNER =
      new Path(
          0x5254_0000_0001L,
          IpAddress.parse("10.0.0.1").orElseThrow(),
          0x5254_0000_0002L,
          IpAddress.parse("10.0.0.2").orElseThrow());
  private static final int TCP = 34;

  private final List<DropReason> lost = new ArrayList<>();

  private static byte[] frame(int payload) {
    byte[] bytes = new byte[payload];
    new Random(payload).nextBytes(bytes);
    return Frames.tcp(INNER, 40_000, 5001, 1, 1, Tcp.ACK, bytes);
  }

  private static List<byte[]> segments(byte[] frame) {
    List<byte[]> segments = new ArrayList<>();
    SttSegmenter segmenter = new SttSegmenter(0xfedc_ba98_7654_3210L, OUTER, 1500, 77);
    assertNull(
        segmenter.segment(
            frame,
            0,
            frame.length,
            (b, at, length) -> segments.add(Arrays.copyOfRange(b, at, at + length))));
    return segments;
  }

  private SttReassembler reassembler(int most) {
    return new SttReassembler(most, (reason, _, _) -> lost.add(reason));
  }

  private static SttReassembler.Result take(SttReassembler r, byte[] segment, long now) {
    return r.segment(A, B, segment, TCP, segment.length, now);
  }

  private static byte[] inner(SttReassembler.Result result) {
    SttReassembler.Whole whole = result.frame().orElseThrow();
    return Arrays.copyOfRange(whole.bytes(), whole.innerAt(), whole.length());
  }

  @Test
  void aSuperFrameOf65423BytesTakes45SegmentsAnd67925Bytes() {
    List<byte[]> segments = segments(frame(65_423));
    assertEquals(45, segments.size());
    assertEquals(67_925, segments.stream().mapToInt(s -> s.length).sum());
    assertTrue(segments.stream().allMatch(s -> s.length <= 1514));
  }

  @Test
  void everySegmentSaysWhatTheDraftAsks() {
    byte[] frame = frame(10_000);
    List<byte[]> segments = segments(frame);
    int offset = 0;
    for (int i = 0; i < segments.size(); i++) {
      byte[] s = segments.get(i);
      assertEquals(7471, Tcp.destinationPort(s, TCP));
      assertEquals(18 + frame.length, Stt.total(s, TCP));
      assertEquals(offset, Stt.offset(s, TCP));
      assertEquals(77, Stt.packetId(s, TCP));
      assertEquals(20, Tcp.headerLength(s, TCP));
      boolean last = i == segments.size() - 1;
      assertEquals(last ? Tcp.ACK | Tcp.PSH : Tcp.ACK, Tcp.flags(s, TCP));
      assertEquals(0xffff, Tcp.window(s, TCP));
      assertEquals(i, Ipv4.identification(s, 14));
      assertTrue(Ipv4.checksumRight(s, 14, s.length));
      long pseudo = Ipv4.pseudo(s, 14, 6, s.length - TCP);
      assertEquals(
          Checksums.State.RIGHT, Checksums.state(s, TCP, s.length - TCP, pseudo, 16, false));
      assertEquals(Tcp.sourcePort(segments.getFirst(), TCP), Tcp.sourcePort(s, TCP));
      offset += s.length - TCP - 20;
    }
    byte[] first = segments.getFirst();
    int header = TCP + 20;
    assertEquals(0xfedc_ba98_7654_3210L, Stt.contextId(first, header));
    assertEquals(
        Stt.FLAG_CHECKSUM_VERIFIED | Stt.FLAG_IPV4 | Stt.FLAG_TCP, Stt.flags(first, header));
    assertEquals(34, Stt.l4Offset(first, header));
  }

  @Test
  void aChecksumNotComputedYetIsSaidToBePartial() {
    byte[] frame = frame(100);
    long pseudo = Ipv4.pseudo(frame, 14, 6, frame.length - 34);
    Octets.put16(frame, 34 + 16, Checksums.fold(pseudo));
    byte[] first = segments(frame).getFirst();
    assertEquals(
        Stt.FLAG_CHECKSUM_PARTIAL | Stt.FLAG_IPV4 | Stt.FLAG_TCP, Stt.flags(first, TCP + 20));
  }

  @Test
  void anInnerTagTravelsInTheHeader() {
    byte[] frame = frame(100);
    byte[] first = segments(Frames.tagged(frame, 5, 300)).getFirst();
    assertTrue(Stt.hasTag(first, TCP + 20));
    assertEquals(5 << 13 | 0x1000 | 300, Stt.tag(first, TCP + 20));
    assertTrue(Arrays.equals(first, TCP + 38, first.length, frame, 0, frame.length));
  }

  @Test
  void framesLongerThanTheHeaderCanSayAreRefused() {
    SttSegmenter segmenter = new SttSegmenter(1, OUTER, 1500, 0);
    byte[] longest = new byte[65_477];
    assertNull(segmenter.segment(longest, 0, longest.length, (_, _, _) -> {}));
    assertEquals(
        DropReason.TOO_LONG, segmenter.segment(new byte[65_478], 0, 65_478, (_, _, _) -> {}));
    assertEquals(
        DropReason.INNER_TOO_SHORT, segmenter.segment(new byte[13], 0, 13, (_, _, _) -> {}));
  }

  @Test
  void anyOrderReassembles() {
    byte[] frame = frame(65_000);
    List<byte[]> segments = segments(frame);
    SttReassembler r = reassembler(8);
    for (int seed = 0; seed < 30; seed++) {
      Collections.shuffle(segments, new Random(seed));
      Optional<SttReassembler.Whole> whole = Optional.empty();
      for (byte[] s : segments) {
        assertTrue(whole.isEmpty());
        SttReassembler.Result result = take(r, s, seed);
        assertNull(result.drop());
        whole = result.frame();
        if (whole.isPresent()) {
          assertTrue(Arrays.equals(frame, inner(result)));
          assertEquals(0xfedc_ba98_7654_3210L, whole.get().contextId());
        }
      }
      assertTrue(whole.isPresent());
    }
  }

  @Test
  void duplicatesOverlapsAndImpossibleSegmentsAreDroppedAndTheFrameStillComes() {
    byte[] frame = frame(5000);
    List<byte[]> segments = segments(frame);
    SttReassembler r = reassembler(8);
    assertNull(take(r, segments.get(0), 0).drop());
    assertEquals(DropReason.STT_DUPLICATE, take(r, segments.get(0), 0).drop());
    byte[] shifted = segments.get(1).clone();
    Octets.put16(shifted, TCP + 6, Stt.offset(shifted, TCP) - 10);
    assertEquals(DropReason.STT_OVERLAP, take(r, shifted, 0).drop());
    byte[] beyond = segments.get(3).clone();
    Octets.put16(beyond, TCP + 6, Stt.offset(beyond, TCP) + 1);
    assertEquals(DropReason.STT_BEYOND_TOTAL, take(r, beyond, 0).drop());
    byte[] empty = Arrays.copyOf(segments.get(1), TCP + 20);
    assertEquals(DropReason.STT_EMPTY, take(r, empty, 0).drop());
    byte[] version = segments.get(0).clone();
    version[TCP + 20] = 1;
    assertEquals(DropReason.STT_VERSION, take(r, version, 0).drop());
    byte[] other = segments.get(1).clone();
    Octets.put16(other, TCP + 4, Stt.total(other, TCP) + 1);
    assertEquals(DropReason.STT_OVERLAP, take(r, other, 0).drop(), "another total");
    take(r, segments.get(1), 0);
    take(r, segments.get(2), 0);
    assertTrue(Arrays.equals(frame, inner(take(r, segments.get(3), 0))));
  }

  @Test
  void oneLostSegmentLosesTheFrameAfterThirtySeconds() {
    List<byte[]> segments = segments(frame(5000));
    SttReassembler r = reassembler(8);
    take(r, segments.get(0), 0);
    take(r, segments.get(1), 1);
    r.expire(SttReassembler.TIMEOUT - 1);
    assertEquals(List.of(), lost);
    r.expire(SttReassembler.TIMEOUT);
    assertEquals(List.of(DropReason.STT_INCOMPLETE), lost);
    SttReassembler.Result late = take(r, segments.get(2), SttReassembler.TIMEOUT + 1);
    assertNull(late.drop());
    assertFalse(late.frame().isPresent(), "the rest alone is no frame");
    r.end();
    assertEquals(2, lost.size());
  }

  @Test
  void framesUnderWayAreBounded() {
    byte[] first = segments(frame(5000)).getFirst();
    SttReassembler r = reassembler(16);
    for (int id = 0; id < 1000; id++) {
      Octets.put32(first, TCP + 8, id);
      take(r, first, 0);
    }
    assertEquals(16, r.underWay());
    assertEquals(984, lost.size());
    assertTrue(lost.stream().allMatch(reason -> reason == DropReason.STT_CROWDED));
  }

  @Test
  void noSegmentsMakeAReassemblerThrowOrDeliverWhatNobodySent() {
    Random random = new Random(9);
    byte[] frame = frame(4000);
    List<byte[]> segments = segments(frame);
    SttReassembler r = reassembler(8);
    for (int round = 0; round < 100_000; round++) {
      byte[] s = segments.get(random.nextInt(segments.size())).clone();
      if (random.nextInt(3) == 0) {
        s[TCP + random.nextInt(38)] = (byte) random.nextInt();
      }
      int end = random.nextInt(4) == 0 ? TCP + 20 + random.nextInt(s.length - TCP - 19) : s.length;
      SttReassembler.Result result = r.segment(A, B, s, TCP, end, round * 1_000_000L);
      result.frame().ifPresent(w -> assertTrue(w.length() <= 65_535 && w.innerLength() >= 14));
    }
  }
}
