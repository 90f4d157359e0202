package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static io.coppice.sim.network.NetworkLab.count;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.tunnel.Erspan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 12: mirrored ports. Machines 1 and 5 are on host 1, 2 on host 2; host 3 collects. */
class MirrorRulesTest {
  private static final HostId COLLECTOR = new HostId(3);
  private static final int GRE = Ethernet.HEADER + Ipv4.HEADER;

  private static int address(NetworkLab lab, HostId host) {
    return lab.fabric().endpoints().stream()
        .filter(it -> it.host().equals(host))
        .mapToInt(it -> (int) it.address().low())
        .findFirst()
        .orElseThrow();
  }

  private static NetworkLab mirrored(PortDirection direction, MirrorSession.Type type) {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    MirrorSession session = new MirrorSession(direction, type, 77, address(lab, COLLECTOR));
    lab.links(link -> link.withMtu(1600));
    lab.segment(A, it -> it.with(it.id(), it.tenant(), it.suppression(), 1500));
    return lab.policy(A, PortPolicy.NONE.withMirror(Optional.of(session)));
  }

  private static List<PacketHop> steps(Delivery delivery, Step step) {
    return delivery.hops().stream().filter(hop -> hop.step() == step).toList();
  }

  private static byte[] frame(NetworkLab lab, MachineId from, MachineId to, int bytes) {
    Frames.Path path =
        new Frames.Path(
            lab.network.adapters(from).getFirst().mac(),
            IpAddress.v4((int) lab.address(from).low()),
            lab.network.adapters(to).getFirst().mac(),
            IpAddress.v4((int) lab.address(to).low()));
    return Frames.udp(path, 4000, 5000, new byte[bytes]);
  }

  @ParameterizedTest
  @EnumSource(MirrorSession.Type.class)
  void aCopyIsTheFrameByteForByteBehindTheHeadersOfItsType(MirrorSession.Type type) {
    NetworkLab lab = mirrored(PortDirection.FROM_MACHINES, type);
    byte[] frame = frame(lab, ONE, FIVE, 100);
    List<PacketHop> collected = steps(lab.network.send(ONE, 0, frame), Step.COLLECT);
    byte[] copy = collected.getFirst().frame();
    assertEquals(frame.length + type.overhead(), copy.length);
    assertArrayEquals(frame, Arrays.copyOfRange(copy, type.overhead(), copy.length));
    LayerStack stack = new LayerStack();
    new PacketWalker(PortTable.STANDARD)
        .walk(copy, 0, copy.length, copy.length, LinkType.ETHERNET, stack);
    int erspan =
        stack.last(type == MirrorSession.Type.II ? LayerKind.ERSPAN_II : LayerKind.ERSPAN_III);
    assertTrue(erspan >= 0);
    assertEquals(77, Erspan.session(copy, stack.start(erspan)));
    assertTrue(stack.last(LayerKind.UDP) > erspan, "the frame is read inside");
    assertTrue(Ipv4.checksumRight(copy, Ethernet.HEADER, copy.length));
  }

  @Test
  void aCopyIsSeenAtItsCollectorAloneAndReachesNoMachine() {
    NetworkLab plain = new NetworkLab(Encapsulation.VXLAN);
    plain.links(link -> link.withMtu(1600));
    NetworkLab lab = mirrored(PortDirection.BOTH, MirrorSession.Type.II);
    lab.move(FIVE, 3);
    plain.move(FIVE, 3);
    GuestNetwork.Echo with = lab.ping(ONE, TWO);
    GuestNetwork.Echo without = plain.ping(ONE, TWO);
    assertTrue(with.reply().isPresent());
    assertEquals(
        without.delivery().arrivals().stream().map(Delivery.Arrival::machine).toList(),
        with.delivery().arrivals().stream().map(Delivery.Arrival::machine).toList(),
        "also the machine on the collector's host hears nothing more");
    String collector = lab.snapshot().inventory().host(COLLECTOR).name();
    assertEquals(
        Set.of(collector),
        steps(with.delivery(), Step.COLLECT).stream()
            .map(PacketHop::node)
            .collect(Collectors.toSet()));
    assertEquals(
        count(with.delivery(), Step.MIRROR), count(with.delivery(), Step.COLLECT), "none is lost");
  }

