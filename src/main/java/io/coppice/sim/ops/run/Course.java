package io.coppice.sim.ops.run;

import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Facts;
import java.util.List;

/**
 * The way of one sort of operation from asking to its end. Stateless; everything it needs is in the
 * stage.
 *
 * @param <O> the operation
 */
public interface Course<O extends Operation> {
  /** Keys of the bundle {@code phases}, in order; none for what takes no time. */
  List<String> phases(O operation);

  /** Whether it can be cancelled in that phase; while it waits it always can. */
  default boolean cancellable(O operation, int phase) {
    return false;
  }

  /** What it must hold before it runs; what does not fit the limits keeps it in the queue. */
  default List<Claim> claims(O operation, Facts facts) {
    return List.of();
  }

  /** Begins a phase, or is asked again in it. */
  Step step(int phase, Stage<O> stage);

  /** Leaves the end state behind; problems that are errors make the job fail instead. */
  List<Problem> finish(Stage<O> stage);

  /** Takes back what the phases so far left in the world; claims are returned by the runner. */
  default void undo(Stage<O> stage) {}
}
