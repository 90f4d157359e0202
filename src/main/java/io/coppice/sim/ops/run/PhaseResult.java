package io.coppice.sim.ops.run;

import io.coppice.model.Problem;
import io.coppice.sim.flow.ResourceUse;
import java.time.Duration;
import java.util.List;

/** What a phase answers when it begins or is asked again. */
public sealed interface PhaseResult {
  /** The phase ends after that time. */
  record Lasts(Duration time) implements PhaseResult {}

  /**
   * The phase ends when so many bytes have gone through everything that is named, however fast that
   * is beside others, and then {@code settle} has passed.
   *
   * @param ceiling bytes a second it could go at most
   */
  record Moves(long bytes, long ceiling, Duration settle, List<ResourceUse> uses)
      implements PhaseResult {
    public Moves {
      uses = List.copyOf(uses);
    }
  }

  /** The phase waits for something else, {@code permille} of which is done; ask again then. */
  record Again(Duration after, int permille) implements PhaseResult {}

  /** The job cannot go on. */
  record Fails(List<Problem> problems) implements PhaseResult {
    public Fails {
      problems = List.copyOf(problems);
    }
  }

  static PhaseResult lasts(Duration time) {
    return new Lasts(time);
  }

  static PhaseResult fails(Problem problem) {
    return new Fails(List.of(problem));
  }
}
