package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_TWO;
import static io.coppice.sim.network.NetworkLab.TWO;
import static io.coppice.sim.network.NetworkLab.cause;
import static io.coppice.sim.network.NetworkLab.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Frames;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Rules 1 to 7 of a faithful simulator: learning, flooding, ageing, isolation, moves and sizes. */
class FrameRulesTest {
  private static Set<MachineId> receivers(Delivery delivery) {
    return delivery.arrivals().stream().map(Delivery.Arrival::machine).collect(Collectors.toSet());
  }

  private static byte[] unicast(NetworkLab lab, MachineId from, MachineId to) {
    return Frames.udp(
        new Frames.Path(
            mac(lab, from),
            io.coppice.wire.packet.IpAddress.v4((int) lab.address(from).low()),
            mac(lab, to),
            io.coppice.wire.packet.IpAddress.v4((int) lab.address(to).low())),
        4000,
        5000,
        new byte[32]);
  }

  private static long mac(NetworkLab lab, MachineId machine) {
    return lab.network.adapters(machine).getFirst().mac();
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void aPingIsAnsweredThroughEveryEncapsulation(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation);
    GuestNetwork.Echo echo = lab.ping(ONE, TWO);
    assertTrue(echo.reply().isPresent(), echo.toString());
    assertTrue(echo.reply().get() > 0);
    assertTrue(count(echo.delivery(), Step.ENCAPSULATE) >= 4);
    assertEquals(Optional.empty(), cause(echo.delivery()));
  }

