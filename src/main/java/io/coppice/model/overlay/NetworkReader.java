package io.coppice.model.overlay;

import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.Severity;
import java.nio.file.Path;
import java.util.List;

/** Reads a network from what its hosts said. */
public interface NetworkReader {
  /** Reads a folder, an archive or one file. What cannot be read is told; the rest is there. */
  default Reading read(Path from) {
    return read(from, ReadingProgress.NONE);
  }

  /** The same, telling how far it has come. */
  Reading read(Path from, ReadingProgress progress);

  /**
   * A network, and what stood in the way of reading all of it.
   *
   * @param state empty if nothing could be read
   */
  record Reading(NetworkState state, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }

    /** Whether all that was said was read: nothing is silent, cut, damaged or left out. */
    public boolean isWhole() {
      return problems.stream().allMatch(problem -> problem.severity() == Severity.INFO);
    }
  }
}
