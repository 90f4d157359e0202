package io.coppice.rules;

import io.coppice.backend.JobId;
import io.coppice.backend.Preflight;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.Problem;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.PlacementPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the verdicts on one operation, in the order in which the rules are asked. */
final class VerdictCollector {
  private final PlacementPolicy policy;
  private final List<Preflight.Verdict> list = new ArrayList<>();
  private boolean passing = true;

  VerdictCollector(PlacementPolicy policy) {
    this.policy = policy;
  }

  /** How the site chooses hosts, for rules that ask where something goes. */
  PlacementPolicy policy() {
    return policy;
  }

  void addAll(List<Preflight.Verdict> verdicts) {
    list.addAll(verdicts);
    passing &=
        verdicts.stream()
            .noneMatch(verdict -> verdict.problem().filter(Problem::isError).isPresent());
  }

  /** Notes a rule; returns whether it is met. */
  boolean need(String rule, boolean met, Supplier<Problem> otherwise) {
    return note(rule, met ? Optional.empty() : Optional.of(otherwise.get()));
  }

  /** Notes a rule with the problem found, if any; returns whether nothing stops the operation. */
  boolean note(String rule, Optional<Problem> problem) {
    list.add(new Preflight.Verdict("rule." + rule, problem));
    boolean met = problem.filter(Problem::isError).isEmpty();
    passing &= met;
    return met;
  }

  /** Whether the object is there; the other rules have no ground without it. */
  boolean exists(SiteIndex index, EntityId id) {
    return need(
        "exists",
        id instanceof ForkGroupId group
            ? index.forks().group(group).isPresent()
            : index.inventory().find(id).isPresent(),
        () -> Problem.error("object.gone", id, id.token()));
  }

  /** Whether no other job has the object to itself or copies from it. */
  boolean free(SiteIndex index, EntityId id) {
    return free(index, id, index.busy(id).or(() -> index.copied(id)));
  }

  /** Whether no other job has the object to itself; several may copy from it. */
  boolean readable(SiteIndex index, EntityId id) {
    return free(index, id, index.busy(id));
  }

  private boolean free(SiteIndex index, EntityId id, Optional<JobId> holder) {
    return note(
        "free",
        holder.map(job -> Problem.error("object.busy", id, index.name(id), job.toString())));
  }

  boolean passing() {
    return passing;
  }

  Preflight done() {
    return new Preflight(list);
  }
}
