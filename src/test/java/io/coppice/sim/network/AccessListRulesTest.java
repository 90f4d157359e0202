package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static io.coppice.sim.network.NetworkLab.cause;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.AccessRule.Protocol;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 12: access lists of port groups. Machines 1 and 5 share a host; 2 and 4 are on others. */
class AccessListRulesTest {
  private static AccessRule rule(
      String name, PortDirection direction, boolean permits, Protocol protocol) {
    return new AccessRule(
        name,
        direction,
        permits,
        protocol,
        Ipv4Prefix.ANY,
        PortRange.ANY,
        Ipv4Prefix.ANY,
        PortRange.ANY);
  }

  private static AccessRule to(AccessRule rule, String addresses, String ports) {
    return new AccessRule(
        rule.name(),
        rule.direction(),
        rule.permits(),
        rule.protocol(),
        rule.source(),
        rule.sourcePorts(),
        Ipv4Prefix.parse(addresses).orElseThrow(),
        PortRange.parse(ports).orElseThrow());
  }

  private static NetworkLab with(AccessRule... rules) {
    return new NetworkLab(Encapsulation.VXLAN).policy(A, PortPolicy.NONE.withRules(List.of(rules)));
  }

  private static boolean pings(NetworkLab lab, MachineId from, MachineId to) {
    return lab.ping(from, to).reply().isPresent();
  }

  /** A datagram from machine 1 to machine 2. */
  private static Delivery datagram(NetworkLab lab, int port, int bytes) {
    Frames.Path path =
        new Frames.Path(
            lab.network.adapters(ONE).getFirst().mac(),
            IpAddress.v4((int) lab.address(ONE).low()),
            lab.network.adapters(TWO).getFirst().mac(),
            IpAddress.v4((int) lab.address(TWO).low()));
    return lab.network.send(ONE, 0, Frames.udp(path, 4000, port, new byte[bytes]));
  }

  private static boolean arrives(Delivery delivery) {
    return delivery.arrivals().stream().anyMatch(it -> it.machine().equals(TWO));
  }

  @Test
  void aDropNamesTheRuleItsPlaceAndItsPortGroup() {
    NetworkLab lab =
        with(
            rule("web", PortDirection.BOTH, true, Protocol.TCP),
            rule("no ping", PortDirection.FROM_MACHINES, false, Protocol.ICMP));
    GuestNetwork.Echo echo = lab.ping(ONE, TWO);
    assertEquals(Optional.of(Cause.ACCESS_RULE), cause(echo.delivery()));
    PacketHop drop = echo.delivery().firstDrop().orElseThrow();
    String said = drop.drop().orElseThrow().detail();
    assertTrue(said.startsWith("2. ") && said.contains("no ping"), said);
    assertTrue(said.endsWith(lab.snapshot().inventory().portGroups().get(A.value()).name()), said);
    assertEquals(lab.snapshot().inventory().hosts().get(1).name(), drop.node());
    Verdict.Dropped told = (Verdict.Dropped) lab.carried().getFirst().trace().verdict();
    assertEquals("access-rule", told.rule());
    assertEquals(List.of(said), List.copyOf(told.why().args()));
  }

  @Test
  void whatIsForbiddenFromMachinesLeavesNoHostAndWhatIsForbiddenToThemEndsAtTheirOwn() {
    NetworkLab out = with(rule("out", PortDirection.FROM_MACHINES, false, Protocol.UDP));
    Delivery left = datagram(out, 53, 20);
    assertEquals(0, NetworkLab.count(left, Step.ENCAPSULATE));
    NetworkLab in = with(rule("in", PortDirection.TO_MACHINES, false, Protocol.UDP));
    Delivery came = datagram(in, 53, 20);
    PacketHop drop = came.firstDrop().orElseThrow();
    assertTrue(NetworkLab.count(came, Step.DECAPSULATE) > 0);
    assertEquals(Cause.ACCESS_RULE, drop.drop().orElseThrow().cause());
    assertFalse(arrives(came));
  }

