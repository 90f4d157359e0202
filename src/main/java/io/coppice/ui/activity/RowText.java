package io.coppice.ui.activity;

import io.coppice.backend.Job;
import io.coppice.backend.OperationKind;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.SimTime;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What lines of jobs and events say, in words; any thread. */
record RowText(Texts texts, Format format) {
  static final List<String> JOB_HEADINGS =
      List.of("operation", "object", "state", "queued", "started", "ended", "detail");
  static final List<String> EVENT_HEADINGS = List.of("time", "severity", "kind", "event", "object");

  /** Objects that are named each. */
  private static final int MOST_NAMED = 20;

  /** Families of events by what their codes begin with; what is in none is about a change. */
  private static final Set<String> FAMILIES =
      Set.of("machine", "host", "ha", "fork", "snapshot", "datastore", "job");

  private static final String CHANGE = "change";

  /** A sort of operation, by its key in the bundle. */
  static String kind(Job job) {
    return OperationKind.of(job.operation()).titleKey();
  }

  /** A sort of event, by its key in the bundle. */
  static String kind(SiteEvent event) {
    String[] parts = event.code().split("\\.");
    if (!parts[0].equals("event")) {
      return "activity.kind.reason";
    }
    return "activity.kind." + (FAMILIES.contains(parts[1]) ? parts[1] : CHANGE);
  }

  /** The columns of {@link #EVENT_HEADINGS}. */
  List<String> columns(SiteEvent event, Snapshot snapshot) {
    return List.of(
        format.moment(event.at()),
        texts.get("activity.severity." + event.severity()),
        texts.get(kind(event)),
        texts.event(event),
        names(event.about(), snapshot));
  }

  /** The columns of {@link #JOB_HEADINGS}. */
  List<String> columns(Job job, Snapshot snapshot) {
    return List.of(
        texts.get(kind(job)),
        JobNames.target(job, snapshot.contents()),
        texts.get("job." + job.state()),
        format.moment(job.queued()),
        job.started().map(format::moment).orElse(""),
        job.ended().map(format::moment).orElse(""),
        job.problems().stream().map(texts::what).collect(Collectors.joining(" ")));
  }

  List<String> headings(List<String> keys) {
    return keys.stream().map(key -> texts.get("activity." + key)).toList();
  }

  /** The same columns for other programs, which read times as ISO 8601 says them. */
  List<String> exported(SiteEvent event, Snapshot snapshot) {
    List<String> columns = new ArrayList<>(columns(event, snapshot));
    columns.set(0, event.at().toString());
    return columns;
  }

  /** The same columns for other programs, which read times as ISO 8601 says them. */
  List<String> exported(Job job, Snapshot snapshot) {
    List<String> columns = new ArrayList<>(columns(job, snapshot));
    columns.set(3, job.queued().toString());
    columns.set(4, job.started().map(SimTime::toString).orElse(""));
    columns.set(5, job.ended().map(SimTime::toString).orElse(""));
    return columns;
  }

  private static String names(List<EntityId> about, Snapshot snapshot) {
    return about.stream()
        .limit(MOST_NAMED)
        .map(snapshot.contents()::displayName)
        .collect(Collectors.joining(", "));
  }
}
