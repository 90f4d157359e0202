package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.B;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_TWO;
import static io.coppice.sim.network.NetworkLab.TWO;
import static io.coppice.sim.network.NetworkLab.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.predict.Reachability;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.sim.network.GuestNetwork.Echo;
import io.coppice.sim.network.GuestNetwork.EchoRequest;
import io.coppice.sim.network.GuestNetwork.Ending;
import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Dhcp;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Udp;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Two identical networks, A and B, behind fences: machine 4 is the appliance of A, machine 8 that
 * of B. Outside is machine 5 as 10.9.0.5. Machine 1 of A and machine 7 of B are both 10.0.0.1.
 */
class FenceRulesTest {
  @SuppressWarnings("UnusedVariable") // found by its name
  private static final List<Encapsulation> ENCAPSULATIONS = Encapsulation.OVERLAYS;

  private static final int IP = Ethernet.HEADER;

  private final PortGroupId outside;
  private final NetworkLab lab;

  FenceRulesTest() {
    lab = new NetworkLab(Encapsulation.VXLAN);
    outside = fenced(lab);
  }

  static PortGroupId fenced(NetworkLab lab) {
    PortGroupId outside = lab.group(5003, PortPolicy.NONE);
    lab.plug(FIVE, outside).readdress(FIVE, io.coppice.model.IpAddress.v4(10, 9, 0, 5));
    lab.fence(FOUR, A, outside, 1, "10.0.0.1", "10.9.1.1", "10.0.0.2", "10.9.1.2");
    lab.fence(OTHER_TWO, B, outside, 2, "10.0.0.1", "10.9.2.1");
    return outside;
  }

  private Echo ping(MachineId from, String to) {
    return lab.network.ping(from, ip(to), 56, true);
  }

  private static byte[] arrivedAt(MachineId machine, Echo echo, int protocol) {
    return echo.delivery().arrivals().stream()
        .filter(it -> it.machine().equals(machine))
        .map(Delivery.Arrival::frame)
        .filter(b -> Ethernet.type(b, 0) == EtherType.IPV4 && Ipv4.protocol(b, IP) == protocol)
        .findFirst()
        .orElseThrow();
  }

  static void isWhole(byte[] b) {
    assertEquals(0, Checksums.of(b, IP, Ipv4.headerLength(b, IP)), "IP checksum");
    int l4 = IP + Ipv4.headerLength(b, IP);
    int end = IP + Ipv4.totalLength(b, IP);
    long pseudo =
        Ipv4.protocol(b, IP) == IpProtocol.ICMP
            ? 0
            : Ipv4.pseudo(b, IP, Ipv4.protocol(b, IP), end - l4);
    assertEquals(
        0, Checksums.checksum(pseudo + Checksums.sum(b, l4, end - l4)), "checksum of the rest");
  }

  @ParameterizedTest
  @FieldSource("ENCAPSULATIONS")
  void twoMachinesWithOneAddressAreBothReached(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation);
    fenced(lab);

    Echo first = lab.network.ping(FIVE, ip("10.9.1.1"), 56, true);
    Echo second = lab.network.ping(FIVE, ip("10.9.2.1"), 56, true);

