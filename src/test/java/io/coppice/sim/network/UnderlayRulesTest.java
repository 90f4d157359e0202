package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static io.coppice.sim.network.NetworkLab.cause;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Middlebox.Hashing;
import io.coppice.model.overlay.Middlebox.Protocol;
import io.coppice.model.overlay.Middlebox.Rule;
import io.coppice.model.overlay.Middlebox.Tracking;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 8 to 11: STT, middleboxes, equal-cost ways and the room of ids. */
class UnderlayRulesTest {
  private static NetworkLab withBoxes(Encapsulation encapsulation, Middlebox box) {
    return new NetworkLab(encapsulation).box("spine-1", box).box("spine-2", box);
  }

  private static Middlebox firewall(Tracking tracking, Rule... rules) {
    return new Middlebox(tracking, List.of(rules), false, Hashing.FLOW);
  }

  private static byte[] flow(NetworkLab lab, int port) {
    return Frames.udp(
        new Frames.Path(
            lab.network.adapters(ONE).getFirst().mac(),
            IpAddress.v4((int) lab.address(ONE).low()),
            lab.network.adapters(TWO).getFirst().mac(),
            IpAddress.v4((int) lab.address(TWO).low())),
        port,
        5000,
        new byte[900]);
  }

  /** The spines that packets of many flows went by. */
  private static Set<String> spines(NetworkLab lab) {
    lab.ping(ONE, TWO);
    Set<String> used = new TreeSet<>();
    for (int port = 1000; port < 1064; port++) {
      used.addAll(nodes(lab.network.send(ONE, 0, flow(lab, port)), n -> n.startsWith("spine")));
    }
    return used;
  }

