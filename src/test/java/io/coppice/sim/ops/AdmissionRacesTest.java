package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Outcome;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.ScenarioWriter;
import io.coppice.testkit.SiteInvariants;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.TightSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for at one instant is admitted as if it had been asked one after the other. */
class AdmissionRacesTest {
  @TempDir Path folder;

  private static Allocation reserved(int amount) {
    return new Allocation(1_000, amount, Allocation.UNLIMITED, true);
  }

  private static void reserve(Worlds worlds, MachineId id, int mib) {
    Machine machine = worlds.world().inventory().machine(id);
    worlds.run(
        new MachineOperation.EditPlacement(
            id, machine.placement().cpu(), reserved(mib), machine.placement().restart()));
  }

  private static void offWithReservation(Worlds worlds, int machines, int mib) {
    for (int row = 0; row < machines; row++) {
      MachineId id = new MachineId(row);
      if (worlds.machine(row).isOn()) {
        worlds.run(new MachineOperation.PowerOff(id));
      }
      reserve(worlds, id, mib);
    }
  }

  @Test
  void eightPowerOnsAtOnceDoNotPassTheReserveOfHa() {
    // Two hosts of 512 GiB: without one of them, 491 GiB can be reserved.
    Worlds worlds = Worlds.of(SmallSite.of(2, 8));
    for (int row = 0; row < 8; row++) {
      MachineId id = new MachineId(row);
      if (worlds.machine(row).isOn()) {
        worlds.run(new MachineOperation.PowerOff(id));
      }
      worlds.run(
          new MachineOperation.EditHardware(
              id,
              Optional.empty(),
              Optional.of(Bytes.ofGiB(100)),
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.empty()));
      reserve(worlds, id, 100 * 1024);
    }
    long accepted = 0;
    for (int row = 0; row < 8; row++) {
      Outcome outcome = worlds.submit(new MachineOperation.PowerOn(new MachineId(row)));
      accepted += outcome instanceof Outcome.Accepted ? 1 : 0;
    }
    assertEquals(4, accepted);
    worlds.pass(Duration.ofMinutes(1));
    assertFalse(worlds.alarms().contains("alarm.ha-capacity"));
  }

