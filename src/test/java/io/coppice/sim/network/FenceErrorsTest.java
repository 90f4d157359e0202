package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static io.coppice.sim.network.NetworkLab.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.sim.network.GuestNetwork.Connection;
import io.coppice.sim.network.GuestNetwork.Cutting;
import io.coppice.sim.network.GuestNetwork.Echo;
import io.coppice.sim.network.GuestNetwork.EchoRequest;
import io.coppice.sim.network.GuestNetwork.Ending;
import io.coppice.sim.network.GuestNetwork.Unreachable;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a fence's appliance says of packets that go no further, and of those that are no packets.
 * Machine 4 is the appliance of A; outside is machine 5 as 10.9.0.5.
 */
class FenceErrorsTest {
  private static final int IP = Ethernet.HEADER;
  private static final int ICMP = IP + Ipv4.HEADER;
  private static final int QUOTED = ICMP + Icmp.HEADER;

  private final NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
  private final PortGroupId outside = FenceRulesTest.fenced(lab);

  private Echo ping(MachineId from, String to) {
    return lab.network.ping(from, ip(to), 56, true);
  }

  @Test
  void aNeighbourThatWasReplacedIsAskedForAgain() {
    assertTrue(ping(FIVE, "10.9.1.1").isAnswered());
    lab.replace(ONE, 0x0050_5600_aaaaL);
    lab.pass(Duration.ofSeconds(31));

    assertEquals(Optional.of(Unreachable.HOST), ping(FIVE, "10.9.1.1").unreachable());
    assertTrue(ping(FIVE, "10.9.1.1").isAnswered(), "the second question is for all");
  }

  @Test
  void aNeighbourThatIsOnlyOldIsAskedAlone() {
    assertTrue(ping(FIVE, "10.9.1.1").isAnswered());
    lab.pass(Duration.ofSeconds(31));

    assertTrue(ping(FIVE, "10.9.1.1").isAnswered());
  }

  @Test
  void ofASilentNeighbourTheSenderIsTold() {
    lab.fence(FOUR, A, outside, 1, "10.0.0.77", "10.9.1.77");

    Echo echo = ping(FIVE, "10.9.1.77");

    assertEquals(Optional.of(Unreachable.HOST), echo.unreachable());
    assertFalse(echo.isAnswered());
    assertEquals(ip("10.9.0.1"), echo.by().orElseThrow());
    assertEquals(NetworkDrop.Cause.NO_NEIGHBOUR, NetworkLab.cause(echo.delivery()).orElseThrow());
    assertFalse(lab.carried().getFirst().trace().verdict().isPassed());
    byte[] told = told(echo.delivery()).getFirst();
    FenceRulesTest.isWhole(told);
    assertEquals(Icmp.HOST_UNREACHABLE, Icmp.code(told, ICMP));
    assertEquals("10.9.1.77", IpAddress.v4(Ipv4.destination(told, QUOTED)).toString());
    Echo probe = lab.network.probe(FIVE, ip("10.9.1.77"), 33_434, 2);
    assertEquals(Optional.of(Unreachable.HOST), probe.unreachable());
    assertFalse(probe.expired());
  }

  private Connection connect(MachineId from, String to) {
    return lab.network.connect(from, ip(to), 80, 1, new byte[100], _ -> new byte[50_000]);
  }

  @Test
  void aConnectionThatIsOpenedEndsWithWhatARouterSays() {
    lab.fence(FOUR, A, outside, 1, "10.0.0.1", "10.9.1.1", "10.0.0.77", "10.9.1.77");

    Connection host = connect(FIVE, "10.9.1.77");
    Connection net = connect(ONE, "10.8.0.1");

    assertEquals(Ending.UNREACHABLE, host.ending());
    assertEquals(Optional.of(Unreachable.HOST), host.unreachable());
    assertTrue(host.micros() < 4 * Exchange.WAIT, "it does not wait for its last retry");
    assertEquals(Ending.UNREACHABLE, net.ending());
    assertEquals(Optional.of(Unreachable.NET), net.unreachable());
    assertEquals(Ending.ANSWERED, connect(FIVE, "10.9.1.1").ending());
  }

