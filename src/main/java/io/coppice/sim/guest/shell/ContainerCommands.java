package io.coppice.sim.guest.shell;

import io.coppice.model.inventory.Workload;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Containers within a guest. They stand on disk as files that hold image and beginning, so a fork
 * has its parent's. What programs within them do is not simulated, and is said to be so.
 */
final class ContainerCommands {
  private static final String CONTAINERS = "/var/lib/docker/containers/";
  private static final String IMAGES = "/var/lib/docker/image/";
  private static final long PULL = 2_500_000;
  private static final long ASKED = 200_000;
  private static final long STARTED = 300_000;
  private static final long IMAGE_BYTES = 78L * 1024 * 1024;

  /** Options of {@code docker run} with a word behind them (docs.docker.com, "docker run"). */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--name",
          "-p",
          "--publish",
          "-e",
          "--env",
          "-v",
          "--volume",
          "--mount",
          "--network",
          "-w",
          "--workdir",
          "-u",
          "--user",
          "-h",
          "--hostname",
          "-m",
          "--memory",
          "--cpus",
          "--restart",
          "--entrypoint",
          "-l",
          "--label");

  private ContainerCommands() {}

  static int docker(Call call) {
    CommandLineRun session = call.session();
    List<String> words = call.operands();
    if (words.isEmpty()) {
      return session.fail("Usage: docker ps | images | pull IMAGE | run [-d] IMAGE | stop NAME");
    }
    if (!hasDocker(session.facts())) {
      return session.fail(
          "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is it running?");
    }
    return switch (words.getFirst()) {
      case "ps" -> containers(session);
      case "images" -> images(session);
      case "pull" -> pull(session, words);
      case "run" -> run(session, Wanted.of(call.args()));
      case "stop", "rm", "kill" -> stop(session, words);
      case "exec", "logs", "attach" ->
          session.fail("docker " + words.getFirst() + ": programs in containers are not simulated");
      default -> session.fail("docker: '" + words.getFirst() + "' is not a docker command.");
    };
  }

  private static boolean hasDocker(GuestFacts facts) {
    return facts.machine().guest().workload() == Workload.BUILD
            && ServiceTable.isActive(facts, "docker")
        || facts.machine().guest().workload() == Workload.WEB;
  }

  /** What stands in a folder, by name. */
  private static List<String> names(CommandLineRun session, String folder) {
    List<String> names = new ArrayList<>();
    for (String path : session.state().files().keySet()) {
      if (path.startsWith(folder) && session.disk().find(path).isPresent()) {
        names.add(path.substring(folder.length()));
      }
    }
    names.sort(null);
    return names;
  }

  private static int containers(CommandLineRun session) {
    session.say("CONTAINER ID   IMAGE            STATUS          NAMES");
    for (String name : names(session, CONTAINERS)) {
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

  private static Set<String> pulled(CommandLineRun session) {
    Set<String> all = new TreeSet<>();
    for (String folder : List.of(IMAGES, CONTAINERS)) {
      for (String name : names(session, folder)) {
        all.add(whole(session.disk().find(folder + name).orElseThrow().text()));
      }
    }
    return all;
  }

  private static int images(CommandLineRun session) {
    session.say("REPOSITORY       TAG       SIZE");
    for (String image : pulled(session)) {
      session.say(
          String.format(Locale.ROOT, "%-16s %-9s %s", repository(image), tag(image), "78MB"));
    }
    return 0;
  }

  /** A colon after the last slash begins the tag; one before it is a registry's port. */
  private static int colon(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? colon : image.length();
  }

  private static String repository(String image) {
    return image.substring(0, colon(image));
  }

  private static String tag(String image) {
    return colon(image) < image.length() ? image.substring(colon(image) + 1) : "latest";
  }

  private static String whole(String image) {
    return repository(image) + ":" + tag(image);
  }

  /**
   * What {@code docker run} is to run.
   *
   * @param behind whether it runs behind; else it is in front until it is stopped
   * @param shell whether its input is to be the keyboard
   * @param command what is to run instead of the image's own program
   */
  private record Wanted(
      String image, Optional<String> name, boolean behind, boolean shell, List<String> command) {
    static Wanted of(List<String> args) {
      Optional<String> name = Optional.empty();
      boolean behind = false;
      boolean shell = false;
      int at = args.indexOf("run") + 1;
      for (; at < args.size() && args.get(at).startsWith("-"); at++) {
        String option = args.get(at);
        if (option.startsWith("--name=")) {
          name = Optional.of(option.substring("--name=".length()));
        } else if (WITH_VALUE.contains(option)) {
          at++;
          name = option.equals("--name") && at < args.size() ? Optional.of(args.get(at)) : name;
        } else if (option.equals("--detach")) {
          behind = true;
        } else if (option.equals("--interactive") || option.equals("--tty")) {
          shell = true;
        } else if (!option.startsWith("--")) {
          behind |= option.contains("d");
          shell |= option.contains("i") || option.contains("t");
        }
      }
      List<String> rest = at < args.size() ? args.subList(at, args.size()) : List.of("");
      return new Wanted(rest.getFirst(), name, behind, shell, rest.subList(1, rest.size()));
    }
  }

  private static int pull(CommandLineRun session, List<String> words) {
    if (words.size() != 2) {
      return session.fail("docker pull: give one image, for example docker pull nginx");
    }
    String image = words.getLast();
    List<Work.Said> lines = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    if (!image.equals(whole(image))) {
      lines.add(new Work.Said(0, "Using default tag: " + tag(image)));
    }
    long took = pull(session, image, lines, effects);
    if (took == 0) {
      // the registry is asked all the same
      took = ASKED;
      lines.add(pulling(image));
      lines.add(new Work.Said(took, "Status: Image is up to date for " + whole(image)));
    }
    return session.begin(new Work.Script(lines, took, effects));
  }

  private static Work.Said pulling(String image) {
    String from =
        repository(image).contains("/") ? repository(image) : "library/" + repository(image);
    return new Work.Said(ASKED, tag(image) + ": Pulling from " + from);
  }

  /** Says how an image comes, if it is not here yet; how long it takes. */
  private static long pull(
      CommandLineRun session, String image, List<Work.Said> lines, List<Effect> effects) {
    if (pulled(session).contains(whole(image))) {
      return 0;
    }
    lines.add(pulling(image));
    lines.add(new Work.Said(PULL, "Status: Downloaded newer image for " + whole(image)));
    String mark = IMAGES + image.replace('/', '!');
    effects.add(new Effect.Put(mark, GuestDisk.text(image, session.facts().now())));
    effects.add(new Effect.WriteDisk(IMAGE_BYTES));
    return PULL;
  }

  private static int run(CommandLineRun session, Wanted wanted) {
    String image = wanted.image();
    if (image.isEmpty()) {
      return session.fail("docker run: give an image, for example docker run -d nginx");
    }
    if (wanted.shell() && !wanted.behind() || !wanted.command().isEmpty()) {
      return session.fail(
          "docker run: commands and shells within containers are not simulated;"
              + " docker run [-d] IMAGE runs the image's own program");
    }
    String name =
        wanted
            .name()
            .orElse(
                repository(image).replaceAll("[^a-z0-9]", "")
                    + "-"
                    + (session.state().programs() + 1));
    if (session.disk().find(CONTAINERS + name).isPresent()) {
      return session.fail(
          "docker: Error response from daemon: Conflict. The container name \"/"
              + name
              + "\" is already in use.");
    }
    List<Work.Said> lines = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    if (!pulled(session).contains(whole(image))) {
      lines.add(new Work.Said(0, "Unable to find image '" + whole(image) + "' locally"));
    }
    long begun = pull(session, image, lines, effects) + STARTED;
    if (wanted.behind()) {
      lines.add(new Work.Said(begun, id(name)));
      effects.add(new Effect.Put(CONTAINERS + name, GuestDisk.text(image, session.facts().now())));
      return session.begin(new Work.Script(lines, begun, effects));
    }
    // in front it lasts until Ctrl+C, after which docker ps has it no more
    lines.add(
        new Work.Said(
            begun,
            "("
                + name
                + " runs in front; what its programs say is not simulated. Ctrl+C ends it)"));
    return session.begin(new Work.Script(lines, Long.MAX_VALUE, effects));
  }

  /**
   * Containers of that name or id, else all whose ids begin so (docs.docker.com, "docker container
   * stop": by name, by id, or by the beginning of an id that no other has).
   */
  private static List<String> meant(CommandLineRun session, String given) {
    List<String> all = names(session, CONTAINERS);
    return all.stream()
        .filter(one -> one.equals(given) || id(one).equals(given))
        .findFirst()
        .map(List::of)
        .orElseGet(
            () ->
                all.stream().filter(one -> !given.isEmpty() && id(one).startsWith(given)).toList());
  }

  private static int stop(CommandLineRun session, List<String> words) {
    if (words.size() < 2) {
      return session.fail("docker: 'docker " + words.getFirst() + "' requires at least 1 argument");
    }
    int status = 0;
    for (String given : words.subList(1, words.size())) {
      List<String> found = meant(session, given);
      if (found.isEmpty()) {
        status = session.fail("Error response from daemon: No such container: " + given);
      } else if (found.size() > 1) {
        status =
            session.fail(
                "Error response from daemon: multiple IDs found with provided prefix: " + given);
      } else {
        String name = found.getFirst();
        GuestFile gone = new GuestFile(GuestFile.Kind.REMOVED, "", 0, session.facts().now());
        GuestDisk.write(session.state(), CONTAINERS + name, gone).ifPresent(session::become);
        session.say(name);
      }
    }
    return status;
  }
}