  private static Set<String> nodes(Delivery delivery, Predicate<String> which) {
    return delivery.hops().stream()
        .map(PacketHop::node)
        .filter(which)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aFirewallThatPicksUpMidStreamPassesSttAsNew() {
    NetworkLab lab = withBoxes(Encapsulation.STT, firewall(Tracking.MID_STREAM));
    assertTrue(lab.ping(ONE, TWO).reply().isPresent());
  }

  @Test
  void aStrictFirewallDropsEverySttSegmentAsInvalidAndLeavesOtherTunnelsAlone() {
    NetworkLab lab = withBoxes(Encapsulation.STT, firewall(Tracking.STRICT));
    GuestNetwork.Echo echo = lab.ping(ONE, TWO);
    assertEquals(Optional.empty(), echo.reply());
    assertEquals(Optional.of(Cause.INVALID_STATE), cause(echo.delivery()));
    assertTrue(
        withBoxes(Encapsulation.VXLAN, firewall(Tracking.STRICT))
            .ping(ONE, TWO)
            .reply()
            .isPresent());
  }

  @ParameterizedTest
  @CsvSource({"VXLAN,UDP,4789", "STT,TCP,7471", "NVGRE,GRE,0", "GENEVE,UDP,6081"})
  void eachProtocolIsBlockedByItselfAndNoOther(
      Encapsulation encapsulation, Protocol protocol, int port) {
    Middlebox box = firewall(Tracking.NONE, new Rule(false, protocol, port));
    for (Encapsulation other : Encapsulation.OVERLAYS) {
      GuestNetwork.Echo echo = withBoxes(other, box).ping(ONE, TWO);
      assertEquals(other != encapsulation, echo.reply().isPresent(), other.name());
      if (other == encapsulation) {
        assertEquals(Optional.of(Cause.FILTERED), cause(echo.delivery()));
      }
    }
  }

  @Test
  void aFilterOfPortsDoesNotSeeNvgre() {
    Middlebox box =
        firewall(Tracking.NONE, new Rule(false, Protocol.UDP, 0), new Rule(false, Protocol.TCP, 0));
    assertTrue(withBoxes(Encapsulation.NVGRE, box).ping(ONE, TWO).reply().isPresent());
    assertFalse(withBoxes(Encapsulation.VXLAN, box).ping(ONE, TWO).reply().isPresent());
    assertFalse(withBoxes(Encapsulation.STT, box).ping(ONE, TWO).reply().isPresent());
  }

  @Test
  void translationOfPortsBreaksNvgreAndLosesTheAnswersOfVxlan() {
    Middlebox box = new Middlebox(Tracking.NONE, List.of(), true, Hashing.FLOW);
    NetworkLab gre = withBoxes(Encapsulation.NVGRE, box);
    GuestNetwork.Echo lost = gre.ping(ONE, TWO);
    assertEquals(Optional.empty(), lost.reply());
    assertEquals(Optional.of(Cause.NO_PORTS), cause(lost.delivery()));
    NetworkLab lab = withBoxes(Encapsulation.VXLAN, box);
    GuestNetwork.Echo echo = lab.ping(ONE, TWO);
    assertEquals(Optional.empty(), echo.reply());
    assertTrue(
        echo.delivery().arrivals().stream().anyMatch(it -> it.machine().equals(TWO)),
        "the question came through");
    assertEquals(Optional.of(Cause.NO_MAPPING), cause(echo.delivery()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Encapsulation.class,
      names = {"VXLAN", "GENEVE", "STT"})
  void flowsSpreadOverEqualWaysByTheirSourcePort(Encapsulation encapsulation) {
    assertEquals(Set.of("spine-1", "spine-2"), spines(new NetworkLab(encapsulation)));
  }

  @Test
  void nvgreStaysOnOneWayForAPairOfEndpointsUnlessTheKeyIsHashed() {
    // each host has two cables, and all flows of a pair take the same one
    assertEquals(1, spines(new NetworkLab(Encapsulation.NVGRE)).size());
    Middlebox hashing = new Middlebox(Tracking.NONE, List.of(), false, Hashing.FLOW_AND_KEY);
    NetworkLab lab = new NetworkLab(Encapsulation.NVGRE);
    lab.fabric().nodes().stream()
        .map(node -> node.name())
        .filter(name -> name.startsWith("leaf"))
        .forEach(leaf -> lab.box(leaf, hashing));
    assertEquals(Set.of("spine-1", "spine-2"), spines(lab));
  }

  @Test
  void allSegmentsOfAnSttFrameTakeOneWay() {
    NetworkLab lab = new NetworkLab(Encapsulation.STT);
    lab.ping(ONE, TWO);
    lab.segment(A, UnderlayRulesTest::large);
    Delivery large = lab.network.send(ONE, 0, Frames.udp(path(lab), 7, 7, new byte[8000]));
    assertTrue(NetworkLab.count(large, Step.ENCAPSULATE) >= 6, "it was cut into segments");
    assertEquals(1, nodes(large, n -> n.startsWith("spine")).size());
    assertTrue(large.arrivals().stream().anyMatch(it -> it.frame().length == 8042));
  }

  private static Frames.Path path(NetworkLab lab) {
    return new Frames.Path(
        lab.network.adapters(ONE).getFirst().mac(),
        IpAddress.v4((int) lab.address(ONE).low()),
        lab.network.adapters(TWO).getFirst().mac(),
        IpAddress.v4((int) lab.address(TWO).low()));
  }

  @Test
  void oneLostSegmentLosesTheSttFrameAndPartOfItIsNeverDelivered() {
    NetworkLab lab = new NetworkLab(Encapsulation.STT);
    lab.ping(ONE, TWO);
    lab.segment(A, UnderlayRulesTest::large);
    lab.links(link -> link.withQuality(link.megabits(), link.latencyMicros(), 20_000));
    int whole = 0;
    int lost = 0;
    for (int i = 0; i < 60; i++) {
      Delivery sent = lab.network.send(ONE, 0, Frames.udp(path(lab), 7, i, new byte[5000]));
      List<Delivery.Arrival> arrived =
          sent.arrivals().stream().filter(it -> it.machine().equals(TWO)).toList();
      boolean dropped =
          sent.hops().stream()
              .flatMap(hop -> hop.drop().stream())
              .anyMatch(it -> it.cause() == Cause.LOST);
      assertTrue(arrived.stream().allMatch(it -> it.frame().length == 5042));
      // a drop of one segment and the delivery of its frame exclude each other
      assertFalse(dropped && !arrived.isEmpty());
      whole += arrived.isEmpty() ? 0 : 1;
      lost += dropped ? 1 : 0;
    }
    assertTrue(whole > 0 && lost > 0, whole + " whole, " + lost + " lost");
  }

  private static SegmentSettings large(SegmentSettings it) {
    return new SegmentSettings(
        it.portGroup(),
        it.encapsulation(),
        it.id(),
        it.tenant(),
        it.replication(),
        it.group(),
        it.ageing(),
        it.suppression(),
        it.whole(),
        9000);
  }

  @ParameterizedTest
  @CsvSource({
    "VXLAN,0,false",
    "VXLAN,1,true",
    "VXLAN,16777215,true",
    "VXLAN,16777216,false",
    "VXLAN,-1,false",
    "GENEVE,16777215,true",
    "GENEVE,16777216,false",
    "NVGRE,4095,false",
    "NVGRE,4096,true",
    "NVGRE,16777214,true",
    "NVGRE,16777215,false",
    "STT,0,true",
    "STT,-1,true",
    "STT,9223372036854775807,true",
    "STT,-9223372036854775808,true"
  })
  void idsHaveTheRoomOfTheirEncapsulation(Encapsulation encapsulation, long id, boolean fits) {
    assertEquals(fits, SegmentSettings.fits(encapsulation, id));
  }

  @Test
  void theGreatestIdsOfSttCarryFramesAsTheSmallestDo() {
    for (long id : new long[] {1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      NetworkLab lab = new NetworkLab(Encapsulation.STT);
      lab.segment(A, it -> SegmentSettings.headEnd(it.portGroup(), Encapsulation.STT, id));
      assertTrue(lab.ping(ONE, TWO).reply().isPresent(), Long.toUnsignedString(id));
    }
  }

  @Test
  void aWrongIdIsDroppedWithItsReason() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    FabricIndex index = new FabricIndex(lab.fabric(), lab.snapshot().inventory());
    FrameRecorder trail = FrameRecorder.from(0);
    FrameRecorder sent = FrameRecorder.from(0);
    byte[] frame = flow(lab, 1);
    new FramePlane(index, new EndpointTables(), new BoxStates(), sent, (p, b, a, l, m) -> {})
        .send(index.ports(ONE).getFirst(), frame, 0, frame.length, 0);
    byte[] packet =
        sent.hops().stream()
            .filter(hop -> hop.step() == Step.ENCAPSULATE)
            .findFirst()
            .orElseThrow()
            .frame();
    packet[14 + 20 + 8 + 6] ^= 0x7f;
    new FramePlane(index, new EndpointTables(), new BoxStates(), trail, (p, b, a, l, m) -> {})
        .arrive(2, packet, 0, packet.length, 0);
    assertEquals(Cause.NO_SEGMENT, trail.hops().getLast().drop().orElseThrow().cause());
  }

  @Test
  void aCutCableIsGoneRoundAndAHostWithoutCablesReachesNobody() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.links(link -> link.withUp(!link.b().node().equals("spine-1")));
    GuestNetwork.Echo round = lab.ping(ONE, TWO);
    assertTrue(round.reply().isPresent());
    assertEquals(Set.of("spine-2"), nodes(round.delivery(), n -> n.startsWith("spine")));
    lab.links(link -> link.withUp(!link.a().node().equals(new HostId(1).token())));
    GuestNetwork.Echo cut = lab.ping(ONE, FOUR);
    assertEquals(Optional.empty(), cut.reply());
    assertEquals(Optional.of(Cause.NO_UPLINK), cause(cut.delivery()));
  }
}
