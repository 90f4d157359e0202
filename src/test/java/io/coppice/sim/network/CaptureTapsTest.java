package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.B;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_TWO;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FrameCaptures.CapturedFrame;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.sim.network.NetworkLab.Captured;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.LinkType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Frames where they are captured. */
class CaptureTapsTest {
  private static LayerStack walk(CapturedFrame frame) {
    LayerStack stack = new LayerStack();
    byte[] b = frame.bytes();
    new PacketWalker(PortTable.STANDARD).walk(b, 0, b.length, b.length, LinkType.ETHERNET, stack);
    return stack;
  }

  private static boolean isWrapped(CapturedFrame frame) {
    LayerStack stack = walk(frame);
    for (int i = 0; i < stack.size(); i++) {
      if (stack.kind(i).isTunnel()) {
        return true;
      }
    }
    return false;
  }

  private static List<String> steps(Captured captured) {
    return captured.frames().stream()
        .map(it -> it.what().code().replace("network.carried.", ""))
        .toList();
  }

  @Test
  void anAdapterShowsWhatItsMachineSendsAndReceivesInOrder() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    Captured captured = lab.capture(new CapturePoint.Adapter(ONE, 0));
    assertTrue(lab.ping(ONE, TWO).reply().isPresent());
    assertEquals(List.of("SEND", "RECEIVE", "SEND", "RECEIVE"), steps(captured));
    List<CapturedFrame> frames = captured.frames();
    assertTrue(walk(frames.get(0)).last(LayerKind.ARP) >= 0);
    assertTrue(walk(frames.get(3)).last(LayerKind.ICMP) >= 0);
    assertTrue(frames.get(0).at().compareTo(frames.get(3).at()) < 0);
    assertTrue(frames.stream().allMatch(it -> it.port().equals("eth0")));
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void aTunnelShowsPacketsBetweenItsTwoHostsAndNoOther(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation);
    Captured one = lab.capture(new CapturePoint.Tunnel(new HostId(2), Optional.of(new HostId(1))));
    Captured none = lab.capture(new CapturePoint.Tunnel(new HostId(2), Optional.of(new HostId(3))));
    Captured all = lab.capture(new CapturePoint.Tunnel(new HostId(1), Optional.empty()));
    assertTrue(lab.ping(ONE, TWO).reply().isPresent());
    assertTrue(one.frames().size() >= 4, "question, answer, echo there and back");
    assertTrue(one.frames().stream().allMatch(CaptureTapsTest::isWrapped));
    assertEquals(Set.of("ENCAPSULATE"), Set.copyOf(steps(one)));
    assertEquals(List.of(), none.frames());
    assertTrue(all.frames().size() > one.frames().size(), "the question goes to host 0 as well");
  }

  @Test
  void aLinkShowsWhatGoesOverItInBothDirectionsWhicheverEndIsNamed() {
    NetworkLab lab = new NetworkLab(Encapsulation.GENEVE);
    List<FabricLink> cables = lab.cables(new HostId(2));
    List<Captured> byOne =
        cables.stream().map(it -> lab.capture(new CapturePoint.Cable(it.a()))).toList();
    List<Captured> byOther =
        cables.stream().map(it -> lab.capture(new CapturePoint.Cable(it.b()))).toList();
    lab.ping(ONE, TWO);
    int there = 0;
    int back = 0;
    for (int i = 0; i < cables.size(); i++) {
      List<CapturedFrame> frames = byOne.get(i).frames();
      assertEquals(frames.size(), byOther.get(i).frames().size());
      assertTrue(frames.stream().allMatch(CaptureTapsTest::isWrapped));
      FabricLink cable = cables.get(i);
      boolean isHostFirst = cable.a().node().equals(new HostId(2).token());
      String own = (isHostFirst ? cable.a() : cable.b()).port();
      int sent = (int) frames.stream().filter(it -> it.port().equals(own)).count();
      back += sent;
      there += frames.size() - sent;
    }
    assertEquals(List.of(2, 2), List.of(there, back), "question and echo, each with its answer");
  }

  @Test
  void aSegmentShowsItsOwnFramesInsideAndOutsideOfTunnelsAndNotThoseOfTheOtherTenant() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    Captured mine = lab.capture(new CapturePoint.SegmentOf(A));
    Captured theirs = lab.capture(new CapturePoint.SegmentOf(B));
    lab.ping(ONE, TWO);
    assertTrue(mine.frames().stream().anyMatch(CaptureTapsTest::isWrapped));
    assertTrue(mine.frames().stream().anyMatch(it -> !isWrapped(it)));
    assertEquals(List.of(), theirs.frames());
    int before = mine.frames().size();
    lab.ping(OTHER_ONE, OTHER_TWO);
    assertEquals(before, mine.frames().size(), "the same addresses, another segment");
    assertFalse(theirs.frames().isEmpty());
  }

  @Test
  void whatIsDroppedSaysWhyWhereItIsDropped() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.ping(ONE, TWO);
    int mtu = lab.network.adapters(ONE).getFirst().mtu();
    lab.links(link -> link.b().node().startsWith("spine") ? link.withMtu(1400) : link);
    Captured segment = lab.capture(new CapturePoint.SegmentOf(A));
    Captured tunnel =
        lab.capture(new CapturePoint.Tunnel(new HostId(1), Optional.of(new HostId(2))));
    lab.network.ping(ONE, lab.address(TWO), mtu - 28, true);
    for (Captured captured : List.of(segment, tunnel)) {
      CapturedFrame drop =
          captured.frames().stream().filter(it -> it.drop().isPresent()).findFirst().orElseThrow();
      assertEquals("network.drop.link-mtu", drop.drop().orElseThrow().code());
      assertTrue(drop.node().startsWith("leaf"), drop.node());
      assertTrue(isWrapped(drop));
    }
  }

  @Test
  void capturingChangesNothingAndEndsWhenItIsEnded() {
    NetworkLab watched = new NetworkLab(Encapsulation.STT);
    NetworkLab alone = new NetworkLab(Encapsulation.STT);
    Captured captured = watched.capture(new CapturePoint.SegmentOf(A));
    assertEquals(alone.ping(ONE, TWO).reply(), watched.ping(ONE, TWO).reply());
    assertEquals(alone.learned(), watched.learned());
    int before = captured.frames().size();
    captured.end();
    watched.ping(ONE, TWO);
    assertEquals(before, captured.frames().size());
    assertEquals(0, captured.lost());
  }

  @Test
  void whatNobodyFetchesIsBoundedAndCounted() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    Captured captured = lab.capture(new CapturePoint.SegmentOf(A));
    for (int i = 0; i < 4_000; i++) {
      lab.ping(ONE, TWO);
    }
    int kept = captured.frames().size();
    assertEquals(10_000, kept);
    assertTrue(captured.lost() >= 4_000 * 4 - kept, "two sent and two wrapped of each");
  }
}
