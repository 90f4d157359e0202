package io.coppice.sim.guest.shell;

import io.coppice.model.inventory.Workload;
import io.coppice.sim.guest.BootTimes;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.ServiceTable;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Services and containers. */
final class ServiceCommands {
  private static final String CONTAINERS = "/var/lib/docker/containers/";
  private static final long PULL = 2_500_000;
  private static final long STARTED = 300_000;

  private ServiceCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("systemctl", ServiceCommands::control);
    all.put("service", ServiceCommands::service);
    all.put("journalctl", ServiceCommands::journal);
    all.put("docker", ServiceCommands::docker);
    all.put("podman", ServiceCommands::docker);
  }

  private static int service(Call call) {
    List<String> words = call.operands();
    return words.size() < 2
        ? call.fail("usage: service NAME start|stop|restart|status")
        : control(
            new Call(
                call.session(), "systemctl", List.of(words.get(1), words.get(0)), call.input()));
  }

  private static int control(Call call) {
    Session session = call.session();
    List<String> words = call.operands();
    String verb = words.isEmpty() ? "list-units" : words.getFirst();
    switch (verb) {
      case "list-units" -> {
        // nothing in this guest ever fails: it runs, or somebody stopped it
        return session.sayAll(
            call.has("--failed", "--state=failed")
                ? ServiceTable.none()
                : ServiceTable.list(session.facts()));
      }
      case "status" -> {
        if (words.size() < 2) {
          return session.sayAll(ServiceTable.overview(session.facts()));
        }
      }
      case "reboot" -> {
        session.effect(new Effect.Reboot());
        return 0;
      }
      case "poweroff", "halt" -> {
        session.effect(new Effect.PowerOff());
        return 0;
      }
      default -> {
        if (words.size() < 2) {
          return session.fail("Too few arguments.");
        }
      }
    }
    String named = words.get(1).replaceFirst("\\.service$", "");
    String unit = named.equals("sshd") ? "ssh" : named; // Debian's ssh.service has that alias
    if (!ServiceTable.exists(session.facts(), unit)) {
      return session.fail("Unit " + unit + ".service could not be found.");
    }
    return switch (verb) {
      case "status" -> session.sayAll(ServiceTable.status(session.facts(), unit));
      case "is-active" -> {
        boolean active = ServiceTable.isActive(session.facts(), unit);
        session.say(active ? "active" : "inactive");
        yield active ? 0 : 3;
      }
      case "start", "restart", "reload" -> mark(session, unit, GuestFile.Kind.REMOVED);
      case "stop" -> mark(session, unit, GuestFile.Kind.FILE);
      case "enable", "disable" -> 0;
      default -> session.fail("Unknown command verb '" + verb + "'.");
    };
  }

  private static int mark(Session session, String unit, GuestFile.Kind kind) {
    if (!session.state().login().user().equals("root")) {
      return session.fail("Failed to change " + unit + ".service: Access denied");
    }
    GuestFile mark = new GuestFile(kind, "", 0, session.facts().now());
    GuestDisk.write(session.state(), ServiceTable.mark(unit), mark).ifPresent(session::become);
    return 0;
  }

  private static int journal(Call call) {
    List<String> all = new ArrayList<>();
    all.add("-- Boot of " + call.session().facts().hostName() + " --");
    all.addAll(BootTimes.dmesg(call.session().facts()));
    Optional<Long> newest = call.value("-n", "--lines").flatMap(Call::number);
    int from = newest.map(count -> (int) Math.max(0, all.size() - count)).orElse(0);
    return call.session().sayAll(all.subList(from, all.size()));
  }

  /** Containers stand on disk as files that hold image and beginning. */
  private static int docker(Call call) {
    Session session = call.session();
    List<String> words = call.operands();
    if (words.isEmpty()) {
      return session.fail("Usage: docker ps | images | run -d IMAGE | stop NAME");
    }
    if (!hasDocker(session.facts())) {
      return session.fail(
          "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is it running?");
    }
    return switch (words.getFirst()) {
      case "ps" -> containers(session);
      case "images" -> images(session);
      case "run" -> run(call, words);
      case "stop", "rm", "kill" -> stop(session, words);
      default -> session.fail("docker: '" + words.getFirst() + "' is not a docker command.");
    };
  }

  private static boolean hasDocker(GuestFacts facts) {
    return facts.machine().guest().workload() == Workload.BUILD
            && ServiceTable.isActive(facts, "docker")
        || facts.machine().guest().workload() == Workload.WEB;
  }

  private static List<String> names(Session session) {
    List<String> names = new ArrayList<>();
    for (String path : session.state().files().keySet()) {
      if (path.startsWith(CONTAINERS) && session.disk().find(path).isPresent()) {
        names.add(path.substring(CONTAINERS.length()));
      }
    }
    names.sort(null);
    return names;
  }

  private static int containers(Session session) {
    session.say("CONTAINER ID   IMAGE            STATUS          NAMES");
    for (String name : names(session)) {
      GuestFile file = session.disk().find(CONTAINERS + name).orElseThrow();
      long minutes = session.facts().now().since(file.changed()).toMinutes();
      session.say(
          String.format(
              Locale.ROOT,
              "%-14s %-16s %-15s %s",
              id(name),
              file.text(),
              "Up " + minutes + " min",
              name));
    }
    return 0;
  }

  private static String id(String name) {
    return String.format(Locale.ROOT, "%08x%04x", name.hashCode(), name.length() * 2_654);
  }

  private static int images(Session session) {
    session.say("REPOSITORY       TAG       SIZE");
    names(session).stream()
        .map(name -> session.disk().find(CONTAINERS + name).orElseThrow().text())
        .distinct()
        .sorted()
        .forEach(
            image ->
                session.say(String.format(Locale.ROOT, "%-16s %-9s %s", image, "latest", "78MB")));
    return 0;
  }

  private static int run(Call call, List<String> words) {
    Session session = call.session();
    if (words.size() < 2) {
      return session.fail("docker run: give an image, for example docker run -d nginx");
    }
    String name =
        call.value("--name")
            .orElse(
                words.getLast().replaceAll("[^a-z0-9]", "")
                    + "-"
                    + (session.state().programs() + 1));
    String image =
        words.stream().skip(1).filter(word -> !word.equals(name)).findFirst().orElse("?");
    if (session.disk().find(CONTAINERS + name).isPresent()) {
      return session.fail(
          "docker: Error response from daemon: Conflict. The container name \"/"
              + name
              + "\" is already in use.");
    }
    GuestFile file = GuestDisk.text(image, session.facts().now());
    boolean pulled =
        names(session).stream()
            .anyMatch(
                one -> session.disk().find(CONTAINERS + one).orElseThrow().text().equals(image));
    if (pulled) {
      return session.begin(
          new Work.Script(
              List.of(new Work.Said(STARTED, id(name))),
              STARTED,
              List.of(new Effect.Put(CONTAINERS + name, file))));
    }
    return session.begin(
        new Work.Script(
            List.of(
                new Work.Said(0, "Unable to find image '" + image + ":latest' locally"),
                new Work.Said(200_000, "latest: Pulling from library/" + image),
                new Work.Said(PULL, "Status: Downloaded newer image for " + image + ":latest"),
                new Work.Said(PULL + 100_000, id(name))),
            PULL + 100_000,
            List.of(
                new Effect.Put(CONTAINERS + name, file), new Effect.WriteDisk(78L * 1024 * 1024))));
  }

  private static int stop(Session session, List<String> words) {
    int status = 0;
    for (String given : words.subList(1, words.size())) {
      String name =
          names(session).stream()
              .filter(one -> id(one).startsWith(given))
              .findFirst()
              .orElse(given);
      if (session.disk().find(CONTAINERS + name).isEmpty()) {
        status = session.fail("Error response from daemon: No such container: " + name);
      } else {
        GuestFile gone = new GuestFile(GuestFile.Kind.REMOVED, "", 0, session.facts().now());
        GuestDisk.write(session.state(), CONTAINERS + name, gone).ifPresent(session::become);
        session.say(name);
      }
    }
    return status;
  }
}
