package io.coppice.ui.activity;

import io.coppice.backend.Job;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What there is, and of it what passes the filters. Pure.
 *
 * @param all without filters
 * @param jobs newest first, each followed by what is unfolded below it
 * @param events newest first
 * @param problems those of a kind together, each kind followed by what is unfolded below it
 */
record ListedActivity(
    ActivityState all, List<JobRow> jobs, List<SiteEvent> events, List<ProblemRow> problems) {
  /** Events a filter looks at, newest first; a world keeps no more. */
  private static final int LOOKED_AT = 8_192;

  /**
   * What was chosen.
   *
   * @param about the one object whose jobs and events are meant, if not all are
   * @param toggled lines that are folded where others are open, or the other way round
   * @param unfolded kinds of problems of which each is listed
   */
  record Choices(
      Optional<EntityId> about,
      RowFilter ofJobs,
      RowFilter ofEvents,
      Set<JobRow.Key> toggled,
      Set<ProblemRow.Key> unfolded,
      RowText text) {
    Choices {
      unfolded = Set.copyOf(unfolded);
      toggled = Set.copyOf(toggled);
    }
  }

  /** What is listed of all, or of one object. */
  static ListedActivity of(Snapshot snapshot, Choices choices) {
    ActivityState all = ActivityState.of(snapshot, choices.about());
    return new ListedActivity(
        all,
        jobs(snapshot, choices),
        events(snapshot, choices, all),
        ProblemRow.of(all.problems(), choices.unfolded()::contains));
  }

  private static List<SiteEvent> events(Snapshot snapshot, Choices choices, ActivityState all) {
    RowFilter filter = choices.ofEvents();
    if (filter.isEmpty()) {
      return all.events();
    }
    Predicate<SiteEvent> wanted =
        event ->
            choices.about().filter(id -> !event.about().contains(id)).isEmpty()
                && filter.lists(event, snapshot, choices.text());
    List<SiteEvent> found = new ArrayList<>();
    CowTable<SiteEvent> table = snapshot.events();
    int last = Math.max(0, table.size() - LOOKED_AT);
    for (int row = table.size() - 1; row >= last && found.size() < ActivityState.MOST; row--) {
      SiteEvent event = table.get(row);
      if (event != null && wanted.test(event)) {
        found.add(event);
      }
    }
    return List.copyOf(found);
  }

  /** What asked for a job that was found is open, so that nothing that was found is hidden. */
  private static List<JobRow> jobs(Snapshot snapshot, Choices choices) {
    RowFilter filter = choices.ofJobs();
    List<Job> jobs = about(snapshot, choices.about());
    Set<Integer> open = new HashSet<>();
    if (!filter.isEmpty()) {
      jobs = passing(jobs, job -> filter.lists(job, snapshot, choices.text()), open);
    }
    return new JobTree(jobs)
        .rows(
            key -> (!key.together() && open.contains(key.job())) != choices.toggled().contains(key),
            ActivityState.MOST);
  }

  /** The jobs of an object, and what they asked for; oldest first. */
  private static List<Job> about(Snapshot snapshot, Optional<EntityId> about) {
    List<Job> found = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    CowTable<Job> table = snapshot.jobs();
    for (int row = 0; row < table.size(); row++) {
      Job job = table.get(row);
      if (job != null
          && (ActivityState.isListed(job, about)
              || job.askedBy().filter(id -> taken.contains(id.value())).isPresent())) {
        taken.add(row);
        found.add(job);
      }
    }
    return found;
  }

  /**
   * What passes, what asked for it, and what it asked for; oldest first.
   *
   * @param asking is given those that asked for what passes
   */
  private static List<Job> passing(List<Job> jobs, Predicate<Job> wanted, Set<Integer> asking) {
    Set<Integer> passed = new HashSet<>();
    for (Job job : jobs.reversed()) {
      boolean passes = wanted.test(job);
      if (passes) {
        passed.add(job.id().value());
      }
      if (passes || asking.contains(job.id().value())) {
        job.askedBy().ifPresent(id -> asking.add(id.value()));
      }
    }
    List<Job> found = new ArrayList<>();
    for (Job job : jobs) {
      int id = job.id().value();
      if (job.askedBy().filter(by -> passed.contains(by.value())).isPresent()) {
        passed.add(id);
      }
      if (passed.contains(id) || asking.contains(id)) {
        found.add(job);
      }
    }
    return found;
  }
}
