package io.coppice.sim.ops.run;

import io.coppice.model.Problem;
import java.time.Duration;
import java.util.List;

/** What a phase answers when it begins or is asked again. */
public sealed interface Step {
  /** The phase ends after that time. */
  record Lasts(Duration time) implements Step {}

  /** The phase waits for something else, {@code permille} of which is done; ask again then. */
  record Again(Duration after, int permille) implements Step {}

  /** The job cannot go on. */
  record Fails(List<Problem> problems) implements Step {
    public Fails {
      problems = List.copyOf(problems);
    }
  }

  static Step lasts(Duration time) {
    return new Lasts(time);
  }

  static Step fails(Problem problem) {
    return new Fails(List.of(problem));
  }
}
