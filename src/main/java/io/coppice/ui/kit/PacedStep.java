package io.coppice.ui.kit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Runs something on the FX thread once it is asked for, however often, and not before a pause since
 * the last time is over. Nothing runs and no frame is asked for while nobody asks; an animation
 * would have JavaFX beat sixty times a second to find that out.
 */
public final class PacedStep implements AutoCloseable {
  private final FrameGate gate;
  private final LongSupplier pause;
  private final Runnable action;
  private final AtomicBoolean waits = new AtomicBoolean();
  private volatile long last;
  private volatile boolean closed;

  /**
   * Not asked for.
   *
   * @param pause milliseconds from one time to the next; asked by any thread
   */
  public PacedStep(FrameGate gate, LongSupplier pause, Runnable action) {
    this.gate = gate;
    this.pause = pause;
    this.action = action;
    last = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
  }

  /** Something is to be done. Any thread. */
  public void ask() {
    if (closed || !waits.compareAndSet(false, true)) {
      return;
    }
    long left = pause.getAsLong() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
    if (left <= 0) {
      gate.later(this::run);
    } else {
      EverySecond.CLOCK.schedule(() -> gate.later(this::run), left, TimeUnit.MILLISECONDS);
    }
  }

  private void run() {
    last = System.nanoTime();
    waits.set(false);
    if (!closed) {
      action.run();
    }
  }

  /** It does not run any more. */
  @Override
  public void close() {
    closed = true;
  }
}
