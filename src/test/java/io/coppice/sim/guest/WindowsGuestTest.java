package io.coppice.sim.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.guest.shell.ScreenPage;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowsGuestTest {
  private static final MachineId ON = new MachineId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));

  private ScreenPage page(boolean graphical) {
    Machine there = worlds.world().inventory().machine(ON);
    Machine.Guest guest = there.guest();
    Machine windows =
        there.withGuest(
            new Machine.Guest(
                "Windows Server 2022", guest.hostName(), guest.workload(), guest.tools()));
    return ScreenPage.of(
        GuestFacts.of(worlds.snapshot(), Guests.of(worlds.world()), windows),
        new ScreenPage.Typed("", 0, 0, graphical));
  }

  @Test
  void windowsStartsWithItsOwnWordsAndNotWithThoseOfLinux() {
    worlds.run(new MachineOperation.Reset(ON));
    worlds.pass(Duration.ofSeconds(18));
    String said = String.join("\n", page(true).text().orElseThrow().text());
    assertTrue(said.contains("Windows Boot Manager"), said);
    assertFalse(said.contains("Linux"), said);
    assertFalse(said.contains("GRUB"), said);
  }

  @Test
  void windowsThatIsUpShowsADrawnDesktopAndHasATextConsole() {
    ScreenPage drawn = page(true);
    assertTrue(drawn.text().isEmpty());
    assertEquals(1024, drawn.frame().width());
    assertTrue(drawn.next().isPresent(), "its clock goes on");
    String text = String.join("\n", page(false).text().orElseThrow().text());
    assertTrue(text.contains("login:"), text);
    assertTrue(text.contains("simulated"), text);
  }
}
