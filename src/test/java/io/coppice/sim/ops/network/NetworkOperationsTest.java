package io.coppice.sim.ops.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Job;
import io.coppice.backend.NetworkOperation.AddBoxRule;
import io.coppice.backend.NetworkOperation.Attach;
import io.coppice.backend.NetworkOperation.CreateSegment;
import io.coppice.backend.NetworkOperation.DeleteSegment;
import io.coppice.backend.NetworkOperation.Detach;
import io.coppice.backend.NetworkOperation.EditSegment;
import io.coppice.backend.NetworkOperation.MoveEndpoint;
import io.coppice.backend.NetworkOperation.RemoveBoxRule;
import io.coppice.backend.NetworkOperation.SetLink;
import io.coppice.backend.NetworkOperation.SetPathMtu;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Middlebox.Protocol;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricNetwork;
import io.coppice.model.overlay.fabric.HostWays;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkOperationsTest {
  private static final SwitchId SWITCH = new SwitchId(0);
  private static final DatacentreId SITE = new DatacentreId(0);
  private static final PortGroupId NEW = new PortGroupId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(4, 12));

  private static CreateSegment create(Encapsulation encapsulation, long id) {
    return new CreateSegment(SWITCH, "New", encapsulation, id, "Tenant", "", false, 0, 0, false);
  }

  private static void run(Worlds worlds, Operation operation) {
    Job job = worlds.run(operation);
    assertEquals(Job.State.SUCCEEDED, job.state(), job.toString());
  }

  private Fabric fabric() {
    return worlds.world().fabric();
  }

  @Test
  void aSegmentIsCreatedWithItsPortGroupAndDeletedWithIt() {
    run(worlds, create(Encapsulation.GENEVE, 77));
    assertEquals(77, fabric().segment(NEW).orElseThrow().id());
    assertEquals("New", worlds.world().inventory().portGroups().get(1).name());
    run(worlds, new DeleteSegment(NEW));
    assertTrue(fabric().segment(NEW).isEmpty());
    assertEquals(null, worlds.world().inventory().portGroups().get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "VXLAN,0,segment.id-range",
    "VXLAN,16777216,segment.id-range",
    "NVGRE,4095,segment.id-range",
    "NVGRE,16777215,segment.id-range",
    "VXLAN,10000,segment.id-taken"
  })
  void anIdOutsideOfItsSpaceOrTakenIsRefused(Encapsulation encapsulation, long id, String code) {
    assertEquals(List.of(code), worlds.obstacles(create(encapsulation, id)));
  }

  @Test
  void theGreatestContextOfSttIsNoObstacle() {
    assertEquals(List.of(), worlds.obstacles(create(Encapsulation.STT, -1)));
  }

  @Test
  void aSegmentWithMachinesIsNotDeleted() {
    assertEquals(
        List.of("segment.in-use"), worlds.obstacles(new DeleteSegment(SmallSite.PORT_GROUP)));
  }

  @Test
  void aMachineThatIsAttachedIsInTheSegmentWithAnAddressAndLeavesItWhenDetached() {
    run(worlds, create(Encapsulation.VXLAN, 500));
    MachineId machine = new MachineId(1);
    run(worlds, new Attach(machine, 0, NEW));
    VirtualNic nic = worlds.machine(1).hardware().nics().getFirst();
    assertEquals(NEW, nic.portGroup());
    assertFalse(nic.ip().isNone());
    assertEquals(1, members("VXLAN 500"));
    run(worlds, new Detach(machine, 0));
    assertEquals(0, members("VXLAN 500"));
    assertEquals(List.of("hardware.no-nic"), worlds.obstacles(new Attach(machine, 9, NEW)));
  }

  private long members(String segment) {
    NetworkState state = FabricNetwork.of("", fabric(), worlds.world().inventory());
    return state.segments().stream()
        .filter(it -> it.label().equals(segment))
        .mapToLong(it -> it.machines().size())
        .sum();
  }

  @Test
  void anMtuThatIsTooLargeForALinkOnTheWayIsNamedWithTheLinkAndWhatToSet() {
    EditSegment edit = new EditSegment(SmallSite.PORT_GROUP, 10_000, "", false, 1500);
    Problem problem = worlds.check(edit).problems().getFirst();
    assertEquals("segment.path-too-small", problem.code());
    assertEquals("1550", problem.args().get(1));
    assertEquals("1500", problem.args().get(4));
    assertTrue(problem.args().get(2).startsWith("esx-"), problem.toString());
    for (int host = 1; host < 4; host++) {
      run(worlds, new SetPathMtu(new HostId(0), new HostId(host), 1550));
    }
    assertEquals(List.of(), worlds.check(edit).problems());
    run(worlds, edit);
    assertEquals(1500, fabric().segment(SmallSite.PORT_GROUP).orElseThrow().mtu());
  }

  @Test
  void theMtuIsSetOnEveryLinkOfEveryWayAndOnNoOther() {
    HostId from = new HostId(0);
    HostId to = new HostId(2);
    run(worlds, new SetPathMtu(from, to, 4000));
    HostWays ways = new HostWays(fabric(), worlds.world().inventory());
    assertTrue(ways.between(from, to).stream().allMatch(link -> link.mtu() == 4000));
    long others = fabric().links().stream().filter(link -> link.mtu() != 4000).count();
    assertEquals(fabric().links().size() - ways.between(from, to).size(), others);
    assertEquals(List.of("segment.mtu-range"), worlds.obstacles(new SetPathMtu(from, to, 100)));
  }

  @Test
  void aRuleIsAddedToAMiddleboxBeforeTheOthersAndTakenAway() {
    Blueprint site = ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();
    Worlds shootOut = Worlds.of(site);
    run(shootOut, new AddBoxRule(SITE, "firewall", false, Protocol.UDP, 6081, 0));
    assertEquals(2, rules(shootOut));
    assertFalse(box(shootOut, 17, 6081));
    run(shootOut, new RemoveBoxRule(SITE, "firewall", 0));
    assertTrue(box(shootOut, 17, 6081));
    assertEquals(
        List.of("network.no-rule"), shootOut.obstacles(new RemoveBoxRule(SITE, "firewall", 1)));
    assertEquals(
        List.of("network.no-box"),
        shootOut.obstacles(new AddBoxRule(SITE, "leaf-east", true, Protocol.ANY, 0, 0)));
    assertEquals(
        List.of("network.rule-port"),
        shootOut.obstacles(new AddBoxRule(SITE, "firewall", true, Protocol.GRE, 5, 0)));
  }

  private static int rules(Worlds worlds) {
    return worlds
        .world()
        .fabric()
        .node("firewall")
        .orElseThrow()
        .box()
        .orElseThrow()
        .rules()
        .size();
  }

  private static boolean box(Worlds worlds, int protocol, int port) {
    return worlds
        .world()
        .fabric()
        .node("firewall")
        .orElseThrow()
        .box()
        .orElseThrow()
        .permits(protocol, port);
  }

  @Test
  void aLinkIsCutWornAndRestored() {
    run(worlds, new SetLink(SITE, "leaf-01a", "up1", false, 40_000, 900, 1000, 0));
    var link =
        fabric().links().stream()
            .filter(it -> it.a().node().equals("leaf-01a") && it.a().port().equals("up1"))
            .findFirst()
            .orElseThrow();
    assertFalse(link.up());
    assertEquals(40_000, link.megabits());
    assertEquals(
        List.of("network.no-link"),
        worlds.obstacles(new SetLink(SITE, "leaf-01a", "zzz", true, 1, 1, 1, 0)));
    assertEquals(
        List.of("network.link-range"),
        worlds.obstacles(new SetLink(SITE, "leaf-01a", "up1", true, 0, 1, 1, 0)));
  }

  @Test
  void anEndpointMovesToAnAddressThatNobodyHas() {
    run(worlds, new MoveEndpoint(new HostId(0), "172.30.0.1"));
    assertEquals("172.30.0.1", fabric().endpoints().getFirst().address().toString());
    assertEquals(
        List.of("network.address-taken"),
        worlds.obstacles(new MoveEndpoint(new HostId(1), "172.30.0.1")));
    assertEquals(
        List.of("network.bad-address"),
        worlds.obstacles(new MoveEndpoint(new HostId(1), "224.0.0.1")));
  }

  @Test
  void theNetworkIsKeptInImagesAndSharedByCopies() throws IOException {
    run(worlds, create(Encapsulation.STT, -1));
    assertEquals(fabric(), worlds.throughAnImage().world().fabric());
    assertSame(fabric(), worlds.world().copy().fabric());
    SegmentSettings segment = fabric().segment(NEW).orElseThrow();
    assertEquals(Encapsulation.STT, segment.encapsulation());
  }
}
