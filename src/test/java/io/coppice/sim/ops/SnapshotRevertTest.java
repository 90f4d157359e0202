package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.sim.ops.run.JobProgress;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Going back to a snapshot, with and without a saved memory, and what changes meanwhile. */
class SnapshotRevertTest {
  private static final MachineId ID = new MachineId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 8));

  private Job done(Operation operation) {
    Job job = worlds.run(operation);
    assertEquals(Job.State.SUCCEEDED, job.state(), job.problems()::toString);
    return job;
  }

  private Machine machine() {
    return worlds.machine(ID.value());
  }

  private static Duration took(Job job) {
    return job.ended().orElseThrow().since(job.queued());
  }

  private static SnapshotOperation.Take take(String name, boolean memory) {
    return new SnapshotOperation.Take(ID, name, "", memory, false);
  }

  private static SnapshotOperation.Revert revert() {
    return new SnapshotOperation.Revert(ID, 0);
  }

  @Test
  void aRunningMachineIsOffAfterGoingBackToDisksAlone() {
    assertTrue(machine().isOn());
    done(take("disks", false));
    Job job = done(revert());
    assertEquals(PowerState.POWERED_OFF, machine().power());
    assertEquals(Machine.Tools.NOT_RUNNING, machine().guest().tools());
    assertEquals(Duration.ofSeconds(2), took(job), "there is no memory to load");
    assertTrue(worlds.events().contains("event.snapshot.reverted"));
    done(new MachineOperation.PowerOn(ID));
  }

  @Test
  void aMachineThatIsOffGoesOnFromItsSavedMemory() {
    done(take("awake", true));
    done(new MachineOperation.PowerOff(ID));
    assertEquals(Machine.Tools.NOT_RUNNING, machine().guest().tools());
    Job job = done(revert());
    assertTrue(machine().isOn());
    assertEquals(Machine.Tools.RUNNING, machine().guest().tools());
    assertTrue(took(job).compareTo(Duration.ofSeconds(2)) > 0, "its memory is read: " + took(job));
  }

  @Test
  void aHostThatIsLostMeanwhileLeavesTheMachineAsItWas() {
    done(take("awake", true));
    done(new MachineOperation.PowerOff(ID));
    JobId under = worlds.start(revert());
    worlds.run(new FaultOperation.CrashHost(machine().host()));
    Job job = worlds.until(under);
    assertEquals(Job.State.FAILED, job.state());
    assertFalse(job.problems().isEmpty());
    assertEquals(PowerState.POWERED_OFF, machine().power());
    assertFalse(worlds.events().contains("event.snapshot.reverted"));
  }

  private void memory(long gibibytes) {
    done(
        new MachineOperation.EditHardware(
            ID,
            Optional.empty(),
            Optional.of(Bytes.ofGiB(gibibytes)),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  /** By machines that are started meanwhile on its host, and for HA in its whole cluster. */
  @Test
  void whatARunningMachineWillNeedMoreIsClaimedOnItsHostAndInItsCluster() {
    done(new MachineOperation.PowerOff(ID));
    memory(300);
    done(new MachineOperation.PowerOn(ID));
    done(take("large", true));
    final long large = Commitments.memoryNeed(machine());
    done(new MachineOperation.PowerOff(ID));
    memory(4);
    done(new MachineOperation.PowerOn(ID));
    long more = large - Commitments.memoryNeed(machine());
    assertTrue(more > 0);
    HostId host = machine().host();
    JobId under = worlds.start(revert());
    JobProgress progress = (JobProgress) worlds.world().task(under);
    List<Claim> memory =
        progress.claims().stream().filter(claim -> claim.sort() == Sort.MEMORY).toList();
    assertEquals(
        List.of(
            new Claim(host, Sort.MEMORY, more), new Claim(SmallSite.CLUSTER, Sort.MEMORY, more)),
        memory);
    assertEquals(Job.State.SUCCEEDED, worlds.until(under).state());
    assertEquals(large, Commitments.memoryNeed(machine()));
    assertTrue(machine().isOn());
  }

  /** Two hosts of 512 GiB: without one of them, 491 GiB can be reserved. */
  @Test
  void whatItWillReserveIsClaimedWhileItGoesBack() {
    MachineId other = new MachineId(2);
    for (MachineId id : List.of(ID, other)) {
      if (worlds.machine(id.value()).isOn()) {
        done(new MachineOperation.PowerOff(id));
      }
      done(
          new MachineOperation.EditHardware(
              id,
              Optional.empty(),
              Optional.of(Bytes.ofGiB(300)),
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.empty()));
      done(
          new MachineOperation.EditPlacement(
              id,
              worlds.machine(id.value()).placement().cpu(),
              new Allocation(1_000, 300 * 1024, Allocation.UNLIMITED, true),
              worlds.machine(id.value()).placement().restart()));
    }
    done(new MachineOperation.PowerOn(ID));
    done(take("awake", true));
    done(new MachineOperation.PowerOff(ID));
    assertEquals(List.of(), worlds.obstacles(new MachineOperation.PowerOn(other)));
    JobId under = worlds.start(revert());
    assertInstanceOf(Outcome.Refused.class, worlds.submit(new MachineOperation.PowerOn(other)));
    assertEquals(Job.State.SUCCEEDED, worlds.until(under).state());
    assertInstanceOf(Outcome.Refused.class, worlds.submit(new MachineOperation.PowerOn(other)));
  }
}