  @Test
  void anUnknownAddressGoesOnceToEachRemoteEndpointAndTheAnswerOnlyToTheAsker() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    Delivery flooded = lab.network.send(ONE, 0, unicast(lab, ONE, TWO));
    // segment A stands on the hosts 0 and 2 besides the sender's
    assertEquals(2, count(flooded, Step.ENCAPSULATE));
    // the flooded copies reach whom they are for alone: others have no port of that address
    Delivery back = lab.network.send(TWO, 0, unicast(lab, TWO, ONE));
    assertEquals(1, count(back, Step.ENCAPSULATE));
    assertEquals(Set.of(ONE), receivers(back));
  }

  @Test
  void aBroadcastLeavesOnceWhereTheSegmentHasAGroup() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN).segment(A, NetworkLab::multicast);
    Delivery asked =
        lab.network.send(ONE, 0, Frames.gratuitousArp(mac(lab, ONE), (int) lab.address(ONE).low()));
    assertEquals(1, count(asked, Step.ENCAPSULATE));
    assertEquals(Set.of(TWO, FOUR, FIVE), receivers(asked));
    assertTrue(lab.ping(ONE, TWO).reply().isPresent());
  }

  @Test
  void aGroupAddressIsNeverLearnedAsASource() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    byte[] forged = unicast(lab, ONE, TWO);
    forged[6] |= 1;
    lab.network.send(ONE, 0, forged);
    byte[] back = unicast(lab, TWO, ONE);
    back[0] |= 1;
    assertEquals(2, count(lab.network.send(TWO, 0, back), Step.ENCAPSULATE));
  }

  @Test
  void whatComesOutOfATunnelNeverGoesIntoAnother() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    Delivery asked =
        lab.network.send(ONE, 0, Frames.gratuitousArp(mac(lab, ONE), (int) lab.address(ONE).low()));
    assertEquals(2, count(asked, Step.ENCAPSULATE));
    assertEquals(2, count(asked, Step.DECAPSULATE));
  }

  @Test
  void anAddressIsForgottenAfterThreeHundredSecondsWithoutTrafficAndNotBefore() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.ping(ONE, TWO);
    lab.pass(Duration.ofSeconds(299));
    assertEquals(1, count(lab.network.send(ONE, 0, unicast(lab, ONE, TWO)), Step.ENCAPSULATE));
    // what TWO sends refreshes the row of ONE's endpoint
    lab.network.send(TWO, 0, unicast(lab, TWO, ONE));
    lab.pass(Duration.ofSeconds(299));
    assertEquals(1, count(lab.network.send(ONE, 0, unicast(lab, ONE, TWO)), Step.ENCAPSULATE));
    lab.pass(Duration.ofSeconds(301));
    assertEquals(2, count(lab.network.send(ONE, 0, unicast(lab, ONE, TWO)), Step.ENCAPSULATE));
  }

  @Test
  void theSameAddressesInTwoSegmentsNeverMeet() {
    NetworkLab lab = new NetworkLab(Encapsulation.GENEVE);
    GuestNetwork.Echo a = lab.ping(ONE, TWO);
    GuestNetwork.Echo b = lab.ping(OTHER_ONE, OTHER_TWO);
    assertTrue(a.reply().isPresent() && b.reply().isPresent());
    assertTrue(receivers(a.delivery()).stream().noneMatch(Set.of(OTHER_ONE, OTHER_TWO)::contains));
    assertEquals(Set.of(OTHER_ONE, OTHER_TWO), receivers(b.delivery()));
  }

  @Test
  void aKnownAddressIsAnsweredLocallyAndNoPacketLeaves() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN).segment(A, NetworkLab::suppressing);
    byte[] question =
        Frames.arpRequest(
            mac(lab, ONE), (int) lab.address(ONE).low(), (int) lab.address(TWO).low());
    Delivery answered = lab.network.send(ONE, 0, question);
    assertEquals(1, count(answered, Step.SUPPRESS));
    assertEquals(0, count(answered, Step.ENCAPSULATE));
    assertEquals(Set.of(ONE), receivers(answered));
    assertTrue(lab.ping(ONE, TWO).reply().isPresent());
  }

  @Test
  void aMoveThatIsAnnouncedIsKnownEverywhereAtOnce() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.ping(ONE, TWO);
    lab.ping(FOUR, TWO);
    lab.move(TWO, 3);
    for (MachineId from : new MachineId[] {ONE, FOUR}) {
      Delivery sent = lab.network.send(from, 0, unicast(lab, from, TWO));
      assertEquals(1, count(sent, Step.ENCAPSULATE));
      assertTrue(receivers(sent).contains(TWO));
    }
  }

  @Test
  void aMoveThatNobodyAnnouncedIsABlackHoleUntilTheMachineSendsOrTheRowAges() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    EndpointTables tables = new EndpointTables();
    FrameRecorder trail = FrameRecorder.from(0);
    FabricIndex before = new FabricIndex(lab.fabric(), lab.snapshot().inventory());
    byte[] frame = unicast(lab, ONE, TWO);
    byte[] hello = unicast(lab, TWO, ONE);
    plane(before, tables, FrameRecorder.untold())
        .send(before.ports(TWO).getFirst(), hello, 0, hello.length, 0);
    lab.move(TWO, 3);
    FabricIndex after = new FabricIndex(lab.fabric(), lab.snapshot().inventory());
    FramePlane plane = plane(after, tables, trail);
    GuestPort one = after.ports(ONE).getFirst();
    plane.send(one, frame, 0, frame.length, 1_000_000);
    assertEquals(Cause.NO_SEGMENT, trail.hops().getLast().drop().orElseThrow().cause());
    plane.send(after.ports(TWO).getFirst(), hello, 0, hello.length, 2_000_000);
    FrameRecorder found = FrameRecorder.from(0);
    plane(after, tables, found).send(one, frame, 0, frame.length, 3_000_000);
    assertEquals(Step.SWITCH, found.hops().getLast().step());
  }

  private static FramePlane plane(FabricIndex index, EndpointTables tables, FrameRecorder trail) {
    return new FramePlane(
        index, tables, new BoxStates(), trail, (port, b, at, length, micros) -> {});
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void theLargestPacketPassesAndOneByteMoreDoesNot(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation);
    int mtu = lab.network.adapters(ONE).getFirst().mtu();
    assertEquals(encapsulation.innerMtu(1500, false, false, 0), mtu);
    GuestNetwork.Echo fits = lab.network.ping(ONE, lab.address(TWO), mtu - 28, true);
    assertTrue(fits.reply().isPresent());
    GuestNetwork.Echo more = lab.network.ping(ONE, lab.address(TWO), mtu - 27, true);
    assertEquals(Optional.of(GuestNetwork.Obstacle.TOO_LONG), more.obstacle());
    assertTrue(lab.network.ping(ONE, lab.address(TWO), 4000, false).reply().isPresent());
  }

  @Test
  void aPacketThatMayNotBeCutIsDroppedWhereALinkIsTooSmallAndTheEndpointIsTold() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    int mtu = lab.network.adapters(ONE).getFirst().mtu();
    lab.links(link -> link.b().node().startsWith("spine") ? link.withMtu(1400) : link);
    assertTrue(lab.network.ping(ONE, lab.address(TWO), 1400 - 50 - 28, true).reply().isPresent());
    GuestNetwork.Echo first = lab.network.ping(ONE, lab.address(TWO), mtu - 28, true);
    assertEquals(Optional.empty(), first.reply());
    PacketHop drop = first.delivery().firstDrop().orElseThrow();
    assertEquals(Cause.LINK_MTU, drop.drop().orElseThrow().cause());
    assertTrue(drop.node().startsWith("leaf"), drop.node());
    GuestNetwork.Echo second = lab.network.ping(ONE, lab.address(TWO), mtu - 28, true);
    assertEquals(Optional.of(Cause.PATH_MTU), cause(second.delivery()));
    assertEquals(1350, second.told(), "the machine is told by its own host");
    GuestNetwork.Echo third = lab.network.ping(ONE, lab.address(TWO), mtu - 28, true);
    assertEquals(Optional.of(GuestNetwork.Obstacle.TOO_LONG), third.obstacle());
    GuestNetwork.EchoRequest cut =
        new GuestNetwork.EchoRequest(
            lab.address(TWO), mtu - 28, GuestNetwork.Cutting.BY_SENDER, 7, 9);
    long pieces =
        lab.network.ping(ONE, cut).delivery().arrivals().stream()
            .filter(it -> it.machine().equals(TWO))
            .count();
    assertEquals(2, pieces, "its own pieces fit; the whole answer does not");
  }

  @Test
  void aPacketThatMayBeCutComesTogetherAgainBehindASmallLink() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN).segment(A, NetworkLab::inPieces);
    lab.links(link -> link.b().node().startsWith("spine") ? link.withMtu(1400) : link);
    GuestNetwork.Echo echo = lab.network.ping(ONE, lab.address(TWO), 1472, true);
    assertTrue(echo.reply().isPresent(), echo.toString());
    long pieces =
        echo.delivery().hops().stream()
            .filter(hop -> hop.step() == Step.ROUTE && hop.frame().length < 200)
            .count();
    assertTrue(pieces > 0, "nothing was cut");
  }

  @Test
  void aMachineOnTheSameHostIsReachedWithoutATunnel() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.ping(ONE, FIVE);
    GuestNetwork.Echo echo = lab.ping(ONE, FIVE);
    assertTrue(echo.reply().isPresent());
    assertEquals(0, count(echo.delivery(), Step.ENCAPSULATE));
    assertEquals(1, lab.network.neighbours(ONE).size());
  }

  @Test
  void aMeterCountsTheFramesThatArrive() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    FrameMeter meter = new FrameMeter(lab.fabric(), lab.snapshot().inventory());
    byte[] frame = unicast(lab, ONE, TWO);
    meter.send(ONE, frame, 0);
    meter.send(TWO, unicast(lab, TWO, ONE), 0);
    meter.send(ONE, frame, 0);
    // the first goes to everybody on the host as well
    assertEquals(4, meter.frames());
    assertEquals(4L * frame.length, meter.bytes());
  }
}
