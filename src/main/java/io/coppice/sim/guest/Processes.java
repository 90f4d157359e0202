package io.coppice.sim.guest;

import io.coppice.sim.guest.Services.Service;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What runs in a guest, with what each program takes of it. */
public final class Processes {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int FIRST_SERVICE = 312;

  /** Processes a program in front has: as many as are before it. */
  public static final int FIRST_PROGRAM = 700;

  private record Program(
      int id, String user, double cpu, double memory, String state, String command) {}

  private Processes() {}

  private static List<Program> all(GuestFacts facts) {
    List<Program> all = new ArrayList<>();
    all.add(new Program(1, "root", 0, 0.3, "S", "/sbin/init"));
    all.add(new Program(2, "root", 0, 0, "S", "[kthreadd]"));
    double own = Math.max(0, facts.load() - facts.state().burden().processors()) * 100;
    double memory = 100.0 * facts.usedMib() / Math.max(1, facts.memoryMib());
    int id = FIRST_SERVICE;
    for (Service service : Services.of(facts)) {
      id += 17;
      if (!Services.isStopped(facts.state(), service.unit())) {
        all.add(
            new Program(
                id,
                service.user(),
                own * service.share() / 100,
                Math.max(0.1, memory * service.share() / 100),
                "S",
                service.program()));
      }
    }
    if (facts.state().login().isIn()) {
      all.add(new Program(651, facts.state().login().user(), 0, 0.2, "S", "-bash"));
    }
    for (Work.Background one : facts.state().background()) {
      all.add(busy(facts, one.process(), one.line(), one.burden()));
    }
    facts
        .state()
        .running()
        .ifPresent(
            front ->
                all.add(
                    busy(
                        facts,
                        FIRST_PROGRAM + front.number(),
                        front.line(),
                        front.work() instanceof Work.Stress stress
                            ? stress.burden()
                            : Burden.NONE)));
    return all;
  }

  private static Program busy(GuestFacts facts, int id, String line, Burden burden) {
    return new Program(
        id,
        facts.state().login().user(),
        burden.processors() * 100.0,
        Math.max(0.1, burden.memory() / 10_485.76 / Math.max(1, facts.memoryMib())),
        burden.processors() > 0 ? "R" : "S",
        line);
  }

  /** As {@code ps aux} tells. */
  public static List<String> list(GuestFacts facts) {
    List<String> lines = new ArrayList<>();
    lines.add("USER         PID %CPU %MEM STAT COMMAND");
    for (Program one : all(facts)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10.10s %5d %4.1f %4.1f %-4s %s",
              one.user(),
              one.id(),
              one.cpu(),
              one.memory(),
              one.state(),
              one.command()));
    }
    return lines;
  }

  /** As {@code uptime} tells. */
  public static String uptime(GuestFacts facts) {
    return " "
        + TIME.format(facts.clock())
        + " up "
        + lasting(facts.uptime())
        + ", "
        + (facts.state().login().isIn() ? 1 : 0)
        + " user,  load average: "
        + GuestDisk.loadAverage(facts).replace(" ", ", ");
  }

  /** For how long, as {@code uptime} says it. */
  public static String lasting(Duration time) {
    long days = time.toDays();
    String head = days == 0 ? "" : days == 1 ? "1 day, " : days + " days, ";
    return time.toHoursPart() == 0 && days == 0
        ? time.toMinutes() + " min"
        : head + String.format(Locale.ROOT, "%2d:%02d", time.toHoursPart(), time.toMinutesPart());
  }

  /** A screen of {@code top}. */
  public static List<String> top(GuestFacts facts, int rows) {
    List<Program> all = new ArrayList<>(all(facts));
    all.sort((a, b) -> Double.compare(b.cpu(), a.cpu()));
    double busy = 100 * facts.load() / Math.max(1, facts.machine().hardware().vcpus());
    List<String> lines = new ArrayList<>();
    lines.add("top -" + uptime(facts));
    lines.add(
        "Tasks: "
            + all.size()
            + " total, "
            + all.stream().filter(one -> one.state().equals("R")).count()
            + " running");
    lines.add(
        String.format(
            Locale.ROOT,
            "%%Cpu(s): %5.1f us, %5.1f sy, %5.1f id",
            busy * 0.85,
            busy * 0.15,
            100 - busy));
    lines.add(
        String.format(
            Locale.ROOT,
            "MiB Mem : %8d total, %8d free, %8d used, %8d buff/cache",
            facts.memoryMib(),
            Math.max(0, facts.memoryMib() - facts.usedMib() - facts.cachedMib()),
            facts.usedMib(),
            facts.cachedMib()));
    lines.add("");
    lines.add(
        "\u001b[7m"
            + String.format("%-80s", "  PID USER      S  %CPU  %MEM COMMAND")
            + "\u001b[0m");
    for (Program one : all.subList(0, Math.min(all.size(), Math.max(0, rows - 6)))) {
      String line =
          String.format(
              Locale.ROOT,
              "%5d %-9.9s %s %5.1f %5.1f %s",
              one.id(),
              one.user(),
              one.state(),
              one.cpu(),
              one.memory(),
              one.command());
      lines.add(line.length() > 80 ? line.substring(0, 80) : line);
    }
    return lines;
  }
}