  /** RFC 5461 section 2.1. */
  @Test
  void whatARouterSaysOfAConnectionThatIsOpenIsASoftError() {
    FabricIndex index = new FabricIndex(lab.fabric(), lab.snapshot().inventory());
    NetworkMoment now =
        new NetworkMoment(
            lab.fabric(),
            lab.snapshot().inventory(),
            lab.snapshot().time(),
            new NetworkMemory(),
            GuestSystems.ALL);
    GuestQuestion question = new GuestQuestion(now, index, lab.taps, new ArrayList<>());
    GuestPort client = question.port(TWO, 0).orElseThrow();
    int to = (int) lab.address(ONE).low();
    byte[][] sent = {null};
    TcpExchange connection =
        new TcpExchange(
            client,
            to,
            80,
            1,
            new byte[100],
            GuestSystems.ALL,
            _ -> {
              question.unreachable(client, to, Icmp.HOST_UNREACHABLE, sent[0], IP, 0);
              return new byte[50_000];
            });
    question.connection = Optional.of(connection);
    Exchange exchange = question.begin(FrameRecorder.from(0));
    Frames.Path path = exchange.resolve(client, to).orElseThrow();
    long sequence = (client.mac ^ 0x9e37_79b9L) & 0xffff_ffffL;
    sent[0] = Frames.tcp(path, 32_769, 80, sequence, 0, Tcp.ACK, new byte[0]);

    assertEquals(TcpExchange.Fate.ANSWERED, connection.run(exchange, path));
    assertEquals(Optional.of(Unreachable.HOST), connection.unreachable());
  }

  @Test
  void aPacketThatDiesAtAFenceIsTracedWithTheErrorThatComesBack() {
    Echo echo =
        lab.network.ping(FIVE, new EchoRequest(ip("10.9.1.1"), 56, Cutting.BY_SENDER, 7, 1, 1));

    assertTrue(echo.expired());
    List<Journey> journeys = lab.carried().getFirst().trace().journeys();
    Journey error =
        journeys.stream()
            .filter(it -> it.purpose() == Journey.Purpose.ERROR)
            .findFirst()
            .orElseThrow();
    assertEquals("vm-004", error.from());
    assertEquals("vm-005", error.hops().getLast().node());
    assertTrue(error.verdict().isPassed());
  }

  @Test
  void whereNoRouteLeadsTheSenderIsTold() {
    Echo echo = ping(ONE, "10.8.0.1");

    assertEquals(Optional.of(Unreachable.NET), echo.unreachable());
    assertEquals(ip("10.0.255.1"), echo.by().orElseThrow());
  }

  /** ICMP errors that came to machine 5. */
  private static List<byte[]> told(Delivery delivery) {
    return delivery.arrivals().stream()
        .filter(it -> it.machine().equals(FIVE))
        .map(Delivery.Arrival::frame)
        .filter(b -> Ethernet.type(b, 0) == 0x0800 && Ipv4.protocol(b, IP) == IpProtocol.ICMP)
        .filter(b -> Icmp.isError(Icmp.type(b, ICMP)))
        .toList();
  }

  /** From machine 5 to the appliance's outer adapter, for machine 1, with one router to pass. */
  private byte[] message(byte[] icmp) {
    long mac = lab.network.adapters(FIVE).getFirst().mac();
    long router = lab.network.adapters(FOUR).getLast().mac();
    Frames.Path path =
        new Frames.Path(
            mac,
            IpAddress.v4((int) ip("10.9.0.5").low()),
            router,
            IpAddress.v4((int) ip("10.9.1.1").low()));
    if (icmp.length >= Icmp.HEADER) {
      Icmp.updateChecksum(icmp, 0, icmp.length, 0);
    }
    return Frames.ip(path, IpProtocol.ICMP, 0, 0, icmp);
  }

  private static byte[] last(byte[] frame) {
    frame[IP + 8] = 1;
    Ipv4.updateChecksum(frame, IP);
    return frame;
  }

  /** What stops a packet at the appliance, and what is said of it. */
  private static void stops(Delivery delivery, NetworkDrop.Cause cause, String detail) {
    PacketHop hop =
        delivery.hops().stream()
            .filter(it -> it.step() == PacketHop.Step.TRANSLATE && it.drop().isPresent())
            .findFirst()
            .orElseThrow();
    assertEquals(cause, hop.drop().orElseThrow().cause());
    assertEquals(detail, hop.drop().orElseThrow().detail());
  }

  @Test
  void whereAPacketEndsAtAFenceItIsSeenToEndAndWhy() {
    stops(lab.network.send(FIVE, 0, last(message(new byte[40]))), NetworkDrop.Cause.TTL, "");
    stops(ping(ONE, "10.8.0.1").delivery(), NetworkDrop.Cause.NO_ROUTE, "");
    byte[] strange = message(new byte[40]);
    Octets.put32(strange, IP + 16, ip("10.9.1.99").low());
    Ipv4.updateChecksum(strange, IP);
    Delivery delivery = lab.network.send(FIVE, 0, strange);
    stops(delivery, NetworkDrop.Cause.NO_INSIDE, "10.9.1.99");
    assertEquals(List.of(), told(delivery), "the appliance does not say whom it knows");
    lab.segment(outside, it -> it.with(it.id(), it.tenant(), it.suppression(), 1_300));
    Delivery large = lab.network.ping(ONE, ip("10.9.0.5"), 1_373 - 28, true).delivery();
    stops(large, NetworkDrop.Cause.LINK_MTU, "1373 > 1300");
  }

