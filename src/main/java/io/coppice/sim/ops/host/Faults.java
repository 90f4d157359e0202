package io.coppice.sim.ops.host;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.Mount;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.machine.Guest;
import io.coppice.sim.ops.run.Instant;
import io.coppice.sim.ops.run.Operations;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Task;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/** Faults, at once, and the mending of what needs no time. */
public final class Faults {
  private final Failover failover;

  public Faults(Failover failover) {
    this.failover = failover;
  }

  public void addTo(Runner runner) {
    runner.add(FaultOperation.CrashHost.class, new Instant<>(this::crash));
    runner.add(
        FaultOperation.CutNic.class,
        new Instant<>(stage -> nic(stage, stage.operation().nic(), false)));
    runner.add(
        FaultOperation.RestoreNic.class,
        new Instant<>(stage -> nic(stage, stage.operation().nic(), true)));
    runner.add(
        FaultOperation.CutPath.class,
        new Instant<>(stage -> path(stage, stage.operation().datastore(), false)));
    runner.add(
        FaultOperation.RestorePath.class,
        new Instant<>(stage -> path(stage, stage.operation().datastore(), true)));
    runner.add(FaultOperation.FillDatastore.class, new Instant<>(Faults::fill));
    runner.add(FaultOperation.DrainDatastore.class, new Instant<>(Faults::drain));
  }

  /** Jobs on the host end; what ran there has lost its power; HA takes note. */
  private void crash(Stage<FaultOperation.CrashHost> stage) {
    World world = stage.world();
    Operations part = stage.part();
    HostId id = stage.operation().target();
    Host host = world.inventory().host(id);
    world.inventory().hosts().set(id.value(), HostCourses.become(host, Host.State.NOT_RESPONDING));
    part.setCrashed(id, true);
    Problem lost = Problem.error("host.lost", id, host.name());
    abortJobsOn(stage.runner(), world, id, lost, stage.job());
    List<Machine> ran = stage.facts().machines(id).stream().filter(Machine::isOn).toList();
    List<EntityId> about = new ArrayList<>();
    about.add(id);
    for (Machine machine : ran) {
      Guest.stop(world, part, machine);
      part.lose(new Operations.Lost(machine.id(), id, false));
      about.add(machine.id());
    }
    stage.tell(Severity.ERROR, "event.host.crashed", about, host.name(), ran.size());
    failover.hostLost(world, id);
  }

  /** Ends every job that needs the host, besides the one that asks. */
  static void abortJobsOn(Runner runner, World world, HostId id, Problem why, JobId asking) {
    runner.abortAll(world, job -> !job.id().equals(asking) && needs(world, job, id), why);
  }

  private static boolean needs(World world, Job job, HostId id) {
    Task task = (Task) world.task(job.id());
    EntityId target = job.operation().target();
    return target.equals(id)
        || task.host().filter(id::equals).isPresent()
        || task.claims().stream().anyMatch(claim -> claim.on().equals(id))
        || isOn(world, target, id);
  }

  private static boolean isOn(World world, EntityId target, HostId id) {
    if (!(target instanceof MachineId machineId)) {
      return false;
    }
    Machine machine = world.inventory().machine(machineId);
    return machine != null && machine.host().equals(id);
  }

