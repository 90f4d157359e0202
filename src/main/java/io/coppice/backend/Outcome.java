package io.coppice.backend;

import io.coppice.model.Problem;
import java.util.List;

/** What became of asking: a job, or the reasons why not. */
public sealed interface Outcome {
  /** The operation is committed to the log and will run, whatever dies next. */
  record Accepted(JobId job) implements Outcome {}

  /** Nothing was changed. */
  record Refused(List<Problem> problems) implements Outcome {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
