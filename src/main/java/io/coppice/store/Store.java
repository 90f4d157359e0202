package io.coppice.store;

import io.coppice.backend.Job;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Subscription;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What the console keeps. Any thread may call; what returns a future is done on the store's own
 * thread, in the order asked. A future fails with {@link OperationLog.UnkeptException} when the
 * disk does.
 */
public interface Store extends AutoCloseable {
  /** The code of the notice that the database was damaged and was set aside. */
  String DAMAGED = "store.damaged";

  /** Whether anything outlives this process. */
  boolean isLasting();

  /** The worlds that can be gone on with, by the source they began from, with their titles. */
  CompletableFuture<Map<String, String>> sources();

  /** The world that was left, if one is kept. */
  CompletableFuture<Optional<KeptWorld>> find(String source);

  /**
   * Makes room for a new world; one kept for the same source is set aside.
   *
   * @return its id
   */
  CompletableFuture<Long> begin(String source, String title, SimTime start);

  /** A checkpoint whose bytes are as they were written; empty if they are not. */
  CompletableFuture<Optional<WorldImage>> image(long checkpoint);

  /** The journal of a world from an entry on. */
  CompletableFuture<List<OperationLog.Entry>> entries(long world, long fromSerial);

  /** The journal of a world, to write to. */
  OperationLog journal(long world);

  /**
   * Copies everything as it stands into a file beside the database, before something of it is given
   * up.
   *
   * @return the file's name; empty where nothing is kept
   */
  CompletableFuture<String> setAside();

  /** Takes a world back to a checkpoint: what the journal has after it is given up. */
  CompletableFuture<Void> rewind(long world, WorldImage to);

  /** Keeps a checkpoint and drops those that are no longer needed. */
  CompletableFuture<Void> checkpoint(long world, WorldImage image);

  /** Notes what happened up to an instant, all or nothing. */
  CompletableFuture<Void> note(long world, Notes notes);

  /** Forgets events and jobs that the world, as it was opened, has not come to yet. */
  CompletableFuture<Void> forgetFrom(long world, int event, int job);

  /** Events about an object (or all) older than a serial, newest first. */
  CompletableFuture<List<SiteEvent>> events(
      long world, Optional<EntityId> about, int before, int limit);

  /** Ended jobs about an object (or all) older than a number, newest first. */
  CompletableFuture<List<Job>> jobs(long world, Optional<EntityId> about, int before, int limit);

  /** Preferences, all of them. */
  CompletableFuture<Map<String, String>> preferences();

  /** Keeps a preference; an empty value removes it. */
  CompletableFuture<Void> prefer(String key, Optional<String> value);

  /** What the person should know about how this store was opened. */
  List<Problem> notices();

  /** Hears when the disk no longer takes what is written, once for each spell of it. */
  Subscription onTrouble(Consumer<Problem> listener);

  /** Finishes what was asked and lets go of the folder; blocks. */
  @Override
  void close();

  /** What became known of a world since the last notes. */
  record Notes(SimTime reached, List<SiteEvent> events, List<Job> ended) {
    public Notes {
      events = List.copyOf(events);
      ended = List.copyOf(ended);
    }
  }
}
