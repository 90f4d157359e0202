package io.coppice.sim.ops.host;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.RestartPriority;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.ops.run.JobQueueState.Lost;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is restarted now (vSphere Availability, "VM Restart Priority" and "VM Dependency Restart"):
 * those of the most urgent priority that is left, and none before those of the priority above have
 * powered on; of machines in a rule of order, none before those that come first. What finds no room
 * holds nobody up.
 */
final class RestartWaves {
  private final World world;
  private final JobQueueState part;
  private final Set<MachineId> starting = new HashSet<>();

  RestartWaves(World world, JobRunner runner) {
    this.world = world;
    this.part = runner.part(world);
    for (Integer row : runner.running(world)) {
      Job job = world.job(new JobId(row));
      if (job.operation() instanceof MachineOperation.Restart restart) {
        starting.add(restart.target());
      }
    }
  }

  /** Those of a cluster whose turn it is, in order. */
  List<Lost> due(ClusterId cluster) {
    List<Lost> waiting = new ArrayList<>();
    for (Lost lost : part.lost()) {
      Machine machine = world.inventory().machine(lost.machine());
      if (machine != null
          && !machine.isOn()
          && !starting.contains(machine.id())
          && !lost.told()
          && part.isDeclared(lost.on())
          && isIn(cluster, machine)) {
        waiting.add(lost);
      }
    }
    Optional<RestartPriority> turn =
        java.util.stream.Stream.concat(
                waiting.stream().map(Lost::machine),
                starting.stream().filter(id -> isIn(cluster, world.inventory().machine(id))))
            .map(this::priority)
            .min(Comparator.naturalOrder());
    Set<MachineId> open = new HashSet<>(starting);
    waiting.forEach(lost -> open.add(lost.machine()));
    return waiting.stream()
        .filter(
            lost ->
                priority(lost.machine()) == RestartPriority.DISABLED
                    || (turn.equals(Optional.of(priority(lost.machine())))
                        && !waitsForOther(lost.machine(), cluster, open)))
        .sorted(
            Comparator.comparing((Lost lost) -> priority(lost.machine()))
                .thenComparing(lost -> lost.machine().value()))
        .toList();
  }

  private boolean isIn(ClusterId cluster, Machine machine) {
    return machine != null
        && Optional.ofNullable(world.inventory().host(machine.host()))
            .flatMap(host -> host.cluster())
            .filter(cluster::equals)
            .isPresent();
  }

  private RestartPriority priority(MachineId id) {
    return world.inventory().machine(id).placement().restart();
  }

  /** Whether one that comes before it in a rule is not restarted yet, though it is to be. */
  private boolean waitsForOther(MachineId id, ClusterId in, Set<MachineId> open) {
    Cluster cluster = world.inventory().clusters().get(in.value());
    for (AffinityRule rule : cluster.drsPolicy().rules()) {
      int at = rule.kind() == AffinityRule.Kind.IN_ORDER ? rule.machines().indexOf(id) : 0;
      for (MachineId before : rule.machines().subList(0, Math.max(0, at))) {
        if (open.contains(before) && priority(before) == priority(id)) {
          return true;
        }
      }
    }
    return false;
  }
}
