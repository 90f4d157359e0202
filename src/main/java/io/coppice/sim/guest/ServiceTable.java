package io.coppice.sim.guest;

import io.coppice.sim.guest.Services.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is told of a guest's services. */
public final class ServiceTable {
  /** Where {@code iperf3} listens. */
  public static final int IPERF = 5201;

  /** What is there while it listens behind the shell. */
  public static final String IPERF_MARK = "/run/iperf3.pid";

  private ServiceTable() {}

  private static boolean measures(GuestFacts facts) {
    return facts.state().files().containsKey(IPERF_MARK)
        || facts.state().running().filter(it -> it.line().startsWith("iperf3 -s")).isPresent();
  }

  private static Optional<Service> find(GuestFacts facts, String unit) {
    return Services.of(facts).stream().filter(one -> one.unit().equals(unit)).findFirst();
  }

  public static boolean exists(GuestFacts facts, String unit) {
    return find(facts, unit).isPresent();
  }

  public static boolean isActive(GuestFacts facts, String unit) {
    return exists(facts, unit) && !Services.isStopped(facts.state(), unit);
  }

  /** Where it stands that a service was stopped. */
  public static String mark(String unit) {
    return Services.path(unit);
  }

  /** As {@code systemctl} lists them. */
  public static List<String> list(GuestFacts facts) {
    List<String> lines = new ArrayList<>();
    lines.add("  UNIT                     LOAD   ACTIVE   SUB     DESCRIPTION");
    for (Service one : Services.of(facts)) {
      boolean active = isActive(facts, one.unit());
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-24s loaded %-8s %-7s %s",
              one.unit() + ".service",
              active ? "active" : "inactive",
              active ? "running" : "dead",
              one.title()));
    }
    return lines;
  }

  /** As {@code systemctl --failed} says that none did. */
  public static List<String> none() {
    return List.of("  UNIT LOAD ACTIVE SUB DESCRIPTION", "0 loaded units listed.");
  }

  /** As {@code systemctl status} tells of the whole system. */
  public static List<String> overview(GuestFacts facts) {
    return List.of(
        "\u001b[92m\u25CF\u001b[0m " + facts.hostName(),
        "    State: \u001b[92mrunning\u001b[0m",
        "    Units: " + Services.of(facts).size() + " loaded (incl. loaded aliases)",
        "     Jobs: 0 queued",
        "   Failed: 0 units",
        "    Since: boot; " + Processes.lasting(facts.uptime()) + " ago");
  }

  /** As {@code systemctl status} tells. */
  public static List<String> status(GuestFacts facts, String unit) {
    Service one = find(facts, unit).orElseThrow();
    boolean active = isActive(facts, unit);
    return List.of(
        (active ? "\u001b[92m\u25CF\u001b[0m " : "\u25CB ") + unit + ".service - " + one.title(),
        "     Loaded: loaded (/lib/systemd/system/" + unit + ".service; enabled)",
        "     Active: "
            + (active
                ? "\u001b[92mactive (running)\u001b[0m since boot, "
                    + Processes.lasting(facts.uptime())
                    + " ago"
                : "inactive (dead)"),
        "   Main PID: " + one.program());
  }

  /** Ports on which somebody listens, as lines of {@code ss -ltn}. */
  public static List<String> listening(GuestFacts facts) {
    List<String> lines = new ArrayList<>();
    lines.add("State   Recv-Q  Send-Q   Local Address:Port    Peer Address:Port  Process");
    for (Service one : Services.of(facts)) {
      if (one.port() > 0 && isActive(facts, one.unit())) {
        lines.add(
            String.format(
                Locale.ROOT,
                "LISTEN  0       128            0.0.0.0:%-8d     0.0.0.0:*      %s",
                one.port(),
                one.unit()));
      }
    }
    return lines;
  }

  /** Whether somebody answers at a port. */
  public static boolean listens(GuestFacts facts, int port) {
    return port == IPERF
        ? measures(facts)
        : Services.of(facts).stream()
            .anyMatch(one -> one.port() == port && isActive(facts, one.unit()));
  }
}
