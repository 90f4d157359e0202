package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation.CutNic;
import io.coppice.backend.FaultOperation.RestoreNic;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Megahertz;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.inventory.Workload;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is short is told of the thing that limits it, and links carry only what hangs on them. */
class StarvationTest {
  private static final HostId HOST = new HostId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 18));

  private void hardware(int row, long speed, Bytes memory, List<PhysicalNic> nics) {
    Host host = worlds.host(row);
    Host.HostHardware was = host.hardware();
    worlds
        .world()
        .inventory()
        .hosts()
        .set(
            row,
            host.withHardware(
                new Host.HostHardware(
                    was.model(),
                    1,
                    2,
                    new Megahertz((int) speed),
                    memory,
                    nics,
                    was.hbas(),
                    was.idlePower(),
                    was.maxPower())));
  }

  private void change(int row, java.util.function.UnaryOperator<Machine> how) {
    worlds.world().inventory().machines().set(row, how.apply(worlds.machine(row)));
  }

  private void busy(int row) {
    change(
        row,
        machine ->
            machine.withGuest(
                new Machine.Guest("", "", Workload.DATABASE, Machine.Tools.NOT_INSTALLED)));
  }

  private Problem alarm(String code) {
    Problem found =
        worlds.world().alarms().stream()
            .filter(alarm -> alarm.code().equals(code))
            .findFirst()
            .orElseThrow(() -> new AssertionError(code + " of " + worlds.world().alarms()));
    isWorded(found);
    return found;
  }

  private static void isWorded(Problem problem) {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      String text = new Messages(locale).what(problem);
      assertFalse(text.contains("{") || text.contains(problem.code()), text);
    }
  }

  @Test
  void aHostWithTooLittleProcessorIsNamedWithWhoWaitsMost() {
    for (int row = 1; row < 18; row += 3) {
      busy(row);
    }
    Host large = worlds.host(1);
    hardware(1, 500, Bytes.ofGiB(512), worlds.host(1).hardware().nics());
    worlds.pass(Duration.ofMinutes(2));
    Problem alarm = alarm("alarm.host-cpu-short");
    assertEquals(List.of(HOST), alarm.about());
    assertEquals(Severity.ERROR, alarm.severity());
    assertEquals("6", alarm.args().get(1));
    assertTrue(worlds.world().figures().get(HOST, Metric.CPU_READY) > 1_000);
    worlds.world().inventory().hosts().set(1, large);
    worlds.pass(Duration.ofMinutes(2));
    assertFalse(worlds.alarms().contains("alarm.host-cpu-short"));
  }

  @Test
  void aHostThatSwapsIsNamed() {
    for (int row = 1; row < 18; row += 3) {
      busy(row);
    }
    hardware(1, 5_000, Bytes.ofGiB(12), worlds.host(1).hardware().nics());
    worlds.pass(Duration.ofMinutes(2));
    assertEquals(List.of(HOST), alarm("alarm.host-swapping").about());
  }

  @Test
  void aPoolsLimitThatStarvesIsNamedAndNotTheHost() {
    ResourcePoolId id = new ResourcePoolId(worlds.world().inventory().pools().size());
    Allocation tight = new Allocation(4_000, 0, 150, true);
    worlds
        .world()
        .inventory()
        .pools()
        .add(
            new ResourcePool(
                id,
                "tight",
                SmallSite.CLUSTER,
                Optional.of(SmallSite.POOL),
                tight,
                new Allocation(4_000, 0, 1_000, true),
                Optional.empty()));
    for (int row = 1; row < 9; row += 3) {
      busy(row);
      change(row, machine -> machine.withPool(id));
    }
    worlds.pass(Duration.ofMinutes(2));
    assertEquals(List.of(id), alarm("alarm.pool-cpu-limit").about());
    assertEquals(List.of(id), alarm("alarm.pool-memory-limit").about());
    assertFalse(worlds.alarms().contains("alarm.host-cpu-short"), worlds.alarms().toString());
    assertFalse(worlds.alarms().contains("alarm.host-swapping"), worlds.alarms().toString());
  }

  @Test
  void aMachinesOwnLimitIsNamed() {
    busy(1);
    change(
        1,
        machine ->
            machine.withPlacement(
                new Machine.Placement(
                    new Allocation(1_000, 0, 100, true),
                    new Allocation(1_000, 0, 512, true),
                    Machine.RestartPriority.MEDIUM)));
    worlds.pass(Duration.ofMinutes(2));
    assertEquals(List.of(worlds.machine(1).id()), alarm("alarm.machine-cpu-limit").about());
    assertEquals(List.of(worlds.machine(1).id()), alarm("alarm.machine-memory-limit").about());
  }

  /** A second switch for the machines, beside the one the host is managed over. */
  private PortGroupId second(boolean spare) {
    SwitchId id = new SwitchId(worlds.world().inventory().switches().size());
    worlds
        .world()
        .inventory()
        .switches()
        .add(new NetworkSwitch(id, "dvs-2", SmallSite.NETWORKS, Optional.empty(), 1500));
    PortGroupId group = new PortGroupId(worlds.world().inventory().portGroups().size());
    worlds
        .world()
        .inventory()
        .portGroups()
        .add(new PortGroup(group, "Guests", SmallSite.NETWORKS, id, 0));
    List<PhysicalNic> nics =
        Stream.concat(
                worlds.host(1).hardware().nics().stream(),
                Stream.of(
                    new PhysicalNic("vmnic2", 10_000, true, Optional.of(id)),
                    new PhysicalNic("vmnic3", 10_000, true, Optional.of(id)),
                    new PhysicalNic("vmnic4", 10_000, spare, Optional.empty())))
            .toList();
    hardware(1, 2_600, Bytes.ofGiB(512), nics);
    return group;
  }

  @Test
  void bothUplinksCutStopTheNetworkOfTheMachinesOfThatSwitchAlone() {
    PortGroupId group = second(true);
    for (int row = 1; row < 6; row += 3) {
      change(
          row,
          machine ->
              machine.withHardware(
                  machine
                      .hardware()
                      .withNics(
                          machine.hardware().nics().stream()
                              .map((VirtualNic nic) -> nic.withPortGroup(group))
                              .toList())));
    }
    worlds.pass(Duration.ofMinutes(1));
    assertTrue(worlds.world().figures().get(worlds.machine(1).id(), Metric.NETWORK_RATE) > 0);
    worlds.run(new CutNic(HOST, "vmnic2"));
    worlds.run(new CutNic(HOST, "vmnic3"));
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(Host.State.CONNECTED, worlds.host(1).state());
    assertEquals(0, worlds.world().figures().get(worlds.machine(1).id(), Metric.NETWORK_RATE));
    assertTrue(worlds.world().figures().get(worlds.machine(7).id(), Metric.NETWORK_RATE) > 0);
    Problem alarm = alarm("alarm.uplinks-down");
    assertEquals("vm-001, vm-004", alarm.args().get(2));
  }

  @Test
  void aHostWithoutItsManagementLinkIsNotConnectedThroughASpareAdapter() {
    second(true);
    worlds.run(new CutNic(HOST, "vmnic0"));
    assertEquals(Host.State.CONNECTED, worlds.host(1).state());
    worlds.run(new CutNic(HOST, "vmnic1"));
    assertEquals(Host.State.NOT_RESPONDING, worlds.host(1).state());
    worlds.run(new CutNic(HOST, "vmnic4"));
    worlds.run(new RestoreNic(HOST, "vmnic4"));
    assertEquals(Host.State.NOT_RESPONDING, worlds.host(1).state());
    worlds.run(new RestoreNic(HOST, "vmnic1"));
    assertEquals(Host.State.CONNECTED, worlds.host(1).state());
  }
}
