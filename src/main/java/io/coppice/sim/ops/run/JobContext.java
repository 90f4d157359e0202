package io.coppice.sim.ops.run;

import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One job as its procedure sees it.
 *
 * @param <O> the operation
 */
public final class JobContext<O extends Operation> {
  private final JobRunner runner;
  private final World world;
  private final O operation;
  private final JobId job;

  JobContext(JobRunner runner, World world, O operation, JobId job) {
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

  public JobRunner runner() {
    return runner;
  }

  /** The world's lists and sums as they are now. */
  public SiteIndex index() {
    return runner.index(world, Optional.of(job));
  }

  /** How the site chooses hosts. */
  public PlacementPolicy policy() {
    return runner.rules().policy();
  }

  /** The same, as if this job held nothing: for asking once more whether what it makes fits. */
  public SiteIndex indexWithoutOwnClaims() {
    Reservations others = new Reservations();
    part()
        .running()
        .forEach(
            row -> {
              if (row != job.value()) {
                others.take(((JobProgress) world.task(new JobId(row))).claims());
              }
            });
    return index().holding(others);
  }

  /** What stands in the way of the operation now, though nothing did when its job began. */
  public List<Problem> obstacles() {
    return runner.rules().check(operation, indexWithoutOwnClaims()).problems().stream()
        .filter(Problem::isError)
        .toList();
  }

  public JobQueueState part() {
    return runner.part(world);
  }

  public JobProgress progress() {
    return (JobProgress) world.task(job);
  }

  public void remember(JobProgress progress) {
    world.setTask(job, progress);
  }

  /** The operation's machine as it is now. */
  public Machine machine() {
    return world.inventory().machine((MachineId) operation.target());
  }

  /** Claims more for this job. */
  public void claim(List<Claim> more) {
    List<Claim> all = new ArrayList<>(progress().claims());
    all.addAll(more);
    part().claims(world).take(more);
    remember(progress().withClaims(all));
  }

  /** Claims the room that the files of a machine need where they grow. */
  public void claimGrowth(Machine before, Machine after) {
    claimSpace(MachineStorage.growth(before, after));
  }

  /** Claims bytes on datastores. */
  public void claimSpace(Map<DatastoreId, Long> bytes) {
    List<Claim> claims = new ArrayList<>();
    bytes.forEach((on, more) -> claims.add(new Claim(on, Sort.SPACE, more)));
    claims.sort(Comparator.comparingInt(claim -> claim.on().value()));
    claim(claims);
  }

  /** Tells an event of this job. */
  public void recordEvent(Severity severity, String code, List<EntityId> about, Object... args) {
    world.recordEvent(severity, code, about, Optional.of(job), args);
  }

  /** Tells that something went as asked. */
  public void recordEvent(String code, EntityId about, Object... args) {
    recordEvent(Severity.INFO, code, List.of(about), args);
  }
}
