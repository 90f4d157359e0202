package io.coppice.sim.ops.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.NetworkOperation.DeleteFence;
import io.coppice.backend.NetworkOperation.FenceMapping;
import io.coppice.backend.NetworkOperation.SetFence;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SiteState;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FenceOperationsTest {
  private final Worlds worlds =
      Worlds.of(((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint());
  private final MachineId a = named("fence-a");
  private final MachineId b = named("fence-b");

  private MachineId named(String name) {
    MachineId[] found = new MachineId[1];
    worlds
        .world()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.name().equals(name)) {
                found[0] = machine.id();
              }
            });
    return found[0];
  }

  private void run(Operation operation) {
    Job job = worlds.run(operation);
    assertEquals(Job.State.SUCCEEDED, job.state(), job.toString());
  }

  private Optional<Fence> fence(MachineId of) {
    return worlds.world().fabric().fence(of);
  }

  private static SetFence set(MachineId of, String... addresses) {
    List<FenceMapping> rows =
        java.util.stream.IntStream.range(0, addresses.length / 2)
            .mapToObj(i -> new FenceMapping(addresses[2 * i], addresses[2 * i + 1]))
            .toList();
    return new SetFence(of, 0, 1, rows);
  }

  @Test
  void aFenceIsMadeEditedAndDeleted() {
    run(new DeleteFence(a));
    assertTrue(fence(a).isEmpty());
    assertEquals(List.of("fence.none"), worlds.obstacles(new DeleteFence(a)));
    run(set(a, "10.50.0.1", "10.60.7.1"));
    run(set(a, "10.50.0.1", "10.60.7.1", "10.50.0.2", "10.60.7.2"));
    assertEquals(2, fence(a).orElseThrow().addresses().size());
    assertEquals(2, worlds.world().fabric().fences().size());
  }

  @Test
  void aTableHasAddressesOfItsSidesThatNobodyHas() {
    assertEquals(List.of(), worlds.obstacles(set(a, "10.50.0.1", "10.60.1.1")));
    assertEquals(List.of(), worlds.obstacles(set(a)));
    for (SetFence wrong :
        List.of(
            set(a, "10.51.0.1", "10.60.1.1"),
            set(a, "10.50.0.1", "10.61.1.1"),
            set(a, "10.50.0.1", "10.60.0.0"),
            set(a, "10.50.0.1", "10.60.255.0"),
            set(a, "10.50.0.1", "10.60.255.255"),
            set(a, "10.50.255.1", "10.60.1.1"),
            set(a, "10.50.0.1", "10.60.1.1", "10.50.0.1", "10.60.1.2"),
            set(a, "10.50.0.1", "campus"))) {
      assertEquals(List.of("fence.row"), worlds.obstacles(wrong), wrong.toString());
    }
    for (SetFence taken :
        List.of(
            set(a, "10.50.0.1", "10.60.0.10"),
            set(a, "10.50.0.1", "10.60.0.1"),
            set(a, "10.50.0.1", "10.60.2.1"),
            set(a, "10.50.0.1", "10.60.1.1", "10.50.0.2", "10.60.1.1"))) {
      assertEquals(List.of("fence.outside-taken"), worlds.obstacles(taken), taken.toString());
    }
  }

  @Test
  void itsMachineHasTwoAdaptersInTwoNetworks() {
    assertEquals(List.of("fence.adapters"), worlds.obstacles(new SetFence(a, 0, 0, List.of())));
    assertEquals(
        List.of("fence.adapters"),
        worlds.obstacles(new SetFence(named("campus"), 0, 1, List.of())));
    wire(b, nics(a).getFirst().portGroup());
    assertEquals(List.of("fence.taken"), worlds.obstacles(set(b)));
    wire(b, nics(a).getLast().portGroup());
    assertEquals(List.of("fence.one-network"), worlds.obstacles(set(b)));
  }

  private List<VirtualNic> nics(MachineId of) {
    return worlds.world().inventory().machine(of).hardware().nics();
  }

  /** The inner adapter of a machine is in another port group. */
  private void wire(MachineId of, PortGroupId to) {
    Machine machine = worlds.world().inventory().machine(of);
    List<VirtualNic> changed = List.of(nics(of).getFirst().withPortGroup(to), nics(of).getLast());
    worlds.world().set(machine.withHardware(machine.hardware().withNics(changed)));
  }

  @Test
  void behindFencesHardwareAddressesAreNoConflict() {
    assertEquals(List.of(), macs());
    run(new DeleteFence(a));
    assertEquals(List.of(), macs(), "one side is still fenced");
    run(new DeleteFence(b));
    assertEquals(3, macs().size(), macs().toString());
  }

  private List<String> macs() {
    SiteIndex index = index();
    return index.duplicates().stream()
        .map(Problem::code)
        .filter("alarm.duplicate-mac"::equals)
        .toList();
  }

  @Test
  void nobodyIsLeasedAnOuterAddress() {
    var outside = io.coppice.model.IpAddress.v4(10, 60, 1, 1);
    assertTrue(index().addressTaken(outside));
    run(new DeleteFence(a));
    assertFalse(index().addressTaken(outside));
  }

  @Test
  void aFenceGoesWithItsMachine() {
    var outside = io.coppice.model.IpAddress.v4(10, 60, 1, 1);
    run(new MachineOperation.PowerOff(a));
    run(new MachineOperation.Delete(a));

    assertTrue(fence(a).isEmpty());
    assertTrue(fence(b).isPresent());
    assertFalse(index().addressTaken(outside));
    assertEquals(List.of(), worlds.obstacles(set(b, "10.50.0.1", "10.60.1.1")));
  }

  @Test
  void aFenceWithoutItsMachineHoldsNoAddresses() {
    keepFenceOfNobody(List.of(new AddressMapping(ip("10.50.0.1"), ip("10.60.9.1"))));
    assertFalse(index().addressTaken(io.coppice.model.IpAddress.v4(10, 60, 9, 1)));
    assertEquals(List.of(), worlds.obstacles(set(a, "10.50.0.1", "10.60.9.1")));
  }

  /** As worlds have it in which an appliance was deleted before its fence went with it. */
  private void keepFenceOfNobody(List<AddressMapping> addresses) {
    MachineId nobody = new MachineId(worlds.world().inventory().machines().size() + 5);
    List<Fence> fences = new ArrayList<>(worlds.world().fabric().fences());
    fences.add(new Fence(nobody, 0, 1, addresses));
    worlds.world().setFabric(worlds.world().fabric().withFences(fences));
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @Test
  void isolatedPortsOfAFencedNetworkAreFencedToo() {
    run(new DeleteFence(b));
    assertEquals(List.of(), macs());
    PortGroupId joined = nics(a).getFirst().portGroup();
    PortGroupId isolated = isolatedPartOf(joined);
    for (String name : List.of("lab-a-web", "lab-a-db")) {
      Machine machine = worlds.world().inventory().machine(named(name));
      VirtualNic nic = machine.hardware().nics().getFirst().withPortGroup(isolated);
      worlds.world().set(machine.withHardware(machine.hardware().withNics(List.of(nic))));
    }
    assertEquals(List.of(), macs());
  }

  /** Another port group of a private VLAN in which the first is promiscuous. */
  private PortGroupId isolatedPartOf(PortGroupId promiscuous) {
    var groups = worlds.world().inventory().portGroups();
    PortGroup first = groups.get(promiscuous.value());
    PortGroupId made = new PortGroupId(groups.size());
    groups.set(promiscuous.value(), first.withPolicy(of(Role.PROMISCUOUS, 100)));
    groups.add(
        new PortGroup(
            made, "isolated", first.folder(), first.onSwitch(), 0, of(Role.ISOLATED, 101)));
    List<SegmentSettings> segments = new ArrayList<>(worlds.world().fabric().segments());
    segments.add(SegmentSettings.headEnd(made, Encapsulation.VXLAN, 8300));
    worlds.world().setFabric(worlds.world().fabric().withSegments(segments));
    return made;
  }

  private static PortPolicy of(Role role, int secondary) {
    return PortPolicy.NONE.withPrivateVlan(Optional.of(new PrivateVlan(role, 100, secondary)));
  }

  private SiteIndex index() {
    return new IndexCache()
        .of(
            new SiteState(
                worlds.world().inventory().freeze(),
                worlds.world().forks().freeze(),
                worlds.world().figures().freeze(),
                worlds.world().jobs().freeze(),
                worlds.world().fabric()));
  }

  @Test
  void itIsPartOfAnImage() throws IOException {
    run(set(a, "10.50.0.2", "10.60.9.2"));
    assertEquals(worlds.world().fabric(), worlds.throughAnImage().world().fabric());
  }
}
