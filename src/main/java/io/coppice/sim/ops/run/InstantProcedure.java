package io.coppice.sim.ops.run;

import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import java.util.List;
import java.util.function.Consumer;

/**
 * The procedure of what takes no time.
 *
 * @param <O> the operation
 */
public final class InstantProcedure<O extends Operation> implements OperationProcedure<O> {
  private final Consumer<JobContext<O>> does;

  public InstantProcedure(Consumer<JobContext<O>> does) {
    this.does = does;
  }

  @Override
  public List<String> phases(O operation) {
    return List.of();
  }

  @Override
  public PhaseResult step(int phase, JobContext<O> context) {
    throw new IllegalStateException("It has no phases");
  }

  @Override
  public List<Problem> finish(JobContext<O> context) {
    does.accept(context);
    return List.of();
  }
}
