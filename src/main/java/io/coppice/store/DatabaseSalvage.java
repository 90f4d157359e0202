package io.coppice.store;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets a damaged database aside under a name with the time, and takes over what can be read of it.
 * Each table is read from its beginning until it breaks, then from its end until it breaks; this
 * happens on a copy, so that the one that was set aside stays as it was found. Journal lines and
 * checkpoints are taken only if their sums are right, and of a journal only what joins on without a
 * gap.
 */
final class DatabaseSalvage {
  private static final System.Logger LOG = System.getLogger(DatabaseSalvage.class.getName());
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** A write-ahead log and its index stand beside the database. */
  private static final List<String> PARTS = List.of("", "-wal", "-shm");

  /** Tables with what orders them, those that others refer to first. */
  private enum Table {
    WORLD("world", "id"),
    CHECKPOINT("checkpoint", "id"),
    JOURNAL("journal", "world, serial"),
    EVENT("event", "world, serial"),
    EVENT_ABOUT("event_about", "world, entity, serial"),
    JOB("job", "world, number"),
    PREFERENCE("preference", "key");

    private final String sql;
    private final List<String> key;

    Table(String sql, String key) {
      this.sql = sql;
      this.key = List.of(key.split(", ", -1));
    }

    String ordered(boolean up) {
      String direction = up ? "" : " DESC";
      return "SELECT * FROM "
          + sql
          + " ORDER BY "
          + String.join(", ", key.stream().map(column -> column + direction).toList());
    }
  }

  private final Path file;
  private final InstantSource clock;
  private Path aside;

  DatabaseSalvage(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  void setAside() throws IOException {
    aside = free(file.toAbsolutePath().getParent(), "coppice-damaged-", clock.instant());
    for (String part : PARTS) {
      Path from = beside(file, part);
      if (Files.exists(from)) {
        Files.move(from, beside(aside, part));
      }
    }
  }

  /** A name with the time that no file in the folder has yet. */
  static Path free(Path folder, String prefix, Instant now) {
    String stem = prefix + STAMP.format(now);
    Path free = folder.resolve(stem + ".db");
    for (int i = 2; Files.exists(free); i++) {
      free = folder.resolve(stem + '-' + i + ".db");
    }
    return free;
  }

  private static Path beside(Path database, String part) {
    return database.resolveSibling(database.getFileName() + part);
  }

  /** Takes over what can be read; says what that is. */
  Problem into(SqliteConnection fresh, Path folder) throws IOException, SQLException {
    Path copy = file.resolveSibling("salvage.db");
    drop(copy); // A salvage that was killed left its own.
    for (String part : List.of("", "-wal")) {
      if (Files.exists(beside(aside, part))) {
        Files.copy(beside(aside, part), beside(copy, part));
      }
    }
    try {
      takeOver(copy, fresh);
    } finally {
      drop(copy);
    }
    dropUnsound(fresh);
    return Problem.of(
        Severity.WARNING,
        Store.DAMAGED,
        List.of(),
        folder,
        aside.getFileName(),
        count(fresh, Table.JOURNAL),
        count(fresh, Table.CHECKPOINT),
        count(fresh, Table.EVENT),
        count(fresh, Table.JOB),
        count(fresh, Table.PREFERENCE));
  }

  private static void drop(Path database) throws IOException {
    for (String part : PARTS) {
      Files.deleteIfExists(beside(database, part));
    }
  }

  private static long count(SqliteConnection db, Table table) throws SQLException {
    return db.number(0, "SELECT count(*) FROM " + table.sql);
  }

  private void takeOver(Path copy, SqliteConnection fresh) throws SQLException {
    SqliteConnection damaged;
    try {
      damaged = StoreOpener.connect(copy);
    } catch (SQLException e) {
      // Not even the header can be read: there is nothing to take over.
      return;
    }
    try {
      for (Table table : Table.values()) {
        fresh.transaction(
            true,
            () -> {
              copy(damaged, fresh, table, true);
              copy(damaged, fresh, table, false);
              return null;
            });
      }
    } finally {
      damaged.close();
    }
  }

  /** Copies rows in that direction until one is there already or the table breaks. */
  private static void copy(
      SqliteConnection damaged, SqliteConnection fresh, Table table, boolean up)
      throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    try {
      damaged.query(row -> rows.add(read(row, columns)), table.ordered(up));
    } catch (SQLException e) {
      // What came before the break is in the list.
    }
    if (rows.isEmpty()) {
      return;
    }
    String insert =
        "INSERT OR IGNORE INTO "
            + table.sql
            + " ("
            + String.join(", ", columns)
            + ") VALUES (?"
            + ", ?".repeat(columns.size() - 1)
            + ")";
    int lost = 0;
    for (Object[] row : rows) {
      try {
        fresh.update(insert, row);
      } catch (SQLException e) {
        // It belongs to a row that could not be read.
        lost++;
      }
    }
    LOG.log(System.Logger.Level.INFO, "{0}: read {1}, lost {2}", table, rows.size(), lost);
  }

  private static Object[] read(ResultSet row, List<String> columns) throws SQLException {
    int count = row.getMetaData().getColumnCount();
    if (columns.isEmpty()) {
      for (int i = 1; i <= count; i++) {
        columns.add(row.getMetaData().getColumnName(i));
      }
    }
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = row.getObject(i + 1);
    }
    return values;
  }

  private void dropUnsound(SqliteConnection db) throws SQLException {
    db.transaction(
        true,
        () -> {
          WorldTables worlds = new WorldTables(db, clock);
          worlds.dropUnsound();
          return null;
        });
  }
}
