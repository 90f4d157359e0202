package io.coppice.sim.guest;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a screen shows while its guest starts. */
public final class BootScreen {
  /** Lines so far, and when the next one comes. */
  public record Shown(List<String> lines, Optional<SimTime> next) {}

  /** As a part of the whole boot, when the firmware has tried everything. */
  private static final double FIRMWARE = 0.09;

  private BootScreen() {}

  /** Whether the guest's own system starts, by the machine's boot order and what is there. */
  public static boolean starts(Machine machine, Inventory inventory) {
    return BootAttempts.starts(machine, inventory);
  }

  /** The screen now; empty if the guest is up. */
  public static Optional<Shown> at(GuestFacts facts) {
    if (facts.state().booted().isEmpty()) {
      return Optional.empty();
    }
    SimTime begun = facts.state().booted().get().at();
    Duration whole = facts.state().booted().get().up().since(begun);
    boolean starts = BootAttempts.starts(facts.machine(), facts.inventory());
    if (!facts.now().isBefore(begun.plus(whole)) && starts) {
      return Optional.empty();
    }
    double micros = whole.toMillis() * 1000.0;
    double now = facts.now().since(begun).toMillis() * 1000.0 / micros;
    List<String> lines = new ArrayList<>();
    Optional<SimTime> next = Optional.of(begun.plus(whole));
    for (BootLog.Line line : BootLog.of(facts)) {
      if (!starts && line.at() >= FIRMWARE) {
        next = Optional.empty();
        break;
      }
      if (line.at() > now) {
        next = Optional.of(begun.plusMicros((long) Math.ceil(line.at() * micros)));
        break;
      }
      lines.add(
          line.kernel()
              ? String.format(
                  Locale.ROOT, "[%12.6f] %s", (line.at() - 0.14) * micros / 1e6, line.text())
              : line.text());
    }
    lines.add("");
    return Optional.of(new Shown(lines, next));
  }
}
