package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FrameCaptures.CapturedFrame;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricDiagnosis;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.UplinkPinning;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import io.coppice.model.overlay.trace.Words;
import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.dissect.LayerStack;
import io.coppice.wire.dissect.PacketWalker;
import io.coppice.wire.dissect.PortTable;
import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.MacBits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * vPC host mode: host 1 has machines 1, 2 and 5 and two uplinks to two leaves, each a sub-group.
 * The ports of 1 and 5 are pinned to sub-group 1, that of 2 to 0.
 */
class HostModeTest {
  private static final HostId HOST = new HostId(1);

  private final NetworkLab lab = lab(Encapsulation.VXLAN);

  private static NetworkLab lab(Encapsulation encapsulation) {
    return new NetworkLab(encapsulation).uplinks(UplinkPolicy.SUB_GROUPS).move(TWO, HOST.value());
  }

  /** What leaves the host by its uplinks, by their places. */
  private static final class Leaving {
    private final List<NetworkLab.Captured> captured = new ArrayList<>();
    private final String host;

    Leaving(NetworkLab lab) {
      host = lab.snapshot().inventory().host(HOST).name();
      lab.cables(HOST).forEach(it -> captured.add(lab.capture(new CapturePoint.Cable(it.a()))));
    }

    List<CapturedFrame> by(int uplink) {
      return captured.get(uplink).frames().stream().filter(it -> it.node().equals(host)).toList();
    }

    Set<Integer> used() {
      return Set.of(0, 1).stream().filter(it -> !by(it).isEmpty()).collect(Collectors.toSet());
    }
  }

  private static Set<Integer> used(NetworkLab lab, MachineId from) {
    Leaving leaving = new Leaving(lab);
    for (int port = 9000; port < 9016; port++) {
      GuestNetwork.Echo sent = lab.network.probe(from, lab.address(FOUR), port, 64);
      assertTrue(sent.reply().isPresent() || sent.obstacle().isEmpty());
    }
    return leaving.used();
  }

  @ParameterizedTest
  @FieldSource("io.coppice.model.overlay.Encapsulation#OVERLAYS")
  void aPortsFramesLeaveByItsOwnSubGroupAlone(Encapsulation encapsulation) {
    NetworkLab lab = lab(encapsulation);
    assertEquals(Set.of(1), used(lab, ONE));
    assertEquals(Set.of(0), used(lab, TWO));
    assertEquals(Set.of(1), used(lab, FIVE));
    assertTrue(lab.ping(ONE, FOUR).isAnswered());
    assertTrue(lab.ping(FOUR, TWO).isAnswered());
  }

  @ParameterizedTest
  @EnumSource(names = {"SUB_GROUPS", "MAC_PINNING"})
  void whatIsPinnedByHandLeavesThere(UplinkPolicy policy) {
    lab.uplinks(policy).policy(A, PortPolicy.NONE.withPinning(Optional.of(0)));
    assertEquals(Set.of(0), used(lab, ONE));
    assertEquals(Set.of(0), used(lab, TWO));
    lab.policy(A, PortPolicy.NONE.withPinning(Optional.of(7)));
    assertEquals(Set.of(1), used(lab, ONE), "no such sub-group: in turn");
  }

  @Test
  void equalWaysAreSharedByEveryPort() {
    lab.uplinks(UplinkPolicy.FLOW_HASH);
    assertEquals(Set.of(0, 1), used(lab, ONE));
  }

  private NetworkLab cut(int uplink, boolean cut) {
    FabricLink cable = lab.cables(HOST).get(uplink);
    return lab.links(it -> it.joins(cable.a(), cable.b()) ? it.withUp(!cut) : it);
  }

  /** Who asked for its own address in what was captured. */
  private static List<Long> gratuitous(List<CapturedFrame> frames) {
    List<Long> macs = new ArrayList<>();
    for (CapturedFrame frame : frames) {
      byte[] b = frame.bytes();
      LayerStack stack = new LayerStack();
      new PacketWalker(PortTable.STANDARD).walk(b, 0, b.length, b.length, LinkType.ETHERNET, stack);
      int arp = stack.last(LayerKind.ARP);
      if (arp >= 0 && Arp.senderIp(b, stack.start(arp)) == Arp.targetIp(b, stack.start(arp))) {
        macs.add(Arp.senderMac(b, stack.start(arp)));
      }
    }
    return macs.stream().distinct().toList();
  }

