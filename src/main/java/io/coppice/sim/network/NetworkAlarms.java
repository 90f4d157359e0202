package io.coppice.sim.network;

import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricDiagnosis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What is wrong in the network of a simulated site, as problems that stand there: what a {@link
 * FabricDiagnosis} finds. They are told with what is published and are no part of the world, whose
 * thread never waits for them: a look comes after a snapshot, one at a time, and finds nothing to
 * do where the network is the same. A network that changes without pause is looked at for a
 * twentieth of the time at most. Thread-safe.
 */
public final class NetworkAlarms {
  private static final System.Logger LOG = System.getLogger(NetworkAlarms.class.getName());

  /** Between two looks; short enough that one waits for it after a click. */
  private static final long PAUSE = Duration.ofMillis(300).toNanos();

  /** So many times what a look took, it is not looked again. */
  private static final int RESTS = 19;

  private final Supplier<Snapshot> newest;
  private final Runnable changed;
  private final AtomicBoolean awaited = new AtomicBoolean();
  private volatile long pause = PAUSE;
  private volatile List<Problem> standing = List.of();
  private volatile boolean closed;

  /** As it was looked at last. */
  private Fabric fabric;

  private Inventory inventory;

  /**
   * Looks at nothing yet.
   *
   * @param newest what was published last
   * @param changed called after {@link #standing} is another list; on a thread of its own
   */
  public NetworkAlarms(Supplier<Snapshot> newest, Runnable changed) {
    this.newest = newest;
    this.changed = changed;
  }

  /** What is wrong as far as it was looked at. */
  public List<Problem> standing() {
    return standing;
  }

  /** There is a newer snapshot; returns at once. */
  public void published() {
    if (!closed && awaited.compareAndSet(false, true)) {
      Executor later = CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS);
      later.execute(this::look);
    }
  }

  /** Looks no more. */
  public void close() {
    closed = true;
  }

  synchronized void look() {
    // whatever is published from here on is looked at again
    awaited.set(false);
    if (closed) {
      return;
    }
    long began = System.nanoTime();
    try {
      Snapshot snapshot = newest.get();
      boolean same =
          inventory != null
              && snapshot.fabric().equals(fabric)
              && SimNetwork.isSameNetwork(inventory, snapshot.inventory());
      fabric = snapshot.fabric();
      inventory = snapshot.inventory();
      if (!same) {
        tell(FabricDiagnosis.of(fabric, inventory));
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the network was not diagnosed", e);
    }
    pause = Math.max(PAUSE, RESTS * (System.nanoTime() - began));
  }

  private void tell(List<Problem> now) {
    if (!now.equals(standing)) {
      standing = now;
      changed.run();
    }
  }
}