  @Test
  void powerOnsAtOnceDoNotPassThePoolsReservation() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 24));
    offWithReservation(worlds, 3, 2_048);
    worlds.run(
        new InventoryOperation.CreatePool(
            SmallSite.POOL,
            "closed",
            Allocation.normalPoolCpu(),
            new Allocation(1_000, 4_096, Allocation.UNLIMITED, false),
            false));
    ResourcePoolId pool = new ResourcePoolId(1);
    for (int row = 0; row < 3; row++) {
      worlds.run(new InventoryOperation.Move(new MachineId(row), pool));
    }
    assertInstanceOf(
        Outcome.Accepted.class, worlds.submit(new MachineOperation.PowerOn(new MachineId(0))));
    assertInstanceOf(
        Outcome.Accepted.class, worlds.submit(new MachineOperation.PowerOn(new MachineId(1))));
    assertInstanceOf(
        Outcome.Refused.class, worlds.submit(new MachineOperation.PowerOn(new MachineId(2))));
    worlds.pass(Duration.ofMinutes(1));
    // Lowered under what is used, or closed to it, it would owe what it does not have.
    var lower =
        new InventoryOperation.EditPool(
            pool,
            Allocation.normalPoolCpu(),
            new Allocation(1_000, 2_048, Allocation.UNLIMITED, false));
    assertTrue(worlds.obstacles(lower).contains("pool.reserved-already"));
    var limited =
        new InventoryOperation.EditPool(
            pool, Allocation.normalPoolCpu(), new Allocation(1_000, 1_000, 3_000, true));
    assertTrue(worlds.obstacles(limited).contains("pool.reserved-already"));
  }

  @Test
  void aMachineThatIsBeingStartedIsNotLeftOnAHostInMaintenance() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 24));
    for (int row = 0; row < 24; row += 4) {
      if (worlds.machine(row).isOn()) {
        worlds.run(new MachineOperation.PowerOff(new MachineId(row)));
      }
    }
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, true, false));
    JobId starting = worlds.start(new MachineOperation.PowerOn(new MachineId(0)));
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, true, true));
    JobId maintenance = worlds.start(new HostOperation.EnterMaintenance(new HostId(0), false));
    worlds.until(starting);
    worlds.until(maintenance);
    assertEquals(List.of(), SiteInvariants.broken(worlds.world()));
    assertTrue(worlds.host(0).maintenance());
  }

  @Test
  void whatMovesIntoAnotherPoolMustBeReservableThere() {
    Worlds worlds = Worlds.of(TightSite.of(30));
    worlds.run(
        new InventoryOperation.CreatePool(
            SmallSite.POOL,
            "closed",
            Allocation.normalPoolCpu(),
            new Allocation(1_000, 1_024, Allocation.UNLIMITED, false),
            false));
    ResourcePoolId closed = new ResourcePoolId(5);
    MachineId reserves = new MachineId(20);
    assertTrue(worlds.machine(20).isOn());
    var move = new MachineOperation.Migrate(reserves, Optional.empty(), Optional.of(closed));
    assertTrue(worlds.obstacles(move).contains("pool.no-reservation"));
  }

  @Test
  void whatMovesIntoAClusterIsAdmittedAsIfItWerePoweredOnThere() {
    Worlds worlds = Worlds.of(TightSite.of(30));
    MachineId outside = new MachineId(5);
    assertTrue(worlds.machine(5).isOn());
    assertEquals(new HostId(5), worlds.machine(5).host());
    var into = new MachineOperation.Migrate(outside, Optional.of(new HostId(0)), Optional.empty());
    assertEquals(List.of(), worlds.obstacles(into));
    // Without three of four hosts nothing is left when another fails.
    for (int host = 1; host < 4; host++) {
      worlds.run(new io.coppice.backend.FaultOperation.CrashHost(new HostId(host)));
    }
    assertTrue(worlds.obstacles(into).contains("cluster.no-failover-capacity"));
  }

  @Test
  void aRunningMachineIsNotRevertedToHardwareItsHostDoesNotHave() {
    Worlds worlds = Worlds.of(TightSite.of(30));
    MachineId id = new MachineId(2);
    worlds.run(new MachineOperation.PowerOff(id));
    var many =
        new MachineOperation.EditHardware(
            id,
            Optional.of(16),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    worlds.run(many);
    worlds.run(new MachineOperation.PowerOn(id));
    worlds.run(new SnapshotOperation.Take(id, "sixteen", "", true, false));
    worlds.run(new MachineOperation.PowerOff(id));
    HostId host = worlds.machine(2).host();
    var hosts = worlds.world().inventory().hosts();
    var was = hosts.get(host.value());
    var hardware = was.hardware();
    hosts.set(
        host.value(),
        was.withHardware(
            new io.coppice.model.inventory.Host.HostHardware(
                hardware.model(),
                1,
                4,
                hardware.coreSpeed(),
                hardware.memory(),
                hardware.nics(),
                hardware.hbas(),
                hardware.idlePower(),
                hardware.maxPower())));
    worlds.run(
        new MachineOperation.EditHardware(
            id,
            Optional.of(2),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, true, false));
    worlds.run(new MachineOperation.PowerOn(id));
    assertTrue(
        worlds.obstacles(new SnapshotOperation.Revert(id, 0)).contains("host.too-few-processors"));
  }

  @Test
  void aSnapshotOfASuspendedMachineKeepsItSuspendedAlsoInAFile() throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(2, 8));
    MachineId id = new MachineId(2);
    worlds.run(new MachineOperation.Suspend(id));
    worlds.run(new SnapshotOperation.Take(id, "asleep", "", false, false));
    worlds.run(new MachineOperation.PowerOff(id));
    Path file = folder.resolve("asleep.json");
    ScenarioWriter.write(
        file,
        new Blueprint(
            "small", "Small", "", worlds.world().now(), 7, worlds.world().inventory().freeze()));
    Worlds again =
        Worlds.of(
            assertInstanceOf(ScenarioReader.Result.Read.class, ScenarioReader.read(file))
                .blueprint());
    for (Worlds each : List.of(worlds, again)) {
      each.run(new SnapshotOperation.Revert(id, 0));
      assertEquals(PowerState.SUSPENDED, each.machine(2).power());
      each.run(new MachineOperation.Resume(id));
      assertTrue(each.machine(2).isOn());
    }
  }
}
