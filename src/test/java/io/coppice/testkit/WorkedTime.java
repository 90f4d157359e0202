package io.coppice.testkit;

import io.coppice.ui.kit.StallAlarm;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * A clock for the FX thread that other work on the machine does not move: it counts the processor
 * time of that thread and of the one that paints for it, and the time for which code of the console
 * makes it wait. The headless platform copies each picture pixel by pixel on the FX thread, which
 * takes a third of a second until that loop is compiled; no display does so, and it is left out.
 */
public final class WorkedTime implements ToLongFunction<Thread> {
  private static final String PAINTER = "QuantumRenderer";
  private static final String OURS = "io.coppice";
  private static final String COPIES = "com.sun.glass.ui.headless.HeadlessView";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long painter;
  private long waited;
  private long copied;
  private long worked;
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
    long cpu = threads.getThreadCpuTime(thread.threadId()) + threads.getThreadCpuTime(painter);
    StackTraceElement[] stack = thread.getStackTrace();
    if (isIn(stack, COPIES)) {
      copied += cpu - worked;
    } else if (isHeld(thread) && isIn(stack, OURS)) {
      // A wait is not known for longer than since the last look, nor if nobody looked.
      waited += Math.min(now - looked, 2 * StallAlarm.LOOK * 1_000_000L);
    }
    looked = now;
    worked = cpu;
    return cpu - copied + waited;
  }

  private static boolean isHeld(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      default -> false;
    };
  }

  private static boolean isIn(StackTraceElement[] stack, String code) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(code));
  }
}
