package io.coppice.testkit;

import io.coppice.backend.Backend;
import io.coppice.backend.Capability;
import io.coppice.backend.Durable;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.Preflight;
import io.coppice.backend.Series;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Subscription;
import io.coppice.backend.TimeControl;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.rules.PreflightRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A site that can do less than the one behind it, as real machines or what was only read can do
 * less than a simulation.
 */
public final class LimitedSite implements Backend {
  private final Backend behind;
  private final Set<Capability> capabilities;

  private LimitedSite(Backend behind, Set<Capability> capabilities) {
    this.behind = behind;
    this.capabilities = Set.copyOf(capabilities);
  }

  /** Makes sites that can do no more than that. */
  public static SiteFactory factory(SiteFactory sites, Set<Capability> capabilities) {
    return (past, log) -> new LimitedSite(sites.open(past, log), capabilities);
  }

  @Override
  public String name() {
    return behind.name();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public Snapshot snapshot() {
    return behind.snapshot();
  }

  @Override
  public Subscription subscribe(Consumer<Snapshot> listener) {
    return behind.subscribe(listener);
  }

  @Override
  public Preflight preflight(Operation operation, Snapshot on) {
    return PreflightRules.incapable(operation, capabilities)
        .map(LimitedSite::refused)
        .orElseGet(() -> behind.preflight(operation, on));
  }

  private static Preflight refused(Problem problem) {
    return new Preflight(List.of(new Preflight.Verdict("rule.site-can", Optional.of(problem))));
  }

  @Override
  public CompletionStage<List<Outcome>> submit(List<Operation> operations) {
    List<Problem> refusals =
        operations.stream()
            .flatMap(operation -> PreflightRules.incapable(operation, capabilities).stream())
            .toList();
    return refusals.isEmpty()
        ? behind.submit(operations)
        : CompletableFuture.completedFuture(
            operations.stream().<Outcome>map(_ -> new Outcome.Refused(refusals)).toList());
  }

  @Override
  public Optional<TimeControl> time() {
    return capabilities.contains(Capability.CLOCK) ? behind.time() : Optional.empty();
  }

  @Override
  public Optional<Durable> durable() {
    return behind.durable();
  }

  @Override
  public CompletionStage<Series> history(EntityId about, Metric metric, SimTime from, SimTime to) {
    return behind.history(about, metric, from, to);
  }

  @Override
  public void close() {
    behind.close();
  }
}
