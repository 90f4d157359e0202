package io.coppice.sim.guest;

import io.coppice.display.text.TextFrame;
import io.coppice.display.text.TextGrid;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;

/** What a machine's screen shows. */
public final class ScreenPage {
  static final int COLUMNS = 80;
  static final int ROWS = 25;
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String GREY = "\u001b[90m";

  private ScreenPage() {}

  /**
   * The screen.
   *
   * @param machine null if there is none any more
   * @param typed what stands in the line that is not ended yet
   */
  public static TextFrame of(Machine machine, String typed) {
    TextGrid grid = new TextGrid(COLUMNS, ROWS);
    if (machine == null) {
      return grid.print(HIDE_CURSOR + GREY + "This machine is no more.").frame();
    }
    if (machine.power() != PowerState.POWERED_ON) {
      grid.print(HIDE_CURSOR + GREY);
      return grid.print(
              machine.power() == PowerState.SUSPENDED
                  ? "The machine is suspended."
                  : "No signal: the machine is powered off.")
          .frame();
    }
    String host = machine.guest().hostName().isBlank() ? "localhost" : machine.guest().hostName();
    return grid.line("")
        .line(machine.guest().os() + " " + host + " tty1")
        .line("")
        .print(host + " login: " + typed)
        .frame();
  }
}