  private long mac(MachineId machine) {
    return lab.network.adapters(machine).getFirst().mac();
  }

  @Test
  void portsOfASubGroupThatFailsGoToTheOtherAndBackAndSaySo() {
    assertTrue(lab.ping(ONE, FOUR).isAnswered());
    cut(1, true);
    Leaving failed = new Leaving(lab);
    assertTrue(lab.ping(ONE, FOUR).isAnswered());
    assertEquals(Set.of(0), failed.used());
    assertEquals(Set.of(mac(ONE), mac(FIVE)), Set.copyOf(gratuitous(failed.by(0))), "and no other");
    lab.pass(java.time.Duration.ofSeconds(1));
    cut(1, false);
    Leaving back = new Leaving(lab);
    assertTrue(lab.ping(TWO, FOUR).isAnswered());
    assertEquals(List.of(), gratuitous(back.by(0)));
    assertEquals(Set.of(mac(ONE), mac(FIVE)), Set.copyOf(gratuitous(back.by(1))));
    assertEquals(Set.of(1), used(lab, ONE));
    lab.pass(java.time.Duration.ofSeconds(1));
    Leaving still = new Leaving(lab);
    assertTrue(lab.ping(TWO, FOUR).isAnswered());
    assertEquals(List.of(), gratuitous(still.by(1)), "once");
  }

  @Test
  void whatWasUpIsPartOfTheWorldsImage() {
    assertTrue(lab.ping(ONE, FOUR).isAnswered());
    NetworkMemory.Image image = (NetworkMemory.Image) lab.learned();
    assertEquals(4, image.subGroups().size());
    assertEquals(image, NetworkMemory.restore(image).image());
    lab.uplinks(UplinkPolicy.FLOW_HASH);
    assertTrue(lab.ping(ONE, FOUR).isAnswered());
    assertEquals(List.of(), ((NetworkMemory.Image) lab.learned()).subGroups());
  }

  @Test
  void whereNoSubGroupIsLeftNothingLeaves() {
    cut(0, true);
    cut(1, true);
    GuestNetwork.Echo echo = lab.ping(ONE, FOUR);
    assertFalse(echo.isAnswered());
    assertEquals(Optional.of(NetworkDrop.Cause.NO_UPLINK), NetworkLab.cause(echo.delivery()));
  }

  private static long groupFrames(Delivery delivery, MachineId at) {
    return delivery.arrivals().stream()
        .filter(it -> it.machine().equals(at))
        .filter(it -> MacBits.isGroup(Ethernet.destination(it.frame(), 0)))
        .count();
  }

  private static List<PacketHop> spare(Delivery delivery) {
    return delivery.hops().stream()
        .filter(hop -> hop.drop().filter(NetworkDrop::isSpare).isPresent())
        .toList();
  }

  @Test
  void whatIsForManyComesByEverySubGroupAndIsTakenOnce() {
    lab.segment(A, NetworkLab::multicast);
    List<NetworkLab.Captured> captured =
        lab.cables(HOST).stream()
            .map(cable -> lab.capture(new CapturePoint.Cable(cable.a())))
            .toList();
    GuestNetwork.Echo echo = lab.ping(FOUR, ONE);
    assertTrue(echo.isAnswered());
    for (MachineId machine : List.of(ONE, TWO, FIVE)) {
      assertEquals(1, groupFrames(echo.delivery(), machine));
    }
    for (NetworkLab.Captured uplink : captured) {
      assertEquals(
          1,
          uplink.frames().stream()
              .filter(it -> it.node().startsWith("leaf"))
              .filter(it -> it.bytes()[Ethernet.HEADER + 16] == (byte) 239)
              .count());
    }
    String host = lab.snapshot().inventory().host(HOST).name();
    List<PacketHop> spare =
        spare(echo.delivery()).stream().filter(it -> it.node().equals(host)).toList();
    assertEquals(1, spare.size());
    assertEquals("1 \u2260 0", spare.getFirst().drop().orElseThrow().detail());
    assertEquals(Optional.empty(), echo.delivery().firstDrop(), "nobody misses it");
    cut(0, true);
    lab.network.forgetNeighbours(FOUR);
    Delivery other = lab.ping(FOUR, ONE).delivery();
    assertEquals(1, groupFrames(other, TWO), "the other sub-group is designated now");
    assertTrue(spare(other).stream().noneMatch(it -> it.node().equals(host)));
  }

