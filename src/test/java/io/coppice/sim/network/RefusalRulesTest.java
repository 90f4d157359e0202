package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Middlebox.Hashing;
import io.coppice.model.overlay.Middlebox.Protocol;
import io.coppice.model.overlay.Middlebox.Rule;
import io.coppice.model.overlay.Middlebox.Tracking;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.tunnel.DropReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules 8 and 9: what is put together in which order, and what is answered with a refusal. */
class RefusalRulesTest {
  private static final int IP = Ethernet.HEADER;
  private static final int L4 = IP + Ipv4.HEADER;

  private final List<byte[]> received = new ArrayList<>();

  private static NetworkLab withBoxes(Encapsulation encapsulation, Middlebox box) {
    return new NetworkLab(encapsulation).box("spine-1", box).box("spine-2", box);
  }

  private static PacketHop refusal(Delivery delivery) {
    return delivery.hops().stream()
        .filter(hop -> hop.step() == Step.REJECT)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStrictFirewallThatRejectsResetsSttAndOneThatDropsStaysSilent() {
    Middlebox rejecting = new Middlebox(Tracking.STRICT, List.of(), false, Hashing.FLOW, true);
    GuestNetwork.Echo echo = withBoxes(Encapsulation.STT, rejecting).ping(ONE, TWO);
    PacketHop reset = refusal(echo.delivery());
    assertTrue(reset.node().startsWith("spine"));
    assertEquals(IpProtocol.TCP, Ipv4.protocol(reset.frame(), IP));
    assertEquals(Tcp.RST, Tcp.flags(reset.frame(), L4));
    assertEquals(7471, Tcp.sourcePort(reset.frame(), L4));
    assertTrue(
        echo.delivery().hops().stream()
            .anyMatch(
                hop ->
                    hop.step() == Step.DECAPSULATE
                        && hop.drop().map(NetworkDrop::cause).equals(Optional.of(Cause.REFUSED))),
        "the reset comes back to the endpoint, which knows no connection");
    Middlebox silent = new Middlebox(Tracking.STRICT, List.of(), false, Hashing.FLOW);
    assertFalse(
        withBoxes(Encapsulation.STT, silent).ping(ONE, TWO).delivery().hops().stream()
            .anyMatch(hop -> hop.step() == Step.REJECT));
  }

  @Test
  void aRuleThatRejectsSaysSoOfDatagramsByIcmp() {
    Middlebox box =
        new Middlebox(
            Tracking.NONE, List.of(new Rule(false, Protocol.UDP, 4789)), false, Hashing.FLOW, true);
    byte[] told = refusal(withBoxes(Encapsulation.VXLAN, box).ping(ONE, TWO).delivery()).frame();
    assertEquals(IpProtocol.ICMP, Ipv4.protocol(told, IP));
    assertEquals(Icmp.UNREACHABLE, Icmp.type(told, L4));
    assertEquals(Icmp.PROHIBITED, Icmp.code(told, L4));
  }

  @Test
  void aHostThatKnowsNoSttAnswersWithAResetThatNobodyAnswers() {
    NetworkLab lab = new NetworkLab(Encapsulation.STT);
    byte[] segment = segments(lab, 100).getFirst();
    NetworkLab vxlan = new NetworkLab(Encapsulation.VXLAN);
    FrameRecorder trail = FrameRecorder.from(0);
    FabricIndex index = new FabricIndex(vxlan.fabric(), vxlan.snapshot().inventory());
    plane(index, trail).arrive(2, segment, 0, segment.length, 0);
    assertEquals(1, trail.hops().stream().filter(hop -> hop.step() == Step.REJECT).count());
    assertEquals(
        Cause.NO_LISTENER, trail.hops().getFirst().drop().map(NetworkDrop::cause).orElseThrow());
    PacketHop back = trail.hops().getLast();
    assertEquals(vxlan.snapshot().inventory().hosts().get(1).name(), back.node());
    assertEquals(Optional.of(Cause.REFUSED), back.drop().map(NetworkDrop::cause));
  }

  private FramePlane plane(FabricIndex index, FrameRecorder trail) {
    return new FramePlane(
        index,
        new EndpointTables(),
        new BoxStates(),
        trail,
        (port, b, at, length, micros) -> {
          if (port.machine.equals(TWO)) {
            received.add(Arrays.copyOfRange(b, at, at + length));
          }
        });
  }

  /** The STT segments of a datagram from machine 1 to machine 2. */
  private static List<byte[]> segments(NetworkLab lab, int bytes) {
    lab.ping(ONE, TWO);
    lab.segment(A, it -> it.with(it.id(), it.tenant(), it.suppression(), 9000));
    Frames.Path path =
        new Frames.Path(
            lab.network.adapters(ONE).getFirst().mac(),
            IpAddress.v4((int) lab.address(ONE).low()),
            lab.network.adapters(TWO).getFirst().mac(),
            IpAddress.v4((int) lab.address(TWO).low()));
    return lab.network.send(ONE, 0, Frames.udp(path, 7, 7, new byte[bytes])).hops().stream()
        .filter(hop -> hop.step() == Step.ENCAPSULATE)
        .map(PacketHop::frame)
        .toList();
  }

  private FrameRecorder deliver(NetworkLab lab, List<byte[]> segments, long last) {
    FrameRecorder trail = FrameRecorder.from(0);
    FramePlane plane = plane(new FabricIndex(lab.fabric(), lab.snapshot().inventory()), trail);
    long at = 0;
    for (byte[] segment : segments) {
      plane.arrive(2, segment.clone(), 0, segment.length, at++);
    }
    plane.expire(last);
    return trail;
  }

  private static List<NetworkDrop> drops(FrameRecorder trail) {
    return trail.hops().stream().flatMap(hop -> hop.drop().stream()).toList();
  }

  @Test
  void segmentsComeTogetherInAnyOrder() {
    NetworkLab lab = new NetworkLab(Encapsulation.STT);
    List<byte[]> segments = segments(lab, 6000);
    assertTrue(segments.size() >= 4);
    deliver(lab, segments.reversed(), 1);
    assertEquals(1, received.size());
    assertEquals(6042, received.getFirst().length);
  }

  @Test
  void aSegmentThatComesTwiceIsDroppedAndTheFrameIsDeliveredOnce() {
    NetworkLab lab = new NetworkLab(Encapsulation.STT);
    List<byte[]> segments = new ArrayList<>(segments(lab, 6000));
    segments.add(1, segments.getFirst());
    FrameRecorder trail = deliver(lab, segments, 1);
    assertEquals(1, received.size());
    assertEquals(1, drops(trail).size());
    assertEquals(Cause.REFUSED, drops(trail).getFirst().cause());
  }

  @Test
  void aSegmentThatOverlapsOthersIsDroppedAndNeverChangesThem() {
    NetworkLab lab = new NetworkLab(Encapsulation.STT);
    List<byte[]> segments = new ArrayList<>(segments(lab, 6000));
    byte[] overlapping = segments.get(1).clone();
    // eight bytes earlier: the low half of the sequence number is the offset
    overlapping[L4 + 7] = (byte) (overlapping[L4 + 7] - 8);
    Tcp.updateChecksum(
        overlapping,
        L4,
        overlapping.length - L4,
        Ipv4.pseudo(overlapping, IP, IpProtocol.TCP, overlapping.length - L4));
    segments.add(1, overlapping);
    FrameRecorder trail = deliver(lab, segments, 1);
    assertEquals(1, received.size());
    assertEquals(6042, received.getFirst().length);
    assertFalse(drops(trail).isEmpty());
  }

  @Test
  void whatNeverBecomesWholeIsGivenUpAfterThirtySecondsAndNotBefore() {
    NetworkLab lab = new NetworkLab(Encapsulation.STT);
    List<byte[]> segments = segments(lab, 6000).subList(1, 4);
    assertEquals(List.of(), drops(deliver(lab, segments, 29_000_000)));
    FrameRecorder late = deliver(lab, segments, 31_000_000);
    assertEquals(List.of(), received);
    assertEquals(Cause.INCOMPLETE, drops(late).getFirst().cause());
    assertEquals(DropReason.class, drops(late).getFirst().said().getDeclaringClass());
  }
}
