package io.coppice.ui.kit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import javafx.application.Platform;

/**
 * Writes the stack of the FX thread when it does not answer for longer than a limit. A thread of
 * its own asks the FX thread to answer and, while it waits, looks at what it does; it looks only at
 * times when it is awake itself, so that a machine that slept raises none.
 */
public final class StallAlarm implements AutoCloseable {
  /** A frame that takes longer is felt by a hand on the mouse. */
  public static final Duration LIMIT = Duration.ofMillis(100);

  /** Milliseconds between two looks at a thread that is late. */
  public static final int LOOK = 10;

  private final long limit;
  private final ToLongFunction<Thread> clock;
  private final AtomicInteger stalls = new AtomicInteger();
  private final AtomicLong worst = new AtomicLong();
  private volatile Thread fx;
  private volatile boolean closed;
  private volatile long answered;

  public StallAlarm(Duration limit) {
    this(limit, _ -> System.nanoTime());
  }

  /**
   * An alarm with a clock of its own.
   *
   * @param clock the nanoseconds that count for a thread; asked by any thread, and every {@link
   *     #LOOK} while the thread is late. One that stands while the machine has no processor for the
   *     thread tells the console's stalls from the machine's
   */
  public StallAlarm(Duration limit, ToLongFunction<Thread> clock) {
    this.limit = limit.toNanos();
    this.clock = clock;
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
      for (long number = 1; !closed; number++) {
        long ask = number;
        long asked = clock.applyAsLong(fx);
        Platform.runLater(() -> answer(ask, asked));
        // The next question follows a limit later even if the answer came at once.
        wait(limit / 1_000_000, (int) (limit % 1_000_000));
        while (isOwed(ask) && clock.applyAsLong(fx) - asked < limit) {
          wait(LOOK);
        }
        if (isOwed(ask)) {
          tell(fx.getStackTrace());
        }
        while (isOwed(ask)) {
          wait(LOOK);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOwed(long ask) {
    return !closed && answered != ask;
  }

  private void answer(long number, long asked) {
    long took = clock.applyAsLong(fx) - asked;
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
