package io.coppice.wire.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.dissect.CaptureSurvey.Compared;
import io.coppice.wire.dissect.CaptureSurvey.Trunk;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.TunnelKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureSurveyTest {
  private static final IpAddress A = IpAddress.parse("192.0.2.1").orElseThrow();
  private static final IpAddress B = IpAddress.parse("192.0.2.2").orElseThrow();
  private static final IpAddress ONE = IpAddress.parse("10.0.0.1").orElseThrow();
  private static final IpAddress TWO = IpAddress.parse("10.0.0.2").orElseThrow();

  private final PacketWalker walker = new PacketWalker(PortTable.STANDARD);
  private final LayerStack stack = new LayerStack();

  private static byte[] wrapped(IpAddress from, IpAddress to, byte[] frame) {
    byte[] packet = new byte[frame.length + 100];
    int length =
        new Encapsulator(TunnelKind.VXLAN, 42, OuterHeader.between(2, from, 4, to), 9000)
            .encapsulate(frame, 0, frame.length, packet, 0);
    return Arrays.copyOf(packet, length);
  }

  private static byte[] data(int sequence, int bytes) {
    return Frames.tcp(
        new Frames.Path(6, ONE, 8, TWO), 1024, 80, sequence, 1, Tcp.ACK, new byte[bytes]);
  }

  private void add(CaptureSurvey survey, byte[] packet) {
    walker.walk(packet, 0, packet.length, packet.length, LinkType.ETHERNET, stack);
    survey.add(packet, stack, 0, packet.length);
  }

  @Test
  void endpointsMachinesAndSizesAreTold() {
    CaptureSurvey survey = new CaptureSurvey();
    add(survey, wrapped(A, B, data(1, 100)));
    Trunk trunk = new Trunk(LayerKind.VXLAN, 42, A.toString(), B.toString());
    assertEquals(1, survey.trunks().get(trunk).packets());
    assertEquals(List.of(trunk), survey.oneWay());
    assertEquals(140, survey.largestInner());
    assertEquals(190, survey.largestOuter());
    var machine = survey.machines().keySet().iterator().next();
    assertEquals(ONE.toString(), machine.ip());
    assertEquals(A.toString(), machine.endpoint());
    add(survey, wrapped(B, A, data(1, 10)));
    assertEquals(List.of(), survey.oneWay());
  }

  @Test
  void dataThatWasSentBeforeIsSentAgainAndALaterSegmentIsNot() {
    CaptureSurvey survey = new CaptureSurvey();
    add(survey, wrapped(A, B, data(1, 100)));
    add(survey, wrapped(A, B, data(101, 100)));
    assertEquals(0, survey.sentAgain());
    add(survey, wrapped(A, B, data(101, 100)));
    assertEquals(1, survey.sentAgain());
    add(survey, wrapped(A, B, data(201, 100)));
    assertEquals(1, survey.sentAgain());
  }

  @Test
  void twoCapturesOfOnePathSayWhatWasSentAndDidNotArrive() {
    CaptureSurvey here = new CaptureSurvey();
    CaptureSurvey there = new CaptureSurvey();
    for (int i = 0; i < 40; i++) {
      add(here, wrapped(A, B, data(1 + i, 1)));
    }
    add(here, data(1, 5));
    add(there, data(1, 5));
    List<Compared> compared = CaptureSurvey.compare(here, there);
    assertEquals(2, compared.size());
    Compared lost = compared.getFirst();
    assertTrue(lost.isLost());
    assertEquals("UDP 4789", lost.path().service());
    assertEquals(40, lost.sent());
    assertEquals(0, lost.arrived());
    assertFalse(compared.getLast().isLost());
    assertEquals("TCP 80", compared.getLast().path().service());
  }

  @Test
  void anyBytesAreLookedAtWithoutHarm() {
    CaptureSurvey survey = new CaptureSurvey();
    byte[] whole = wrapped(A, B, data(1, 100));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      walker.walk(cut, 0, length, whole.length, LinkType.ETHERNET, stack);
      survey.add(cut, stack, 0, whole.length);
    }
    assertEquals(whole.length, survey.packets());
  }
}
