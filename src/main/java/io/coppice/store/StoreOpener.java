package io.coppice.store;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.store.SqliteStore.Opened;
import io.coppice.store.StoreOpening.Ready;
import io.coppice.store.StoreOpening.Refused;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sqlite.JDBC;

/** One opening; the database is touched on the store's thread only. */
final class StoreOpener {
  static final String DATABASE = "coppice.db";

  private final Path folder;
  private final Path file;
  private final InstantSource clock;
  private final Schema schema;
  private final FolderLock lock;
  private final ExecutorService thread;

  private StoreOpener(Path folder, InstantSource clock, Schema schema, FolderLock lock) {
    this.folder = folder;
    this.file = folder.resolve(DATABASE);
    this.clock = clock;
    this.schema = schema;
    this.lock = lock;
    this.thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("coppice-store").daemon().factory());
  }

  static StoreOpening open(Path folder, InstantSource clock, Schema schema) {
    try {
      PrivateFiles.folder(folder);
      return new StoreOpener(folder, clock, schema, FolderLock.take(folder)).opened();
    } catch (FolderLock.InUseException e) {
      return new Refused(
          e.process()
              .map(pid -> Problem.error("store.in-use", pid, folder))
              .orElse(Problem.error("store.in-use-unknown", folder)));
    } catch (IOException e) {
      return keepsNothing(unwritable(folder, e));
    }
  }

  private static StoreOpening keepsNothing(Problem why) {
    return new Ready(new MemoryStore(List.of(why)));
  }

  private static Problem unwritable(Path folder, IOException e) {
    if (e instanceof AccessDeniedException) {
      return Problem.of(Severity.WARNING, "store.no-right", List.of(), folder);
    }
    String cause =
        e instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : e.getClass().getSimpleName() + ": " + e.getMessage();
    return Problem.of(Severity.WARNING, "store.unwritable", List.of(), folder, cause);
  }

  private StoreOpening opened() throws IOException {
    StoreOpening opening = CompletableFuture.supplyAsync(this::tryOpen, thread).join();
    if (!(opening instanceof Ready ready && ready.store().isLasting())) {
      thread.shutdown();
      lock.close();
    }
    return opening;
  }

  private StoreOpening tryOpen() {
    try {
      PrivateFiles.file(file);
      try {
        return openSound();
      } catch (SQLException e) {
        if (!SqliteProblems.isDamage(e)) {
          return keepsNothing(SqliteProblems.atStart(e, folder));
        }
      }
      return openSalvaged();
    } catch (SQLException e) {
      return keepsNothing(SqliteProblems.atStart(e, folder));
    } catch (IOException e) {
      return keepsNothing(unwritable(folder, e));
    }
  }

  private StoreOpening openSound() throws SQLException, IOException {
    SqliteConnection db = connect(file);
    try {
      int version = Schema.versionOf(db);
      if (version > schema.newest()) {
        db.close();
        return new Refused(Problem.error("store.newer", folder, version, schema.newest()));
      }
      if (isSound(db)) {
        schema.migrate(db);
        return ready(db, List.of());
      }
      db.close();
      return openSalvaged();
    } catch (SQLException e) {
      db.close();
      throw e;
    }
  }

  private StoreOpening openSalvaged() throws SQLException, IOException {
    DatabaseSalvage salvage = new DatabaseSalvage(file, clock);
    salvage.setAside();
    PrivateFiles.file(file);
    SqliteConnection db = connect(file);
    schema.migrate(db);
    return ready(db, List.of(salvage.into(db, folder)));
  }

  private StoreOpening ready(SqliteConnection db, List<Problem> notices) {
    return new Ready(
        new SqliteStore(new Opened(folder, db, new ArrayList<>(notices)), thread, lock, clock));
  }

  private boolean isSound(SqliteConnection db) throws SQLException {
    List<String> complaints = new ArrayList<>();
    db.query(row -> complaints.add(row.getString(1)), "PRAGMA quick_check(1)");
    return complaints.equals(List.of("ok"))
        && (Schema.versionOf(db) == 0 || new WorldTables(db, clock).isJournalSound());
  }

  /** Connects as the store needs it. */
  static SqliteConnection connect(Path file) throws SQLException {
    // As a URI, in which ? and # and % of a folder's name are plain (sqlite.org/uri.html).
    String uri = "jdbc:sqlite:file:" + file.toUri().getRawPath();
    SqliteConnection db = new SqliteConnection(JDBC.createConnection(uri, new Properties()));
    db.execute("PRAGMA journal_mode = WAL");
    db.execute("PRAGMA synchronous = FULL");
    // macOS: fsync alone does not reach the disk (sqlite.org/pragma.html#pragma_fullfsync).
    db.execute("PRAGMA fullfsync = ON");
    db.execute("PRAGMA foreign_keys = ON");
    db.execute("PRAGMA journal_size_limit = 16777216");
    db.execute("PRAGMA trusted_schema = OFF");
    return db;
  }
}
