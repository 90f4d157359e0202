package io.coppice.backend;

import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.trace.CarriedTrace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One site. Every method may be called on any thread and returns at once. */
public interface Backend extends AutoCloseable {
  /** Shown as the site's name. */
  String name();

  /** What the site can do at all; the same as long as it is open. */
  Set<Capability> capabilities();

  /** The newest published snapshot. */
  Snapshot snapshot();

  /**
   * Hears of every published snapshot, on the backend's thread; the listener must return at once.
   * The newest snapshot is delivered first.
   */
  Subscription subscribe(Consumer<Snapshot> listener);

  /** What stands in the way of an operation on that snapshot; pure. */
  Preflight preflight(Operation operation, Snapshot on);

  /**
   * Asks for operations, in order, as one batch of the log. Each is checked against the state at
   * its turn; the outcomes are in the same order. Completes after the log has committed the
   * accepted ones.
   */
  CompletionStage<List<Outcome>> submit(List<Operation> operations);

  /**
   * The network as it was at a snapshot of this site, where the site knows one; the same object as
   * long as nothing of it changed. May take a second for a large site: not for the FX thread.
   */
  default Optional<NetworkState> network(Snapshot of) {
    return Optional.empty();
  }

  /**
   * Pings that machines of this site sent of late, as its network carried them; newest first, and
   * only those of since the site was opened.
   */
  default List<CarriedTrace> carriedPings() {
    return List.of();
  }

  /** Captures what the network carries, where the site shows it. */
  default Optional<FrameCaptures> captures() {
    return Optional.empty();
  }

  /**
   * What could not be repeated of the site's past when it was opened: operations and events that
   * are not in it now.
   */
  default List<Problem> losses() {
    return List.of();
  }

  /** What the chance of a simulated site begins with, and so what its machines ask for. */
  default long seed() {
    return 0;
  }

  /** The clock, where the site has one that can be turned. */
  Optional<TimeControl> time();

  /** The screens of machines, where the site shows them. */
  default Optional<Consoles> consoles() {
    return Optional.empty();
  }

  /** Who answers what a planner asks of a cluster, where the site places machines itself. */
  default Optional<CapacityPlanner> planner() {
    return Optional.empty();
  }

  /** Who recommends hosts for machines that are powered on, where the site places them itself. */
  default Optional<InitialPlacement> placement() {
    return Optional.empty();
  }

  /** Who recommends datastores of a datastore cluster, where the site has Storage DRS. */
  default Optional<StoragePlacement> storagePlacement() {
    return Optional.empty();
  }

  /** World images and digests, where the site's state is kept by the console. */
  Optional<Durable> durable();

  /**
   * What is remembered of a metric between two instants; at most a few thousand points, resampled
   * if need be.
   */
  CompletionStage<Series> history(EntityId about, Metric metric, SimTime from, SimTime to);

  /** Stops the site's threads; waits until they ended. */
  @Override
  void close();
}
