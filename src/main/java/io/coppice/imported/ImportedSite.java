package io.coppice.imported;

import io.coppice.backend.Backend;
import io.coppice.backend.Capability;
import io.coppice.backend.Durable;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.Preflight;
import io.coppice.backend.Series;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Subscription;
import io.coppice.backend.TimeControl;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Metric;
import io.coppice.model.overlay.NetworkReader.Reading;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.table.CowTable;
import io.coppice.rules.PreflightRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What hosts said, as a site that is only read: its one snapshot holds the network, and as alarms
 * what is wrong in it and what could not be read. It has no inventory, no clock, and takes no
 * operation.
 */
final class ImportedSite implements Backend {
  private static final Set<Capability> CAPABILITIES = Set.of(Capability.OVERLAYS);

  private final String name;
  private final NetworkState network;
  private final Snapshot snapshot;

  /** Blocks while the network is diagnosed. */
  ImportedSite(String name, Reading reading) {
    this.name = name;
    this.network = reading.state();
    this.snapshot =
        new Snapshot(
            1,
            network.collected().map(ImportedSite::time).orElse(SimTime.ZERO),
            Inventory.empty().freeze(),
            new Forks().freeze(),
            new Figures().freeze(),
            new CowTable<>(),
            new CowTable<>(),
            Stream.concat(
                    Diagnosis.of(network).stream().map(Fault::words), reading.problems().stream())
                .filter(problem -> problem.severity() != Severity.INFO)
                .toList());
  }

  /** A file's time may lie anywhere. */
  private static SimTime time(Instant collected) {
    try {
      return SimTime.of(collected);
    } catch (ArithmeticException e) {
      return SimTime.ZERO;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public Optional<NetworkState> network(Snapshot of) {
    return Optional.of(network);
  }

  @Override
  public Subscription subscribe(Consumer<Snapshot> listener) {
    listener.accept(snapshot);
    return () -> {};
  }

  @Override
  public Preflight preflight(Operation operation, Snapshot on) {
    return new Preflight(
        List.of(new Preflight.Verdict("rule.site-can", Optional.of(refusal(operation)))));
  }

  private static Problem refusal(Operation operation) {
    return PreflightRules.incapable(operation, CAPABILITIES).orElseThrow();
  }

  @Override
  public CompletionStage<List<Outcome>> submit(List<Operation> operations) {
    return CompletableFuture.completedFuture(
        operations.stream()
            .<Outcome>map(operation -> new Outcome.Refused(List.of(refusal(operation))))
            .toList());
  }

  @Override
  public Optional<TimeControl> time() {
    return Optional.empty();
  }

  @Override
  public Optional<Durable> durable() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<Series> history(EntityId about, Metric metric, SimTime from, SimTime to) {
    return CompletableFuture.completedFuture(
        new Series(about, metric, new long[0], new int[0], new int[0]));
  }

  @Override
  public void close() {
    // nothing runs
  }
}