    assertEquals(63, first.ttl());
    assertEquals(63, second.ttl());
    byte[] atOne = arrivedAt(ONE, first, IpProtocol.ICMP);
    byte[] atOther = arrivedAt(OTHER_ONE, second, IpProtocol.ICMP);
    for (byte[] b : List.of(atOne, atOther)) {
      assertEquals("10.0.0.1", IpAddress.v4(Ipv4.destination(b, IP)).toString());
      assertEquals("10.9.0.5", IpAddress.v4(Ipv4.source(b, IP)).toString());
      isWhole(b);
    }
  }

  @Test
  void whoIsInsideHasAnotherAddressOutside() {
    Echo first = ping(ONE, "10.9.0.5");
    Echo second = ping(OTHER_ONE, "10.9.0.5");

    assertTrue(first.reply().isPresent());
    assertTrue(second.reply().isPresent());
    byte[] seen = arrivedAt(FIVE, first, IpProtocol.ICMP);
    assertEquals("10.9.1.1", IpAddress.v4(Ipv4.source(seen, IP)).toString());
    assertEquals(63, Ipv4.ttl(seen, IP));
    isWhole(seen);
    byte[] other = arrivedAt(FIVE, second, IpProtocol.ICMP);
    assertEquals("10.9.2.1", IpAddress.v4(Ipv4.source(other, IP)).toString());
  }

  @Test
  void fromOneFenceTheOtherIsReached() {
    Echo echo = ping(ONE, "10.9.2.1");

    assertEquals(62, echo.ttl());
    byte[] seen = arrivedAt(OTHER_ONE, echo, IpProtocol.ICMP);
    assertEquals("10.9.1.1", IpAddress.v4(Ipv4.source(seen, IP)).toString());
    assertEquals("10.0.0.1", IpAddress.v4(Ipv4.destination(seen, IP)).toString());
  }

  @Test
  void fromInsideTheOwnOuterAddressesAreReached() {
    Echo echo = ping(ONE, "10.9.1.2");

    assertTrue(echo.reply().isPresent());
    byte[] seen = arrivedAt(TWO, echo, IpProtocol.ICMP);
    assertEquals("10.9.1.1", IpAddress.v4(Ipv4.source(seen, IP)).toString());
  }

  @Test
  void noQuestionAndNothingForAllCrosses() {
    NetworkLab.Captured within = lab.capture(new CapturePoint.SegmentOf(A));
    NetworkLab.Captured without = lab.capture(new CapturePoint.SegmentOf(outside));

    ping(FIVE, "10.9.1.1");
    ping(ONE, "10.9.0.5");
    lab.network.lease(ONE, 0, 1);
    lab.network.lease(FIVE, 0, 2);

    List<byte[]> inner = within.frames().stream().map(it -> it.bytes()).toList();
    List<byte[]> outer = without.frames().stream().map(it -> it.bytes()).toList();
    assertTrue(inner.stream().anyMatch(b -> isAbout(b, "10.0")));
    assertTrue(outer.stream().anyMatch(b -> isAbout(b, "10.9")));
    assertTrue(inner.stream().noneMatch(b -> isAbout(b, "10.9")));
    assertTrue(outer.stream().noneMatch(b -> isAbout(b, "10.0")));
    assertEquals(Set.of(1), transactions(inner));
    assertEquals(Set.of(2), transactions(outer));
  }

  /** Of DHCP messages for all. */
  private static Set<Integer> transactions(List<byte[]> frames) {
    return frames.stream()
        .filter(b -> Ethernet.destination(b, 0) == 0xffff_ffff_ffffL)
        .filter(b -> Ethernet.type(b, 0) == EtherType.IPV4)
        .map(b -> Octets.i32(b, dhcp(b) + 4))
        .collect(Collectors.toSet());
  }

  /** Whether a frame is a question or answer about an address that begins so. */
  private static boolean isAbout(byte[] b, String net) {
    return Ethernet.type(b, 0) == EtherType.ARP
        && (IpAddress.v4(Arp.targetIp(b, IP)).toString().startsWith(net)
            || IpAddress.v4(Arp.senderIp(b, IP)).toString().startsWith(net));
  }

  @Test
  void connectionsCross() {
    byte[] asked = new byte[3_000];
    byte[] said = new byte[20_000];
    Arrays.fill(said, (byte) 7);

    var there = lab.network.connect(FIVE, ip("10.9.2.1"), 80, 1, asked, _ -> said);
    var out = lab.network.connect(ONE, ip("10.9.0.5"), 80, 2, asked, _ -> said);

    assertEquals(Ending.ANSWERED, there.ending());
    assertEquals(Ending.ANSWERED, out.ending());
    List<GuestNetwork.Seen> packets = packets();
    packets.forEach(it -> isWhole(it.frame()));
    assertTrue(packets.stream().anyMatch(it -> came(it, OTHER_ONE, "10.9.0.5", IpProtocol.TCP)));
    assertTrue(packets.stream().anyMatch(it -> came(it, FIVE, "10.9.2.1", IpProtocol.TCP)));
    assertTrue(packets.stream().anyMatch(it -> came(it, FIVE, "10.9.1.1", IpProtocol.TCP)));
    assertTrue(packets.stream().anyMatch(it -> came(it, ONE, "10.9.0.5", IpProtocol.TCP)));
  }

  @Test
  void datagramsCrossWithTheirChecksum() {
    lab.network.probe(FIVE, ip("10.9.1.1"), 33_434, 2);
    lab.network.probe(ONE, ip("10.9.0.5"), 33_434, 2);

    List<GuestNetwork.Seen> packets = packets();
    packets.forEach(it -> isWhole(it.frame()));
    List<byte[]> crossed =
        packets.stream()
            .filter(
                it ->
                    came(it, ONE, "10.9.0.5", IpProtocol.UDP)
                        || came(it, FIVE, "10.9.1.1", IpProtocol.UDP))
            .map(GuestNetwork.Seen::frame)
            .toList();
    assertEquals(2, crossed.size());
    crossed.forEach(b -> assertNotEquals(0, Octets.u16(b, IP + Ipv4.HEADER + Udp.CHECKSUM)));
  }

  private List<GuestNetwork.Seen> packets() {
    return lab.network.takeSeen().stream()
        .filter(it -> Ethernet.type(it.frame(), 0) == EtherType.IPV4)
        .toList();
  }

  /** Whether a packet of an address came to a machine under that machine's own address. */
  private boolean came(GuestNetwork.Seen it, MachineId to, String source, int protocol) {
    byte[] b = it.frame();
    return !it.sent()
        && it.machine().equals(to)
        && Ipv4.protocol(b, IP) == protocol
        && Ipv4.source(b, IP) == (int) ip(source).low()
        && Ipv4.destination(b, IP) == (int) lab.address(to).low();
  }

  @Test
  void whoHasNoOuterAddressStaysInside() {
    lab.fence(FOUR, A, outside, 1, "10.0.0.2", "10.9.1.2");

    assertEquals(
        NetworkDrop.Cause.NO_OUTSIDE,
        NetworkLab.cause(ping(ONE, "10.9.0.5").delivery()).orElseThrow());
    assertEquals(
        GuestNetwork.Obstacle.NO_NEIGHBOUR, ping(FIVE, "10.9.1.1").obstacle().orElseThrow());
  }

  @Test
  void withoutAFenceThereIsNoWayOut() {
    lab.change(it -> it.withFences(List.of()));

    assertEquals(GuestNetwork.Obstacle.NO_ROUTE, ping(ONE, "10.9.0.5").obstacle().orElseThrow());
  }

  @Test
  void routersAreSeenOnTheWay() {
    lab.refusing();
    Echo first = lab.network.probe(FIVE, ip("10.9.1.1"), 33_434, 1);
    Echo second = lab.network.probe(FIVE, ip("10.9.1.1"), 33_435, 2);

    assertTrue(first.expired());
    assertEquals(ip("10.9.0.1"), first.by().orElseThrow());
    assertFalse(second.expired());
    assertEquals(ip("10.9.1.1"), second.by().orElseThrow());
    byte[] refusal =
        lab.network.takeSeen().stream()
            .filter(it -> it.machine().equals(FIVE) && !it.sent())
            .map(GuestNetwork.Seen::frame)
            .filter(b -> Ethernet.type(b, 0) == EtherType.IPV4)
            .toList()
            .getLast();
    isWhole(refusal);
    int quoted = IP + Ipv4.headerLength(refusal, IP) + Icmp.HEADER;
    assertEquals("10.9.1.1", IpAddress.v4(Ipv4.destination(refusal, quoted)).toString());
    assertEquals(0, Checksums.of(refusal, quoted, Ipv4.HEADER));
    assertEquals(33_435, Udp.destinationPort(refusal, quoted + Ipv4.HEADER));
    EchoRequest near = new EchoRequest(ip("10.9.0.5"), 56, GuestNetwork.Cutting.FORBIDDEN, 1, 1, 1);
    assertEquals(ip("10.0.255.1"), lab.network.ping(ONE, near).by().orElseThrow());
  }

  @Test
  void whatIsTooLargeOutsideIsToldOf() {
    lab.segment(outside, it -> it.with(it.id(), it.tenant(), it.suppression(), 1_300));

    Echo echo = lab.network.ping(ONE, ip("10.9.0.5"), 1_372, true);
    Echo cut = lab.network.ping(ONE, ip("10.9.0.5"), 1_372, false);

    assertEquals(1_300, echo.told());
    assertTrue(echo.reply().isEmpty());
    assertTrue(cut.reply().isPresent());
  }

  @Test
  void piecesCross() {
    assertTrue(lab.network.ping(FIVE, ip("10.9.1.1"), 5_000, false).reply().isPresent());
    assertTrue(lab.network.ping(ONE, ip("10.9.0.5"), 5_000, false).reply().isPresent());
  }

  @Test
  void theApplianceMovesWithItsFence() {
    assertTrue(ping(FIVE, "10.9.1.1").reply().isPresent());

    lab.move(FOUR, 3);

    assertTrue(ping(FIVE, "10.9.1.1").reply().isPresent());
    assertTrue(ping(ONE, "10.9.0.5").reply().isPresent());
  }

  @Test
  void leasesNameTheRouter() {
    NetworkLab.Captured captured = lab.capture(new CapturePoint.SegmentOf(A));

    lab.network.lease(ONE, 0, 1);

    byte[] offer =
        captured.frames().stream()
            .map(it -> it.bytes())
            .filter(b -> Ethernet.type(b, 0) == EtherType.IPV4)
            .filter(b -> Octets.u8(b, dhcp(b)) == 2)
            .findFirst()
            .orElseThrow();
    assertEquals(
        "10.0.255.1",
        IpAddress.v4(
                Dhcp.option(offer, dhcp(offer), offer.length, Dhcp.OPTION_ROUTER).orElseThrow())
            .toString());
  }

  private static int dhcp(byte[] b) {
    return IP + Ipv4.headerLength(b, IP) + Udp.HEADER;
  }

  @Test
  void whatWasCarriedIsToldOverTheFence() {
    ping(FIVE, "10.9.1.1");

    CarriedTrace trace = lab.carried().getFirst();
    Hop hop =
        trace.trace().journeys().stream()
            .flatMap(it -> it.hops().stream())
            .filter(it -> it.decided().code().equals("network.carried.TRANSLATE"))
            .findFirst()
            .orElseThrow();
    assertEquals("vm-004", hop.node());
    assertTrue(hop.decided().args().contains("10.9.1.1 \u2192 10.0.0.1"), hop.toString());
    assertTrue(hop.before().isPresent() && hop.after().isPresent());
    assertTrue(
        trace.trace().journeys().stream()
            .flatMap(it -> it.hops().stream())
            .anyMatch(it -> it.node().equals("vm-001")));
  }

  @Test
  void whatIsPredictedIsWhatFramesDid() {
    List<MachineId> asking = List.of(ONE, TWO, FIVE, OTHER_ONE, FOUR);
    List<String> asked =
        List.of(
            "10.9.1.1", "10.9.1.2", "10.9.2.1", "10.9.0.5", "10.9.0.1", "10.9.0.77", "10.8.0.1");
    int passed = 0;
    int failed = 0;
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      random.nextInt();
      NetworkLab lab =
          new NetworkLab(Encapsulation.OVERLAYS.get((int) seed % Encapsulation.OVERLAYS.size()));
      PortGroupId outside = fenced(lab);
      List.of(ONE, TWO, FIVE, FOUR, OTHER_ONE, OTHER_TWO)
          .forEach(it -> lab.move(it, random.nextInt(4)));
      if (random.nextInt(3) == 0) {
        lab.fence(FOUR, A, outside, 1, "10.0.0.2", "10.9.1.2");
      }
      if (random.nextInt(3) == 0) {
        lab.segment(outside, it -> it.with(it.id(), "", random.nextBoolean(), 1_300));
      }
      for (MachineId from : asking) {
        String to = asked.get(random.nextInt(asked.size()));
        int bytes = random.nextBoolean() ? 56 : 1_372;
        String name = lab.snapshot().inventory().machine(from).name();
        Question question = new Question(name, ip(to), bytes, true, Question.Caches.COLD, false);
        Trace trace = Predictor.trace(new SimNetwork("lab").at(lab.snapshot()), question);
        // a guest's own stack answers for these, and no frame is sent
        boolean own = lab.network.isOwn(from, ip(to));
        boolean came = own || lab.network.ping(from, ip(to), bytes, true).isAnswered();
        assertEquals(own, trace.journeys().isEmpty(), "seed " + seed + ", " + name + " to " + to);
        assertEquals(
            came,
            trace.verdict().isPassed(),
            "seed " + seed + ", " + name + " to " + to + " " + bytes + ": " + trace.verdict());
        passed += came ? 1 : 0;
        failed += came ? 0 : 1;
      }
    }
    assertTrue(passed > 40 && failed > 40, passed + " passed, " + failed + " failed");
  }

  @Test
  void theApplianceItselfHasTheOuterAddresses() {
    assertTrue(lab.network.isOwn(FOUR, ip("10.9.1.1")));
    assertTrue(lab.network.isOwn(FOUR, ip("10.9.0.1")));
    assertTrue(lab.network.isOwn(FOUR, ip("10.0.255.1")));
    assertFalse(lab.network.isOwn(FOUR, ip("10.9.2.1")));
    assertFalse(lab.network.isOwn(ONE, ip("10.9.1.1")));
  }

  @Test
  void nothingIsWrongWithIdenticalNetworksBehindFences() {
    List<Fault> faults = Diagnosis.of(new SimNetwork("lab").at(lab.snapshot()));

    assertEquals(List.of(), faults);
  }

  @Test
  void theApplianceItselfIsAskedAtItsOwnAddress() {
    lab.fence(OTHER_TWO, B, outside, 200, "10.0.0.1", "10.9.0.77");
    List<IpAddress> asked =
        Reachability.pairs(new SimNetwork("lab").at(lab.snapshot())).stream()
            .map(Reachability.Pair::to)
            .toList();

    assertTrue(asked.contains(ip("10.9.0.200")), asked.toString());
    assertFalse(asked.contains(ip("10.9.0.77")), asked.toString());
  }

  @Test
  void aTraceShowsWhatTheFenceDid() {
    Trace trace =
        Predictor.trace(
            new SimNetwork("lab").at(lab.snapshot()), Question.small("vm-005", ip("10.9.2.1")));

    assertTrue(trace.verdict().isPassed(), trace.verdict().toString());
    List<Hop> translated =
        trace.journeys().stream()
            .flatMap(it -> it.hops().stream())
            .filter(it -> it.decided().code().equals("trace.fenced"))
            .toList();
    assertTrue(trace.isFenced());
    assertEquals(2, translated.size());
    assertEquals(List.of("vm-008", "10.9.2.1", "10.0.0.1"), translated.getFirst().decided().args());
    assertEquals(List.of("vm-008", "10.0.0.1", "10.9.2.1"), translated.getLast().decided().args());
  }
}
