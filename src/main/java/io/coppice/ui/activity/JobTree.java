package io.coppice.ui.activity;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.OperationKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Jobs as a tree: those that another one asked for stand below it, and those of one sort that were
 * asked for in the same instant, as for a selection of machines, below a line of their own. Pure.
 */
final class JobTree {
  private final List<Job> roots = new ArrayList<>();
  private final Map<Integer, List<Job>> children = new HashMap<>();

  /**
   * @param jobs oldest first
   */
  JobTree(List<Job> jobs) {
    Map<Integer, Job> byId = new LinkedHashMap<>();
    jobs.forEach(job -> byId.put(job.id().value(), job));
    for (Job job : jobs) {
      int asking =
          job.askedBy().filter(id -> byId.containsKey(id.value())).map(JobId::value).orElse(-1);
      if (asking < 0) {
        roots.add(job);
      } else {
        children.computeIfAbsent(asking, _ -> new ArrayList<>()).add(job);
      }
    }
  }

  /**
   * The lines that show, newest first; what is below a line stands under it, oldest first.
   *
   * @param open which foldable lines are open
   * @param most lines at most
   */
  List<JobRow> rows(Predicate<JobRow.Key> open, int most) {
    List<JobRow> rows = new ArrayList<>();
    for (int end = roots.size(); end > 0 && rows.size() < most; ) {
      int start = end - 1;
      while (start > 0 && areTogether(roots.get(start - 1), roots.get(start))) {
        start--;
      }
      List<Job> run = roots.subList(start, end);
      if (run.size() == 1) {
        add(rows, run.getFirst(), 0, open);
      } else {
        JobRow.Key key = new JobRow.Key(run.getFirst().id().value(), true);
        rows.add(new JobRow(run.getFirst(), run, true, 0, open.test(key)));
        if (open.test(key)) {
          run.forEach(job -> add(rows, job, 1, open));
        }
      }
      end = start;
    }
    return List.copyOf(rows.subList(0, Math.min(most, rows.size())));
  }

  private void add(List<JobRow> rows, Job job, int depth, Predicate<JobRow.Key> open) {
    List<Job> below = new ArrayList<>();
    gather(job, below);
    JobRow.Key key = new JobRow.Key(job.id().value(), false);
    boolean isOpen = !below.isEmpty() && open.test(key);
    rows.add(new JobRow(job, below, false, depth, isOpen));
    if (isOpen) {
      children
          .getOrDefault(job.id().value(), List.of())
          .forEach(child -> add(rows, child, depth + 1, open));
    }
  }

  private void gather(Job job, List<Job> below) {
    for (Job child : children.getOrDefault(job.id().value(), List.of())) {
      below.add(child);
      gather(child, below);
    }
  }

  private static boolean areTogether(Job one, Job next) {
    return one.queued().equals(next.queued())
        && OperationKind.of(one.operation()).equals(OperationKind.of(next.operation()));
  }
}