  @Test
  void theFirstRuleThatMatchesDecidesAndWhatNoneMatchesPasses() {
    AccessRule all = rule("all", PortDirection.BOTH, false, Protocol.UDP);
    AccessRule dns = to(rule("dns", PortDirection.BOTH, true, Protocol.UDP), "", "53");
    assertTrue(arrives(datagram(with(dns, all), 53, 20)));
    assertFalse(arrives(datagram(with(dns, all), 54, 20)));
    assertFalse(arrives(datagram(with(all, dns), 53, 20)));
    assertTrue(pings(with(all, dns), ONE, TWO));
  }

  @Test
  void addressesAndRangesOfPortsCountWithBothEnds() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    String two = lab.address(TWO).toString();
    AccessRule block = rule("block", PortDirection.FROM_MACHINES, false, Protocol.ANY);
    NetworkLab one = with(to(block, two, ""));
    assertFalse(pings(one, ONE, TWO));
    assertTrue(pings(one, ONE, FOUR));
    AccessRule ports =
        to(rule("ports", PortDirection.BOTH, false, Protocol.UDP), two + "/16", "8000-8080");
    NetworkLab some = with(ports);
    assertTrue(arrives(datagram(some, 7999, 20)));
    assertFalse(arrives(datagram(some, 8000, 20)));
    assertFalse(arrives(datagram(some, 8080, 20)));
    assertTrue(arrives(datagram(some, 8081, 20)));
  }

  @Test
  void questionsForAddressesPassAListThatForbidsEverything() {
    NetworkLab lab = with(rule("all", PortDirection.BOTH, false, Protocol.ANY));
    assertFalse(pings(lab, ONE, FIVE));
    assertEquals(1, lab.network.neighbours(ONE).size(), "ARP is no IPv4");
  }

  @Test
  void laterFragmentsHaveNoPortsAndAreDroppedByNoRuleThatAsksForThem() {
    AccessRule port = to(rule("dns", PortDirection.TO_MACHINES, false, Protocol.UDP), "", "53");
    Delivery cut = datagram(with(port), 53, 3000);
    long arrived = cut.arrivals().stream().filter(it -> it.machine().equals(TWO)).count();
    assertEquals(2, arrived, "the first of three is dropped");
    AccessRule any = rule("udp", PortDirection.TO_MACHINES, false, Protocol.UDP);
    assertFalse(arrives(datagram(with(any), 53, 3000)));
  }

  @Test
  void theListFollowsThePort() {
    NetworkLab lab = with(rule("no ping", PortDirection.TO_MACHINES, false, Protocol.ICMP));
    lab.move(TWO, 3);
    GuestNetwork.Echo echo = lab.ping(ONE, TWO);
    PacketHop drop = echo.delivery().firstDrop().orElseThrow();
    assertEquals(lab.snapshot().inventory().hosts().get(3).name(), drop.node());
  }

  @Test
  void whatAListDropsIsPredictedWithPlaceRuleAndPortGroup() {
    assertTrue(prediction(new NetworkLab(Encapsulation.VXLAN)).isPassed());
    NetworkLab lab =
        with(
            rule("web", PortDirection.BOTH, true, Protocol.TCP),
            rule("no ping", PortDirection.TO_MACHINES, false, Protocol.ICMP));
    Verdict.Dropped told = assertInstanceOf(Verdict.Dropped.class, prediction(lab));
    assertEquals("trace.access-rule", told.why().code());
    String host = lab.snapshot().inventory().hosts().get(2).name();
    String group = lab.snapshot().inventory().portGroups().get(A.value()).name();
    assertEquals(List.of(host, "2", "no ping", group), told.why().args().subList(1, 5));
    assertTrue(prediction(with(rule("udp", PortDirection.BOTH, false, Protocol.UDP))).isPassed());
  }

  private static Verdict prediction(NetworkLab lab) {
    NetworkState state = new SimNetwork("lab").at(lab.snapshot());
    String from = lab.snapshot().inventory().machine(ONE).name();
    return Predictor.trace(state, Question.small(from, lab.address(TWO))).verdict();
  }
}
