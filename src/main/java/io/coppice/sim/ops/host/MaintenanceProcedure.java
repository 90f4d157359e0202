package io.coppice.sim.ops.host;

import io.coppice.backend.HostOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Migrates what runs, each as a job of its own that waits its turn, and takes no new machines
 * meanwhile. What cannot leave makes it fail by name; what has left stays where it went.
 */
final class MaintenanceProcedure implements OperationProcedure<HostOperation.EnterMaintenance> {
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Override
  public List<String> phases(HostOperation.EnterMaintenance operation) {
    return List.of("phase.evacuate", "phase.enter-maintenance");
  }

  @Override
  public boolean cancellable(HostOperation.EnterMaintenance operation, int phase) {
    return phase == 0;
  }

  @Override
  public PhaseResult step(int phase, JobContext<HostOperation.EnterMaintenance> context) {
    if (phase == 1) {
      return PhaseResult.lasts(Duration.ofSeconds(2));
    }
    sendAway(context);
    List<JobId> children = context.progress().children();
    long ended =
        children.stream().filter(child -> context.world().job(child).state().isEnded()).count();
    if (ended < children.size()) {
      return new PhaseResult.Again(LOOK, (int) (1000 * ended / children.size()));
    }
    if (arrives(context)) {
      return new PhaseResult.Again(LOOK, children.isEmpty() ? 0 : 999);
    }
    List<Machine> stay = running(context);
    if (!stay.isEmpty()) {
      return PhaseResult.fails(stays(context, stay));
    }
    return PhaseResult.lasts(Duration.ZERO);
  }

  /** Whether a machine is being started here, or a child is coming up: it leaves when it runs. */
  private static boolean arrives(JobContext<HostOperation.EnterMaintenance> context) {
    HostId id = context.operation().target();
    return context.part().claims(context.world()).of(id, Sort.MEMORY) > 0
        || context.index().machines(id).stream()
            .flatMap(machine -> context.world().forks().member(machine.id()).stream())
            .anyMatch(member -> member.state() == ForkMember.State.STARTING);
  }

  /** Starts a migration for each machine that has none yet, also for what was started meanwhile. */
  private static void sendAway(JobContext<HostOperation.EnterMaintenance> context) {
    List<JobId> children = new ArrayList<>(context.progress().children());
    Set<EntityId> tried = new HashSet<>();
    children.forEach(child -> tried.add(context.world().job(child).operation().target()));
    for (Machine machine : leaving(context)) {
      if (!tried.contains(machine.id())) {
        children.add(
            context
                .runner()
                .follow(
                    context.world(),
                    new MachineOperation.Migrate(machine.id(), Optional.empty(), Optional.empty()),
                    true,
                    Optional.of(context.job())));
      }
    }
    context.remember(context.progress().waitingFor(children));
  }

  private static List<Machine> running(JobContext<HostOperation.EnterMaintenance> context) {
    return context.index().machines(context.operation().target()).stream()
        .filter(Machine::isOn)
        .toList();
  }

  private static List<Machine> leaving(JobContext<HostOperation.EnterMaintenance> context) {
    boolean drs =
        context
            .index()
            .clusterOf(context.operation().target())
            .filter(id -> context.inventory().clusters().get(id.value()).drs())
            .isPresent();
    return context.index().machines(context.operation().target()).stream()
        .filter(machine -> drs && (machine.isOn() || context.operation().evacuate()))
        .toList();
  }

  private static Problem stays(
      JobContext<HostOperation.EnterMaintenance> context, List<Machine> machines) {
    HostId id = context.operation().target();
    String names = machines.stream().map(Machine::name).collect(Collectors.joining(", "));
    return Problem.error(
        "host.machines-stay",
        id,
        context.inventory().host(id).name(),
        String.valueOf(machines.size()),
        names);
  }

  @Override
  public List<Problem> finish(JobContext<HostOperation.EnterMaintenance> context) {
    List<Machine> stay = running(context);
    if (!stay.isEmpty()) {
      return List.of(stays(context, stay));
    }
    Host host = context.inventory().host(context.operation().target());
    context.inventory().hosts().set(host.id().value(), host.withMaintenance(true));
    context.recordEvent("event.host.maintenance", host.id(), host.name());
    return List.of();
  }

  @Override
  public void undo(JobContext<HostOperation.EnterMaintenance> context) {
    for (JobId child : context.progress().children()) {
      Job job = context.world().job(child);
      if (!job.state().isEnded() && job.cancellable()) {
        context.runner().abort(context.world(), child, Job.State.CANCELLED, List.of());
      }
    }
  }
}
