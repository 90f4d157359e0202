package io.coppice.ui.kit.forms;

import io.coppice.backend.Backend;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a site says of operations that are asked for together, each checked on the same snapshot.
 *
 * @param refused how many of those asked cannot run
 * @param problems errors first, each once
 */
public record FormVerdict(int asked, int refused, List<Problem> problems) {
  public FormVerdict {
    problems = List.copyOf(problems);
  }

  /** Asks the site; off the FX thread. */
  public static FormVerdict of(Backend site, Snapshot on, List<? extends Operation> operations) {
    int refused = 0;
    Set<Problem> errors = new LinkedHashSet<>();
    Set<Problem> others = new LinkedHashSet<>();
    for (Operation operation : operations) {
      Preflight preflight = site.preflight(operation, on);
      refused += preflight.passes() ? 0 : 1;
      for (Problem problem : preflight.problems()) {
        (problem.isError() ? errors : others).add(problem);
      }
    }
    return new FormVerdict(
        operations.size(), refused, Stream.concat(errors.stream(), others.stream()).toList());
  }

  /** Whether at least one of them runs. */
  public boolean goes() {
    return refused < asked;
  }

  public boolean allGo() {
    return refused == 0 && asked > 0;
  }
}
