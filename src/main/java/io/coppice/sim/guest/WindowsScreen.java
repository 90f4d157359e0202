package io.coppice.sim.guest;

import io.coppice.display.Area;
import io.coppice.display.drawn.DrawnFrame;
import io.coppice.display.drawn.Shape;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The picture that a guest with Windows shows: a bar with a clock below, what the machine does now,
 * and its services. It is drawn, and says so; its text console has the shell of all other guests.
 */
final class WindowsScreen {
  private static final int BAR = 40;
  private static final int MOST_SERVICES = 10;
  private static final int PALE = 0xFFD6E8F8;
  private static final int RUNNING = 0xFF107C10;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss  yyyy-MM-dd", Locale.ROOT);

  private WindowsScreen() {}

  static DrawnFrame of(GuestFacts facts) {
    int wide = DesktopScreen.WIDTH;
    int high = DesktopScreen.HEIGHT;
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape.Gradient(new Area(0, 0, wide, high), 0xFF0F4C81, 0xFF06223D));
    about(shapes, facts, wide);
    DesktopScreen.monitor(shapes, facts, "Task Manager", 60, 90);
    services(shapes, facts, 460, 150);
    shapes.add(
        new Shape.Text(
            12,
            high - BAR - 24,
            "Drawn by the simulator. Ctrl+Alt+F3: a text console with a Unix-like shell, F1: back",
            PALE));
    shapes.add(new Shape.Fill(new Area(0, high - BAR, wide, BAR), DesktopScreen.DARK));
    for (int i = 0; i < 4; i++) {
      shapes.add(
          new Shape.Fill(
              new Area(16 + i % 2 * 10, high - BAR + 11 + i / 2 * 10, 8, 8), 0xFF4CC2FF));
    }
    String clock = CLOCK.format(facts.clock());
    shapes.add(
        new Shape.Text(
            wide - 16 - clock.length() * 8, high - BAR + 12, clock, DesktopScreen.WHITE));
    return new DrawnFrame(wide, high, shapes);
  }

  private static void about(List<Shape> shapes, GuestFacts facts, int wide) {
    List<String> lines =
        List.of(
            facts.hostName(),
            facts.machine().guest().os(),
            BootLog.processors(facts.machine()) + ", " + facts.memoryMib() + " MiB");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      shapes.add(new Shape.Text(wide - 16 - line.length() * 8, 16 + 20 * i, line, PALE));
    }
  }

  private static void services(List<Shape> shapes, GuestFacts facts, int x, int y) {
    DesktopScreen.window(shapes, "Services", x, y, 460, 300);
    int at = y + 44;
    for (Services.Service each : Services.of(facts).stream().limit(MOST_SERVICES).toList()) {
      shapes.add(new Shape.Disc(x + 20, at + 7, 5, RUNNING));
      shapes.add(new Shape.Text(x + 36, at, each.title(), DesktopScreen.INK));
      at += 24;
    }
  }
}
