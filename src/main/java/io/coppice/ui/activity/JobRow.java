package io.coppice.ui.activity;

import io.coppice.backend.Job;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A line of the list of jobs: one job, perhaps with those it asked for folded under it, or several
 * that were asked for together.
 *
 * @param job the job, or the first of several
 * @param below every job under it, oldest first; of several together all of them
 * @param together whether it stands for several, and not for {@code job} alone
 * @param depth how far it is indented
 * @param open whether those below follow it
 */
record JobRow(Job job, List<Job> below, boolean together, int depth, boolean open)
    implements FoldedRow {
  JobRow {
    below = List.copyOf(below);
  }

  /** What stays the same of a line whatever becomes of its jobs. */
  record Key(int job, boolean together) {}

  Key key() {
    return new Key(job.id().value(), together);
  }

  @Override
  public boolean isFoldable() {
    return !below.isEmpty();
  }

  /** The jobs that it tells of itself: one, or all that were asked for together. */
  List<Job> told() {
    return together ? below : List.of(job);
  }

  /** Of several: under way as long as one is, then as bad as the worst. */
  Job.State state() {
    if (!together) {
      return job.state();
    }
    Map<Job.State, Integer> count = counts(below);
    for (Job.State state :
        List.of(Job.State.RUNNING, Job.State.QUEUED, Job.State.FAILED, Job.State.CANCELLED)) {
      if (count.containsKey(state)) {
        return state;
      }
    }
    return Job.State.SUCCEEDED;
  }

  int permille() {
    return together
        ? (int) below.stream().mapToInt(Job::permille).average().orElse(0)
        : job.permille();
  }

  /** Those that are told of which may still be cancelled. */
  List<Job> cancellable() {
    List<Job> found = new ArrayList<>();
    told().stream().filter(Job::cancellable).forEach(found::add);
    return found;
  }

  /** How many there are of each state, in the order of the states. */
  static Map<Job.State, Integer> counts(List<Job> jobs) {
    Map<Job.State, Integer> count = new EnumMap<>(Job.State.class);
    jobs.forEach(one -> count.merge(one.state(), 1, Integer::sum));
    return count;
  }
}
