package io.coppice.sim.guest;

import io.coppice.display.Area;
import io.coppice.display.drawn.DrawnFrame;
import io.coppice.display.drawn.Shape;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Workload;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The picture that a desktop's guest shows: a panel with a clock, what the machine does now as
 * bars, and the files in the user's folder. Its clock goes with the world's.
 */
public final class DesktopScreen {
  static final int WIDTH = 1024;
  static final int HEIGHT = 768;
  private static final int PANEL = 28;
  private static final int TITLE = 26;
  static final int WHITE = 0xFFFFFFFF;
  static final int INK = 0xFF24292F;
  private static final int GREY = 0xFFD0D4DA;
  private static final int PAPER = 0xFFF6F7F9;
  static final int DARK = 0xFF20242B;
  private static final int MOST_FILES = 12;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE d MMM  HH:mm:ss", Locale.ROOT);

  private DesktopScreen() {}

  /** Whether a guest shows a desktop rather than text, once it is up. */
  public static boolean has(GuestFacts facts) {
    return facts.machine().guest().workload() == Workload.DESKTOP
        || BootLog.isWindows(facts.machine());
  }

  /** When its clock shows another second. */
  public static SimTime next(SimTime now) {
    return new SimTime((Math.floorDiv(now.micros(), 1_000_000L) + 1) * 1_000_000L);
  }

  /** The picture now. */
  public static DrawnFrame of(GuestFacts facts) {
    if (BootLog.isWindows(facts.machine())) {
      return WindowsScreen.of(facts);
    }
    List<Shape> shapes = new ArrayList<>();
    int hue = Math.floorMod(facts.own(3), 360);
    shapes.add(
        new Shape.Gradient(
            new Area(0, 0, WIDTH, HEIGHT), colour(hue, 0.45, 0.55), colour(hue + 40, 0.5, 0.22)));
    shapes.add(new Shape.Disc(760, 560, 260, colour(hue + 20, 0.42, 0.45)));
    shapes.add(new Shape.Disc(860, 640, 190, colour(hue + 30, 0.45, 0.38)));
    shapes.add(new Shape.Fill(new Area(0, 0, WIDTH, PANEL), DARK));
    shapes.add(new Shape.Text(12, 6, "Activities", WHITE));
    String clock = CLOCK.format(facts.clock());
    shapes.add(new Shape.Text((WIDTH - clock.length() * 8) / 2, 6, clock, WHITE));
    String host = facts.hostName();
    shapes.add(new Shape.Text(WIDTH - 12 - host.length() * 8, 6, host, WHITE));
    monitor(shapes, facts, "System Monitor", 60, 80);
    files(shapes, facts, 460, 150);
    shapes.add(
        new Shape.Text(12, HEIGHT - 24, "Ctrl+Alt+F3: text console   Ctrl+Alt+F1: desktop", GREY));
    return new DrawnFrame(WIDTH, HEIGHT, shapes);
  }

  static void window(List<Shape> shapes, String title, int x, int y, int wide, int high) {
    shapes.add(new Shape.Fill(new Area(x - 1, y - 1, wide + 2, high + 2), DARK));
    shapes.add(new Shape.Fill(new Area(x, y, wide, high), PAPER));
    shapes.add(new Shape.Fill(new Area(x, y, wide, TITLE), GREY));
    shapes.add(new Shape.Text(x + 12, y + 5, title, INK));
    shapes.add(new Shape.Disc(x + wide - 16, y + 13, 6, 0xFFC0392B));
  }

  /** A window with what the machine does now. */
  static void monitor(List<Shape> shapes, GuestFacts facts, String title, int x, int y) {
    window(shapes, title, x, y, 340, 250);
    int cpus = Math.max(1, facts.machine().hardware().vcpus());
    bar(shapes, x + 16, y + 44, "Processors", facts.load() / cpus, 0xFF2E86DE);
    double memory = (double) facts.usedMib() / Math.max(1, facts.memoryMib());
    bar(shapes, x + 16, y + 104, "Memory", memory, 0xFF27AE60);
    long[] space = new GuestDisk(facts).space();
    bar(
        shapes,
        x + 16,
        y + 164,
        "Disk",
        space[0] == 0 ? 0 : (double) space[1] / space[0],
        0xFFE67E22);
    shapes.add(new Shape.Text(x + 16, y + 222, "up " + Processes.lasting(facts.uptime()), INK));
  }

  private static void bar(List<Shape> shapes, int x, int y, String name, double part, int colour) {
    int percent = (int) Math.round(Math.clamp(part, 0, 1) * 100);
    shapes.add(
        new Shape.Text(x, y, String.format(Locale.ROOT, "%-12s %3d %%", name, percent), INK));
    shapes.add(new Shape.Fill(new Area(x, y + 20, 300, 16), GREY));
    shapes.add(new Shape.Fill(new Area(x, y + 20, Math.max(1, 3 * percent), 16), colour));
  }

  private static void files(List<Shape> shapes, GuestFacts facts, int x, int y) {
    window(shapes, "Home of admin", x, y, 460, 320);
    List<String> names = new ArrayList<>(new GuestDisk(facts).list("/home/admin"));
    names.addAll(0, List.of("Desktop", "Documents", "Downloads", "Pictures"));
    for (int i = 0; i < MOST_FILES; i++) {
      String name = i < names.size() ? names.get(i) : "";
      String shown = name.length() > 16 ? name.substring(0, 15) + "\u2026" : name;
      int left = x + 24 + i % 3 * 145;
      int top = y + 46 + i / 3 * 66;
      boolean folder = i < 4;
      int colour = name.isEmpty() ? PAPER : folder ? 0xFFF1C40F : 0xFFBDC3C7;
      shapes.add(new Shape.Fill(new Area(left, top, folder ? 40 : 30, 30), colour));
      shapes.add(new Shape.Text(left - 8, top + 34, shown, INK));
    }
  }

  /** A colour by hue in degrees, saturation and lightness (CSS Color Module Level 3, 4.2.4). */
  private static int colour(int hue, double saturation, double lightness) {
    double chroma = (1 - Math.abs(2 * lightness - 1)) * saturation;
    int argb = 0xFF;
    for (int shift : new int[] {0, 8, 4}) {
      double k = (shift + Math.floorMod(hue, 360) / 30.0) % 12;
      double value = lightness - chroma / 2 * Math.max(-1, Math.min(1, Math.min(k - 3, 9 - k)));
      argb = argb << 8 | (int) Math.round(255 * Math.clamp(value, 0, 1));
    }
    return argb;
  }
}
