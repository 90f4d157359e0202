package io.coppice.session;

import io.coppice.backend.Backend;
import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.backend.WorldImage;
import io.coppice.model.SimTime;
import io.coppice.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes down what a site does. With every pulse {@link #tick} notes the time that was reached, new
 * events and ended jobs; now and then it keeps a checkpoint, so that opening again replays no more
 * than about {@link #MOST_OPERATIONS} operations or what the site did in {@link #BUSY} of running
 * fast, and what was asked for since that pulse and while the checkpoint was written. The image is
 * encoded beside the world's thread, and neither the world nor the screens wait for it.
 */
final class SiteRecorder {
  /** Replaying this many takes less than a second on a site of 37,000 machines in a fresh JVM. */
  static final int MOST_OPERATIONS = 500;

  /** Simulated time worth a checkpoint; at 600x it passes in six seconds. */
  static final Duration LONG = Duration.ofHours(1);

  /** Real time between two checkpoints of a site that runs fast. */
  static final Duration BUSY = Duration.ofSeconds(10);

  /** Real time between two checkpoints of a site that changes at all. */
  static final Duration CALM = Duration.ofMinutes(2);

  private final Backend site;
  private final Store store;
  private final long world;
  private final InstantSource clock;
  private final AtomicLong operations = new AtomicLong();
  private final TreeSet<Integer> openJobs = new TreeSet<>();
  private int nextEvent;
  private int nextJob;
  private CompletableFuture<?> noting = CompletableFuture.completedFuture(null);
  private CompletableFuture<?> keeping = CompletableFuture.completedFuture(null);
  private boolean abandoned;
  private volatile long keptReal;
  private volatile long keptOperations;
  private volatile SimTime keptAt;

  /**
   * @param clock real time, which decides how often checkpoints are kept
   */
  SiteRecorder(Backend site, Store store, long world, InstantSource clock) {
    this.site = site;
    this.store = store;
    this.world = world;
    this.clock = clock;
    this.keptReal = clock.millis();
    this.keptAt = site.snapshot().time();
  }

  /** Hears that operations were written to the journal. */
  void journaled(int count) {
    operations.addAndGet(count);
  }

  /** Notes and checkpoints what is due; skips what is still being written from last time. */
  synchronized void tick() {
    if (abandoned) {
      return;
    }
    if (noting.isDone()) {
      noting = note(site.snapshot());
    }
    if (keeping.isDone() && isCheckpointDue()) {
      keeping = checkpoint();
    }
  }

  private boolean isCheckpointDue() {
    Duration real = Duration.ofMillis(clock.millis() - keptReal);
    Duration simulated = site.snapshot().time().since(keptAt);
    long asked = operations.get() - keptOperations;
    return asked >= MOST_OPERATIONS
        || (simulated.compareTo(LONG) >= 0 && real.compareTo(BUSY) >= 0)
        || (real.compareTo(CALM) >= 0 && (asked > 0 || simulated.isPositive()));
  }

  private CompletableFuture<Void> note(Snapshot now) {
    int firstEvent = nextEvent;
    List<SiteEvent> events = newEvents(now);
    List<Job> ended = newlyEnded(now);
    return store
        .note(world, new Store.Notes(now.time(), events, ended))
        .exceptionally(failure -> noteAgain(firstEvent, ended));
  }

  /** What the disk did not take is tried again with the next notes. */
  private synchronized Void noteAgain(int firstEvent, List<Job> ended) {
    nextEvent = firstEvent;
    ended.forEach(job -> openJobs.add(job.id().value()));
    return null;
  }

  private List<SiteEvent> newEvents(Snapshot now) {
    List<SiteEvent> found = new ArrayList<>();
    for (; nextEvent < now.events().size(); nextEvent++) {
      SiteEvent event = now.events().get(nextEvent);
      if (event != null) {
        found.add(event);
      }
    }
    return found;
  }

  private List<Job> newlyEnded(Snapshot now) {
    for (; nextJob < now.jobs().size(); nextJob++) {
      openJobs.add(nextJob);
    }
    List<Job> found = new ArrayList<>();
    openJobs.removeIf(
        id -> {
          Job job = now.jobs().get(id);
          if (job != null && job.state().isEnded()) {
            found.add(job);
          }
          return job == null || job.state().isEnded();
        });
    return found;
  }

  /** Keeps the world as it is now; done when it is kept or cannot be. */
  synchronized CompletableFuture<Void> checkpoint() {
    if (site.durable().isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    keptReal = clock.millis();
    keptOperations = operations.get();
    return site.durable()
        .get()
        .image()
        .toCompletableFuture()
        .thenCompose(this::keep)
        .exceptionally(failure -> null);
  }

  private CompletableFuture<Void> keep(WorldImage image) {
    keptAt = image.at();
    return store.checkpoint(world, image);
  }

  /** Notes and keeps everything as it stands; blocks. The site must have been paused. */
  void finish() {
    waiting().join();
    checkpoint().join();
    lastNote().join();
  }

  /** Writes nothing any more; blocks until what was being written is. */
  void abandon() {
    synchronized (this) {
      abandoned = true;
    }
    waiting().join();
  }

  private synchronized CompletableFuture<?> waiting() {
    return CompletableFuture.allOf(noting, keeping);
  }

  private synchronized CompletableFuture<?> lastNote() {
    return note(site.snapshot());
  }
}
