package io.coppice.sim.guest;

import io.coppice.model.inventory.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long guests take to start and to end: assumptions from everyday systems, for orders of
 * magnitude. A Linux server guest is up in about 25 seconds and down in 8, a Windows guest in about
 * 50 and 15.
 */
public final class BootTimes {
  /** As a part of the whole boot, when the network starts: after the kernel, before services. */
  public static final double LEASES = 0.4;

  /** Between questions for a lease that nobody answered (dhclient.conf(5), {@code retry}). */
  public static final Duration RETRY = Duration.ofMinutes(5);

  private BootTimes() {}

  /** From power to tools that answer. */
  public static Duration boot(Machine machine) {
    return Duration.ofSeconds(BootLog.isWindows(machine) ? 50 : 25);
  }

  /** From the request to power off. */
  public static Duration shutDown(Machine machine) {
    return Duration.ofSeconds(BootLog.isWindows(machine) ? 15 : 8);
  }

  /** What the kernel and the DHCP client said since the kernel started. */
  public static List<String> journal(GuestFacts facts) {
    List<String> all = new ArrayList<>(BootLog.dmesg(facts));
    all.addAll(BootLog.leases(facts));
    return all;
  }

  /** What the kernel said since it started. */
  public static List<String> dmesg(GuestFacts facts) {
    return BootLog.dmesg(facts);
  }
}
