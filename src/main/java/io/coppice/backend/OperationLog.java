package io.coppice.backend;

import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import java.io.IOException;
import java.util.List;

/** Where a backend commits what it was asked, before it acts. */
@FunctionalInterface
public interface OperationLog {
  /**
   * Commits all entries or none, durably; blocks until that is done. Called on the backend's
   * thread.
   *
   * @throws IOException if they cannot be kept; the backend then refuses the operations, with the
   *     problem of an {@link UnkeptException}
   */
  void append(List<Entry> entries) throws IOException;

  /**
   * One operation.
   *
   * @param serial dense from 0 at a site
   * @param at the simulated instant at which it applies
   */
  record Entry(long serial, SimTime at, Operation operation) {}

  /** Why entries could not be kept, for the person. */
  final class UnkeptException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public UnkeptException(Problem problem, Throwable cause) {
      super(problem.toString(), cause);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }

  /** Keeps nothing; for worlds that need not survive. */
  OperationLog NONE = entries -> {};
}
