package io.coppice.sim.world;

import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.Job;
import io.coppice.model.table.CowTable;

/**
 * Which jobs a world forgets. Lines typed at consoles have a place of their own, so that no typing
 * takes the place of what operators asked for: of each of the two kinds the oldest ended jobs are
 * forgotten beyond its bound. What is forgotten follows from the table alone, so that a world that
 * was read from its image forgets what the one that was never closed does. The table's rows are
 * looked at once after a restart; after that adding a job costs a constant time on the average.
 */
final class JobRetention {
  /** Jobs of one of the kinds. */
  private static final class Kind {
    final int most;
    int kept;

    /** No ended job of this kind lies below. */
    int from;

    Kind(int most) {
      this.most = most;
    }

    Kind(Kind other) {
      this(other.most);
      kept = other.kept;
      from = other.from;
    }
  }

  private final Kind asked;
  private final Kind typed;

  private JobRetention(Kind asked, Kind typed) {
    this.asked = asked;
    this.typed = typed;
  }

  /** Of a table as it is. */
  static JobRetention of(CowTable<Job> jobs) {
    JobRetention made =
        new JobRetention(new Kind(World.JOBS_KEPT), new Kind(World.TYPED_LINES_KEPT));
    jobs.forEach(job -> made.kind(job).kept++);
    return made;
  }

  JobRetention copy() {
    return new JobRetention(new Kind(asked), new Kind(typed));
  }

  private static boolean isTyped(Job job) {
    return job.operation() instanceof ConsoleOperation;
  }

  private Kind kind(Job job) {
    return isTyped(job) ? typed : asked;
  }

  /** A job was added: forgets the oldest ended ones of its kind beyond the bound. */
  void added(Job job, CowTable<Job> jobs) {
    Kind kind = kind(job);
    kind.kept++;
    while (kind.kept > kind.most && kind.from < jobs.size()) {
      Job oldest = jobs.get(kind.from);
      if (oldest != null && oldest.state().isEnded() && kind(oldest) == kind) {
        jobs.set(kind.from, null);
        kind.kept--;
      }
      kind.from++;
    }
  }

  /** A job ended. */
  void ended(Job job) {
    Kind kind = kind(job);
    kind.from = Math.min(kind.from, job.id().value());
  }

  /** The row below which no ended job is that an operator asked for. */
  int oldestEnded() {
    return asked.from;
  }
}