  @Test
  void theDirectionSaysWhichFramesAreCopied() {
    for (PortDirection way : PortDirection.values()) {
      NetworkLab lab = mirrored(way, MirrorSession.Type.III);
      Delivery sent = lab.network.send(ONE, 0, frame(lab, ONE, FIVE, 20));
      long copies = count(sent, Step.MIRROR);
      assertEquals(way == PortDirection.BOTH ? 2 : 1, copies, way.toString());
    }
  }

  @Test
  void whatTheAccessListDropsFromAMachineIsMirroredAndWhatItDropsToOneIsNot() {
    for (PortDirection way : List.of(PortDirection.FROM_MACHINES, PortDirection.TO_MACHINES)) {
      AccessRule all =
          new AccessRule(
              "all",
              way,
              false,
              AccessRule.Protocol.ANY,
              Ipv4Prefix.ANY,
              PortRange.ANY,
              Ipv4Prefix.ANY,
              PortRange.ANY);
      NetworkLab lab = mirrored(way, MirrorSession.Type.II);
      PortPolicy policy = lab.snapshot().inventory().portGroups().get(A.value()).policy();
      lab.policy(A, policy.withRules(List.of(all)));
      Delivery sent = lab.network.send(ONE, 0, frame(lab, ONE, FIVE, 20));
      assertEquals(
          way == PortDirection.FROM_MACHINES ? 1 : 0, count(sent, Step.MIRROR), way.toString());
    }
  }

  @Test
  void copiesAreNumberedFromQuestionToQuestion() {
    NetworkLab lab = mirrored(PortDirection.FROM_MACHINES, MirrorSession.Type.II);
    lab.network.send(TWO, 0, frame(lab, TWO, ONE, 20));
    long before = 0;
    for (int i = 0; i < 3; i++) {
      byte[] arp = Frames.arpRequest(lab.network.adapters(FIVE).getFirst().mac(), 0, 0x0a63_0001);
      PacketHop copy = steps(lab.network.send(FIVE, 0, arp), Step.MIRROR).getFirst();
      assertEquals(before++, Octets.u32(copy.frame(), GRE + 4));
    }
  }

  private static byte[] copy(Delivery delivery) {
    return steps(delivery, Step.MIRROR).getFirst().frame();
  }

  /**
   * The number that type II has for a port is another for each, and one port's is always the same.
   */
  @Test
  void aCopyOfTypeTwoSaysWhichPortItIsOf() {
    NetworkLab lab = mirrored(PortDirection.FROM_MACHINES, MirrorSession.Type.II);
    long one = port(copy(lab.network.send(ONE, 0, frame(lab, ONE, TWO, 20))));
    long two = port(copy(lab.network.send(TWO, 0, frame(lab, TWO, ONE, 20))));
    long five = port(copy(lab.network.send(FIVE, 0, frame(lab, FIVE, ONE, 20))));
    assertEquals(3, Set.of(one, two, five).size());
    assertEquals(one, port(copy(lab.network.send(ONE, 0, frame(lab, ONE, FIVE, 30)))));
  }

  private static long port(byte[] copy) {
    return Octets.u32(copy, GRE + 8 + 4);
  }

  /**
   * Draft section 4.3: with granularity 0 in units of 100 microseconds, of which 32 bits are told.
   */
  @Test
  void aCopyOfTypeThreeSaysWhenItWasMade() {
    NetworkLab lab = mirrored(PortDirection.FROM_MACHINES, MirrorSession.Type.III);
    for (int i = 0; i < 2; i++) {
      long began = lab.snapshot().time().micros();
      PacketHop made =
          steps(lab.network.send(ONE, 0, frame(lab, ONE, TWO, 20)), Step.MIRROR).getFirst();
      assertEquals(
          (began + made.micros()) / 100 & 0xffff_ffffL, Octets.u32(made.frame(), GRE + 8 + 4));
      lab.pass(Duration.ofSeconds(7));
    }
  }

