package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.B;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_TWO;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.AccessRule.Protocol;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Waiting for a packet of a machine to be dropped. */
class WatchedDropsTest {
  private final List<CarriedTrace> heard = new ArrayList<>();

  private Subscription watch(NetworkLab lab, PortGroupId segment) {
    return lab.taps.watchDrops(segment, heard::add);
  }

  private void publish(NetworkLab lab) {
    lab.taps.deliver(lab.captured());
  }

  /** Every switch refuses what tunnels carry. */
  private static NetworkLab walled(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation);
    Middlebox wall =
        Middlebox.PLAIN.withRules(List.of(new Middlebox.Rule(false, Middlebox.Protocol.ANY, 0)));
    for (FabricNode node : lab.fabric().nodes()) {
      lab.box(node.name(), wall);
    }
    return lab;
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void theWayEndsWhereTheFirstFrameWasDropped(Encapsulation encapsulation) {
    NetworkLab lab = walled(encapsulation);
    watch(lab, A);
    lab.ping(ONE, TWO);
    publish(lab);
    assertEquals(1, heard.size(), "one of each packet");
    CarriedTrace told = heard.getFirst();
    assertEquals(Question.Protocol.PING, told.trace().question().protocol());
    assertEquals(lab.address(TWO), told.trace().question().to());
    Journey last = told.trace().journeys().getLast();
    assertEquals(Journey.Purpose.ADDRESS_REQUEST, last.purpose());
    Hop end = last.hops().getLast();
    assertTrue(end.node().startsWith("leaf"), end.node());
    Verdict.Dropped dropped = (Verdict.Dropped) told.trace().verdict();
    assertEquals("filtered", dropped.rule());
    assertEquals(dropped, end.verdict());
    assertTrue(end.before().isPresent(), "with the bytes that came there");
    assertEquals(1, told.trace().obstacles().size());
  }

  @Test
  void whatArrivesAndWhatOtherSegmentsLoseIsNotHeard() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    watch(lab, A);
    assertTrue(lab.ping(ONE, TWO).reply().isPresent());
    publish(lab);
    assertEquals(List.of(), heard);
    NetworkLab walled = walled(Encapsulation.VXLAN);
    watch(walled, B);
    walled.ping(ONE, TWO);
    publish(walled);
    assertEquals(List.of(), heard);
  }

  @Test
  void whoWaitsNoLongerHearsNothingOfWhatWasNotHandedOverYet() {
    NetworkLab lab = walled(Encapsulation.VXLAN);
    Subscription watch = watch(lab, A);
    lab.ping(ONE, TWO);
    watch.close();
    publish(lab);
    assertEquals(List.of(), heard);
  }

  @Test
  void connectionsAndProbesAreHeardOfToo() {
    NetworkLab lab = new NetworkLab(Encapsulation.GENEVE);
    lab.policy(
        A,
        PortPolicy.NONE.withRules(
            List.of(deny("no connections", Protocol.TCP), deny("no probes", Protocol.UDP))));
    watch(lab, A);
    lab.network.connect(ONE, lab.address(TWO), 80, 1, new byte[3], _ -> new byte[0]);
    lab.network.probe(ONE, lab.address(TWO), 33_434, 64);
    publish(lab);
    assertEquals(
        List.of(Question.Protocol.TCP, Question.Protocol.UDP),
        heard.stream().map(it -> it.trace().question().protocol()).toList());
    assertEquals(
        List.of(Journey.Purpose.CONNECT, Journey.Purpose.DATAGRAM),
        heard.stream().map(it -> it.trace().journeys().getLast().purpose()).toList());
    assertEquals(80, heard.getFirst().trace().question().port());
  }

  @Test
  void whoHearsMuchTakesNothingFromWhoWaitsElsewhere() {
    NetworkLab lab = walled(Encapsulation.VXLAN);
    List<CarriedTrace> elsewhere = new ArrayList<>();
    watch(lab, A);
    lab.taps.watchDrops(B, elsewhere::add);
    for (int i = 0; i < 70; i++) {
      lab.ping(ONE, TWO);
    }
    lab.ping(OTHER_ONE, OTHER_TWO);
    publish(lab);
    assertEquals(64, heard.size(), "and is told of no more between two snapshots");
    assertEquals(1, elsewhere.size());
  }

  @Test
  void whatNobodyAskedForLeavesNothingForTheNext() {
    FrameRecorder one = FrameRecorder.untold();
    one.inSegment(A.value());
    assertNotSame(one, FrameRecorder.untold());
    assertNotSame(one, FrameRecorder.tapped(null));
  }

  private static AccessRule deny(String name, Protocol protocol) {
    return new AccessRule(
        name,
        PortDirection.BOTH,
        false,
        protocol,
        Ipv4Prefix.ANY,
        PortRange.ANY,
        Ipv4Prefix.ANY,
        PortRange.ANY);
  }
}
