package io.coppice.ui.shell;

import javafx.animation.PauseTransition;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.util.Duration;

/**
 * Does something once, as soon as nothing changed for a moment: a window that is dragged changes
 * with every frame. FX thread.
 */
final class Debounce implements AutoCloseable {
  private static final Duration MOMENT = Duration.millis(250);

  private final PauseTransition moment = new PauseTransition(MOMENT);
  private final ChangeListener<Object> listener = (_, _, _) -> changed();
  private boolean closed;

  Debounce(Runnable then) {
    moment.setOnFinished(_ -> then.run());
  }

  /** What these do from now on counts as a change; they must not outlive this by much. */
  void watch(ObservableValue<?>... these) {
    for (ObservableValue<?> one : these) {
      one.addListener(listener);
    }
  }

  void changed() {
    if (!closed) {
      moment.playFromStart();
    }
  }

  /** Whatever was put off is not done any more. */
  @Override
  public void close() {
    closed = true;
    moment.stop();
  }
}
