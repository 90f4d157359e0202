package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machine 0 is off at the beginning, machine 1 runs. */
class PowerTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));
  private final MachineId off = new MachineId(0);
  private final MachineId on = new MachineId(1);

  @Test
  void aMachineIsPoweredOnAndItsGuestAnswersLater() {
    Job job = worlds.run(new MachineOperation.PowerOn(off));
    assertEquals(Job.State.SUCCEEDED, job.state());
    assertEquals(1000, job.permille());
    assertTrue(worlds.machine(0).isOn());
    assertFalse(worlds.machine(0).guest().tools().answers());
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.machine(0).guest().tools().answers());
    assertTrue(worlds.events().contains("event.machine.powered-on"));
    assertTrue(worlds.events().contains("event.machine.guest-up"));
  }

  @Test
  void whatRunsIsNotPoweredOnAgain() {
    assertEquals(List.of("machine.already-on"), worlds.obstacles(new MachineOperation.PowerOn(on)));
  }

  @Test
  void whileAJobHasTheMachineAnotherIsRefused() {
    worlds.start(new MachineOperation.PowerOn(off));
    assertTrue(worlds.obstacles(new MachineOperation.PowerOn(off)).contains("object.busy"));
  }

  @Test
  void aGuestWithoutToolsCannotBeShutDownButItsPowerCanBeCut() {
    Machine machine = worlds.machine(1);
    Machine.Guest guest = machine.guest();
    worlds
        .world()
        .set(
            machine.withGuest(
                new Machine.Guest(
                    guest.os(), guest.hostName(), guest.workload(), Machine.Tools.NOT_INSTALLED)));
    assertEquals(
        List.of("machine.no-tools"), worlds.obstacles(new MachineOperation.ShutDownGuest(on)));
    worlds.run(new MachineOperation.PowerOff(on));
    assertEquals(PowerState.POWERED_OFF, worlds.machine(1).power());
  }

  @Test
  void aMachineIsSuspendedAndResumedWithItsGuest() {
    worlds.run(new MachineOperation.Suspend(on));
    assertEquals(PowerState.SUSPENDED, worlds.machine(1).power());
    worlds.run(new MachineOperation.Resume(on));
    assertEquals(PowerState.POWERED_ON, worlds.machine(1).power());
    assertTrue(worlds.machine(1).guest().tools().answers());
  }

  @Test
  void aResetGuestBootsAgain() {
    worlds.run(new MachineOperation.Reset(on));
    assertFalse(worlds.machine(1).guest().tools().answers());
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.machine(1).guest().tools().answers());
  }

  @Test
  void aGuestIsShutDownInItsOwnTime() {
    worlds.run(new MachineOperation.ShutDownGuest(on));
    assertEquals(PowerState.POWERED_OFF, worlds.machine(1).power());
  }
}
