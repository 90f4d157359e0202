package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.CancelJob;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Machine;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What runs at once, and what waits. */
class QueueTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(3, 60));

  private List<Machine> runningOn(int host) {
    List<Machine> found = new ArrayList<>();
    worlds
        .world()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.isOn() && machine.host().value() == host) {
                found.add(machine);
              }
            });
    return found;
  }

  private long count(List<JobId> jobs, Job.State state) {
    return jobs.stream().filter(id -> worlds.world().job(id).state() == state).count();
  }

  @Test
  void eightVMotionsRunOnAHostAndTheOthersWaitWithTheReason() {
    List<JobId> jobs = new ArrayList<>();
    for (Machine machine : runningOn(1)) {
      jobs.add(
          worlds.start(
              new MachineOperation.Migrate(
                  machine.id(), Optional.of(new HostId(2)), Optional.empty())));
    }
    assertEquals(8, count(jobs, Job.State.RUNNING));
    assertEquals(jobs.size() - 8, count(jobs, Job.State.QUEUED));
    Job waiting = worlds.world().job(jobs.getLast());
    assertTrue(waiting.waitingFor().orElseThrow().code().startsWith("queue."));
    jobs.forEach(worlds::until);
    assertEquals(jobs.size(), count(jobs, Job.State.SUCCEEDED));
    assertTrue(runningOn(1).isEmpty());
  }

  @Test
  void twoStorageMigrationsRunOnAHost() {
    List<JobId> jobs = new ArrayList<>();
    for (Machine machine : runningOn(1).subList(0, 4)) {
      DatastoreId here = machine.hardware().disks().getFirst().datastore();
      jobs.add(
          worlds.start(
              new MachineOperation.MigrateStorage(
                  machine.id(), new DatastoreId(1 - here.value()))));
    }
    assertEquals(2, count(jobs, Job.State.RUNNING));
    jobs.forEach(worlds::until);
    assertEquals(4, count(jobs, Job.State.SUCCEEDED));
  }

  @Test
  void sixHundredAndFortyOperationsRunInAllAndTheOthersWaitWithTheReason() {
    Worlds large = Worlds.of(SmallSite.of(60, 1_400));
    List<JobId> jobs = new ArrayList<>();
    large
        .world()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.isOn()) {
                jobs.add(large.start(new MachineOperation.PowerOff(machine.id())));
              }
            });
    List<Job> first = jobs.stream().map(large.world()::job).toList();
    assertTrue(first.size() > 640, "running: " + first.size());
    assertEquals(640, first.stream().filter(job -> job.state() == Job.State.RUNNING).count());
    assertEquals("queue.all", first.getLast().waitingFor().orElseThrow().code());
    jobs.forEach(large::until);
    assertTrue(jobs.stream().allMatch(id -> large.world().job(id).state() == Job.State.SUCCEEDED));
  }

  @Test
  void whatWaitsIsCancelledWithoutATrace() {
    List<JobId> jobs = new ArrayList<>();
    List<Machine> machines = runningOn(1);
    for (Machine machine : machines) {
      jobs.add(
          worlds.start(
              new MachineOperation.Migrate(
                  machine.id(), Optional.of(new HostId(2)), Optional.empty())));
    }
    worlds.run(new CancelJob(jobs.getLast(), machines.getLast().id()));
    assertEquals(Job.State.CANCELLED, worlds.world().job(jobs.getLast()).state());
    jobs.forEach(worlds::until);
    assertEquals(machines.getLast().host(), runningOn(1).getFirst().host());
    assertEquals(1, runningOn(1).size());
  }
}