  @Test
  void copiesGoBetweenTheHardwareAddressesOfTheirHosts() {
    NetworkLab lab = mirrored(PortDirection.FROM_MACHINES, MirrorSession.Type.II);
    byte[] first = copy(lab.network.send(ONE, 0, frame(lab, ONE, FIVE, 20)));
    byte[] second = copy(lab.network.send(TWO, 0, frame(lab, TWO, FIVE, 20)));
    assertEquals(0x02d0_0000_0001L, Ethernet.source(first, 0));
    assertEquals(0x02d0_0000_0002L, Ethernet.source(second, 0));
    assertEquals(0x02d0_0000_0003L, Ethernet.destination(first, 0));
    assertEquals(0x02d0_0000_0003L, Ethernet.destination(second, 0));
  }

  @Test
  void onlyWholeGreOfErspanIsTakenForACopy() {
    NetworkLab lab = mirrored(PortDirection.FROM_MACHINES, MirrorSession.Type.II);
    byte[] copy = copy(lab.network.send(ONE, 0, frame(lab, ONE, FIVE, 20)));
    assertTrue(Mirrors.isCopy(copy, 0, copy.length));
    assertTrue(Mirrors.isCopy(copy, 0, GRE + 8), "as far as it says what it is");
    assertFalse(Mirrors.isCopy(copy, 0, GRE + 7));
    assertFalse(Mirrors.isCopy(copy, 0, GRE - 1));
    byte[] third = changed(copy, GRE + 2, 0x22eb);
    assertTrue(Mirrors.isCopy(third, 0, third.length));
    byte[] bridged = changed(copy, GRE + 2, 0x6558);
    assertFalse(Mirrors.isCopy(bridged, 0, bridged.length), "NVGRE is a tunnel's");
    byte[] sixth = changed(copy, 12, 0x86dd);
    assertFalse(Mirrors.isCopy(sixth, 0, sixth.length));
    byte[] piece = changed(copy, Ethernet.HEADER + 6, 0x2000);
    assertFalse(Mirrors.isCopy(piece, 0, piece.length));
  }

  private static byte[] changed(byte[] copy, int at, int to) {
    byte[] changed = copy.clone();
    Octets.put16(changed, at, to);
    return changed;
  }

  @Test
  void aCopyThatIsTooLargeForItsWayIsDroppedAndTheFrameArrives() {
    NetworkLab lab = mirrored(PortDirection.FROM_MACHINES, MirrorSession.Type.II);
    // in the copy's IP packet: headers of 36 bytes, and the frame with 42 before its payload
    lab.links(link -> link.withMtu(36 + 42 + 1471));
    Delivery small = lab.network.send(ONE, 0, frame(lab, ONE, FIVE, 1471));
    assertTrue(count(small, Step.COLLECT) > 0);
    Delivery large = lab.network.send(ONE, 0, frame(lab, ONE, FIVE, 1472));
    PacketHop drop = large.firstDrop().orElseThrow();
    assertEquals(Cause.LINK_MTU, drop.drop().orElseThrow().cause());
    assertTrue(large.arrivals().stream().anyMatch(it -> it.machine().equals(FIVE)));
  }

  @Test
  void aCollectorThatNobodyIsEndsTheCopyAtTheFirstSwitch() {
    NetworkLab lab = mirrored(PortDirection.FROM_MACHINES, MirrorSession.Type.II);
    MirrorSession nowhere =
        new MirrorSession(PortDirection.FROM_MACHINES, MirrorSession.Type.II, 1, 0x0afe_0001);
    lab.policy(A, PortPolicy.NONE.withMirror(Optional.of(nowhere)));
    PacketHop drop = lab.network.send(ONE, 0, frame(lab, ONE, FIVE, 20)).firstDrop().orElseThrow();
    assertEquals(Cause.NO_ROUTE, drop.drop().orElseThrow().cause());
    assertTrue(drop.node().startsWith("leaf"), drop.node());
  }

  @Test
  void aTraceTellsOfCopiesApartFromThePing() {
    NetworkLab lab = mirrored(PortDirection.BOTH, MirrorSession.Type.II);
    lab.ping(ONE, TWO);
    List<Journey> journeys = lab.carried().getFirst().trace().journeys();
    Journey copies =
        journeys.stream()
            .filter(it -> it.purpose() == Journey.Purpose.MIRRORED)
            .findFirst()
            .orElseThrow();
    assertTrue(
        copies.hops().stream()
            .anyMatch(hop -> hop.decided().code().equals("network.carried.COLLECT")));
    assertTrue(lab.carried().getFirst().trace().verdict().isPassed());
  }
}
