package io.coppice.store;

import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.codec.JsonCodec;
import io.coppice.model.EntityId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events and ended jobs, the newest of each; on the store's thread, inside a transaction. */
final class HistoryTables {
  /** Events kept of a world. */
  static final int EVENTS = 100_000;

  /** Ended jobs kept of a world. */
  static final int JOBS = 50_000;

  private final SqliteConnection db;

  HistoryTables(SqliteConnection db) {
    this.db = db;
  }

  /** An event as it is written. */
  record EventLine(int serial, List<String> about, String body) {
    static EventLine of(SiteEvent event, JsonCodec codec) {
      return new EventLine(
          event.serial(),
          event.about().stream().map(EntityId::token).distinct().toList(),
          codec.write(event));
    }
  }

  /** A job as it is written. */
  record JobLine(int number, String about, String body) {
    static JobLine of(Job job, JsonCodec codec) {
      return new JobLine(job.id().value(), job.operation().target().token(), codec.write(job));
    }
  }

  void addEvents(long world, List<EventLine> events) throws SQLException {
    for (EventLine event : events) {
      // What is known already is the same: a world that is replayed does what it did before.
      int added =
          db.update(
              "INSERT OR IGNORE INTO event (world, serial, body) SELECT id, ?, ? FROM world"
                  + " WHERE id = ?",
              event.serial(),
              event.body(),
              world);
      for (String entity : added == 0 ? List.<String>of() : event.about()) {
        db.update(
            "INSERT INTO event_about (world, entity, serial) VALUES (?, ?, ?)",
            world,
            entity,
            event.serial());
      }
    }
    if (!events.isEmpty()) {
      db.update(
          "DELETE FROM event WHERE world = ? AND serial < ?",
          world,
          events.getLast().serial() + 1 - EVENTS);
    }
  }

  void addJobs(long world, List<JobLine> jobs) throws SQLException {
    int newest = 0;
    for (JobLine job : jobs) {
      newest = Math.max(newest, job.number());
      db.update(
          "INSERT OR IGNORE INTO job (world, number, entity, body) SELECT id, ?, ?, ? FROM world"
              + " WHERE id = ?",
          job.number(),
          job.about(),
          job.body(),
          world);
    }
    if (!jobs.isEmpty()) {
      db.update("DELETE FROM job WHERE world = ? AND number < ?", world, newest + 1 - JOBS);
    }
  }

  void forgetFrom(long world, int event, int job) throws SQLException {
    db.update("DELETE FROM event WHERE world = ? AND serial >= ?", world, event);
    db.update("DELETE FROM job WHERE world = ? AND number >= ?", world, job);
  }

  /** The texts of events, newest first. */
  List<String> events(long world, Optional<EntityId> about, int before, int limit)
      throws SQLException {
    List<String> found = new ArrayList<>();
    if (about.isPresent()) {
      db.query(
          row -> found.add(row.getString(1)),
          "SELECT body FROM event_about JOIN event USING (world, serial)"
              + " WHERE world = ? AND entity = ? AND serial < ? ORDER BY serial DESC LIMIT ?",
          world,
          about.get().token(),
          before,
          limit);
    } else {
      db.query(
          row -> found.add(row.getString(1)),
          "SELECT body FROM event WHERE world = ? AND serial < ? ORDER BY serial DESC LIMIT ?",
          world,
          before,
          limit);
    }
    return found;
  }

  /** The texts of jobs, newest first. */
  List<String> jobs(long world, Optional<EntityId> about, int before, int limit)
      throws SQLException {
    List<String> found = new ArrayList<>();
    db.query(
        row -> found.add(row.getString(1)),
        "SELECT body FROM job WHERE world = ?1 AND number < ?2 AND (?3 IS NULL OR entity = ?3)"
            + " ORDER BY number DESC LIMIT ?4",
        world,
        before,
        about.map(EntityId::token).orElse(null),
        limit);
    return found;
  }
}