  @Test
  void aPacketThatJustFitsOutsideIsNotCut() {
    lab.segment(outside, it -> it.with(it.id(), it.tenant(), it.suppression(), 1_300));

    assertTrue(lab.network.ping(ONE, ip("10.9.0.5"), 1_300 - 28, true).isAnswered());
    assertEquals(1_300, lab.network.ping(ONE, ip("10.9.0.5"), 1_301 - 28, true).told());
  }

  /** RFC 1122 section 3.2.2: to 0/8, 127/8 and what is many's no error is sent. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,false",
    "127.0.0.1,false",
    "223.255.255.1,true",
    "224.0.0.1,false",
    "240.0.0.1,false"
  })
  void nobodyInParticularIsToldOfNoError(String source, boolean isTold) {
    byte[] frame = message(new byte[40]);
    Octets.put32(frame, IP + 12, ip(source).low());

    Delivery delivery = lab.network.send(FIVE, 0, last(frame));

    assertEquals(isTold, told(delivery).size() == 1);
  }

  @Test
  void aMessageThatIsAllHeaderIsNoError() {
    byte[] icmp = new byte[Icmp.HEADER];
    icmp[0] = 8;

    assertEquals(1, told(lab.network.send(FIVE, 0, last(message(icmp)))).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 13, 14})
  void whatIsNoErrorIsAnsweredByOne(int type) {
    byte[] icmp = new byte[40];
    icmp[0] = (byte) type;

    List<byte[]> told = told(lab.network.send(FIVE, 0, last(message(icmp))));

    assertEquals(1, told.size());
    assertEquals(Icmp.TIME_EXCEEDED, Icmp.type(told.getFirst(), ICMP));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 11, 12})
  void errorsAreAnsweredByNone(int type) {
    byte[] icmp = new byte[40];
    icmp[0] = (byte) type;

    assertEquals(List.of(), told(lab.network.send(FIVE, 0, last(message(icmp)))));
  }

  @Test
  void aMessageTooShortForItsTypeIsAnsweredByNone() {
    assertEquals(List.of(), told(lab.network.send(FIVE, 0, last(message(new byte[0])))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40, 0x44, 0x4f, 0x65})
  void aHeaderThatIsNotAsLongAsItSaysGoesNoFurther(int first) {
    byte[] frame = message(new byte[16]);
    frame[IP] = (byte) first;

    assertEquals(0, NetworkLab.count(lab.network.send(FIVE, 0, frame), PacketHop.Step.TRANSLATE));
  }

  @Test
  void aPacketOfWhichSomeIsMissingGoesNoFurther() {
    byte[] frame = message(new byte[16]);
    Octets.put16(frame, IP + 2, 400);
    Ipv4.updateChecksum(frame, IP);

    assertEquals(0, NetworkLab.count(lab.network.send(FIVE, 0, frame), PacketHop.Step.TRANSLATE));
  }

  /** An error about a packet of machine 1 whose header says to be longer than what is quoted. */
  private static byte[] quoting(int first) {
    byte[] icmp = new byte[Icmp.HEADER + Ipv4.HEADER + 8];
    icmp[0] = Icmp.TIME_EXCEEDED;
    Ipv4.write(
        icmp,
        Icmp.HEADER,
        28,
        0,
        0,
        0,
        1,
        IpProtocol.UDP,
        (int) ip("10.9.1.1").low(),
        (int) ip("10.9.0.5").low());
    icmp[Icmp.HEADER] = (byte) first;
    return icmp;
  }

  @Test
  void ofAnErrorOnlyAWholeHeaderIsTranslated() {
    for (int first : new int[] {0x45, 0x4f}) {
      Delivery delivery = lab.network.send(FIVE, 0, message(quoting(first)));
      byte[] came =
          delivery.arrivals().stream()
              .filter(it -> it.machine().equals(ONE))
              .map(Delivery.Arrival::frame)
              .filter(b -> Ethernet.type(b, 0) == 0x0800)
              .findFirst()
              .orElseThrow();
      FenceRulesTest.isWhole(came);
      assertEquals(
          first == 0x45 ? "10.0.0.1" : "10.9.1.1",
          IpAddress.v4(Ipv4.source(came, QUOTED)).toString());
    }
  }

  @Test
  void aNeighbourHearsNoErrorAboutAHeaderThatIsNotThere() {
    byte[] icmp = quoting(0x4f);
    Icmp.updateChecksum(icmp, 0, icmp.length, 0);
    Frames.Path path =
        new Frames.Path(
            lab.network.adapters(TWO).getFirst().mac(),
            IpAddress.v4((int) lab.address(TWO).low()),
            lab.network.adapters(ONE).getFirst().mac(),
            IpAddress.v4((int) lab.address(ONE).low()));

    Delivery delivery = lab.network.send(TWO, 0, Frames.ip(path, IpProtocol.ICMP, 0, 0, icmp));

    assertTrue(delivery.arrivals().stream().anyMatch(it -> it.machine().equals(ONE)));
  }
}
