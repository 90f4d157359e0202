package io.coppice.sim.guest.shell;

import io.coppice.sim.guest.BootTimes;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.ServiceTable;
import io.coppice.sim.guest.shell.Command.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services. */
final class ServiceCommands {
  private ServiceCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("systemctl", ServiceCommands::control);
    all.put("service", ServiceCommands::service);
    all.put("journalctl", ServiceCommands::journal);
    all.put("docker", ContainerCommands::docker);
    all.put("podman", ContainerCommands::docker);
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
    CommandLineRun session = call.session();
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

  private static int mark(CommandLineRun session, String unit, GuestFile.Kind kind) {
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
    all.addAll(BootTimes.journal(call.session().facts()));
    Optional<Long> newest = call.value("-n", "--lines").flatMap(Call::number);
    int from = newest.map(count -> (int) Math.max(0, all.size() - count)).orElse(0);
    return call.session().sayAll(all.subList(from, all.size()));
  }
}
