package io.coppice.sim.ops.run;

import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.SiteIndex;
import java.util.List;

/**
 * The way of one sort of operation from asking to its end. Stateless; everything it needs is in the
 * stage.
 *
 * @param <O> the operation
 */
public interface OperationProcedure<O extends Operation> {
  /** Keys of the bundle {@code phases}, in order; none for what takes no time. */
  List<String> phases(O operation);

  /** Whether it can be cancelled in that phase; while it waits it always can. */
  default boolean cancellable(O operation, int phase) {
    return false;
  }

  /** What it must hold before it runs; what does not fit the limits keeps it in the queue. */
  default List<Claim> claims(O operation, SiteIndex index) {
    return List.of();
  }

  /** Begins a phase, or is asked again in it. */
  PhaseResult step(int phase, JobContext<O> context);

  /**
   * What a phase moved has gone.
   *
   * @param rate bytes a second it went on the mean
   */
  default void moved(int phase, long rate, JobContext<O> context) {}

  /** Leaves the end state behind; problems that are errors make the job fail instead. */
  List<Problem> finish(JobContext<O> context);

  /** Takes back what the phases so far left in the world; claims are returned by the runner. */
  default void undo(JobContext<O> context) {}
}
