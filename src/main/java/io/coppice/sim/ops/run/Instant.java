package io.coppice.sim.ops.run;

import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import java.util.List;
import java.util.function.Consumer;

/**
 * The course of what takes no time.
 *
 * @param <O> the operation
 */
public final class Instant<O extends Operation> implements Course<O> {
  private final Consumer<Stage<O>> does;

  public Instant(Consumer<Stage<O>> does) {
    this.does = does;
  }

  @Override
  public List<String> phases(O operation) {
    return List.of();
  }

  @Override
  public Step step(int phase, Stage<O> stage) {
    throw new IllegalStateException("It has no phases");
  }

  @Override
  public List<Problem> finish(Stage<O> stage) {
    does.accept(stage);
    return List.of();
  }
}
