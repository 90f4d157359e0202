package io.coppice.sim;

import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.Outcome;
import io.coppice.backend.Preflight;
import io.coppice.model.Problem;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.engine.EventFailure;
import io.coppice.sim.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Takes operations in. A batch is tried on a copy of the world; what was accepted is committed to
 * the log; only then the copy may take the world's place. So nothing is seen that was not
 * committed, and a log that fails leaves the world as it was. On the world's thread.
 */
final class OperationIntake {
  private static final System.Logger LOG = System.getLogger(OperationIntake.class.getName());

  private final Engine engine;
  private final OperationLog log;

  OperationIntake(Engine engine, OperationLog log) {
    this.engine = engine;
    this.log = log;
  }

  /**
   * What came of a batch.
   *
   * @param after the world in which what was accepted has begun; empty if nothing was
   */
  record Taken(List<Outcome> outcomes, Optional<World> after) {}

  Taken take(World world, List<Operation> operations) {
    World trial = world.copy();
    List<Outcome> outcomes = new ArrayList<>(operations.size());
    List<OperationLog.Entry> accepted = new ArrayList<>();
    for (Operation operation : operations) {
      try {
        engine.advanceTo(trial, trial.now());
        Preflight preflight = engine.check(operation, trial);
        if (preflight.passes()) {
          accepted.add(new OperationLog.Entry(trial.nextOperation(), trial.now(), operation));
          outcomes.add(new Outcome.Accepted(engine.start(trial, operation)));
        } else {
          outcomes.add(new Outcome.Refused(preflight.problems()));
        }
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        return mistaken(operation, operations.size(), e);
      }
    }
    if (accepted.isEmpty()) {
      return new Taken(outcomes, Optional.empty());
    }
    try {
      log.append(accepted);
    } catch (IOException e) {
      Problem problem =
          e instanceof OperationLog.UnkeptException unkept
              ? unkept.problem()
              : Problem.error("store.failed", "", e.getMessage());
      return refused(operations.size(), problem);
    }
    return new Taken(outcomes, Optional.of(trial));
  }

  /** The copy that was tried is thrown away, and the world is as it was. */
  private Taken mistaken(Operation operation, int count, Throwable mistake) {
    engine.forget();
    LOG.log(System.Logger.Level.ERROR, operation + " failed", mistake);
    Throwable cause = mistake instanceof EventFailure ? mistake.getCause() : mistake;
    return refused(count, Problem.error("operation.mistake", operation.target(), operation, cause));
  }

  private static Taken refused(int count, Problem why) {
    return new Taken(
        Collections.nCopies(count, new Outcome.Refused(List.of(why))), Optional.empty());
  }
}
