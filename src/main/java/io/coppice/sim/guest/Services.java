package io.coppice.sim.guest;

import java.util.ArrayList;
import java.util.List;

/** What runs in a guest all the time, by its workload. */
final class Services {
  /**
   * A service.
   *
   * @param unit as systemd knows it
   * @param title in a few words
   * @param program its process's command line
   * @param port where it listens; 0 for nowhere
   * @param share of the guest's own memory and processors, in percent
   */
  record Service(String unit, String title, String program, String user, int port, int share) {}

  private Services() {}

  static List<Service> of(GuestFacts facts) {
    List<Service> all = new ArrayList<>();
    all.add(
        new Service(
            "dbus",
            "D-Bus System Message Bus",
            "/usr/bin/dbus-daemon --system",
            "messagebus",
            0,
            1));
    all.add(
        new Service(
            "systemd-logind",
            "User Login Management",
            "/lib/systemd/systemd-logind",
            "root",
            0,
            1));
    all.add(
        new Service(
            "cron", "Regular background program processing", "/usr/sbin/cron -f", "root", 0, 1));
    all.add(
        new Service(
            "ssh", "OpenBSD Secure Shell server", "sshd: /usr/sbin/sshd -D", "root", 22, 1));
    switch (facts.machine().guest().workload()) {
      case WEB -> {
        all.add(new Service("nginx", "nginx web server", "nginx: master process", "root", 80, 4));
        all.add(
            new Service(
                "app",
                "Application server",
                "/usr/bin/java -jar /srv/app/app.jar",
                "www-data",
                8080,
                80));
      }
      case DATABASE ->
          all.add(
              new Service(
                  "postgresql",
                  "PostgreSQL RDBMS",
                  "/usr/lib/postgresql/15/bin/postgres",
                  "postgres",
                  5432,
                  88));
      case BUILD -> {
        all.add(
            new Service(
                "docker",
                "Docker Application Container Engine",
                "/usr/bin/dockerd -H fd://",
                "root",
                0,
                8));
        all.add(new Service("ci-runner", "Build runner", "/usr/local/bin/ci-runner", "ci", 0, 70));
      }
      case DESKTOP ->
          all.add(new Service("gdm", "GNOME Display Manager", "/usr/sbin/gdm3", "root", 0, 40));
      case IDLE -> {}
    }
    return all;
  }

  /** Whether a service was stopped by hand; it stands on disk as a mask would. */
  static boolean isStopped(GuestState state, String unit) {
    return state.files().containsKey(path(unit))
        && state.files().get(path(unit)).kind() != GuestFile.Kind.REMOVED;
  }

  static String path(String unit) {
    return "/run/stopped/" + unit;
  }
}
