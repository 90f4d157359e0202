package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static io.coppice.sim.network.NetworkLab.cause;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.MacBits;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.tunnel.DropReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What endpoints say of frames that are nobody's, and what they make of pieces of packets. */
class TunnelRulesTest {
  private static final int IP = Ethernet.HEADER;
  private static final long SECOND = 1_000_000;

  private final List<byte[]> received = new ArrayList<>();
  private final FrameRecorder trail = FrameRecorder.from(0);

  private static byte[] datagram(NetworkLab lab, int bytes) {
    return Frames.udp(
        new Frames.Path(
            lab.network.adapters(ONE).getFirst().mac(),
            IpAddress.v4((int) lab.address(ONE).low()),
            lab.network.adapters(TWO).getFirst().mac(),
            IpAddress.v4((int) lab.address(TWO).low())),
        4000,
        5000,
        new byte[bytes]);
  }

  private FramePlane plane(NetworkLab lab, EndpointTables tables) {
    return new FramePlane(
        new FabricIndex(lab.fabric(), lab.snapshot().inventory()),
        tables,
        new BoxStates(),
        trail,
        (port, b, at, length, micros) -> received.add(Arrays.copyOfRange(b, at, at + length)));
  }

  private Optional<NetworkDrop> drop() {
    return trail.hops().stream().flatMap(hop -> hop.drop().stream()).findFirst();
  }

  /** Head-end replication reaches hosts that the frame is not for, and nothing is lost there. */
  @Test
  void aCopyForWhomItMayConcernIsNoLossWhereItConcernsNobody() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    Delivery flooded = lab.network.send(ONE, 0, datagram(lab, 32));
    assertEquals(2, NetworkLab.count(flooded, Step.DECAPSULATE));
    assertEquals(Optional.empty(), cause(flooded));
  }

  @Test
  void whatIsSentToAnEndpointThatAMachineLeftIsLostThereAndToldSo() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN).move(FIVE, 2);
    EndpointTables tables = new EndpointTables();
    byte[] frame = datagram(lab, 32);
    FabricIndex index = new FabricIndex(lab.fabric(), lab.snapshot().inventory());
    long mac = lab.network.adapters(TWO).getFirst().mac();
    GuestPort one = index.ports(ONE).getFirst();
    tables.learn(1, one.segment.domain.row, mac, index.endpoint(2), 0);
    lab.move(TWO, 0);
    plane(lab, tables).send(one, frame, 0, frame.length, 1);
    assertEquals(List.of(), received);
    assertEquals(Optional.of(NetworkDrop.of(Cause.MOVED_AWAY, MacBits.format(mac))), drop());
  }

  @Test
  void aHostWithoutAnEndpointSendsNothingIntoTunnels() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.change(
        it ->
            new Fabric(
                it.nodes(),
                it.links(),
                it.endpoints().stream().filter(of -> !of.host().equals(new HostId(1))).toList(),
                it.segments()));
    Delivery sent = lab.network.send(ONE, 0, datagram(lab, 32));
    PacketHop drop = sent.firstDrop().orElseThrow();
    assertEquals(Step.ENCAPSULATE, drop.step());
    assertEquals(Optional.of(Cause.NO_UPLINK), cause(sent));
  }

  /**
   * An endpoint that is told of a smaller link cuts its segments to it (RFC 1191): the first ping
   * teaches one endpoint, the second, which is answered, the other.
   */
  @Test
  void sttCutsToTheWayThatItWasToldOf() {
    NetworkLab lab = new NetworkLab(Encapsulation.STT);
    int mtu = lab.network.adapters(ONE).getFirst().mtu();
    lab.links(link -> link.b().node().startsWith("spine") ? link.withMtu(1400) : link);
    GuestNetwork.Echo first = lab.network.ping(ONE, lab.address(TWO), mtu - 28, true);
    assertEquals(Optional.of(Cause.LINK_MTU), cause(first.delivery()));
    GuestNetwork.Echo second = lab.network.ping(ONE, lab.address(TWO), mtu - 28, true);
    assertEquals(Optional.empty(), second.reply());
    assertTrue(second.delivery().arrivals().stream().anyMatch(it -> it.machine().equals(TWO)));
    GuestNetwork.Echo third = lab.network.ping(ONE, lab.address(TWO), mtu - 28, true);
    assertTrue(third.reply().isPresent(), third.toString());
    assertTrue(
        third.delivery().hops().stream()
            .filter(hop -> hop.step() == Step.ENCAPSULATE)
            .allMatch(hop -> hop.frame().length <= IP + 1400));
  }

  /** The outer packet of a frame, in pieces. */
  private List<byte[]> pieces(NetworkLab lab, byte[] frame) {
    FrameRecorder sent = FrameRecorder.from(0);
    FabricIndex index = new FabricIndex(lab.fabric(), lab.snapshot().inventory());
    new FramePlane(index, new EndpointTables(), new BoxStates(), sent, (p, b, a, l, m) -> {})
        .send(index.ports(ONE).getFirst(), frame, 0, frame.length, 0);
    byte[] packet =
        sent.hops().stream()
            .filter(hop -> hop.step() == Step.ENCAPSULATE)
            .map(PacketHop::frame)
            .filter(b -> Ipv4.destination(b, IP) == index.endpoint(2))
            .findFirst()
            .orElseThrow();
    List<byte[]> pieces = new ArrayList<>();
    Fragments.cut(
        packet,
        0,
        packet.length,
        600,
        (b, at, length) -> pieces.add(Arrays.copyOfRange(b, at, at + length)));
    return pieces;
  }

  /** RFC 791 section 3.2: pieces come in any order; Linux waits 30 seconds (ipfrag_time). */
  @ParameterizedTest
  @CsvSource({"0,true", "29999999,true", "30000000,false"})
  void piecesComeTogetherIfTheyComeWithinThirtySeconds(long later, boolean whole) {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    byte[] frame = datagram(lab, 1300);
    List<byte[]> pieces = pieces(lab, frame).reversed();
    assertEquals(3, pieces.size());
    FramePlane plane = plane(lab, new EndpointTables());
    plane.arrive(2, pieces.get(0), 0, pieces.get(0).length, 5 * SECOND);
    plane.arrive(2, pieces.get(1), 0, pieces.get(1).length, 5 * SECOND);
    assertEquals(List.of(), received);
    plane.arrive(2, pieces.get(2), 0, pieces.get(2).length, 5 * SECOND + later);
    assertEquals(whole ? 1 : 0, received.size());
    if (whole) {
      assertArrayEquals(frame, received.getFirst());
    }
  }

  /** RFC 5722 drops all of an IPv6 packet whose pieces overlap; Linux does so for both. */
  @Test
  void piecesThatOverlapAreNeverDelivered() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    List<byte[]> pieces = pieces(lab, datagram(lab, 1300));
    byte[] second = pieces.get(1);
    // eight bytes earlier than it belongs
    Octets.put16(second, IP + 6, Octets.u16(second, IP + 6) - 1);
    Ipv4.updateChecksum(second, IP);
    FramePlane plane = plane(lab, new EndpointTables());
    for (byte[] piece : pieces) {
      plane.arrive(2, piece, 0, piece.length, SECOND);
    }
    assertEquals(List.of(), received);
    assertEquals(Optional.of(NetworkDrop.refused(DropReason.FRAGMENTS_OVERLAP)), drop());
  }
}