  @Test
  void whoWaitsForADropIsNotToldOfCopiesThatNobodyMisses() {
    lab.segment(A, NetworkLab::multicast);
    List<Object> drops = new ArrayList<>();
    lab.taps.watchDrops(A, drops::add);
    assertTrue(lab.ping(FOUR, ONE).isAnswered());
    lab.taps.deliver(lab.captured());
    assertEquals(List.of(), drops);
  }

  private static List<Words> decisions(Trace trace, String code) {
    return trace.journeys().stream()
        .flatMap(journey -> journey.hops().stream())
        .map(Hop::decided)
        .filter(words -> words.code().equals(code))
        .toList();
  }

  @Test
  void theTraceOfAPingTellsWhyItLeavesThere() {
    lab.segment(A, NetworkLab::multicast);
    assertTrue(lab.ping(ONE, FOUR).isAnswered());
    Trace trace = lab.carried().getFirst().trace();
    String uplink = lab.cables(HOST).get(1).a().port();
    assertTrue(
        decisions(trace, "network.carried.PINNED")
            .contains(Words.of("network.carried.PINNED", uplink, "1")));
    assertTrue(trace.verdict().isPassed());
    Journey asked =
        trace.journeys().stream()
            .filter(it -> it.purpose() == Journey.Purpose.ADDRESS_REQUEST)
            .findFirst()
            .orElseThrow();
    assertTrue(asked.verdict().isPassed(), "a spare copy is no loss");
  }

  private Trace predicted(MachineId from, MachineId to) {
    String name = lab.snapshot().inventory().machine(from).name();
    return Predictor.trace(
        new SimNetwork("lab").at(lab.snapshot()), Question.small(name, lab.address(to)));
  }

  @Test
  void whatIsPredictedLeavesByTheSameUplink() {
    String host = lab.snapshot().inventory().host(HOST).name();
    for (MachineId from : List.of(ONE, TWO, FIVE)) {
      int group = from.equals(TWO) ? 0 : 1;
      String uplink = lab.cables(HOST).get(group).a().port();
      Trace trace = predicted(from, FOUR);
      assertTrue(trace.verdict().isPassed());
      List<Words> told = decisions(trace, "trace.pinned");
      assertTrue(
          told.stream()
              .filter(it -> it.args().getFirst().equals(host))
              .allMatch(
                  it -> it.args().get(2).equals("" + group) && it.args().get(3).equals(uplink)));
      assertTrue(told.stream().anyMatch(it -> it.args().getFirst().equals(host)));
    }
  }

  /**
   * Machines anywhere, a policy, a pin, and some links that are cut; the same for the same seed.
   */
  private static NetworkLab any(int seed) {
    Random random = new Random(seed * 7919L + 5);
    NetworkLab lab =
        new NetworkLab(Encapsulation.OVERLAYS.get(seed % Encapsulation.OVERLAYS.size()));
    lab.uplinks(UplinkPolicy.values()[random.nextInt(3)]);
    for (MachineId machine : List.of(ONE, TWO, FOUR, FIVE)) {
      lab.move(machine, random.nextInt(4));
    }
    if (random.nextBoolean()) {
      lab.policy(A, PortPolicy.NONE.withPinning(Optional.of(random.nextInt(3))));
    }
    return lab.links(it -> random.nextInt(5) < 2 ? it.withUp(false) : it);
  }

