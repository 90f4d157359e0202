package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.B;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static io.coppice.sim.network.NetworkLab.cause;
import static io.coppice.sim.network.NetworkLab.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.tunnel.Decapsulator;
import io.coppice.wire.tunnel.ReceiverProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Rule 12: private VLANs (RFC 5517). Machines 1 and 5 share a host; 2 and 4 are on others. */
class PrivateVlanRulesTest {
  private static PortPolicy in(Role role, int primary, int secondary) {
    return PortPolicy.NONE.withPrivateVlan(Optional.of(new PrivateVlan(role, primary, secondary)));
  }

  private static final PortPolicy ALL = in(Role.PROMISCUOUS, 100, 100);
  private static final PortPolicy ISOLATED = in(Role.ISOLATED, 100, 101);
  private static final PortPolicy RED = in(Role.COMMUNITY, 100, 102);
  private static final PortPolicy BLUE = in(Role.COMMUNITY, 100, 103);

  private static boolean pings(NetworkLab lab, MachineId from, MachineId to) {
    return lab.ping(from, to).reply().isPresent();
  }

  /** Everybody in A is isolated; machine 4, on another host than all others, is promiscuous. */
  private static NetworkLab isolated(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation).policy(A, ISOLATED);
    return lab.plug(FOUR, lab.group(5003, ALL));
  }

  private static Set<MachineId> receivers(Delivery delivery) {
    return delivery.arrivals().stream().map(Delivery.Arrival::machine).collect(Collectors.toSet());
  }

  private static byte[] question(NetworkLab lab, MachineId from, MachineId about) {
    return Frames.arpRequest(
        lab.network.adapters(from).getFirst().mac(),
        (int) lab.address(from).low(),
        (int) lab.address(about).low());
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void isolatedPortsReachPromiscuousOnesAloneOnOneHostAndAcrossHosts(Encapsulation encapsulation) {
    NetworkLab lab = isolated(encapsulation);
    for (MachineId isolated : List.of(ONE, TWO, FIVE)) {
      assertTrue(pings(lab, isolated, FOUR), isolated.toString());
      assertTrue(pings(lab, FOUR, isolated), isolated.toString());
    }
    assertFalse(pings(lab, ONE, FIVE), "on one host");
    assertFalse(pings(lab, ONE, TWO), "across hosts");
  }

  @Test
  void theDropNamesBothPortsOnTheHostOfTheOneThatIsAskedFor() {
    NetworkLab lab = isolated(Encapsulation.VXLAN);
    GuestNetwork.Echo far = lab.ping(ONE, TWO);
    assertEquals(Optional.of(Cause.PRIVATE_VLAN), cause(far.delivery()));
    PacketHop drop = far.delivery().firstDrop().orElseThrow();
    assertEquals("101 > 101", drop.drop().orElseThrow().detail());
    assertEquals(lab.snapshot().inventory().hosts().get(2).name(), drop.node());
    Verdict.Dropped told = (Verdict.Dropped) lab.carried().getFirst().trace().verdict();
    assertEquals("private-vlan", told.rule());
    assertEquals("network.drop.private-vlan", told.why().code());
  }

  @Test
  void goingOnAfterTheDropShowsWhatWouldStandInTheWayFurtherOn() {
    NetworkLab lab = isolated(Encapsulation.VXLAN);
    String from = lab.snapshot().inventory().machine(ONE).name();
    Question question = Question.small(from, lab.address(TWO));
    Trace trace = Predictor.trace(new SimNetwork("lab").at(lab.snapshot()), question.goingOn());
    List<String> obstacles =
        trace.journeys().stream()
            .flatMap(journey -> journey.obstacles().stream())
            .map(hop -> ((Verdict.Dropped) hop.verdict()).why().code())
            .toList();
    assertTrue(obstacles.size() > 2, "there and back: " + obstacles);
    assertEquals(Set.of("trace.private-vlan"), Set.copyOf(obstacles));
  }

  @Test
  void communitiesReachThemselvesAndPromiscuousPortsAndNoOtherCommunity() {
    NetworkLab lab = new NetworkLab(Encapsulation.GENEVE).policy(A, RED);
    PortGroupId blue = lab.group(5003, BLUE);
    lab.plug(FIVE, blue).plug(FOUR, lab.group(5004, ALL));
    assertTrue(pings(lab, ONE, TWO));
    assertFalse(pings(lab, ONE, FIVE));
    assertFalse(pings(lab, FIVE, TWO));
    assertTrue(pings(lab, FIVE, FOUR));
    assertTrue(pings(lab, FOUR, TWO));
    lab.plug(TWO, blue);
    assertTrue(pings(lab, FIVE, TWO));
    assertFalse(pings(lab, ONE, TWO));
  }

  @Test
  void framesTravelInTheSegmentOfTheirSendersPorts() {
    NetworkLab lab = isolated(Encapsulation.VXLAN);
    Set<Long> ids = new TreeSet<>();
    lab.ping(ONE, FOUR).delivery().hops().stream()
        .filter(hop -> hop.step() == Step.ENCAPSULATE)
        .forEach(
            hop -> {
              Decapsulator opened = new Decapsulator(ReceiverProfile.RFC);
              opened.open(hop.frame(), 0, hop.frame().length);
              ids.add(opened.id());
            });
    assertEquals(Set.of(5001L, 5003L), ids);
  }

  @Test
  void whatWasLearnedInOneSegmentHoldsForThePrivateVlan() {
    NetworkLab lab = isolated(Encapsulation.VXLAN);
    assertTrue(pings(lab, ONE, FOUR));
    // the answer came in the segment of machine 4, and still machine 1 is sent to at once
    assertEquals(2, count(lab.ping(ONE, FOUR).delivery(), Step.ENCAPSULATE));
  }

  @Test
  void aBroadcastIsHeardByThoseWhomItsSenderReaches() {
    NetworkLab lab = isolated(Encapsulation.VXLAN);
    Set<MachineId> ofOne = receivers(lab.network.send(ONE, 0, question(lab, ONE, TWO)));
    assertEquals(Set.of(FOUR), ofOne);
    Set<MachineId> ofAll = receivers(lab.network.send(FOUR, 0, question(lab, FOUR, TWO)));
    assertTrue(ofAll.containsAll(Set.of(ONE, TWO, FIVE)), ofAll.toString());
  }

  @Test
  void nobodyAnswersInTheNameOfAPortThatIsNotReached() {
    NetworkLab lab = isolated(Encapsulation.VXLAN).segment(A, NetworkLab::suppressing);
    Delivery asked = lab.network.send(ONE, 0, question(lab, ONE, TWO));
    assertEquals(0, count(asked, Step.SUPPRESS));
    assertEquals(1, count(lab.network.send(ONE, 0, question(lab, ONE, FOUR)), Step.SUPPRESS));
  }

  @Test
  void thePolicyFollowsThePortToAnotherHost() {
    NetworkLab lab = isolated(Encapsulation.VXLAN);
    lab.move(ONE, 2);
    assertFalse(pings(lab, ONE, TWO));
    assertTrue(pings(lab, ONE, FOUR));
    lab.policy(A, RED);
    assertTrue(pings(lab, ONE, TWO));
  }

  @Test
  void anotherPrimaryIsAnotherNetwork() {
    NetworkLab lab = isolated(Encapsulation.VXLAN);
    lab.plug(FOUR, B).policy(B, in(Role.PROMISCUOUS, 200, 200));
    Delivery asked = lab.ping(ONE, FOUR).delivery();
    assertFalse(receivers(asked).contains(FOUR));
    assertEquals(Optional.empty(), cause(asked), "nobody there is asked for");
  }

  @Test
  void withoutASegmentThePortsOfOneHostAreKeptApartAlike() {
    NetworkLab lab = isolated(Encapsulation.VXLAN);
    lab.change(it -> it.withSegments(List.of())).move(FOUR, 1);
    assertFalse(pings(lab, ONE, FIVE));
    assertEquals(Optional.of(Cause.PRIVATE_VLAN), cause(lab.ping(ONE, FIVE).delivery()));
    assertTrue(pings(lab, ONE, FOUR));
    assertTrue(pings(lab, FOUR, FIVE));
  }
}
