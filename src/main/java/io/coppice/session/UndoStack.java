package io.coppice.session;

import io.coppice.backend.CancelJob;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.Snapshot;
import io.coppice.model.Problem;
import io.coppice.session.Session.UndoState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The steps that can be taken back, newest first, and those taken back that can be done again. A
 * step of which something cannot be undone is a barrier: nothing before it is undone any more, so
 * that the key never takes back another thing than the last that was done. A new step ends what
 * could be redone. Thread-safe.
 */
final class UndoStack {
  /** Steps kept; each holds the inventory before it, most of which it shares with the others. */
  private static final int MOST = 50;

  private final Deque<Step> done = new ArrayDeque<>();
  private final Deque<Step> undone = new ArrayDeque<>();

  /** What was asked as one, of which world, and the jobs it became. */
  record Step(String name, List<Asked> asked, Setup before) {
    Step {
      asked = List.copyOf(asked);
    }

    boolean isBarrier() {
      return asked.stream().anyMatch(one -> !UndoInverse.isUndoable(one.operation()));
    }

    List<Operation> operations() {
      return asked.stream().map(Asked::operation).toList();
    }
  }

  /** One operation that was accepted. */
  record Asked(Operation operation, JobId job) {}

  /** What undoing would ask for, or why it cannot. */
  sealed interface Plan {
    record Ready(Step step, List<Operation> operations) implements Plan {}

    /**
     * @param gone whether waiting does not help, so that the step is dropped
     */
    record Not(Optional<Step> step, Problem why, boolean gone) implements Plan {}
  }

  synchronized UndoState state() {
    Optional<Step> newest = Optional.ofNullable(done.peek());
    return new UndoState(
        newest.filter(step -> !step.isBarrier()).map(Step::name),
        Optional.ofNullable(undone.peek()).map(Step::name),
        newest.filter(Step::isBarrier).map(Step::name),
        newest
            .filter(step -> !step.isBarrier())
            .map(step -> StepLoss.ofUndoing(step.operations()))
            .orElse(StepLoss.NONE),
        Optional.ofNullable(undone.peek())
            .map(step -> StepLoss.ofRedoing(step.operations()))
            .orElse(StepLoss.NONE));
  }

  synchronized void clear() {
    done.clear();
    undone.clear();
  }

  /** Remembers what was accepted of a new step. */
  synchronized void push(
      String name, List<Operation> operations, List<Outcome> outcomes, Setup before) {
    remember(name, operations, outcomes, before).ifPresent(step -> undone.clear());
  }

  /** Remembers what was accepted of a step that was done again. */
  synchronized void redone(
      Step step, List<Operation> operations, List<Outcome> outcomes, Setup before) {
    if (remember(step.name(), operations, outcomes, before).isPresent()) {
      undone.remove(step);
    }
  }

  private Optional<Step> remember(
      String name, List<Operation> operations, List<Outcome> outcomes, Setup before) {
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Accepted accepted
          && !(operations.get(i) instanceof CancelJob)) {
        asked.add(new Asked(operations.get(i), accepted.job()));
      }
    }
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Step step = new Step(name, asked, before);
    done.push(step);
    if (done.size() > MOST) {
      done.removeLast();
    }
    return Optional.of(step);
  }

  /** The newest step was taken back. */
  synchronized void undone(Step step) {
    if (done.remove(step)) {
      undone.push(step);
    }
  }

  /** A step can no longer be taken back or done again. */
  synchronized void drop(Step step) {
    done.remove(step);
    undone.remove(step);
  }

  /** What would undo the newest step, last operation first. */
  synchronized Plan planUndo(Snapshot now) {
    Step step = done.peek();
    if (step == null) {
      return new Plan.Not(Optional.empty(), Problem.error("undo.nothing"), false);
    }
    if (step.isBarrier()) {
      return new Plan.Not(Optional.of(step), Problem.error("undo.barrier", step.name()), false);
    }
    List<Operation> inverses = new ArrayList<>();
    for (Asked asked : step.asked().reversed()) {
      Job job = now.jobs().get(asked.job().value());
      boolean ahead = asked.job().value() >= now.jobs().size();
      if (ahead || (job != null && !job.state().isEnded())) {
        return new Plan.Not(
            Optional.of(step), Problem.error("undo.still-running", step.name()), false);
      }
      if (job != null && job.state() != Job.State.SUCCEEDED) {
        continue;
      }
      List<Operation> back = UndoInverse.inverses(asked.operation(), step.before(), Setup.of(now));
      if (back.isEmpty()) {
        return new Plan.Not(
            Optional.of(step),
            Problem.error("undo.moved-on", asked.operation().target(), step.name()),
            true);
      }
      inverses.addAll(back);
    }
    return inverses.isEmpty()
        ? new Plan.Not(Optional.of(step), Problem.error("undo.moved-on", step.name()), true)
        : new Plan.Ready(step, inverses);
  }

  /** What would do the step again that was undone last. */
  synchronized Plan planRedo(Snapshot now) {
    Step step = undone.peek();
    if (step == null) {
      return new Plan.Not(Optional.empty(), Problem.error("redo.nothing"), false);
    }
    RedoTargets targets = new RedoTargets(step.before().inventory(), now.inventory());
    return new Plan.Ready(step, step.operations().stream().map(targets::again).toList());
  }
}
