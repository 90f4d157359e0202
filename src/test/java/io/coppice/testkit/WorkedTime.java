package io.coppice.testkit;

import io.coppice.ui.kit.StallAlarm;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * A clock for the FX thread that other work on the machine does not move: it counts the processor
 * time of that thread and of the one that paints for it, and the time for which code of the console
 * makes it wait.
 */
public final class WorkedTime implements ToLongFunction<Thread> {
  private static final String PAINTER = "QuantumRenderer";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long painter;
  private long waited;
  private long looked = System.nanoTime();

  /** Begins to count; the toolkit must run. */
  public WorkedTime() {
    painter =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().startsWith(PAINTER))
            .findFirst()
            .orElseThrow()
            .getThreadId();
  }

  @Override
  public synchronized long applyAsLong(Thread thread) {
    long now = System.nanoTime();
    if (waitsForUs(thread)) {
      // A wait is not known for longer than since the last look, nor if nobody looked.
      waited += Math.min(now - looked, 2 * StallAlarm.LOOK * 1_000_000L);
    }
    looked = now;
    return threads.getThreadCpuTime(thread.threadId()) + threads.getThreadCpuTime(painter) + waited;
  }

  private static boolean waitsForUs(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING ->
          Arrays.stream(thread.getStackTrace())
              .anyMatch(frame -> frame.getClassName().startsWith("io.coppice"));
      default -> false;
    };
  }
}
