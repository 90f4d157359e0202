package io.coppice.store;

import io.coppice.backend.Job;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.SiteFactory.NewerException;
import io.coppice.backend.Subscription;
import io.coppice.backend.WorldImage;
import io.coppice.codec.JsonCodec;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The store over one SQLite database. Texts are made on the caller's thread, so that the store's
 * thread only writes.
 */
final class SqliteStore implements Store {
  private static final System.Logger LOG = System.getLogger(SqliteStore.class.getName());

  private final Path folder;
  private final ExecutorService thread;
  private final SqliteConnection db;
  private final AutoCloseable lock;
  private final InstantSource clock;
  private final JsonCodec codec = new JsonCodec();
  private final WorldTables worlds;
  private final HistoryTables past;
  private final List<Problem> notices;
  private final List<Consumer<Problem>> listeners = new CopyOnWriteArrayList<>();
  private boolean troubled;

  /**
   * Takes over what was opened.
   *
   * @param thread the one that may use the database
   * @param lock let go of at the end
   */
  SqliteStore(Opened opened, ExecutorService thread, AutoCloseable lock, InstantSource clock) {
    this.folder = opened.folder();
    this.thread = thread;
    this.db = opened.db();
    this.lock = lock;
    this.clock = clock;
    this.worlds = new WorldTables(db, clock);
    this.past = new HistoryTables(db);
    this.notices = opened.notices();
  }

  /** A database that is sound and up to date. */
  record Opened(Path folder, SqliteConnection db, List<Problem> notices) {}

  @Override
  public boolean isLasting() {
    return true;
  }

  @Override
  public CompletableFuture<Map<String, String>> sources() {
    return read(worlds::sources);
  }

  @Override
  public CompletableFuture<Optional<KeptWorld>> find(String source) {
    return read(() -> worlds.find(source));
  }

  @Override
  public CompletableFuture<Long> begin(String source, String title, SimTime start) {
    return write(true, () -> worlds.begin(source, title, start));
  }

  @Override
  public CompletableFuture<Optional<WorldImage>> image(long checkpoint) {
    return read(() -> worlds.image(checkpoint));
  }

  @Override
  public CompletableFuture<List<OperationLog.Entry>> entries(long world, long fromSerial) {
    return read(() -> worlds.lines(world, fromSerial)).thenApply(this::entriesOf);
  }

  private List<OperationLog.Entry> entriesOf(List<JournalLine> lines) {
    return decoded(lines, line -> line.entry(codec));
  }

  @Override
  public OperationLog journal(long world) {
    return entries -> {
      List<JournalLine> lines =
          entries.stream().map(entry -> JournalLine.of(entry, codec)).toList();
      try {
        write(
                true,
                () -> {
                  worlds.append(world, lines);
                  return null;
                })
            .join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof IOException unkept ? unkept : new IOException(e.getCause());
      }
    };
  }

  @Override
  public CompletableFuture<String> setAside() {
    return read(
        () -> {
          Path aside = DatabaseSalvage.free(folder, "coppice-before-", clock.instant());
          db.copyTo(aside);
          PrivateFiles.owned(aside);
          return aside.getFileName().toString();
        });
  }

  @Override
  public CompletableFuture<Void> rewind(long world, WorldImage to) {
    return write(
        true,
        () -> {
          worlds.rewind(world, to);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> checkpoint(long world, WorldImage image) {
    return write(
        true,
        () -> {
          worlds.checkpoint(world, image);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> note(long world, Notes notes) {
    var events =
        notes.events().stream().map(event -> HistoryTables.EventLine.of(event, codec)).toList();
    var jobs = notes.ended().stream().map(job -> HistoryTables.JobLine.of(job, codec)).toList();
    return write(
        false,
        () -> {
          worlds.reached(world, notes.reached());
          past.addEvents(world, events);
          past.addJobs(world, jobs);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> forgetFrom(long world, int event, int job) {
    return write(
        false,
        () -> {
          past.forgetFrom(world, event, job);
          return null;
        });
  }

  @Override
  public CompletableFuture<List<SiteEvent>> events(
      long world, Optional<EntityId> about, int before, int limit) {
    return read(() -> past.events(world, about, before, limit))
        .thenApply(texts -> decoded(texts, codec::event));
  }

  @Override
  public CompletableFuture<List<Job>> jobs(
      long world, Optional<EntityId> about, int before, int limit) {
    return read(() -> past.jobs(world, about, before, limit))
        .thenApply(texts -> decoded(texts, codec::job));
  }

  @Override
  public CompletableFuture<Map<String, String>> preferences() {
    return read(
        () -> {
          Map<String, String> all = new TreeMap<>();
          db.query(
              row -> all.put(row.getString(1), row.getString(2)),
              "SELECT key, value FROM preference");
          return all;
        });
  }

  @Override
  public CompletableFuture<Void> prefer(String key, Optional<String> value) {
    return write(
        false,
        () -> {
          if (value.isPresent()) {
            db.update(
                "INSERT OR REPLACE INTO preference (key, value) VALUES (?, ?)", key, value.get());
          } else {
            db.update("DELETE FROM preference WHERE key = ?", key);
          }
          return null;
        });
  }

  @Override
  public List<Problem> notices() {
    return notices;
  }

  @Override
  public Subscription onTrouble(Consumer<Problem> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Lets the database grow to that many pages and no further. */
  void limitPages(int pages) {
    read(() -> db.number(0, "PRAGMA max_page_count = " + pages)).join();
  }

  @Override
  public void close() {
    try {
      CompletableFuture.runAsync(this::closeDb, thread).join();
      lock.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "The store did not close cleanly", e);
    } finally {
      thread.shutdown();
    }
  }

  private void closeDb() {
    try {
      db.close();
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private <T> CompletableFuture<T> read(SqliteConnection.Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.run();
          } catch (SQLException e) {
            throw failed(e);
          }
        },
        thread);
  }

  private <T> CompletableFuture<T> write(boolean toDisk, SqliteConnection.Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            T result = db.transaction(toDisk, work);
            troubled = false;
            return result;
          } catch (SQLException e) {
            throw failed(e);
          }
        },
        thread);
  }

  private CompletionException failed(SQLException e) {
    Problem problem = SqliteProblems.of(e, folder);
    if (!troubled) {
      troubled = true;
      LOG.log(System.Logger.Level.WARNING, "The store failed", e);
      listeners.forEach(listener -> listener.accept(problem));
    }
    return new CompletionException(new OperationLog.UnkeptException(problem, e));
  }

  /** Reads back what was written. */
  private interface Decoder<A, B> {
    B decode(A text) throws IOException;
  }

  private <A, B> List<B> decoded(List<A> texts, Decoder<A, B> decoder) {
    List<B> all = new ArrayList<>(texts.size());
    for (A text : texts) {
      try {
        all.add(decoder.decode(text));
      } catch (NewerException e) {
        throw new CompletionException(e);
      } catch (IOException e) {
        Problem problem = Problem.error("store.failed", folder, e.getMessage());
        throw new CompletionException(new OperationLog.UnkeptException(problem, e));
      }
    }
    return all;
  }
}