  /** A host whose last link is cut is isolated; its machines run on (HA's default response). */
  private static void nic(Stage<? extends FaultOperation> stage, String name, boolean up) {
    HostId id = (HostId) stage.operation().target();
    Host host = stage.inventory().host(id);
    List<PhysicalNic> nics =
        host.hardware().nics().stream()
            .map(nic -> nic.name().equals(name) ? nic.withLink(up) : nic)
            .toList();
    Host.HostHardware was = host.hardware();
    Host after =
        host.withHardware(
            new Host.HostHardware(
                was.model(),
                was.sockets(),
                was.coresPerSocket(),
                was.coreSpeed(),
                was.memory(),
                nics,
                was.hbas(),
                was.idlePower(),
                was.maxPower()));
    boolean linked = isLinked(after);
    stage.tell(
        up ? Severity.INFO : Severity.WARNING,
        up ? "event.host.nic-restored" : "event.host.nic-cut",
        List.of(id),
        host.name(),
        name);
    boolean isolated = !linked && host.state().canBecome(Host.State.NOT_RESPONDING);
    if (isolated) {
      after = HostCourses.become(after, Host.State.NOT_RESPONDING);
      stage.tell(Severity.ERROR, "event.host.isolated", List.of(id), host.name());
    } else if (up && host.state() == Host.State.NOT_RESPONDING && !stage.part().isCrashed(id)) {
      after = HostCourses.become(after, Host.State.CONNECTED);
      stage.tell("event.host.connected", id, host.name());
    }
    stage.inventory().hosts().set(id.value(), after);
    if (isolated) {
      Problem lost = Problem.error("host.lost", id, host.name());
      abortJobsOn(stage.runner(), stage.world(), id, lost, stage.job());
    }
  }

  /** Whether any network adapter has a link; a host without adapters is taken to be reached. */
  static boolean isLinked(Host host) {
    List<PhysicalNic> nics = host.hardware().nics();
    return nics.isEmpty() || nics.stream().anyMatch(PhysicalNic::linkUp);
  }

  private static void path(Stage<? extends FaultOperation> stage, DatastoreId to, boolean up) {
    HostId id = (HostId) stage.operation().target();
    Host host = stage.inventory().host(id);
    List<Mount> mounts =
        host.datastores().stream()
            .map(mount -> mount.datastore().equals(to) ? new Mount(to, up) : mount)
            .toList();
    stage.inventory().hosts().set(id.value(), host.withDatastores(mounts));
    String name = stage.facts().name(to);
    if (up) {
      stage.tell("event.host.path-restored", id, host.name(), name);
      return;
    }
    List<Machine> hit =
        stage.facts().machines(id).stream()
            .filter(machine -> machine.isOn() && stage.facts().datastores(machine).contains(to))
            .toList();
    List<EntityId> about = new ArrayList<>(List.of(id, to));
    hit.forEach(machine -> about.add(machine.id()));
    stage.tell(Severity.ERROR, "event.host.path-cut", about, host.name(), name, hit.size());
    Problem why =
        Problem.of(Severity.ERROR, "storage.unreachable", List.of(id, to), host.name(), name);
    stage
        .runner()
        .abortAll(
            stage.world(),
            job ->
                !job.id().equals(stage.job())
                    && needs(stage.world(), job, id)
                    && writes(stage.world(), job, to),
            why);
  }

  /** Whether a job under way reads or writes the datastore. */
  private static boolean writes(World world, Job job, DatastoreId datastore) {
    return ((Task) world.task(job.id()))
        .claims().stream().anyMatch(claim -> claim.on().equals(datastore));
  }

  private static void fill(Stage<FaultOperation.FillDatastore> stage) {
    FaultOperation.FillDatastore fill = stage.operation();
    Datastore datastore = stage.inventory().datastore(fill.target());
    long leave = fill.leaveMiB() * Bytes.MIB;
    long more = Math.max(0, stage.facts().freeSpace(fill.target()) - leave);
    Bytes filler = new Bytes(datastore.filler().value() + more);
    stage.inventory().datastores().set(fill.target().value(), datastore.withFiller(filler));
    stage.tell(
        Severity.WARNING,
        "event.datastore.filled",
        List.of(datastore.id()),
        datastore.name(),
        new Bytes(leave).toString());
  }

  private static void drain(Stage<FaultOperation.DrainDatastore> stage) {
    Datastore datastore = stage.inventory().datastore(stage.operation().target());
    stage.inventory().datastores().set(datastore.id().value(), datastore.withFiller(Bytes.ZERO));
    stage.tell(
        "event.datastore.drained", datastore.id(), datastore.name(), datastore.filler().toString());
  }
}
