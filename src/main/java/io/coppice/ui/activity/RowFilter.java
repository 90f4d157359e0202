package io.coppice.ui.activity;

import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which jobs or events are listed: those that pass everything that was chosen. Pure, any thread.
 *
 * @param words each must stand somewhere in the line, whatever its case
 * @param standing how it ended, or how bad it is
 * @param kind a sort of operation or event, see {@link RowText#kind}
 * @param within how long ago, in the site's time
 * @param object what it is about
 */
record RowFilter(
    List<String> words,
    Optional<Standing> standing,
    Optional<String> kind,
    Optional<Duration> within,
    Optional<EntityId> object) {
  static final RowFilter ALL =
      new RowFilter(
          List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What a job came to, or how bad an event is. */
  enum Standing {
    UNDER_WAY,
    FAILED,
    CANCELLED,
    SUCCEEDED,
    WARNINGS,
    ERRORS;

    private boolean fits(Job.State state) {
      return switch (this) {
        case UNDER_WAY -> !state.isEnded();
        case FAILED, ERRORS -> state == Job.State.FAILED;
        case CANCELLED -> state == Job.State.CANCELLED;
        case SUCCEEDED -> state == Job.State.SUCCEEDED;
        case WARNINGS -> state == Job.State.FAILED || state == Job.State.CANCELLED;
      };
    }

    private boolean fits(Severity severity) {
      return severity == Severity.ERROR || (this == WARNINGS && severity == Severity.WARNING);
    }
  }

  RowFilter {
    words = List.copyOf(words);
  }

  RowFilter withText(String typed) {
    return new RowFilter(
        Arrays.stream(typed.strip().toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList(),
        standing,
        kind,
        within,
        object);
  }

  RowFilter with(Optional<EntityId> id) {
    return new RowFilter(words, standing, kind, within, id);
  }

  boolean isEmpty() {
    return equals(ALL);
  }

  boolean lists(SiteEvent event, Snapshot snapshot, RowText text) {
    return standing.filter(wanted -> !wanted.fits(event.severity())).isEmpty()
        && kind.filter(wanted -> !wanted.equals(RowText.kind(event))).isEmpty()
        && object.filter(id -> !event.about().contains(id)).isEmpty()
        && isRecent(event.at(), snapshot)
        && (words.isEmpty() || holds(text.columns(event, snapshot)));
  }

  boolean lists(Job job, Snapshot snapshot, RowText text) {
    return standing.filter(wanted -> !wanted.fits(job.state())).isEmpty()
        && kind.filter(wanted -> !wanted.equals(RowText.kind(job))).isEmpty()
        && object.filter(id -> !job.operation().target().equals(id)).isEmpty()
        && isRecent(job.queued(), snapshot)
        && (words.isEmpty() || holds(text.columns(job, snapshot)));
  }

  private boolean isRecent(SimTime at, Snapshot snapshot) {
    return within.filter(limit -> snapshot.time().since(at).compareTo(limit) > 0).isEmpty();
  }

  private boolean holds(List<String> columns) {
    String line = String.join(" ", columns).toLowerCase(Locale.ROOT);
    return words.stream().allMatch(line::contains);
  }
}
