package io.coppice.backend;

import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An operation under way or ended.
 *
 * @param phases the names of its phases in order, keys of the bundle {@code phases}
 * @param phase the index of the phase under way; equals {@code phases.size()} when all are done
 * @param permille done of the whole, 0 to 1000
 * @param waitingFor why a queued job does not start yet
 * @param problems why it failed, or what it warns of
 * @param targetName what the operation's target was called when it was asked for, which tells what
 *     it was when it is gone; empty in jobs that were kept before they had it
 * @param askedBy the job that asked for this one, as maintenance mode asks for migrations; empty
 *     for what a person asked for, and in jobs that were kept before they had it
 */
public record Job(
    JobId id,
    Operation operation,
    State state,
    List<String> phases,
    int phase,
    int permille,
    boolean cancellable,
    SimTime queued,
    Optional<SimTime> started,
    Optional<SimTime> ended,
    Optional<Problem> waitingFor,
    List<Problem> problems,
    String targetName,
    Optional<JobId> askedBy) {
  /** Where a job stands; legal moves are in {@link #next()}. */
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public Set<State> next() {
      return switch (this) {
        case QUEUED -> EnumSet.of(RUNNING, FAILED, CANCELLED);
        case RUNNING -> EnumSet.of(SUCCEEDED, FAILED, CANCELLED);
        case SUCCEEDED, FAILED, CANCELLED -> EnumSet.noneOf(State.class);
      };
    }

    public boolean isEnded() {
      return next().isEmpty();
    }
  }

  public Job {
    phases = List.copyOf(phases);
    problems = List.copyOf(problems);
    targetName = Objects.requireNonNullElse(targetName, "");
    askedBy = Objects.requireNonNullElse(askedBy, Optional.empty());
    if (permille < 0 || permille > 1000 || phase < 0 || phase > phases.size()) {
      throw new IllegalArgumentException(
          "progress is 0 to 1000 and the phase exists: " + permille + ", " + phase);
    }
  }

  public static Job queued(
      JobId id, Operation operation, List<String> phases, boolean cancellable, SimTime at) {
    return new Job(
        id,
        operation,
        State.QUEUED,
        phases,
        0,
        0,
        cancellable,
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "",
        Optional.empty());
  }

  /** The same with the name its target has now. */
  public Job withTargetName(String name) {
    return new Job(
        id,
        operation,
        state,
        phases,
        phase,
        permille,
        cancellable,
        queued,
        started,
        ended,
        waitingFor,
        problems,
        name,
        askedBy);
  }

  /** The same, asked for by another job. */
  public Job askedBy(JobId asking) {
    return new Job(
        id,
        operation,
        state,
        phases,
        phase,
        permille,
        cancellable,
        queued,
        started,
        ended,
        waitingFor,
        problems,
        targetName,
        Optional.of(asking));
  }

  public Job waiting(Problem why) {
    return new Job(
        id,
        operation,
        state,
        phases,
        phase,
        permille,
        cancellable,
        queued,
        started,
        ended,
        Optional.of(why),
        problems,
        targetName,
        askedBy);
  }

  public Job running(SimTime at) {
    return move(State.RUNNING, 0, 0, Optional.of(at), Optional.empty(), problems);
  }

  public Job at(int newPhase, int newPermille, boolean nowCancellable) {
    return new Job(
        id,
        operation,
        state,
        phases,
        newPhase,
        newPermille,
        nowCancellable,
        queued,
        started,
        ended,
        Optional.empty(),
        problems,
        targetName,
        askedBy);
  }

  public Job ended(State end, SimTime at, List<Problem> why) {
    boolean done = end == State.SUCCEEDED;
    return move(
        end, done ? phases.size() : phase, done ? 1000 : permille, started, Optional.of(at), why);
  }

  private Job move(
      State to,
      int newPhase,
      int newPermille,
      Optional<SimTime> start,
      Optional<SimTime> end,
      List<Problem> why) {
    if (!state.next().contains(to)) {
      throw new IllegalStateException(id + " cannot go from " + state + " to " + to);
    }
    return new Job(
        id,
        operation,
        to,
        phases,
        newPhase,
        newPermille,
        cancellable && !to.isEnded(),
        queued,
        start,
        end,
        Optional.empty(),
        why,
        targetName,
        askedBy);
  }
}
