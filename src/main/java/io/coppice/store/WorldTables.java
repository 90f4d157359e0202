package io.coppice.store;

import io.coppice.backend.WorldImage;
import io.coppice.model.SimTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Worlds, their journals and their checkpoints; on the store's thread, inside a transaction. */
final class WorldTables {
  /** Checkpoints kept of a world: the newest, and two to fall back to. */
  static final int CHECKPOINTS = 3;

  /** Entries of a journal kept although checkpoints made them unnecessary for opening. */
  static final int JOURNAL = 50_000;

  private final SqliteConnection db;
  private final InstantSource clock;

  WorldTables(SqliteConnection db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  Map<String, String> sources() throws SQLException {
    Map<String, String> found = new TreeMap<>();
    db.query(
        row -> found.put(row.getString(1), row.getString(2)),
        "SELECT source, title FROM world WHERE aside IS NULL ORDER BY id");
    return found;
  }

  Optional<KeptWorld> find(String source) throws SQLException {
    List<KeptWorld> found = new ArrayList<>();
    db.query(
        row ->
            found.add(
                new KeptWorld(
                    row.getLong(1),
                    source,
                    row.getString(2),
                    List.of(),
                    0,
                    0,
                    new SimTime(row.getLong(3)))),
        "SELECT id, title, reached FROM world WHERE source = ? AND aside IS NULL"
            + " ORDER BY id DESC LIMIT 1",
        source);
    return found.isEmpty() ? Optional.empty() : Optional.of(complete(found.getFirst()));
  }

  private KeptWorld complete(KeptWorld bare) throws SQLException {
    List<Long> checkpoints = new ArrayList<>();
    db.query(
        row -> checkpoints.add(row.getLong(1)),
        "SELECT id FROM checkpoint WHERE world = ? ORDER BY next_serial DESC, id DESC",
        bare.id());
    long next = nextSerial(bare.id());
    long first =
        db.number(
            checkpoints.isEmpty() ? 0 : next,
            "SELECT min(serial) FROM journal WHERE world = ?",
            bare.id());
    return new KeptWorld(
        bare.id(), bare.source(), bare.title(), checkpoints, first, next, bare.reached());
  }

  /** One more than the newest entry that is in the journal or in a checkpoint. */
  private long nextSerial(long world) throws SQLException {
    return Math.max(
        db.number(-1, "SELECT max(serial) FROM journal WHERE world = ?", world) + 1,
        db.number(0, "SELECT max(next_serial) FROM checkpoint WHERE world = ?", world));
  }

  long begin(String source, String title, SimTime start) throws SQLException {
    // One world set aside for each source: the one before it goes.
    db.update("DELETE FROM world WHERE source = ? AND aside IS NOT NULL", source);
    db.update(
        "UPDATE world SET aside = ? WHERE source = ? AND aside IS NULL", clock.millis(), source);
    db.update(
        "INSERT INTO world (source, title, reached) VALUES (?, ?, ?)",
        source,
        title,
        start.micros());
    return db.number(0, "SELECT last_insert_rowid()");
  }

  void reached(long world, SimTime at) throws SQLException {
    db.update("UPDATE world SET reached = ? WHERE id = ?", at.micros(), world);
  }

  void append(long world, List<JournalLine> lines) throws SQLException {
    for (JournalLine line : lines) {
      db.update(
          "INSERT INTO journal (world, serial, at, operation, sum) VALUES (?, ?, ?, ?, ?)",
          world,
          line.serial(),
          line.at(),
          line.operation(),
          line.sum());
    }
  }

  List<JournalLine> lines(long world, long from) throws SQLException {
    List<JournalLine> found = new ArrayList<>();
    db.query(
        row -> found.add(new JournalLine(row.getLong(1), row.getLong(2), row.getString(3))),
        "SELECT serial, at, operation FROM journal WHERE world = ? AND serial >= ? ORDER BY serial",
        world,
        from);
    return found;
  }

  /** Whether every line is as it was written. */
  boolean isJournalSound() throws SQLException {
    boolean[] sound = {true};
    db.query(
        row ->
            sound[0] &=
                row.getLong(4)
                    == new JournalLine(row.getLong(1), row.getLong(2), row.getString(3)).sum(),
        "SELECT serial, at, operation, sum FROM journal");
    return sound[0];
  }

  /**
   * Drops checkpoints and lines that are not as they were written, and of each journal what does
   * not join on to the newest checkpoint without a gap.
   */
  void dropUnsound() throws SQLException {
    List<Long> checkpoints = new ArrayList<>();
    db.query(row -> checkpoints.add(row.getLong(1)), "SELECT id FROM checkpoint");
    for (long checkpoint : checkpoints) {
      if (image(checkpoint).isEmpty()) {
        db.update("DELETE FROM checkpoint WHERE id = ?", checkpoint);
      }
    }
    List<Object[]> unsound = new ArrayList<>();
    db.query(
        row -> {
          JournalLine line = new JournalLine(row.getLong(2), row.getLong(3), row.getString(4));
          if (line.sum() != row.getLong(5)) {
            unsound.add(new Object[] {row.getLong(1), line.serial()});
          }
        },
        "SELECT world, serial, at, operation, sum FROM journal");
    for (Object[] line : unsound) {
      db.update("DELETE FROM journal WHERE world = ? AND serial = ?", line);
    }
    List<Long> all = new ArrayList<>();
    db.query(row -> all.add(row.getLong(1)), "SELECT id FROM world");
    for (long world : all) {
      dropAfterGap(world);
    }
  }

  private void dropAfterGap(long world) throws SQLException {
    long joint = db.number(0, "SELECT max(next_serial) FROM checkpoint WHERE world = ?", world);
    long end = joint;
    for (JournalLine line : lines(world, joint)) {
      if (line.serial() == end) {
        end++;
      }
    }
    db.update("DELETE FROM journal WHERE world = ? AND serial >= ?", world, end);
    long begin = joint;
    List<Long> before = new ArrayList<>();
    db.query(
        row -> before.add(row.getLong(1)),
        "SELECT serial FROM journal WHERE world = ? AND serial < ? ORDER BY serial DESC",
        world,
        joint);
    for (long serial : before) {
      if (serial == begin - 1) {
        begin--;
      }
    }
    db.update("DELETE FROM journal WHERE world = ? AND serial < ?", world, begin);
  }

  Optional<WorldImage> image(long checkpoint) throws SQLException {
    List<WorldImage> found = new ArrayList<>();
    db.query(
        row -> {
          byte[] bytes = row.getBytes(6);
          if (bytes != null && sum(bytes).equals(row.getString(5))) {
            found.add(
                new WorldImage(
                    row.getLong(1),
                    new SimTime(row.getLong(2)),
                    row.getInt(3),
                    row.getString(4),
                    bytes));
          }
        },
        "SELECT next_serial, at, format, digest, sum, bytes FROM checkpoint WHERE id = ?",
        checkpoint);
    return found.stream().findFirst();
  }

  void checkpoint(long world, WorldImage image) throws SQLException {
    db.update(
        "INSERT INTO checkpoint (world, next_serial, at, format, digest, sum, bytes)"
            + " SELECT id, ?, ?, ?, ?, ?, ? FROM world WHERE id = ?",
        image.nextSerial(),
        image.at().micros(),
        image.format(),
        image.digest(),
        sum(image.bytes()),
        image.bytes(),
        world);
    db.update(
        "DELETE FROM checkpoint WHERE world = ?1 AND id NOT IN"
            + " (SELECT id FROM checkpoint WHERE world = ?1 ORDER BY id DESC LIMIT ?2)",
        world,
        CHECKPOINTS);
    long oldest = db.number(0, "SELECT min(next_serial) FROM checkpoint WHERE world = ?", world);
    db.update(
        "DELETE FROM journal WHERE world = ? AND serial < ?",
        world,
        Math.min(oldest, nextSerial(world) - JOURNAL));
  }

  void rewind(long world, WorldImage to) throws SQLException {
    db.update("DELETE FROM journal WHERE world = ? AND serial >= ?", world, to.nextSerial());
    db.update("DELETE FROM checkpoint WHERE world = ? AND next_serial > ?", world, to.nextSerial());
    reached(world, to.at());
  }

  static String sum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
