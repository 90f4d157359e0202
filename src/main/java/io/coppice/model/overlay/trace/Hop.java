package io.coppice.model.overlay.trace;

import io.coppice.model.overlay.Proof;
import java.util.Optional;

/**
 * One thing done to a frame.
 *
 * @param in the device it came in by, if it came
 * @param out the device it left by, or would have
 * @param seconds since the question was asked
 * @param decided what was decided and by what, as a sentence
 * @param row of the table that decided; {@link Proof#NONE} where no row did
 * @param choice where there were equal-cost ways
 * @param before the frame as it came; absent where the node made it
 * @param after the frame as it left; absent where it ended
 */
public record Hop(
    String node,
    Optional<String> in,
    Optional<String> out,
    Step step,
    double seconds,
    Words decided,
    Proof row,
    Optional<EqualCostChoice> choice,
    Optional<Frame> before,
    Optional<Frame> after,
    Verdict verdict) {

  /** What is done at a hop. */
  public enum Step {
    SEND,
    BRIDGE,
    FLOOD,
    ENCAPSULATE,
    ROUTE,
    LINK,
    DECAPSULATE,
    ANSWER,
    RECEIVE
  }

  /** Neither the frame nor its way was changed: views fold such hops. */
  public boolean didNothing() {
    return verdict.isPassed() && step == Step.LINK && choice.isEmpty();
  }
}
