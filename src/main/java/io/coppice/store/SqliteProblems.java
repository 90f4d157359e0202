package io.coppice.store;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of SQLite means for the person. */
final class SqliteProblems {
  /** The file is no database or contradicts itself; see sqlite.org/rescode.html. */
  private static final Set<SQLiteErrorCode> DAMAGE =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_CORRUPT_INDEX,
          SQLiteErrorCode.SQLITE_CORRUPT_SEQUENCE,
          SQLiteErrorCode.SQLITE_CORRUPT_VTAB,
          SQLiteErrorCode.SQLITE_NOTADB,
          SQLiteErrorCode.SQLITE_IOERR_SHORT_READ);

  private SqliteProblems() {}

  static boolean isDamage(SQLException e) {
    return e instanceof SQLiteException sqlite && DAMAGE.contains(sqlite.getResultCode());
  }

  private static boolean isFull(SQLException e) {
    return e instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
  }

  /** While the console runs: what is asked is refused. */
  static Problem of(SQLException e, Path folder) {
    return isFull(e)
        ? Problem.error("store.no-room", folder)
        : Problem.error("store.failed", folder, e.getMessage());
  }

  /** When it starts: nothing is kept. */
  static Problem atStart(SQLException e, Path folder) {
    return isFull(e)
        ? Problem.of(Severity.WARNING, "store.no-room-at-start", List.of(), folder)
        : Problem.of(Severity.WARNING, "store.unwritable", List.of(), folder, e.getMessage());
  }
}
