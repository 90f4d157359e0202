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

  /** From one question to the next of an alarm that costs nothing to speak of. */
  public static final Duration SELDOM = Duration.ofMillis(400);

  private final long limit;
  private final long every;
  private final ToLongFunction<Thread> clock;
  private final AtomicInteger stalls = new AtomicInteger();
  private final AtomicLong worst = new AtomicLong();
  private volatile Thread fx;
  private volatile boolean closed;
  private volatile boolean resting;
  private volatile long answered;

  /**
   * An alarm over real time.
   *
   * @param every from one question to the next: what stalls for longer than this and the limit
   *     together is always seen, what is shorter by chance
   */
  public StallAlarm(Duration limit, Duration every) {
    this(limit, every, _ -> System.nanoTime());
  }

  /**
   * An alarm that asks all the time, with a clock of its own.
   *
   * @param clock the nanoseconds that count for a thread; asked by any thread, and every {@link
   *     #LOOK} while the thread is late. One that stands while the machine has no processor for the
   *     thread tells the console's stalls from the machine's
   */
  public StallAlarm(Duration limit, ToLongFunction<Thread> clock) {
    this(limit, limit, clock);
  }

  private StallAlarm(Duration limit, Duration every, ToLongFunction<Thread> clock) {
    this.limit = limit.toNanos();
    this.every = Math.max(0, every.minus(limit).toNanos());
    this.clock = clock;
  }

  /** Asks nothing while nobody can see whether the console answers. */
  public synchronized void rest(boolean unseen) {
    resting = unseen;
    notifyAll();
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

  /** Tells without the lock: a log that nobody reads must not hold up the FX thread's answer. */
  private void watch() {
    try {
      for (long number = 1; !closed; number++) {
        long ask = number;
        long asked = clock.applyAsLong(fx);
        Platform.runLater(() -> answer(ask, asked));
        if (isLate(ask, asked)) {
          tell(fx.getStackTrace());
        }
        pauseUntilNext(ask);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isLate(long ask, long asked) throws InterruptedException {
    // The next question follows a limit later even if the answer came at once.
    sleep(limit);
    while (isOwed(ask) && clock.applyAsLong(fx) - asked < limit) {
      wait(LOOK);
    }
    return isOwed(ask);
  }

  private synchronized void pauseUntilNext(long ask) throws InterruptedException {
    while (isOwed(ask)) {
      wait(LOOK);
    }
    sleep(every);
    while (resting && !closed) {
      wait();
    }
  }

  private synchronized void sleep(long nanos) throws InterruptedException {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closed; left = until - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
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
