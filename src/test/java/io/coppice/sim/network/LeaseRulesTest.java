package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.OTHER_ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FrameCaptures.CapturedFrame;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.sim.network.GuestNetwork.Lease;
import io.coppice.sim.network.GuestNetwork.Leasing;
import io.coppice.sim.network.NetworkLab.Captured;
import io.coppice.testkit.SmallSite;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Dhcp;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.MacBits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Leases as frames. The server of segment A is at host 0, where machine 4 is. */
class LeaseRulesTest {
  private static final int TRANSACTION = 0x1234_5678;

  private static Leasing lease(NetworkLab lab, MachineId machine) {
    return lab.network.lease(machine, 0, TRANSACTION);
  }

  private static PortPolicy dropping(PortDirection way, String port) {
    return PortPolicy.NONE.withRules(
        List.of(
            new AccessRule(
                "no dhcp",
                way,
                false,
                AccessRule.Protocol.UDP,
                Ipv4Prefix.ANY,
                PortRange.ANY,
                Ipv4Prefix.ANY,
                PortRange.parse(port).orElseThrow())));
  }

  private static PortPolicy within(PrivateVlan.Role role, int secondary) {
    return PortPolicy.NONE.withPrivateVlan(Optional.of(new PrivateVlan(role, 100, secondary)));
  }

  /** Message types of what was captured, as our dissector finds them, in the order they were. */
  private static List<Integer> types(Captured captured) {
    List<Integer> types = new ArrayList<>();
    for (CapturedFrame frame : captured.frames()) {
      byte[] b = frame.bytes();
      LayerStack stack = new LayerStack();
      new PacketWalker(PortTable.STANDARD).walk(b, 0, b.length, b.length, LinkType.ETHERNET, stack);
      int layer = stack.last(LayerKind.DHCP);
      if (layer >= 0) {
        types.add(Dhcp.type(b, stack.start(layer), b.length).orElseThrow());
      }
    }
    return types;
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void aMachineIsLeasedItsOwnAddressAcrossTheTunnelsOfItsSegment(Encapsulation encapsulation) {
    NetworkLab lab = new NetworkLab(encapsulation);
    Captured tunnel =
        lab.capture(new CapturePoint.Tunnel(new HostId(2), Optional.of(new HostId(0))));
    Leasing leasing = lease(lab, TWO);
    Lease offer = leasing.offered().orElseThrow();
    assertTrue(leasing.acknowledged());
    assertEquals(lab.address(TWO), offer.address());
    assertEquals("10.0.255.0", offer.server().toString());
    assertEquals(0xffff_ffffL, offer.seconds(), "for ever");
    assertEquals(List.of(Dhcp.DISCOVER, Dhcp.OFFER, Dhcp.REQUEST, Dhcp.ACK), types(tunnel));
  }

  @Test
  void whatIsForAllComesToEveryMemberOfTheSegmentAndToNoOtherTenant() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    List<Captured> members =
        List.of(ONE, FOUR, FIVE).stream()
            .map(it -> lab.capture(new CapturePoint.Adapter(it, 0)))
            .toList();
    Captured stranger = lab.capture(new CapturePoint.Adapter(OTHER_ONE, 0));
    lease(lab, TWO);
    for (Captured member : members) {
      assertEquals(List.of(Dhcp.DISCOVER, Dhcp.OFFER, Dhcp.REQUEST, Dhcp.ACK), types(member));
    }
    assertEquals(List.of(), stranger.frames());
  }

