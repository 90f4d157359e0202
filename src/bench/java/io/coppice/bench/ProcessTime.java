package io.coppice.bench;

/** What this process has taken of its processors, all its threads together. */
final class ProcessTime {
  private ProcessTime() {}

  /** Nanoseconds, in steps of the system's clock tick. */
  static long nanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }
}
