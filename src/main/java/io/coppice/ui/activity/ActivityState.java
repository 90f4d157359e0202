package io.coppice.ui.activity;

import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest jobs and events and the standing problems, of all or of one object. Pure.
 *
 * @param jobs newest first
 * @param events newest first
 * @param running jobs under way or waiting
 */
record ActivityState(List<Job> jobs, List<SiteEvent> events, List<Problem> problems, int running) {
  static final int MOST = 500;

  /**
   * Whether a job is listed: those of an object, or all but lines that were typed, which would fill
   * the list of a whole site.
   */
  static boolean isListed(Job job, Optional<EntityId> about) {
    return about
        .map(id -> job.operation().target().equals(id))
        .orElse(!(job.operation() instanceof ConsoleOperation));
  }

  static ActivityState of(Snapshot snapshot, Optional<EntityId> about) {
    List<Job> jobs = new ArrayList<>();
    int running = 0;
    // not so many of the newest rows: lines that were typed may lie between those that are listed
    for (int row = snapshot.jobs().size() - 1; row >= 0; row--) {
      Job job = snapshot.jobs().get(row);
      if (job != null && isListed(job, about)) {
        running += job.state().isEnded() ? 0 : 1;
        if (jobs.size() < MOST) {
          jobs.add(job);
        }
      }
    }
    List<SiteEvent> events = new ArrayList<>();
    for (int row = snapshot.events().size() - 1; row >= 0 && events.size() < MOST; row--) {
      SiteEvent event = snapshot.events().get(row);
      if (event == null) {
        break;
      }
      if (about.isEmpty() || event.about().contains(about.get())) {
        events.add(event);
      }
    }
    List<Problem> problems =
        about
            .map(
                id ->
                    snapshot.alarms().stream()
                        .filter(problem -> problem.about().contains(id))
                        .toList())
            .orElse(snapshot.alarms());
    return new ActivityState(List.copyOf(jobs), List.copyOf(events), problems, running);
  }
}
