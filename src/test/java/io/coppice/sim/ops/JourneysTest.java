package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.CancelJob;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.Destination;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.NewDisk;
import io.coppice.backend.MachineOperation.NewHardware;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each operation from asking to its end; machine 0 is off, machines 1 and 2 run. */
class JourneysTest {
  private static final DatastoreId FIRST = new DatastoreId(0);
  private static final DatastoreId SECOND = new DatastoreId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 9));
  private final MachineId off = new MachineId(0);
  private final MachineId on = new MachineId(1);

  private static Destination to(DatastoreId datastore) {
    return new Destination(SmallSite.TEAM_A, SmallSite.POOL, Optional.empty(), datastore);
  }

  private static MachineOperation.Create create(String name) {
    return new MachineOperation.Create(
        name,
        to(FIRST),
        new NewHardware(
            2,
            Bytes.ofGiB(4),
            List.of(new NewDisk(Bytes.ofGiB(20), VirtualDisk.Provisioning.THICK)),
            List.of(SmallSite.PORT_GROUP),
            false,
            false),
        "Ubuntu Linux (64-bit)",
        Workload.WEB,
        "");
  }

  private static MachineOperation.Clone clone(MachineId source, String name, boolean linked) {
    return new MachineOperation.Clone(
        source, name, to(SECOND), linked, Optional.empty(), false, false);
  }

  private Machine newest() {
    return worlds.machine(worlds.world().inventory().machines().size() - 1);
  }

  private Job done(Job job) {
    assertEquals(Job.State.SUCCEEDED, job.state(), job.problems()::toString);
    return job;
  }

  @Test
  void aCreatedMachineHasItsDisksAnAddressOfItsOwnAndCanRun() {
    done(worlds.run(create("new one")));
    Machine made = newest();
    assertEquals("new one", made.name());
    assertEquals(Bytes.ofGiB(20).value(), MachineStorage.used(made, FIRST));
    assertTrue(made.hardware().nics().getFirst().mac().toString().startsWith("00:50:56:8"));
    done(worlds.run(new MachineOperation.PowerOn(made.id())));
    worlds.pass(Duration.ofMinutes(2));
    assertFalse(newest().hardware().nics().getFirst().ip().isNone());
  }

  @Test
  void twoMachinesOfOneNameAreNotMadeInOneFolder() {
    JobId first = worlds.start(create("twin"));
    for (String same : List.of("twin", "TWIN", "\uff54win")) {
      assertEquals(List.of("name.claimed"), worlds.obstacles(create(same)), same);
      assertEquals(List.of("name.claimed"), worlds.obstacles(clone(on, same, false)), same);
    }
    done(worlds.until(first));
    assertEquals(List.of("name.taken"), worlds.obstacles(create("TWIN")));
    worlds.run(new io.coppice.backend.InventoryOperation.Rename(newest().id(), "other"));
    assertEquals(List.of(), worlds.obstacles(create("twin")), "what ended claims nothing");
  }

  @Test
  void whatAForkWillCallItsChildrenIsClaimedWhenItIsAskedFor() {
    JobId fork = worlds.start(new ForkOperation.Fork(on, ForkSpec.of(2, "child-#")));
    assertEquals(9, worlds.world().inventory().machines().size(), "no child is there yet");
    assertEquals(List.of("name.claimed"), worlds.obstacles(beside("CHILD-2")));
    assertEquals(List.of(), worlds.obstacles(beside("child-3")));
    assertEquals(List.of(), worlds.obstacles(create("child-2")), "another folder");
    assertEquals(
        List.of("name.claimed"),
        worlds.obstacles(new io.coppice.backend.InventoryOperation.Rename(off, "child-1")));
    done(worlds.until(fork));
    assertEquals(List.of("name.taken"), worlds.obstacles(beside("child-2")));
  }

  /** A machine in the folder of those that are there from the start. */
  private static MachineOperation.Create beside(String name) {
    MachineOperation.Create create = create(name);
    return new MachineOperation.Create(
        name,
        new Destination(SmallSite.MACHINES, SmallSite.POOL, Optional.empty(), FIRST),
        create.hardware(),
        create.guestOs(),
        create.workload(),
        "");
  }

  @Test
  void aFullCloneHoldsWhatItsSourceHolds() {
    done(worlds.run(clone(on, "copy", false)));
    Machine source = worlds.machine(1);
    assertEquals(
        source.hardware().disks().getFirst().used(), newest().hardware().disks().getFirst().used());
    assertNotEquals(
        source.hardware().nics().getFirst().mac(), newest().hardware().nics().getFirst().mac());
  }

  @Test
  void aLinkedCloneTakesASnapshotOfItsSourceAndKeepsItFromBeingDeleted() {
    done(worlds.run(clone(off, "link", true)));
    assertEquals(1, worlds.machine(0).snapshots().nodes().size());
    assertEquals(Bytes.ZERO, newest().hardware().disks().getFirst().used());
    assertTrue(worlds.obstacles(new MachineOperation.Delete(off)).contains("machine.has-clones"));
    assertTrue(
        worlds.obstacles(new SnapshotOperation.RemoveAll(off)).contains("snapshot.has-clones"));
    done(worlds.run(new MachineOperation.Delete(newest().id())));
    assertTrue(worlds.obstacles(new MachineOperation.Delete(off)).isEmpty());
  }

  @Test
  void aChainOfLinkedClonesEndsAtThirty() {
    MachineId source = off;
    for (int i = 1; i <= 30; i++) {
      done(worlds.run(clone(source, "link " + i, true)));
      source = newest().id();
    }
    assertEquals(30, newest().linked().orElseThrow().depth());
    assertTrue(worlds.obstacles(clone(source, "one more", true)).contains("clone.chain-too-long"));
  }

  @Test
  void aCancelledCloneLeavesNothing() {
    JobId job = worlds.start(clone(on, "never", false));
    worlds.pass(Duration.ofSeconds(3));
    int before = worlds.world().inventory().machines().size();
    done(worlds.run(new CancelJob(job, on)));
    assertEquals(Job.State.CANCELLED, worlds.world().job(job).state());
    worlds.pass(Duration.ofMinutes(10));
    assertEquals(before, worlds.world().inventory().machines().size());
    assertTrue(worlds.obstacles(clone(on, "never", false)).isEmpty());
  }

  @Test
  void aRunningMachineIsMovedLive() {
    HostId from = worlds.machine(1).host();
    HostId to = new HostId((from.value() + 1) % 3);
    Job job = done(worlds.run(new MachineOperation.Migrate(on, Optional.of(to), Optional.empty())));
    assertEquals(to, worlds.machine(1).host());
    assertTrue(worlds.machine(1).isOn());
    assertTrue(job.ended().orElseThrow().since(job.queued()).toMillis() > 1_000);
    assertTrue(worlds.events().contains("event.machine.migrated"));
    assertTrue(
        worlds
            .obstacles(new MachineOperation.Migrate(on, Optional.of(to), Optional.empty()))
            .contains("migrate.same-host"));
  }

  @Test
  void disksMoveWhileTheMachineRuns() {
    DatastoreId there = worlds.machine(1).hardware().disks().getFirst().datastore();
    DatastoreId target = there.equals(FIRST) ? SECOND : FIRST;
    done(worlds.run(new MachineOperation.MigrateStorage(on, target)));
    assertEquals(target, worlds.machine(1).hardware().disks().getFirst().datastore());
    assertTrue(worlds.machine(1).isOn());
  }

  @Test
  void hardwareGrowsWhileItRunsOnlyWhereAllowed() {
    EditHardware more =
        new EditHardware(
            on,
            Optional.of(4),
            Optional.of(Bytes.ofGiB(8)),
            List.of(
                new DiskChange.Add(Bytes.ofGiB(5), VirtualDisk.Provisioning.THIN, FIRST),
                new DiskChange.Grow(0, Bytes.ofGiB(60))),
            List.of(new NicChange.Add(SmallSite.PORT_GROUP)),
            Optional.empty(),
            Optional.empty());
    done(worlds.run(more));
    Machine machine = worlds.machine(1);
    assertEquals(4, machine.hardware().vcpus());
    assertEquals(2, machine.hardware().disks().size());
    assertEquals(Bytes.ofGiB(60), machine.hardware().disks().getFirst().capacity());
    assertEquals(2, machine.hardware().nics().size());
    EditHardware less =
        new EditHardware(
            on,
            Optional.of(1),
            Optional.empty(),
            List.of(new DiskChange.Grow(0, Bytes.ofGiB(10))),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertEquals(List.of("hardware.shrinks-cpu", "hardware.disk-shrinks"), worlds.obstacles(less));
  }

  @Test
  void snapshotsAreTakenRevertedAndConsolidated() {
    done(worlds.run(new SnapshotOperation.Take(on, "first", "", true, false)));
    worlds.pass(Duration.ofHours(5));
    assertTrue(worlds.machine(1).snapshots().nodes().getFirst().delta().value() > 0);
    done(worlds.run(new SnapshotOperation.Take(on, "second", "", false, true)));
    assertEquals(2, worlds.machine(1).snapshots().nodes().size());
    done(worlds.run(new SnapshotOperation.Describe(on, 1, "later", "")));
    done(worlds.run(new SnapshotOperation.Revert(on, 0)));
    assertTrue(worlds.machine(1).isOn());
    assertEquals(0, worlds.machine(1).snapshots().current());
    DatastoreId home = MachineStorage.home(worlds.machine(1)).orElseThrow();
    long before = MachineStorage.used(worlds.machine(1), home);
    done(worlds.run(new SnapshotOperation.RemoveAll(on)));
    assertTrue(worlds.machine(1).snapshots().isEmpty());
    assertTrue(MachineStorage.used(worlds.machine(1), home) < before);
  }

  @Test
  void diskDeltasKeepADiskFromGrowing() {
    done(worlds.run(new SnapshotOperation.Take(off, "s", "", false, false)));
    EditHardware grow =
        new EditHardware(
            off,
            Optional.empty(),
            Optional.empty(),
            List.of(new DiskChange.Grow(0, Bytes.ofGiB(60))),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertEquals(List.of("hardware.disk-has-snapshots"), worlds.obstacles(grow));
  }

  @Test
  void aDeletedMachineIsGoneAndItsSpaceIsFree() {
    assertEquals(List.of("machine.must-be-off"), worlds.obstacles(new MachineOperation.Delete(on)));
    done(worlds.run(new MachineOperation.Delete(off)));
    assertNull(worlds.machine(0));
    assertEquals(List.of("object.gone"), worlds.obstacles(new MachineOperation.PowerOn(off)));
  }

  @Test
  void aTemplateDoesNotRunAndIsClonedIntoAMachineThatDoes() {
    done(worlds.run(new MachineOperation.SetTemplate(off, true)));
    assertTrue(worlds.obstacles(new MachineOperation.PowerOn(off)).contains("machine.is-template"));
    MachineOperation.Clone deploy =
        new MachineOperation.Clone(
            off, "deployed", to(FIRST), false, Optional.empty(), true, false);
    done(worlds.run(deploy));
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(newest().isOn());
    assertFalse(newest().template());
  }
}
