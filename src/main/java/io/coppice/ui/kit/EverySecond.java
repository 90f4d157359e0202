package io.coppice.ui.kit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs something on the FX thread once a second while it is started. An animation would have JavaFX
 * beat sixty times a second for it. FX thread.
 */
public final class EverySecond implements AutoCloseable {
  /** Of whatever waits for a time without drawing; its work is short. */
  static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("seconds").factory());

  private final FrameGate gate;
  private final Runnable action;
  private final AtomicBoolean waits = new AtomicBoolean();
  private ScheduledFuture<?> seconds;

  /** Not started. */
  public EverySecond(FrameGate gate, Runnable action) {
    this.gate = gate;
    this.action = action;
  }

  /** The first time in a second; nothing if it is started. */
  public void start() {
    if (seconds == null) {
      seconds = CLOCK.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
    }
  }

  /** Of the clock's thread; a screen that is slow skips seconds. */
  private void beat() {
    if (waits.compareAndSet(false, true)) {
      gate.later(this::run);
    }
  }

  private void run() {
    waits.set(false);
    if (seconds != null) {
      action.run();
    }
  }

  /** From now on it does not run, until it is started again. */
  public void stop() {
    if (seconds != null) {
      seconds.cancel(false);
      seconds = null;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
