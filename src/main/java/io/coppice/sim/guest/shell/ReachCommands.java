package io.coppice.sim.guest.shell;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.GuestNames;
import io.coppice.sim.guest.ServiceTable;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import io.coppice.sim.network.GuestNetwork.Connection;
import io.coppice.sim.network.GuestNetwork.Echo;
import io.coppice.sim.network.GuestNetwork.Ending;
import io.coppice.sim.network.GuestNetwork.Obstacle;
import io.coppice.sim.network.GuestNetwork.Unreachable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Programs that reach for other machines; what they send are frames of the guest's network. */
final class ReachCommands {
  /** What curl ends with where it was not understood; the other numbers are those it says. */
  private static final int CURL_USE = 2;

  private static final long SECOND = 1_000_000;
  private static final int MOST_HOPS = 5;
  private static final int PROBES = 3;

  /** Of traceroute's first probe. */
  private static final int FIRST_PORT = 33_434;

  private ReachCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("ping", PingProgram::begin);
    all.put("traceroute", ReachCommands::trace);
    all.put("tracepath", ReachCommands::trace);
    all.put("curl", ReachCommands::fetch);
    all.put("wget", ReachCommands::fetch);
  }

  private static int trace(Call call) {
    if (call.operands().isEmpty()) {
      return call.session().fail("Usage: traceroute HOST");
    }
    String name = call.operands().getFirst();
    GuestFacts facts = call.session().facts();
    Optional<IpAddress> to = GuestNames.resolve(facts, name);
    if (to.isEmpty()) {
      call.fail(name + ": Name or service not known");
      return 2;
    }
    if (!PingProgram.hasRoute(facts, to.get())) {
      return call.session().fail("connect: Network is unreachable");
    }
    call.session()
        .say(
            "traceroute to "
                + name
                + " ("
                + to.get()
                + "), "
                + MOST_HOPS
                + " hops max, 60 byte packets");
    List<Work.Said> lines = hops(facts, name, to.get());
    long last = lines.getLast().micros();
    return call.session().begin(new Work.Script(lines, last, List.of()));
  }

  private static List<Work.Said> hops(GuestFacts facts, String name, IpAddress to) {
    if (GuestNames.isOwn(facts, to)) {
      return List.of(
          new Work.Said(63, " 1  " + name + " (" + to + ")  0.020 ms  0.021 ms  0.022 ms"));
    }
    List<Work.Said> lines = new ArrayList<>();
    long at = 0;
    boolean reached = false;
    for (int hop = 1; hop <= MOST_HOPS && !reached; hop++) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%2d ", hop));
      String last = "";
      long took = 0;
      boolean silent = false;
      for (int i = 0; i < PROBES; i++) {
        Echo echo =
            facts
                .network()
                .probe(
                    facts.machine().id(),
                    PingProgram.overlay(to),
                    FIRST_PORT + (hop - 1) * PROBES + i,
                    hop);
        if (echo.obstacle().filter(it -> it == Obstacle.NO_NEIGHBOUR).isPresent()) {
          String own = PingProgram.source(facts, to);
          return List.of(
              new Work.Said(
                  3 * SECOND, " 1  " + own + " (" + own + ")  3071.2 ms !H  3071.2 ms !H"));
        }
        String by = echo.by().map(Object::toString).orElse("");
        if (!by.isEmpty() && !by.equals(last)) {
          line.append(' ').append(by.equals(to.toString()) ? name : by);
          line.append(" (").append(by).append(')');
          last = by;
        }
        took += echo.reply().orElse(0L);
        silent |= echo.reply().isEmpty();
        line.append(
            echo.reply()
                .map(it -> String.format(Locale.ROOT, "  %.3f ms", it / 1000.0))
                .orElse(" *"));
        echo.unreachable().ifPresent(it -> line.append(it == Unreachable.NET ? " !N" : " !H"));
        reached |= echo.reply().isPresent() && !echo.expired();
      }
      // probes of one hop wait beside each other
      at += silent ? 5 * SECOND : took;
      lines.add(
          new Work.Said(
              at,
              last.isEmpty() ? String.format(Locale.ROOT, "%2d  * * *", hop) : line.toString()));
    }
    return lines;
  }

  /**
   * What is to be fetched.
   *
   * @param url whole, with its scheme
   * @param name of the server, as it was given
   */
  private record Target(String url, String name, int port, String path) {
    static Target of(String url) {
      String rest = url.replaceFirst("^https?://", "");
      String place = rest.replaceFirst("/.*", "");
      String path = rest.contains("/") ? rest.substring(rest.indexOf('/')) : "/";
      int port = url.startsWith("https://") ? 443 : 80;
      if (place.matches("[^:]+:\\d{1,5}")) {
        port = Math.min(65_535, Integer.parseInt(place.substring(place.indexOf(':') + 1)));
        place = place.substring(0, place.indexOf(':'));
      }
      String scheme = url.startsWith("https://") ? "https://" : "http://";
      String host = rest.replaceFirst("/.*", "");
      return new Target(scheme + host + path, place, port, path);
    }

    byte[] question() {
      String text =
          "GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\nUser-Agent: curl/7.88.1\r\n\r\n";
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** What a server said. */
  private static final class Reply {
    /** The lines of it that are shown. */
    final List<String> shown = new ArrayList<>();

    boolean found;

    /** The size of a file of which there is more than frames are made for; else 0. */
    long large;
  }

  private static int fetch(Call call) {
    boolean wget = DownloadProgram.isWget(call);
    if (call.operands().isEmpty()) {
      return wget
          ? call.session().fail("wget: missing URL")
          : call.session().fail("curl: try 'curl http://HOST/'", CURL_USE);
    }
    List<String> urls = new ArrayList<>(call.operands());
    DownloadProgram.named(call).ifPresent(urls::remove);
    if (urls.isEmpty()) {
      return wget
          ? call.session().fail("wget: missing URL")
          : call.session().fail("curl: (2) no URL specified", CURL_USE);
    }
    Target target = Target.of(urls.getFirst());
    GuestFacts facts = call.session().facts();
    Optional<IpAddress> to = GuestNames.resolve(facts, target.name());
    if (to.isEmpty()) {
      if (!wget) {
        return call.session().fail("curl: (6) Could not resolve host: " + target.name(), 6);
      }
      WgetReport.unresolved(facts.clock(), target.url(), target.name())
          .forEach(call.session()::fail);
      return DownloadProgram.WGET_NETWORK;
    }
    Reply reply = new Reply();
    Connection connection =
        GuestNames.isOwn(facts, to.get())
            ? within(call, target, reply)
            : facts
                .network()
                .connect(
                    facts.machine().id(),
                    PingProgram.overlay(to.get()),
                    target.port(),
                    facts.state().programs(),
                    target.question(),
                    machine -> {
                      reply.large = large(call, machine, target);
                      return answer(call, machine, target, reply);
                    });
    if (wget) {
      Optional<Integer> over = report(call, target, to.get(), connection, reply);
      if (over.isPresent()) {
        return over.get();
      }
    }
    if (connection.ending() == Ending.ANSWERED && reply.large > 0 && !call.letter('I')) {
      return DownloadProgram.begin(call, to.get(), target.port(), target.path(), reply.large);
    }
    if (connection.ending() != Ending.ANSWERED) {
      return failed(call, target, connection);
    }
    return DownloadProgram.into(call, target.path())
        .filter(_ -> !call.letter('I'))
        .map(
            file ->
                DownloadProgram.small(call, target.path(), file, reply.shown, connection.micros()))
        .orElseGet(() -> say(call, reply.shown, connection.micros()));
  }

  private static Connection within(Call call, Target target, Reply reply) {
    GuestFacts facts = call.session().facts();
    if (!ServiceTable.listens(facts, target.port())) {
      return new Connection(Ending.REFUSED, 0);
    }
    answer(call, facts.machine().id(), target, reply);
    return new Connection(Ending.ANSWERED, 60);
  }

  /**
   * Says as wget how far it came.
   *
   * @return the status that it ends with; empty where a file comes
   */
  private static Optional<Integer> report(
      Call call, Target target, IpAddress to, Connection connection, Reply reply) {
    CommandLineRun session = call.session();
    Consumer<String> say = DownloadProgram.isLoud(call, target.path()) ? session::say : _ -> {};
    List<String> lines =
        WgetReport.connecting(
            session.facts().clock(), target.url(), target.name(), to.toString(), target.port());
    String connecting = lines.removeLast();
    lines.forEach(say);
    Failure failure = Failure.of(connection);
    if (connection.ending() == Ending.ANSWERED) {
      say.accept(connecting + "connected.");
      if (reply.found) {
        return Optional.empty();
      }
      WgetReport.notFound(session.facts().clock()).forEach(say);
      return Optional.of(DownloadProgram.WGET_SERVER);
    }
    if (connection.ending() == Ending.STALLED) {
      say.accept(connecting + "connected.");
    }
    String last =
        connection.ending() == Ending.STALLED
            ? "Read error (" + failure.why() + ") in headers."
            : connecting + "failed: " + failure.why() + ".";
    if (failure.seconds() == 0) {
      say.accept(last);
      return Optional.of(DownloadProgram.WGET_NETWORK);
    }
    return Optional.of(
        later(
            call,
            failure.seconds(),
            DownloadProgram.isLoud(call, target.path()) ? last : "",
            DownloadProgram.WGET_NETWORK));
  }

  /**
   * Why no answer came.
   *
   * @param seconds after which that is known; 0 for at once
   */
  private record Failure(int seconds, String why) {
    static Failure of(Connection connection) {
      return switch (connection.ending()) {
        case REFUSED -> new Failure(0, "Connection refused");
        case NO_ROUTE -> new Failure(0, "Network is unreachable");
        case NO_NEIGHBOUR -> new Failure(3, "No route to host");
        case UNREACHABLE -> new Failure(3, unreachable(connection.unreachable()));
        case STALLED -> new Failure(300, unreachable(connection.unreachable()));
        default -> new Failure(130, "Connection timed out");
      };
    }
  }

  private static int failed(Call call, Target target, Connection connection) {
    Failure failure = Failure.of(connection);
    int number =
        switch (connection.ending()) {
          case REFUSED, NO_ROUTE, NO_NEIGHBOUR, UNREACHABLE -> 7;
          case STALLED -> 56;
          default -> 28;
        };
    String what =
        number == 56
            ? "Recv failure: "
            : "Failed to connect to " + target.name() + " port " + target.port() + ": ";
    String line = "curl: (" + number + ") " + what + failure.why();
    return failure.seconds() == 0
        ? call.session().fail(line, number)
        : later(call, failure.seconds(), line, number);
  }

  /** The words of the error that a connection ends with (Linux, {@code icmp_err_convert}). */
  static String unreachable(Optional<Unreachable> said) {
    return said.map(it -> it == Unreachable.HOST ? "No route to host" : "Network is unreachable")
        .orElse("Connection timed out");
  }

  private static int later(Call call, int seconds, String said, int status) {
    return call.session().begin(Work.Script.failing(seconds * SECOND, said, status));
  }

  private static int say(Call call, List<String> lines, long after) {
    return call.session()
        .begin(
            new Work.Script(
                lines.stream().map(line -> new Work.Said(after, line)).toList(), after, List.of()));
  }

  /** The size of a file of which a server has more than frames are made for; else 0. */
  private static long large(Call call, MachineId server, Target target) {
    GuestFacts facts = call.session().facts();
    GuestFacts theirs = facts.at(facts.inventory().machine(server));
    return target.port() != 80
        ? 0
        : new GuestDisk(theirs)
            .find("/srv/www" + target.path())
            .map(GuestFile::size)
            .filter(size -> size >= DownloadProgram.LARGE)
            .orElse(0L);
  }

  /** What a server says. */
  private static byte[] answer(Call call, MachineId server, Target target, Reply reply) {
    GuestFacts facts = call.session().facts();
    GuestFacts theirs = facts.at(facts.inventory().machine(server));
    int port = target.port();
    String file = target.path().endsWith("/") ? target.path() + "index.html" : target.path();
    Optional<GuestFile> found = new GuestDisk(theirs).find("/srv/www" + file);
    reply.found = port != 80 || found.isPresent();
    List<String> body =
        port == 80
            ? found
                .map(page -> TextCommands.split(page.text()))
                .orElse(List.of("<html><title>404 Not Found</title>404 Not Found</html>"))
            : List.of("{\"host\":\"" + theirs.hostName() + "\",\"status\":\"up\"}");
    List<String> head =
        List.of(
            "HTTP/1.1 " + (reply.found ? "200 OK" : "404 Not Found"),
            "Server: " + (port == 80 ? "nginx" : "app") + " on " + theirs.hostName(),
            "");
    reply.shown.clear();
    if (call.letter('I') || call.letter('i')) {
      reply.shown.addAll(head);
    }
    if (!call.letter('I')) {
      reply.shown.addAll(body);
    }
    String text = String.join("\r\n", head) + "\r\n" + String.join("\n", body) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
