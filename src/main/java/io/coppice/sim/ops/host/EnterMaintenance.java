package io.coppice.sim.ops.host;

import io.coppice.backend.HostOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
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
final class EnterMaintenance implements Course<HostOperation.EnterMaintenance> {
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
  public Step step(int phase, Stage<HostOperation.EnterMaintenance> stage) {
    if (phase == 1) {
      return Step.lasts(Duration.ofSeconds(2));
    }
    sendAway(stage);
    List<JobId> children = stage.task().children();
    long ended =
        children.stream().filter(child -> stage.world().job(child).state().isEnded()).count();
    if (ended < children.size()) {
      return new Step.Again(LOOK, (int) (1000 * ended / children.size()));
    }
    List<Machine> stay = running(stage);
    if (!stay.isEmpty()) {
      return Step.fails(stays(stage, stay));
    }
    return Step.lasts(Duration.ZERO);
  }

  /** Starts a migration for each machine that has none yet, also for what was started meanwhile. */
  private static void sendAway(Stage<HostOperation.EnterMaintenance> stage) {
    List<JobId> children = new ArrayList<>(stage.task().children());
    Set<EntityId> tried = new HashSet<>();
    children.forEach(child -> tried.add(stage.world().job(child).operation().target()));
    for (Machine machine : leaving(stage)) {
      if (!tried.contains(machine.id())) {
        children.add(
            stage
                .runner()
                .follow(
                    stage.world(),
                    new MachineOperation.Migrate(machine.id(), Optional.empty(), Optional.empty()),
                    true));
      }
    }
    stage.remember(stage.task().waitingFor(children));
  }

  private static List<Machine> running(Stage<HostOperation.EnterMaintenance> stage) {
    return stage.facts().machines(stage.operation().target()).stream()
        .filter(Machine::isOn)
        .toList();
  }

  private static List<Machine> leaving(Stage<HostOperation.EnterMaintenance> stage) {
    boolean drs =
        stage
            .facts()
            .clusterOf(stage.operation().target())
            .filter(id -> stage.inventory().clusters().get(id.value()).drs())
            .isPresent();
    return stage.facts().machines(stage.operation().target()).stream()
        .filter(machine -> drs && (machine.isOn() || stage.operation().evacuate()))
        .toList();
  }

  private static Problem stays(
      Stage<HostOperation.EnterMaintenance> stage, List<Machine> machines) {
    HostId id = stage.operation().target();
    String names = machines.stream().map(Machine::name).collect(Collectors.joining(", "));
    return Problem.error(
        "host.machines-stay",
        id,
        stage.inventory().host(id).name(),
        String.valueOf(machines.size()),
        names);
  }

  @Override
  public List<Problem> finish(Stage<HostOperation.EnterMaintenance> stage) {
    List<Machine> stay = running(stage);
    if (!stay.isEmpty()) {
      return List.of(stays(stage, stay));
    }
    Host host = stage.inventory().host(stage.operation().target());
    stage.inventory().hosts().set(host.id().value(), host.withMaintenance(true));
    stage.tell("event.host.maintenance", host.id(), host.name());
    return List.of();
  }

  @Override
  public void undo(Stage<HostOperation.EnterMaintenance> stage) {
    for (JobId child : stage.task().children()) {
      Job job = stage.world().job(child);
      if (!job.state().isEnded() && job.cancellable()) {
        stage.runner().abort(stage.world(), child, Job.State.CANCELLED, List.of());
      }
    }
  }
}