  @Test
  void anOuterAddressOfAFenceWhoseMachineIsGoneIsLeased() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.readdress(ONE, io.coppice.model.IpAddress.NONE);
    IpAddress first = lease(lab, ONE).offered().orElseThrow().address();
    List<AddressMapping> table = List.of(new AddressMapping(NetworkLab.ip("10.7.0.1"), first));
    lab.change(it -> it.withFences(List.of(new Fence(new MachineId(900), 0, 1, table))));
    assertEquals(first, lease(lab, ONE).offered().orElseThrow().address());
    lab.change(it -> it.withFences(List.of(new Fence(FOUR, 0, 0, table))));
    assertNotEquals(first, lease(lab, ONE).offered().orElseThrow().address());
  }

  @Test
  void aReleaseIsForTheServerAloneWhichIsAskedForFirst() {
    NetworkLab lab = new NetworkLab(Encapsulation.GENEVE);
    Captured tunnel =
        lab.capture(new CapturePoint.Tunnel(new HostId(2), Optional.of(new HostId(0))));
    Captured bystander = lab.capture(new CapturePoint.Adapter(FOUR, 0));
    assertEquals("10.0.255.0", lab.network.release(TWO, 0, TRANSACTION).orElseThrow().toString());
    assertEquals(List.of(Dhcp.RELEASE), types(tunnel));
    assertEquals(List.of(), types(bystander));
    assertTrue(
        lab.network.neighbours(TWO).stream()
            .anyMatch(it -> it.address().toString().equals("10.0.255.0") && it.mac().isPresent()));
  }

  @Test
  void anAccessListThatForbidsTheServersPortOrTheClientsMeansNoLease() {
    for (PortPolicy policy :
        List.of(
            dropping(PortDirection.FROM_MACHINES, "67"),
            dropping(PortDirection.TO_MACHINES, "68"))) {
      NetworkLab lab = new NetworkLab(Encapsulation.VXLAN).policy(A, policy);
      assertTrue(lease(lab, TWO).offered().isEmpty());
      assertTrue(lab.ping(TWO, ONE).reply().isPresent(), "all else passes");
    }
  }

  @Test
  void whoWaitsForADropInTheSegmentIsToldOfTheQuestionThatWasForbidden() {
    NetworkLab lab =
        new NetworkLab(Encapsulation.VXLAN).policy(A, dropping(PortDirection.FROM_MACHINES, "67"));
    List<CarriedTrace> drops = new ArrayList<>();
    lab.taps.watchDrops(A, drops::add);
    lease(lab, TWO);
    lab.taps.deliver(lab.captured());
    Verdict.Dropped told = (Verdict.Dropped) drops.getFirst().trace().verdict();
    assertEquals("access-rule", told.rule());
  }

  @Test
  void aCutSegmentMeansNoLeaseForThoseWhoAreCutOffFromTheServer() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    String host = new HostId(2).token();
    lab.links(
        link ->
            link.a().node().equals(host) || link.b().node().equals(host)
                ? link.withUp(false)
                : link);
    assertTrue(lease(lab, TWO).offered().isEmpty());
    assertTrue(lease(lab, ONE).acknowledged());
  }

  @Test
  void isolatedPortsReachAServerThatIsPromiscuousAndHearNothingOfEachOther() {
    NetworkLab lab =
        new NetworkLab(Encapsulation.VXLAN).policy(A, within(PrivateVlan.Role.ISOLATED, 101));
    assertTrue(lease(lab, TWO).offered().isEmpty(), "no promiscuous port group");
    assertTrue(lease(lab, FOUR).offered().isEmpty(), "nor on the server's own host");
    lab.plug(FIVE, lab.group(5003, within(PrivateVlan.Role.PROMISCUOUS, 100)));
    Captured isolated = lab.capture(new CapturePoint.Adapter(ONE, 0));
    assertTrue(lease(lab, TWO).acknowledged());
    assertEquals(List.of(Dhcp.OFFER, Dhcp.ACK), types(isolated), "the server's, to all");
  }

  @Test
  void aPortGroupWithoutASegmentHasAServerOnEveryHost() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.change(fabric -> fabric.withSegments(List.of()));
    for (MachineId machine : List.of(ONE, TWO, FOUR, OTHER_ONE)) {
      assertEquals(lab.address(machine), lease(lab, machine).offered().orElseThrow().address());
    }
    assertTrue(lab.network.release(ONE, 0, TRANSACTION).isPresent());
  }

  @Test
  void theSameQuestionInTheSameNetworkTeachesItsTablesTheSame() {
    NetworkLab one = new NetworkLab(Encapsulation.STT);
    NetworkLab other = new NetworkLab(Encapsulation.STT);
    assertEquals(lease(one, TWO), lease(other, TWO));
    assertEquals(one.learned(), other.learned());
  }

  @Test
  void aMachineWithoutAnAddressIsOfferedAFreeOneAndNoneWhereAllAreTaken() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.readdress(TWO, io.coppice.model.IpAddress.NONE);
    Lease offer = lease(lab, TWO).offered().orElseThrow();
    assertEquals("10.0.0.34", offer.address().toString(), "2 x 7 + 20");
    assertTrue(lab.network.release(TWO, 0, TRANSACTION).isEmpty(), "nothing to give back");
    lab.takeAll();
    assertTrue(lease(lab, TWO).offered().isEmpty());
    assertTrue(lease(lab, ONE).acknowledged(), "who has an address keeps it");
  }

  @Test
  void theNetworkIsThatOfTheFirstMachineOfTheSegmentAndTheVlansWhereNobodyHasAnAddress() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.readdress(new MachineId(0), io.coppice.model.IpAddress.v4(172, 20, 1, 1));
    lab.readdress(TWO, io.coppice.model.IpAddress.NONE);
    Lease offer = lease(lab, TWO).offered().orElseThrow();
    assertEquals("172.20.0.34", offer.address().toString());
    assertEquals("172.20.255.0", offer.server().toString());
    PortGroup group =
        new PortGroup(new PortGroupId(0), "Any", SmallSite.NETWORKS, new SwitchId(0), 801);
    assertEquals(10 << 24 | 51 << 16, AddressPool.net(Optional.of(group), Optional.empty()));
  }

  private static void agrees(NetworkLab lab, MachineId machine, boolean may) {
    assertEquals(may, lab.network.mayLease(machine, 0));
    assertEquals(may, lease(lab, machine).acknowledged());
  }

  @Test
  void whereNobodyCanAnswerThatIsKnownWithoutAFrame() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.readdress(TWO, io.coppice.model.IpAddress.NONE);
    agrees(lab, TWO, true);
    lab.policy(A, within(PrivateVlan.Role.ISOLATED, 101));
    agrees(lab, TWO, false);
    lab.policy(A, dropping(PortDirection.FROM_MACHINES, "67"));
    agrees(lab, TWO, false);
    lab.policy(A, PortPolicy.NONE);
    agrees(lab, TWO, true);
    String host = new HostId(2).token();
    lab.links(link -> link.a().node().equals(host) ? link.withUp(false) : link);
    agrees(lab, TWO, false);
    lab.links(link -> link.withUp(true));
    agrees(lab, TWO, true);
    lab.takeAll();
    agrees(lab, TWO, false);
    agrees(lab, ONE, true);
    lab.change(fabric -> fabric.withSegments(List.of()));
    agrees(lab, TWO, false);
  }

  @Test
  void anAdapterWithoutALinkGetsNoLeaseWhereNobodyElseIsInItsSegmentEither() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    lab.unlink(TWO);
    agrees(lab, TWO, false);
    agrees(lab, ONE, true);
    lab.unlinkAll();
    agrees(lab, TWO, false);
  }

  /** A question to all, or to the server alone, and who answers it. */
  private static List<String> answers(NetworkLab lab, long to, int wanted) {
    GuestNetwork.Adapter own = lab.network.adapters(ONE).getFirst();
    byte[] question = Frames.arpRequest(own.mac(), (int) lab.address(ONE).low(), wanted);
    for (int i = 0; i < 6; i++) {
      question[i] = (byte) (to >> 40 - 8 * i);
    }
    return lab.network.send(ONE, 0, question).arrivals().stream()
        .filter(it -> it.machine().equals(ONE))
        .map(it -> IpAddress.v4(Arp.senderIp(it.frame(), Ethernet.HEADER)).toString())
        .toList();
  }

  @Test
  void theServerAnswersForItsOwnAddressAndForNoOther() {
    NetworkLab lab = new NetworkLab(Encapsulation.VXLAN);
    int own = 0x0a00_ff00;
    long server = 0x02_d1_00_00_00_00L | A.value();
    assertEquals(List.of("10.0.255.0"), answers(lab, MacBits.BROADCAST, own));
    assertEquals(List.of("10.0.255.0"), answers(lab, server, own));
    assertEquals(List.of(), answers(lab, MacBits.BROADCAST, 0x0a09_ff00), "of no network here");
    assertEquals(List.of(), answers(lab, server, (int) lab.address(TWO).low()), "a machine's");
  }

  @Test
  void noServersAddressIsEverLeased() {
    Optional<io.coppice.model.IpAddress> last =
        AddressPool.free(ONE, 0, 10 << 24, ip -> !AddressPool.isServer((int) ip.low()));
    assertEquals(Optional.empty(), last);
    assertFalse(AddressPool.isServer(0x0a00_fffe));
    assertTrue(AddressPool.isServer(0x0a00_ff00));
  }
}
