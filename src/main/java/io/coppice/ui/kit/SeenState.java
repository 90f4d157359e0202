package io.coppice.ui.kit;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a view can be seen, and whether it missed something while it could not. Who computes and
 * who looks whether it is seen do one atomic step each, so that whichever comes first, the other
 * knows. Thread-safe.
 */
final class SeenState {
  private enum State {
    SEEN,
    HIDDEN,
    HIDDEN_AND_STALE
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.SEEN);

  boolean isSeen() {
    return state.get() == State.SEEN;
  }

  /** Something is to be shown; false if that is put off until the view is seen. */
  boolean mayShow() {
    return state.updateAndGet(is -> is == State.HIDDEN ? State.HIDDEN_AND_STALE : is) == State.SEEN;
  }

  /** What is so now; true if something that was put off is to be shown. */
  boolean look(boolean seen) {
    State before =
        state.getAndUpdate(is -> seen ? State.SEEN : is == State.SEEN ? State.HIDDEN : is);
    return seen && before == State.HIDDEN_AND_STALE;
  }
}
