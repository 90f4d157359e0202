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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps nothing. For a console whose folder cannot be written, which then says so for as long as it
 * runs.
 */
public final class MemoryStore implements Store {
  private final List<Problem> notices;
  private final AtomicLong worlds = new AtomicLong();

  /**
   * @param notices why nothing is kept; empty where that is meant
   */
  public MemoryStore(List<Problem> notices) {
    this.notices = List.copyOf(notices);
  }

  @Override
  public boolean isLasting() {
    return false;
  }

  @Override
  public CompletableFuture<Map<String, String>> sources() {
    return done(Map.of());
  }

  @Override
  public CompletableFuture<Optional<KeptWorld>> find(String source) {
    return done(Optional.empty());
  }

  @Override
  public CompletableFuture<Long> begin(String source, String title, SimTime start) {
    return done(worlds.incrementAndGet());
  }

  @Override
  public CompletableFuture<Optional<WorldImage>> image(long checkpoint) {
    return done(Optional.empty());
  }

  @Override
  public CompletableFuture<List<OperationLog.Entry>> entries(long world, long fromSerial) {
    return done(List.of());
  }

  @Override
  public OperationLog journal(long world) {
    return OperationLog.NONE;
  }

  @Override
  public CompletableFuture<String> setAside() {
    return done("");
  }

  @Override
  public CompletableFuture<Void> rewind(long world, WorldImage to) {
    return done(null);
  }

  @Override
  public CompletableFuture<Void> checkpoint(long world, WorldImage image) {
    return done(null);
  }

  @Override
  public CompletableFuture<Void> note(long world, Notes notes) {
    return done(null);
  }

  @Override
  public CompletableFuture<Void> forgetFrom(long world, int event, int job) {
    return done(null);
  }

  @Override
  public CompletableFuture<List<SiteEvent>> events(
      long world, Optional<EntityId> about, int before, int limit) {
    return done(List.of());
  }

  @Override
  public CompletableFuture<List<Job>> jobs(
      long world, Optional<EntityId> about, int before, int limit) {
    return done(List.of());
  }

  @Override
  public CompletableFuture<Map<String, String>> preferences() {
    return done(Map.of());
  }

  @Override
  public CompletableFuture<Void> prefer(String key, Optional<String> value) {
    return done(null);
  }

  @Override
  public List<Problem> notices() {
    return notices;
  }

  @Override
  public Subscription onTrouble(Consumer<Problem> listener) {
    return () -> {};
  }

  @Override
  public void close() {}

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
