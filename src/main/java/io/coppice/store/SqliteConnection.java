package io.coppice.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** One connection and its prepared statements; for one thread. */
final class SqliteConnection implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private boolean durable = true;

  SqliteConnection(Connection connection) {
    this.connection = connection;
  }

  /** Something done with the database. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Something done with each row. */
  @FunctionalInterface
  interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** Runs one statement, or several that are separated by semicolons. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** The statement, prepared once, with its parameters set. */
  private PreparedStatement with(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  int update(String sql, Object... parameters) throws SQLException {
    return with(sql, parameters).executeUpdate();
  }

  void query(Row each, String sql, Object... parameters) throws SQLException {
    try (ResultSet rows = with(sql, parameters).executeQuery()) {
      while (rows.next()) {
        each.read(rows);
      }
    }
  }

  /** The number in the first column of the first row; {@code otherwise} if there is none. */
  long number(long otherwise, String sql, Object... parameters) throws SQLException {
    try (ResultSet rows = with(sql, parameters).executeQuery()) {
      if (!rows.next()) {
        return otherwise;
      }
      long value = rows.getLong(1);
      return rows.wasNull() ? otherwise : value;
    }
  }

  /**
   * All or nothing.
   *
   * @param toDisk whether to wait until the disk has it; if not, it survives the process but not
   *     the power
   */
  <T> T transaction(boolean toDisk, Work<T> work) throws SQLException {
    if (toDisk != durable) {
      execute(toDisk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
      durable = toDisk;
    }
    execute("BEGIN IMMEDIATE");
    try {
      T result = work.run();
      execute("COMMIT");
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** Copies everything as it stands into a new file; not inside a transaction. */
  void copyTo(Path file) throws SQLException {
    // It wants no other statement to be under way, and takes some that are kept for such.
    forgetPrepared();
    try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, file.toString());
      statement.executeUpdate();
    }
  }

  private void rollBack(Exception cause) {
    try {
      // A statement that failed half-way stays unusable; all are prepared again.
      forgetPrepared();
      execute("ROLLBACK");
    } catch (SQLException e) {
      // After some failures, such as a full disk, SQLite has rolled back already.
      cause.addSuppressed(e);
    }
  }

  private void forgetPrepared() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }

  @Override
  public void close() throws SQLException {
    forgetPrepared();
    connection.close();
  }
}
