package io.coppice.ui.kit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/**
 * Writes the stack of the FX thread when it does not answer for longer than a limit. A thread of
 * its own asks the FX thread to answer and, while it waits, looks at what it does; it looks only at
 * times when it is awake itself, so that a machine that slept raises none.
 */
public final class StallAlarm implements AutoCloseable {
  /** A frame that takes longer is felt by a hand on the mouse. */
  public static final Duration LIMIT = Duration.ofMillis(100);

  private final long limit;
  private final AtomicInteger stalls = new AtomicInteger();
  private final AtomicLong worst = new AtomicLong();
  private volatile Thread fx;
  private volatile boolean closed;
  private volatile long asked;
  private volatile long answered;

  public StallAlarm(Duration limit) {
    this.limit = limit.toNanos();
  }

  /** Begins to watch. FX thread. */
  public void start() {
    fx = Thread.currentThread();
    Thread.ofPlatform().daemon().name("stall-alarm").start(this::watch);
  }

  /** How often the FX thread stalled so far. */
  public int stalls() {
    return stalls.get();
  }

  /** The longest stall so far. */
  public Duration worst() {
    return Duration.ofNanos(worst.get());
  }

  private synchronized void watch() {
    try {
      while (!closed) {
        asked = System.nanoTime();
        long number = asked;
        Platform.runLater(() -> answer(number));
        wait(limit / 1_000_000, (int) (limit % 1_000_000));
        if (!closed && answered != number) {
          tell(fx.getStackTrace());
          while (!closed && answered != number) {
            wait(20);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(long number) {
    long took = System.nanoTime() - number;
    worst.accumulateAndGet(took, Math::max);
    synchronized (this) {
      answered = number;
      if (took > limit) {
        notifyAll();
      }
    }
  }

  private void tell(StackTraceElement[] stack) {
    stalls.incrementAndGet();
    StringBuilder text = new StringBuilder("The FX thread does not answer. It is at:");
    for (StackTraceElement element : stack) {
      text.append("\n    ").append(element);
    }
    System.getLogger(StallAlarm.class.getName()).log(System.Logger.Level.WARNING, text.toString());
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      notifyAll();
    }
  }
}
