package io.coppice.model.overlay.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.fault.FaultKind;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FabricNetworkTest {
  private static final Blueprint FIRST_LOOK = read("first-look");
  private static final NetworkState NETWORK =
      FabricNetwork.of("First look", Fabric.NONE, FIRST_LOOK.inventory());

  private static Blueprint read(String scenario) {
    return ((ScenarioReader.Result.Read) Scenarios.read(scenario)).blueprint();
  }

  private static Optional<IpAddress> address(Link.End end) {
    return NETWORK.device(end).stream()
        .map(Device::addresses)
        .flatMap(List::stream)
        .map(Address::ip)
        .findFirst();
  }

  private static String hostOf(Link.End end) {
    return NETWORK.node(end.node()).flatMap(Node::parent).orElseThrow();
  }

  /** Two members with addresses on two hosts. */
  private static List<Link.End> farApart(Segment segment) {
    for (Link.End one : segment.machines()) {
      for (Link.End other : segment.machines()) {
        if (address(one).isPresent()
            && address(other).isPresent()
            && !hostOf(one).equals(hostOf(other))) {
          return List.of(one, other);
        }
      }
    }
    return List.of();
  }

  private static Trace ping(Link.End from, Link.End to, int bytes) {
    return Predictor.trace(
        NETWORK, Question.small(from.node(), address(to).orElseThrow()).withBytes(bytes));
  }

  @Test
  void aSiteWithoutAWordOfItsNetworkHasLeavesAndSpines() {
    assertEquals(
        2, NETWORK.nodes().values().stream().filter(n -> n.kind() == NodeKind.SPINE).count());
    assertTrue(NETWORK.nodes().values().stream().anyMatch(n -> n.kind() == NodeKind.LEAF));
    assertEquals(
        12, NETWORK.nodes().values().stream().filter(n -> n.kind() == NodeKind.HYPERVISOR).count());
  }

  @Test
  void theSameInventoryHasTheSameNetwork() {
    NetworkState again = FabricNetwork.of("First look", Fabric.NONE, FIRST_LOOK.inventory());
    assertEquals(NETWORK.nodes(), again.nodes());
    assertEquals(NETWORK.links(), again.links());
    assertEquals(NETWORK.segments(), again.segments());
  }

  @Test
  void nothingIsWrongInADerivedNetwork() {
    assertEquals(List.of(), Diagnosis.of(NETWORK));
  }

  @Test
  void membersOfASegmentReachEachOtherThroughTheFabricSmallAndUpToTheirMtu() {
    int asked = 0;
    for (Segment segment : NETWORK.segments()) {
      List<Link.End> pair = farApart(segment);
      if (!pair.isEmpty()) {
        asked++;
        int mtu = NETWORK.device(pair.getFirst()).orElseThrow().mtu();
        Trace small = ping(pair.getFirst(), pair.getLast(), Question.SMALL);
        assertTrue(small.verdict().isPassed(), small.toString());
        assertTrue(
            small.there().orElseThrow().hops().stream()
                .anyMatch(hop -> hop.step() == Hop.Step.ENCAPSULATE));
        assertTrue(ping(pair.getFirst(), pair.getLast(), mtu - 28).verdict().isPassed());
        assertFalse(ping(pair.getFirst(), pair.getLast(), mtu - 27).verdict().isPassed());
      }
    }
    assertTrue(asked > 3, asked + " segments with members on two hosts");
  }

  @Test
  void machinesOfTwoSegmentsNeverMeet() {
    List<Segment> populated =
        NETWORK.segments().stream().filter(it -> !farApart(it).isEmpty()).toList();
    Link.End one = farApart(populated.getFirst()).getFirst();
    Link.End other = farApart(populated.getLast()).getLast();
    assertFalse(ping(one, other, Question.SMALL).verdict().isPassed());
  }

  @Test
  void twoTenantsOnTheSameAddressesReachTheirOwn() {
    NetworkState network =
        FabricNetwork.of("First look", FIRST_LOOK.fabric(), FIRST_LOOK.inventory());
    for (String tenant : List.of("red", "blue")) {
      Trace trace =
          Predictor.trace(
              network, Question.small(tenant + "-1", IpAddress.parse("192.168.7.2").orElseThrow()));
      assertTrue(trace.verdict().isPassed(), trace.verdict().toString());
      assertEquals(
          tenant + "-2", trace.of(Journey.Purpose.ECHO_REPLY).orElseThrow().from(), tenant);
    }
    assertEquals(List.of(), Diagnosis.of(network));
  }

  @Test
  void theShootOutHasThePlantedFaultsAndNoOther() {
    Blueprint site = read("shoot-out");
    NetworkState network = FabricNetwork.of("Shoot-out", site.fabric(), site.inventory());
    List<Fault> faults = Diagnosis.of(network);
    assertEquals(
        Set.of(
            FaultKind.MIDDLEBOX + " NVGRE 8002",
            FaultKind.MIDDLEBOX + " STT 18446744073709550615",
            FaultKind.MTU_ABOVE_UNDERLAY + " VXLAN 8001"),
        faults.stream()
            .map(fault -> fault.kind() + " " + fault.segment().orElse(""))
            .collect(Collectors.toSet()),
        faults.toString());
  }

  @Test
  void theShootOutsSegmentsFareAsTheirProtocolsDo() {
    Blueprint site = read("shoot-out");
    NetworkState network = FabricNetwork.of("Shoot-out", site.fabric(), site.inventory());
    assertEquals("passed", fate(network, "vxlan-east-1", "10.80.2.1", Question.SMALL));
    assertEquals("packet above MTU", fate(network, "vxlan-east-1", "10.80.2.1", Question.LARGE));
    assertEquals("middlebox: rule", fate(network, "nvgre-east-1", "10.81.2.1", Question.SMALL));
    assertEquals(
        "middlebox: invalid-state", fate(network, "stt-east-1", "10.82.2.1", Question.SMALL));
    assertEquals("passed", fate(network, "stt-east-1", "10.82.1.2", Question.SMALL));
    assertEquals("passed", fate(network, "geneve-east-1", "10.83.2.1", 1372));
  }

  private static String fate(NetworkState network, String from, String to, int bytes) {
    Verdict verdict =
        Predictor.trace(
                network, Question.small(from, IpAddress.parse(to).orElseThrow()).withBytes(bytes))
            .verdict();
    return verdict instanceof Verdict.Dropped dropped ? dropped.rule() : "passed";
  }
}
