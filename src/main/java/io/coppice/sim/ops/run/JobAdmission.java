package io.coppice.sim.ops.run;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.FailoverCapacity;
import io.coppice.sim.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides when a job that waits may begin: oldest first, within the limits of what may run at once
 * and of what is claimed. A younger job passes one that waits, unless both want the same thing. The
 * rules are asked once more before it begins, because the world went on while it waited.
 */
final class JobAdmission {
  private final JobRunner jobs;

  JobAdmission(JobRunner jobs) {
    this.jobs = jobs;
  }

  /** Takes in a job that was accepted; it begins at once if it can. */
  void enqueue(World world, JobId id, boolean failover) {
    Operation operation = world.job(id).operation();
    OperationProcedure<Operation> course = jobs.course(operation);
    if (course.phases(operation).isEmpty()) {
      world.setTask(id, JobProgress.waiting(failover, world.now()));
      jobs.run(world, id, List.of());
      return;
    }
    List<Claim> wanted = course.claims(operation, jobs.index(world, Optional.of(id)));
    world.setTask(id, JobProgress.waiting(failover, world.now()).withClaims(wanted));
    JobQueueState part = jobs.part(world);
    // Those who wait keep their turn for what they wait for.
    Set<EntityId> spokenFor = new HashSet<>();
    wanted.stream()
        .map(Claim::on)
        .filter(on -> part.waiters(world).of(on, Sort.COST) > 0)
        .forEach(spokenFor::add);
    part.join(world, id);
    admit(world, id, spokenFor);
  }

  /** Starts what can start, oldest first; what ends meanwhile makes it look once more. */
  void pump(World world) {
    JobQueueState part = jobs.part(world);
    if (!part.beginPump()) {
      return;
    }
    do {
      Set<EntityId> spokenFor = new HashSet<>();
      for (Integer job = part.firstWaiting();
          job != null && part.running().size() < ConcurrencyLimits.IN_ALL;
          job = part.waitingAfter(job)) {
        admit(world, new JobId(job), spokenFor);
      }
    } while (part.pumpAgain());
  }

  private void admit(World world, JobId id, Set<EntityId> spokenFor) {
    JobQueueState part = jobs.part(world);
    JobProgress progress = (JobProgress) world.task(id);
    Optional<Problem> obstacle = obstacle(world, progress.claims(), spokenFor);
    if (obstacle.isPresent()) {
      progress.claims().forEach(claim -> spokenFor.add(claim.on()));
      if (!world.job(id).waitingFor().equals(obstacle)) {
        world.set(world.job(id).waiting(obstacle.get()));
      }
      return;
    }
    Job job = world.job(id);
    // Its own place in the ledger is no obstacle to itself.
    part.leave(world, id);
    SiteIndex index = jobs.index(world, Optional.of(id));
    List<Problem> problems =
        jobs.rules().check(job.operation(), index).verdicts().stream()
            .filter(
                verdict -> !(progress.failover() && verdict.rule().equals(FailoverCapacity.RULE)))
            .flatMap(verdict -> verdict.problem().stream())
            .filter(Problem::isError)
            .toList();
    if (!problems.isEmpty()) {
      jobs.end(world, id, Job.State.FAILED, problems);
      return;
    }
    // Where it goes may be another place than when it was asked.
    List<Claim> claims = jobs.course(job.operation()).claims(job.operation(), index);
    world.setTask(id, progress.withClaims(claims));
    if (obstacle(world, claims, Set.of()).isPresent()) {
      part.join(world, id);
      claims.forEach(claim -> spokenFor.add(claim.on()));
    } else {
      jobs.run(world, id, claims);
    }
  }

  private Optional<Problem> obstacle(World world, List<Claim> claims, Set<EntityId> spokenFor) {
    JobQueueState part = jobs.part(world);
    if (part.running().size() >= ConcurrencyLimits.IN_ALL) {
      return Optional.of(
          Problem.of(
              Severity.WARNING, "queue.all", List.of(), String.valueOf(ConcurrencyLimits.IN_ALL)));
    }
    for (Claim claim : claims) {
      if (claim.sort() == Sort.COST && spokenFor.contains(claim.on())) {
        return Optional.of(
            Problem.warning("queue.turn", claim.on(), JobRunner.name(world, claim.on())));
      }
    }
    return ConcurrencyLimits.obstacle(claims, part.claims(world), world.inventory());
  }
}
