package io.coppice.testkit;

import io.coppice.backend.ConsoleOperation;
import io.coppice.display.text.TextFrame;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.guest.shell.ScreenPage;
import java.time.Duration;
import java.util.List;

/** In front of a machine of a world in a test's own hands: lines go in, the screen is read. */
public final class Seat {
  private final Worlds worlds;
  private final MachineId machine;

  public Seat(Worlds worlds, MachineId machine) {
    this.worlds = worlds;
    this.machine = machine;
  }

  /** Logs in as root. */
  public Seat login() {
    enter("root");
    enter("");
    return this;
  }

  /** Types a line and ends it. */
  public Seat enter(String line) {
    worlds.start(new ConsoleOperation.Enter(machine, line));
    return this;
  }

  public Seat interrupt() {
    worlds.start(new ConsoleOperation.Interrupt(machine));
    return this;
  }

  public Seat pass(Duration time) {
    worlds.pass(time);
    return this;
  }

  public ScreenPage page() {
    Machine there = worlds.world().inventory().machine(machine);
    return ScreenPage.of(
        GuestFacts.of(worlds.snapshot(), Guests.of(worlds.world()), there),
        ScreenPage.Typed.NOTHING);
  }

  public TextFrame frame() {
    return page().text().orElseThrow();
  }

  /** The whole screen. */
  public String text() {
    return String.join("\n", frame().text());
  }

  /** What was said after the last line was typed, without the prompt that follows. */
  public List<String> answer(String line) {
    enter("clear");
    enter(line);
    List<String> rows = frame().text().stream().filter(row -> !row.isEmpty()).toList();
    return rows.size() < 2 ? List.of() : rows.subList(1, rows.size() - 1);
  }
}
