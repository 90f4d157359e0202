package io.coppice.sim.ops.time;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.sim.guest.BootTimes;
import java.time.Duration;
import java.util.Locale;

/** What guests need: assumptions from everyday systems, for orders of magnitude. */
public final class GuestDurations {
  private GuestDurations() {}

  private static boolean isWindows(Machine machine) {
    return machine.guest().os().toLowerCase(Locale.ROOT).contains("windows");
  }

  /** From power to tools that answer, on a host with that pace. */
  public static Duration boot(Machine machine, HostPace pace) {
    return pace.stretch(BootTimes.boot(machine));
  }

  /** From the request to power off, likewise. */
  public static Duration shutDown(Machine machine, HostPace pace) {
    return pace.stretch(BootTimes.shutDown(machine));
  }

  /** Flushing what applications hold, for a quiesced snapshot (VSS or scripts). */
  public static Duration quiesce(Machine machine) {
    return Duration.ofSeconds(isWindows(machine) ? 8 : 3);
  }

  /** Bytes of memory the guest has touched: what is granted, or all when nothing is known. */
  public static long touched(Machine machine, Figures figures) {
    long all = machine.hardware().memory().value();
    long granted = figures.get(machine.id(), Metric.MEMORY_GRANTED) * Bytes.MIB;
    return granted == 0 ? all : Math.min(all, granted);
  }

  /** Bytes of its memory that lie compressed or on the host's swap, and are fetched to be moved. */
  public static long reclaimed(Machine machine, Figures figures) {
    return Bytes.MIB
        * ((long) figures.get(machine.id(), Metric.MEMORY_SWAPPED)
            + figures.get(machine.id(), Metric.MEMORY_COMPRESSED));
  }

  /** Bytes the guest writes again and again: what is active, or a tenth when nothing is known. */
  public static long working(Machine machine, Figures figures) {
    long active = figures.get(machine.id(), Metric.MEMORY_ACTIVE) * Bytes.MIB;
    return active == 0 ? machine.hardware().memory().value() / 10 : active;
  }

  /**
   * Bytes a second of memory dirtied by each busy processor. Clark et al. (NSDI 2005) find from
   * under 1 MB/s at rest to tens of MB/s under load; databases and builds are at the upper end.
   */
  public static long dirtying(Machine machine, Figures figures) {
    long each =
        switch (machine.guest().workload()) {
          case IDLE -> 1;
          case DESKTOP -> 8;
          case WEB -> 15;
          case BUILD -> 30;
          case DATABASE -> 45;
        };
    long used = figures.get(machine.id(), Metric.CPU_USED);
    double busy = used == 0 ? 0.3 * machine.hardware().vcpus() : used / 2_500.0;
    return Math.max(Bytes.MIB / 2, Math.round(each * busy * Bytes.MIB));
  }
}
