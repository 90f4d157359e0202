package io.coppice.ui.kit;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether one view's update is under way, and whether another must follow it. One atomic step for
 * each thing that happens, so that no request falls between two of them. Thread-safe.
 */
final class UpdateSlot {
  private enum State {
    IDLE,
    UNDER_WAY,
    UNDER_WAY_AND_STALE
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  /** Something changed; true if the caller must begin an update. */
  boolean request() {
    State before =
        state.getAndUpdate(is -> is == State.IDLE ? State.UNDER_WAY : State.UNDER_WAY_AND_STALE);
    return before == State.IDLE;
  }

  /** The update is over, shown or failed; true if the caller must begin the next. */
  boolean done() {
    State before =
        state.getAndUpdate(is -> is == State.UNDER_WAY_AND_STALE ? State.UNDER_WAY : State.IDLE);
    return before == State.UNDER_WAY_AND_STALE;
  }
}
