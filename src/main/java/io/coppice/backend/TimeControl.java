package io.coppice.backend;

import io.coppice.model.Problem;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The clock of a simulated site. All methods return at once. */
public interface TimeControl {
  void setSpeed(Speed speed);

  /** How fast it runs; a change is followed by a snapshot. */
  Speed speed();

  /**
   * What is reached of the chosen speed where this machine cannot keep up with it.
   *
   * @param factor simulated seconds in a real second
   * @param why what takes the time
   */
  record Lag(double factor, Problem why) {}

  /** How far the clock lags behind its speed, if it does; measured over a second or so. */
  default Optional<Lag> lag() {
    return Optional.empty();
  }

  /**
   * While paused: runs to the next event and stays paused; completes when its snapshot is
   * published.
   */
  CompletionStage<Snapshot> step();

  /** Whether the clock was stopped by an event that failed. */
  default Optional<Halt> halt() {
    return Optional.empty();
  }

  /**
   * Leaves out the event that failed, if one did: the site goes on without it. The clock stays
   * paused; completes when the snapshot without it is published.
   */
  CompletionStage<Snapshot> leaveOut();
}
