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
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobProgress;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/** Faults, at once, and the mending of what needs no time. */
public final class FaultInjection {
  private final HaFailover failover;

  public FaultInjection(HaFailover failover) {
    this.failover = failover;
  }

  public void addTo(JobRunner runner) {
    runner.add(FaultOperation.CrashHost.class, new InstantProcedure<>(this::crash));
    runner.add(
        FaultOperation.CutNic.class,
        new InstantProcedure<>(context -> nic(context, context.operation().nic(), false)));
    runner.add(
        FaultOperation.RestoreNic.class,
        new InstantProcedure<>(context -> nic(context, context.operation().nic(), true)));
    runner.add(
        FaultOperation.CutPath.class,
        new InstantProcedure<>(
            context -> {
              FaultOperation.CutPath cut = context.operation();
              path(context, new Mount(cut.datastore(), false, cut.permanent()));
              failover.pathCut(context.world(), cut.target(), cut.datastore(), cut.permanent());
            }));
    runner.add(
        FaultOperation.RestorePath.class,
        new InstantProcedure<>(
            context -> {
              FaultOperation.RestorePath restore = context.operation();
              path(context, new Mount(restore.datastore(), true));
              failover.pathRestored(context.world(), restore.target(), restore.datastore());
            }));
    runner.add(FaultOperation.FillDatastore.class, new InstantProcedure<>(FaultInjection::fill));
    runner.add(FaultOperation.DrainDatastore.class, new InstantProcedure<>(FaultInjection::drain));
  }

  /** Jobs on the host end; what ran there has lost its power; HA takes note. */
  private void crash(JobContext<FaultOperation.CrashHost> context) {
    World world = context.world();
    JobQueueState part = context.part();
    HostId id = context.operation().target();
    Host host = world.inventory().host(id);
    world
        .inventory()
        .hosts()
        .set(id.value(), HostProcedures.become(host, Host.State.NOT_RESPONDING));
    part.setCrashed(id, true);
    Problem lost = Problem.error("host.lost", id, host.name());
    abortJobsOn(context.runner(), world, id, lost, context.job());
    List<Machine> ran = context.index().machines(id).stream().filter(Machine::isOn).toList();
    List<EntityId> about = new ArrayList<>();
    about.add(id);
    for (Machine machine : ran) {
      GuestLifecycle.stop(world, part, machine);
      part.lose(new JobQueueState.Lost(machine.id(), id, false));
      about.add(machine.id());
    }
    context.recordEvent(Severity.ERROR, "event.host.crashed", about, host.name(), ran.size());
    failover.hostLost(world, id);
  }

  /** Ends every job that needs the host, besides the one that asks. */
  static void abortJobsOn(JobRunner runner, World world, HostId id, Problem why, JobId asking) {
    runner.abortAll(world, job -> !job.id().equals(asking) && needs(world, job, id), why);
  }

  private static boolean needs(World world, Job job, HostId id) {
    JobProgress progress = (JobProgress) world.task(job.id());
    EntityId target = job.operation().target();
    return target.equals(id)
        || progress.host().filter(id::equals).isPresent()
        || progress.claims().stream().anyMatch(claim -> claim.on().equals(id))
        || isOn(world, target, id);
  }

  private static boolean isOn(World world, EntityId target, HostId id) {
    if (!(target instanceof MachineId machineId)) {
      return false;
    }
    Machine machine = world.inventory().machine(machineId);
    return machine != null && machine.host().equals(id);
  }

  /**
   * A host whose last link to where it is managed is cut is isolated; its machines run on (HA's
   * default response).
   */
  private void nic(JobContext<? extends FaultOperation> context, String name, boolean up) {
    HostId id = (HostId) context.operation().target();
    Host host = context.inventory().host(id);
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
    boolean linked = HostLinks.isManaged(after);
    context.recordEvent(
        up ? Severity.INFO : Severity.WARNING,
        up ? "event.host.nic-restored" : "event.host.nic-cut",
        List.of(id),
        host.name(),
        name);
    boolean isolated = !linked && host.state().canBecome(Host.State.NOT_RESPONDING);
    if (isolated) {
      after = HostProcedures.become(after, Host.State.NOT_RESPONDING);
      context.recordEvent(Severity.ERROR, "event.host.isolated", List.of(id), host.name());
    } else if (linked
        && host.state() == Host.State.NOT_RESPONDING
        && !context.part().isCrashed(id)) {
      after = HostProcedures.become(after, Host.State.CONNECTED);
      context.recordEvent("event.host.connected", id, host.name());
    }
    context.inventory().hosts().set(id.value(), after);
    if (isolated) {
      Problem lost = Problem.error("host.lost", id, host.name());
      abortJobsOn(context.runner(), context.world(), id, lost, context.job());
      failover.linksCut(context.world(), id);
    } else if (linked) {
      failover.linksRestored(context.world(), id);
    }
  }

  private static void path(JobContext<? extends FaultOperation> context, Mount changed) {
    DatastoreId to = changed.datastore();
    HostId id = (HostId) context.operation().target();
    Host host = context.inventory().host(id);
    List<Mount> mounts =
        host.datastores().stream()
            .map(mount -> mount.datastore().equals(to) ? changed : mount)
            .toList();
    context.inventory().hosts().set(id.value(), host.withDatastores(mounts));
    String name = context.index().name(to);
    if (changed.pathUp()) {
      context.recordEvent("event.host.path-restored", id, host.name(), name);
      return;
    }
    List<Machine> hit =
        context.index().machines(id).stream()
            .filter(machine -> machine.isOn() && context.index().datastores(machine).contains(to))
            .toList();
    List<EntityId> about = new ArrayList<>(List.of(id, to));
    hit.forEach(machine -> about.add(machine.id()));
    context.recordEvent(
        Severity.ERROR,
        changed.gone() ? "event.host.device-lost" : "event.host.path-cut",
        about,
        host.name(),
        name,
        hit.size());
    Problem why =
        Problem.of(Severity.ERROR, "storage.unreachable", List.of(id, to), host.name(), name);
    context
        .runner()
        .abortAll(
            context.world(),
            job ->
                !job.id().equals(context.job())
                    && needs(context.world(), job, id)
                    && writes(context.world(), job, to),
            why);
  }

  /** Whether a job under way reads or writes the datastore. */
  private static boolean writes(World world, Job job, DatastoreId datastore) {
    return ((JobProgress) world.task(job.id()))
        .claims().stream().anyMatch(claim -> claim.on().equals(datastore));
  }

  private static void fill(JobContext<FaultOperation.FillDatastore> context) {
    FaultOperation.FillDatastore fill = context.operation();
    Datastore datastore = context.inventory().datastore(fill.target());
    long leave = fill.leaveMiB() * Bytes.MIB;
    long more = Math.max(0, context.index().freeSpace(fill.target()) - leave);
    Bytes filler = new Bytes(datastore.filler().value() + more);
    context.inventory().datastores().set(fill.target().value(), datastore.withFiller(filler));
    context.recordEvent(
        Severity.WARNING,
        "event.datastore.filled",
        List.of(datastore.id()),
        datastore.name(),
        new Bytes(leave).toString());
  }

  private static void drain(JobContext<FaultOperation.DrainDatastore> context) {
    Datastore datastore = context.inventory().datastore(context.operation().target());
    context.inventory().datastores().set(datastore.id().value(), datastore.withFiller(Bytes.ZERO));
    context.recordEvent(
        "event.datastore.drained", datastore.id(), datastore.name(), datastore.filler().toString());
  }
}
