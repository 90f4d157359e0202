package io.coppice.sim.ops.run;

import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.facts.Claims;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One job as its course sees it.
 *
 * @param <O> the operation
 */
public final class Stage<O extends Operation> {
  private final Runner runner;
  private final World world;
  private final O operation;
  private final JobId job;

  Stage(Runner runner, World world, O operation, JobId job) {
    this.runner = runner;
    this.world = world;
    this.operation = operation;
    this.job = job;
  }

  public World world() {
    return world;
  }

  public Inventory inventory() {
    return world.inventory();
  }

  public O operation() {
    return operation;
  }

  public JobId job() {
    return job;
  }

  public Runner runner() {
    return runner;
  }

  /** The world's lists and sums as they are now. */
  public Facts facts() {
    return runner.facts(world, Optional.of(job));
  }

  /** The same, as if this job held nothing: for asking once more whether what it makes fits. */
  public Facts factsWithoutOwnClaims() {
    Claims others = new Claims();
    part()
        .running()
        .forEach(
            row -> {
              if (row != job.value()) {
                others.take(((Task) world.task(new JobId(row))).claims());
              }
            });
    return facts().holding(others);
  }

  public Operations part() {
    return runner.part(world);
  }

  public Task task() {
    return (Task) world.task(job);
  }

  public void remember(Task task) {
    world.setTask(job, task);
  }

  /** The operation's machine as it is now. */
  public Machine machine() {
    return world.inventory().machine((MachineId) operation.target());
  }

  /** Claims more for this job. */
  public void claim(List<Claim> more) {
    List<Claim> all = new ArrayList<>(task().claims());
    all.addAll(more);
    part().claims(world).take(more);
    remember(task().withClaims(all));
  }

  /** Tells an event of this job. */
  public void tell(Severity severity, String code, List<EntityId> about, Object... args) {
    world.tell(severity, code, about, Optional.of(job), args);
  }

  /** Tells that something went as asked. */
  public void tell(String code, EntityId about, Object... args) {
    tell(Severity.INFO, code, List.of(about), args);
  }
}