  @Test
  void whatIsPredictedIsWhatFramesDo() {
    int[] passed = {0, 0};
    for (int seed = 0; seed < Integer.getInteger("coppice.networks", 40); seed++) {
      for (MachineId from : List.of(ONE, TWO, FOUR)) {
        NetworkLab lab = any(seed);
        String name = lab.snapshot().inventory().machine(from).name();
        Verdict predicted =
            Predictor.answer(
                    new SimNetwork("lab").at(lab.snapshot()),
                    Question.small(name, lab.address(FIVE)))
                .trace()
                .verdict();
        boolean answered = lab.ping(from, FIVE).isAnswered();
        if (predicted.isPassed() || predicted.isDropped()) {
          assertEquals(predicted.isPassed(), answered, "seed " + seed + " from " + from);
          passed[answered ? 1 : 0]++;
        }
      }
    }
    assertTrue(passed[0] > 5 && passed[1] > 20, passed[0] + " lost, " + passed[1] + " answered");
  }

  /** The leaf of sub-group 1 leads nowhere: hosts do not know it, and its ports are cut off. */
  @Test
  void aSubGroupWhoseSwitchIsCutOffLosesItsPortsAndThatIsPredicted() {
    FabricLink cable = lab.cables(HOST).get(1);
    String leaf = cable.a().node().equals(HOST.token()) ? cable.b().node() : cable.a().node();
    lab.links(it -> isUp(it, leaf) ? it.withUp(false) : it);
    lab.move(FOUR, 3);
    assertFalse(lab.ping(ONE, FOUR).isAnswered());
    assertTrue(predicted(ONE, FOUR).verdict().isDropped());
    Problem told = problems("fault.sub-group-dead-end").getFirst();
    assertEquals(leaf, told.args().getFirst());
    assertTrue(told.about().contains(HOST));
    lab.links(it -> it.withUp(true));
    assertEquals(List.of(), problems("fault.sub-group-dead-end"));
  }

  @Test
  void aHostWithTwoSwitchesInHostModeIsCountedOnceForADeadEnd() {
    Inventory two = lab.snapshot().inventory().copy();
    NetworkSwitch first = two.switches().get(0);
    SwitchId other = new SwitchId(two.switches().size());
    two.switches()
        .add(
            new NetworkSwitch(other, "Other", first.folder(), Optional.empty(), first.mtu())
                .withUplinks(UplinkPolicy.SUB_GROUPS));
    Host host = two.host(HOST);
    List<Host.PhysicalNic> nics = new ArrayList<>(host.hardware().nics());
    for (int nic = 2; nic < 4; nic++) {
      nics.add(new Host.PhysicalNic("vmnic" + nic, 25_000, true, Optional.of(other)));
    }
    two.hosts().set(HOST.value(), host.withHardware(host.hardware().withNics(nics)));
    Fabric fabric = DerivedFabric.of(two);
    String leaf =
        new UplinkPinning(fabric, two, _ -> true)
            .of(two.host(HOST), other)
            .orElseThrow()
            .groups()
            .getLast()
            .upstream();
    Fabric cut = fabric.withLinks(it -> isUp(it, leaf) ? it.withUp(false) : it);
    Problem told = problems("fault.sub-group-dead-end", cut, two).getFirst();
    assertEquals(leaf, told.args().getFirst());
    long hosts = told.about().stream().distinct().count();
    assertEquals(Long.toString(hosts), told.args().get(1));
  }

  /** Whether a link leads from a leaf to the rest of the network. */
  private static boolean isUp(FabricLink link, String leaf) {
    return (link.a().node().equals(leaf) || link.b().node().equals(leaf))
        && (link.a().node().startsWith("spine") || link.b().node().startsWith("spine"));
  }

  private List<Problem> problems(String code) {
    return problems(code, lab.fabric(), lab.snapshot().inventory());
  }

  private static List<Problem> problems(String code, Fabric fabric, Inventory inventory) {
    return FabricDiagnosis.of(fabric, inventory).stream()
        .filter(it -> it.code().equals(code))
        .toList();
  }

  @Test
  void aSubGroupThatAHostDoesNotHaveIsSaid() {
    lab.policy(A, PortPolicy.NONE.withPinning(Optional.of(1)));
    assertEquals(List.of(), problems("fault.sub-group-absent"));
    lab.policy(A, PortPolicy.NONE.withPinning(Optional.of(2)));
    assertEquals(1, problems("fault.sub-group-absent").size());
    lab.uplinks(UplinkPolicy.FLOW_HASH);
    assertEquals(List.of(), problems("fault.sub-group-absent"));
  }
}
