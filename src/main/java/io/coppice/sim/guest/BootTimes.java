package io.coppice.sim.guest;

import io.coppice.model.inventory.Machine;
import java.time.Duration;
import java.util.List;

/**
 * How long guests take to start and to end: assumptions from everyday systems, for orders of
 * magnitude. A Linux server guest is up in about 25 seconds and down in 8, a Windows guest in about
 * 50 and 15.
 */
public final class BootTimes {
  private BootTimes() {}

  /** From power to tools that answer. */
  public static Duration boot(Machine machine) {
    return Duration.ofSeconds(BootLog.isWindows(machine) ? 50 : 25);
  }

  /** From the request to power off. */
  public static Duration shutDown(Machine machine) {
    return Duration.ofSeconds(BootLog.isWindows(machine) ? 15 : 8);
  }

  /** What the kernel said since it started. */
  public static List<String> dmesg(GuestFacts facts) {
    return BootLog.dmesg(facts);
  }
}
