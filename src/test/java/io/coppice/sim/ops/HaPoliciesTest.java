package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.HaPolicy.Admission;
import io.coppice.model.inventory.HaPolicy.Isolation;
import io.coppice.model.inventory.HaPolicy.StorageLoss;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.RestartPriority;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How HA keeps room, and in which order and where it restarts. */
class HaPoliciesTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(4, 24));

  private void policy(Admission admission, int failures, int percent, Set<HostId> dedicated) {
    set(
        new HaPolicy(
            admission, failures, percent, percent, dedicated, StorageLoss.LEAVE, Isolation.LEAVE));
  }

  private void set(HaPolicy policy) {
    worlds.run(new InventoryOperation.SetHaPolicy(SmallSite.CLUSTER, policy));
  }

  private void placement(int row, int mib, int mhz, RestartPriority priority) {
    worlds.run(
        new MachineOperation.EditPlacement(
            new MachineId(row),
            new Allocation(1_000, mhz, Allocation.UNLIMITED, true),
            new Allocation(1_000, mib, Allocation.UNLIMITED, true),
            priority));
  }

  private List<String> powerOn(int row) {
    return worlds.obstacles(new MachineOperation.PowerOn(new MachineId(row)));
  }

  @Test
  void slotsAreAsLargeAsTheLargestReservation() {
    policy(Admission.SLOTS, 3, 0, Set.of());
    assertEquals(List.of(), powerOn(0));
    // 79,040 MHz of a host hold 19 slots of 4,000; one host of four is left: 16 run, 3 more may.
    worlds.run(new MachineOperation.PowerOff(new MachineId(2)));
    placement(2, 0, 4_000, RestartPriority.MEDIUM);
    worlds.run(new MachineOperation.PowerOn(new MachineId(2)));
    worlds.run(new MachineOperation.PowerOn(new MachineId(0)));
    worlds.run(new MachineOperation.PowerOn(new MachineId(3)));
    worlds.run(new MachineOperation.PowerOn(new MachineId(6)));
    assertTrue(powerOn(9).contains("cluster.no-slot"), powerOn(9).toString());
    policy(Admission.SLOTS, 2, 0, Set.of());
    assertEquals(List.of(), powerOn(9));
  }

  @Test
  void percentagesCountProcessorsToo() {
    placement(0, 0, 70_000, RestartPriority.MEDIUM);
    policy(Admission.PERCENTAGE, 1, 25, Set.of());
    assertEquals(List.of(), powerOn(0));
    policy(Admission.PERCENTAGE, 1, 80, Set.of());
    assertTrue(powerOn(0).contains("cluster.no-failover-capacity"));
    policy(Admission.OFF, 1, 80, Set.of());
    assertEquals(List.of(), powerOn(0));
  }

  @Test
  void hostsThatAreKeptTakeNothingUntilAnotherFails() {
    HostId kept = new HostId(3);
    policy(Admission.DEDICATED_HOSTS, 1, 0, Set.of(kept));
    var there = new MachineOperation.Migrate(new MachineId(1), Optional.of(kept), Optional.empty());
    assertTrue(worlds.obstacles(there).contains("host.kept-for-failover"));
    worlds.run(new FaultOperation.CrashHost(new HostId(0)));
    assertFalse(worlds.obstacles(there).contains("host.kept-for-failover"));
  }

  @Test
  void restartsGoInWavesAndInOrder() {
    // On host 0 run 4, 8, 16 and 20.
    placement(4, 0, 0, RestartPriority.LOWEST);
    placement(8, 0, 0, RestartPriority.HIGHEST);
    worlds.run(
        new InventoryOperation.SetDrsPolicy(
            SmallSite.CLUSTER,
            DrsPolicy.STANDARD.withRules(
                List.of(
                    new AffinityRule(
                        "database first",
                        AffinityRule.Kind.IN_ORDER,
                        List.of(new MachineId(20), new MachineId(16)),
                        Set.of())))));
    worlds.run(new FaultOperation.CrashHost(new HostId(0)));
    worlds.pass(Duration.ofMinutes(3));
    List<String> restarted = worlds.world().events() == null ? List.of() : restartedInOrder();
    assertEquals(List.of("vm-008", "vm-020", "vm-016", "vm-004"), restarted);
  }

  private List<String> restartedInOrder() {
    List<String> names = new ArrayList<>();
    worlds
        .world()
        .events()
        .forEach(
            event -> {
              if (event.code().equals("event.ha.restarted")) {
                names.add(event.args().getFirst());
              }
            });
    return names;
  }

  @Test
  void restartsSpreadOverTheHostsThatAreLeft() {
    Worlds many = Worlds.of(SmallSite.of(5, 15));
    for (int row = 0; row < 15; row++) {
      MachineId id = new MachineId(row);
      if (many.machine(row).isOn()) {
        many.run(new MachineOperation.PowerOff(id));
      }
      many.run(
          new MachineOperation.EditHardware(
              id,
              Optional.empty(),
              Optional.of(Bytes.ofGiB(40)),
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.empty()));
    }
    many.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, true, false));
    for (int row = 0; row < 11; row++) {
      if (!many.machine(row).host().equals(new HostId(0))) {
        many.run(
            new MachineOperation.Migrate(
                new MachineId(row), Optional.of(new HostId(0)), Optional.empty()));
      }
    }
    for (int row = 0; row < 11; row++) {
      many.run(new MachineOperation.PowerOn(new MachineId(row)));
    }
    many.run(new FaultOperation.CrashHost(new HostId(0)));
    many.pass(Duration.ofMinutes(3));
    Map<HostId, Integer> on = new TreeMap<>(java.util.Comparator.comparing(HostId::value));
    for (int row = 0; row < 11; row++) {
      assertTrue(many.machine(row).isOn(), many.machine(row).name());
      on.merge(many.machine(row).host(), 1, Integer::sum);
    }
    assertEquals(4, on.size(), on.toString());
    assertTrue(on.values().stream().allMatch(count -> count <= 3), on.toString());
  }

  @Test
  void whatWasOffOnADeadHostIsRegisteredElsewhere() {
    MachineId off = new MachineId(0);
    Machine before = worlds.machine(0);
    assertFalse(before.isOn());
    worlds.run(new FaultOperation.CrashHost(before.host()));
    var elsewhere = new MachineOperation.Migrate(off, Optional.of(new HostId(1)), Optional.empty());
    assertEquals(List.of(), worlds.obstacles(elsewhere));
    worlds.run(elsewhere);
    assertEquals(new HostId(1), worlds.machine(0).host());
    worlds.run(new MachineOperation.PowerOn(off));
    assertTrue(worlds.machine(0).isOn());
  }

  @Test
  void whatRunsWhereADatastoreIsLostIsRestartedWhereItIsReached() {
    HostId host = worlds.machine(4).host();
    DatastoreId lost = worlds.machine(4).hardware().disks().getFirst().datastore();
    worlds.run(new FaultOperation.CutPath(host, lost));
    worlds.pass(Duration.ofMinutes(10));
    assertEquals(host, worlds.machine(4).host(), "the standard policy leaves it");
    worlds.run(new FaultOperation.RestorePath(host, lost));
    set(
        new HaPolicy(
            Admission.LARGEST_HOST, 1, 25, 25, Set.of(), StorageLoss.RESTART, Isolation.LEAVE));
    worlds.run(new FaultOperation.CutPath(host, lost));
    worlds.pass(Duration.ofMinutes(5));
    assertEquals(host, worlds.machine(4).host(), "not before 140 s and 3 minutes");
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.machine(4).isOn());
    assertFalse(worlds.machine(4).host().equals(host));
  }

  @Test
  void whatRunsOnAnIsolatedHostIsRestartedWhereThePolicySaysSo() {
    HostId host = worlds.machine(4).host();
    set(
        new HaPolicy(
            Admission.LARGEST_HOST, 1, 25, 25, Set.of(), StorageLoss.LEAVE, Isolation.RESTART));
    worlds.run(new FaultOperation.CutNic(host, "vmnic0"));
    worlds.run(new FaultOperation.CutNic(host, "vmnic1"));
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.machine(4).isOn());
    assertFalse(worlds.machine(4).host().equals(host));
  }

  /** vSphere Availability, "VM Restart Priority": disabled means that HA does not restart it. */
  @Test
  void whatIsNotToBeRestartedIsNotAndHoldsNobodyUp() {
    placement(8, 0, 0, RestartPriority.DISABLED);
    worlds.run(new FaultOperation.CrashHost(new HostId(0)));
    worlds.pass(Duration.ofMinutes(5));
    assertFalse(worlds.machine(8).isOn());
    assertEquals(List.of("vm-004", "vm-016", "vm-020"), restartedInOrder());
    assertEquals(1, Collections.frequency(worlds.events(), "event.ha.disabled"));
    assertFalse(worlds.alarms().contains("alarm.ha-waiting"));
    worlds.run(new FaultOperation.RepairHost(new HostId(0)));
    worlds.pass(Duration.ofMinutes(5));
    assertFalse(worlds.machine(8).isOn(), "also when its host is there again");
  }

  /** What would not be restarted is better off running where nobody reaches it. */
  @Test
  void whatIsNotToBeRestartedStaysOnAnIsolatedHost() {
    placement(8, 0, 0, RestartPriority.DISABLED);
    set(
        new HaPolicy(
            Admission.LARGEST_HOST, 1, 25, 25, Set.of(), StorageLoss.LEAVE, Isolation.RESTART));
    worlds.run(new FaultOperation.CutNic(new HostId(0), "vmnic0"));
    worlds.run(new FaultOperation.CutNic(new HostId(0), "vmnic1"));
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.machine(8).isOn());
    assertEquals(new HostId(0), worlds.machine(8).host());
    assertFalse(worlds.machine(4).host().equals(new HostId(0)));
  }

  @Test
  void aClusterWithoutHaForgetsWhatACrashedHostRan() {
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, false, true));
    worlds.run(new FaultOperation.CrashHost(new HostId(0)));
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, true, true));
    worlds.pass(Duration.ofMinutes(5));
    assertFalse(worlds.events().contains("event.ha.declared-dead"));
    assertFalse(worlds.machine(4).isOn());
    worlds.run(new FaultOperation.RepairHost(new HostId(0)));
    worlds.pass(Duration.ofMinutes(5));
    assertFalse(worlds.machine(4).isOn(), "it is started by people");
  }

  /** HA is on when the host crashes and off when it would be declared dead. */
  @Test
  void haThatIsTurnedOffWhileItWaitsRestartsNothing() {
    worlds.run(new FaultOperation.CrashHost(new HostId(0)));
    worlds.pass(Duration.ofSeconds(10));
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, false, true));
    worlds.pass(Duration.ofSeconds(10));
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, true, true));
    worlds.pass(Duration.ofMinutes(5));
    assertFalse(worlds.machine(4).isOn());
  }

  @Test
  void whatWaitsForRoomIsForgottenWhereHaIsTurnedOff() {
    for (int host = 1; host < 4; host++) {
      worlds.run(new HostOperation.Disconnect(new HostId(host)));
    }
    worlds.run(new FaultOperation.CrashHost(new HostId(0)));
    worlds.pass(Duration.ofMinutes(1));
    assertTrue(worlds.alarms().contains("alarm.ha-waiting"));
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, false, true));
    worlds.run(new HostOperation.Reconnect(new HostId(1)));
    worlds.pass(Duration.ofMinutes(2));
    assertFalse(worlds.machine(4).isOn());
    assertFalse(worlds.alarms().contains("alarm.ha-waiting"));
  }

  /** The conservative policy: only what another host has room for now. */
  @Test
  void whereThereIsNoRoomTheConservativePolicyLeavesMachinesOnTheirHost() {
    HostId host = worlds.machine(4).host();
    DatastoreId lost = worlds.machine(4).hardware().disks().getFirst().datastore();
    set(
        new HaPolicy(
            Admission.OFF, 1, 25, 25, Set.of(), StorageLoss.RESTART_IF_ROOM, Isolation.LEAVE));
    for (int row = 0; row < 4; row++) {
      if (row != host.value()) {
        worlds.run(new HostOperation.Disconnect(new HostId(row)));
      }
    }
    worlds.run(new FaultOperation.CutPath(host, lost));
    worlds.pass(Duration.ofMinutes(10));
    assertTrue(worlds.machine(4).isOn());
    assertEquals(host, worlds.machine(4).host());
    worlds.run(new FaultOperation.RestorePath(host, lost));
    worlds.run(new HostOperation.Reconnect(new HostId(1)));
    worlds.run(new FaultOperation.CutPath(host, lost));
    worlds.pass(Duration.ofMinutes(10));
    assertTrue(worlds.machine(4).isOn());
    assertEquals(new HostId(1), worlds.machine(4).host());
  }

  /** It runs 4, 8, 16 and 20. */
  @Test
  void aRestartTellsOfTheCrashThatItIsFor() {
    Job crash = worlds.run(new FaultOperation.CrashHost(new HostId(0)));
    worlds.pass(Duration.ofMinutes(2));
    List<Optional<JobId>> asked = new ArrayList<>();
    worlds
        .world()
        .jobs()
        .forEach(
            job -> {
              if (job.operation() instanceof MachineOperation.Restart) {
                asked.add(job.askedBy());
              }
            });
    assertEquals(Collections.nCopies(4, Optional.of(crash.id())), asked);
    worlds
        .world()
        .events()
        .forEach(
            event -> {
              if (event.code().equals("event.ha.declared-dead")) {
                assertEquals(List.of("esx-00.example.org", "18", "4"), event.args());
              }
            });
  }
}
