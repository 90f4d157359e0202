package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.MacBits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host's two uplinks to two switches carry its frames as one. */
class TwoUplinksTest {
  private static final HostId HOST = new HostId(1);

  private static Verdict predicted(NetworkLab lab) {
    String name = lab.snapshot().inventory().machine(ONE).name();
    return Predictor.trace(
            new SimNetwork("lab").at(lab.snapshot()), Question.small(name, lab.address(TWO)))
        .verdict();
  }

  @Test
  void theyLeadToTwoSwitches() {
    List<FabricLink> cables = new NetworkLab(Encapsulation.VXLAN).cables(HOST);
    assertEquals(2, cables.size());
    assertNotEquals(other(cables.getFirst()), other(cables.getLast()));
  }

  private static String other(FabricLink cable) {
    return cable.a().node().equals(HOST.token()) ? cable.b().node() : cable.a().node();
  }

  @Test
  void bothCarryFlowsChosenByAHash() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    List<NetworkLab.Captured> captured =
        lab.cables(HOST).stream()
            .map(cable -> lab.capture(new CapturePoint.Cable(cable.a())))
            .toList();
    for (int port = 9000; port < 9032; port++) {
      lab.network.probe(ONE, lab.address(TWO), port, 64);
    }
    for (NetworkLab.Captured on : captured) {
      assertFalse(on.frames().isEmpty(), "an uplink is idle");
    }
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void whatIsForAllIsReceivedOnce(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation);
    GuestNetwork.Echo echo = lab.ping(TWO, ONE);
    assertTrue(echo.reply().isPresent());
    assertEquals(
        1,
        echo.delivery().arrivals().stream()
            .filter(it -> it.machine().equals(ONE))
            .filter(it -> MacBits.isGroup(Ethernet.destination(it.frame(), 0)))
            .count());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void oneThatFailsLeavesTheTrafficToTheOther(int failed) {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    List<FabricLink> cables = lab.cables(HOST);
    lab.links(it -> it.equals(cables.get(failed)) ? it.withUp(false) : it);
    NetworkLab.Captured there = lab.capture(new CapturePoint.Cable(cables.get(1 - failed).a()));
    for (int port = 9000; port < 9008; port++) {
      GuestNetwork.Echo sent = lab.network.probe(ONE, lab.address(TWO), port, 64);
      assertEquals(Optional.empty(), NetworkLab.cause(sent.delivery()), "none is lost");
    }
    assertTrue(there.frames().size() >= 8, "all went by the other");
    assertTrue(lab.ping(TWO, ONE).reply().isPresent(), "and back");
    assertTrue(predicted(lab).isPassed());
    lab.links(it -> cables.get(1 - failed).equals(it) ? it.withUp(false) : it);
    assertFalse(lab.ping(ONE, TWO).reply().isPresent(), "none is left");
    assertTrue(predicted(lab).isDropped());
  }
}
