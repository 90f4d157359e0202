package io.coppice.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbered migrations in {@code resources/io/coppice/sql}: 001.sql makes the first schema, each
 * further file changes what the ones before it made. SQLite's {@code user_version} is the number of
 * the last one applied.
 */
final class Schema {
  private final List<String> migrations;

  Schema() {
    this(load());
  }

  Schema(List<String> migrations) {
    this.migrations = List.copyOf(migrations);
  }

  private static List<String> load() {
    List<String> found = new ArrayList<>();
    while (true) {
      String name = String.format(Locale.ROOT, "/io/coppice/sql/%03d.sql", found.size() + 1);
      try (InputStream in = Schema.class.getResourceAsStream(name)) {
        if (in == null) {
          return found;
        }
        found.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The newest this version knows. */
  int newest() {
    return migrations.size();
  }

  static int versionOf(SqliteConnection db) throws SQLException {
    return (int) db.number(0, "PRAGMA user_version");
  }

  /** Brings the database up to date, each step all or nothing. */
  void migrate(SqliteConnection db) throws SQLException {
    for (int version = versionOf(db); version < newest(); version++) {
      String step = migrations.get(version);
      int next = version + 1;
      db.transaction(
          true,
          () -> {
            db.execute(step);
            db.execute("PRAGMA user_version = " + next);
            return next;
          });
    }
  }
}
