package io.coppice.ui.console;

import io.coppice.ui.kit.EverySecond;
import io.coppice.ui.kit.FrameGate;

/** Does something when some seconds are over, unless it is stopped before. FX thread. */
final class Countdown implements AutoCloseable {
  private final EverySecond seconds;
  private final Runnable over;
  private int left;
  private boolean closed;

  Countdown(FrameGate gate, Runnable over) {
    this.over = over;
    seconds = new EverySecond(gate, this::second);
  }

  /** Begins anew. */
  void begin(int from) {
    seconds.stop();
    left = from;
    if (!closed) {
      seconds.start();
    }
  }

  private void second() {
    left--;
    if (left <= 0) {
      seconds.stop();
      over.run();
    }
  }

  void stop() {
    seconds.stop();
  }

  /** It never begins again. */
  @Override
  public void close() {
    closed = true;
    seconds.close();
  }
}
