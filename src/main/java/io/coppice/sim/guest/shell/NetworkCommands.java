package io.coppice.sim.guest.shell;

import io.coppice.model.IpAddress;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.guest.GuestDisk;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.GuestRouting;
import io.coppice.sim.guest.GuestRouting.Fate;
import io.coppice.sim.guest.GuestRouting.Reach;
import io.coppice.sim.guest.Neighbours;
import io.coppice.sim.guest.ServiceTable;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Programs that look at the network and use it. */
final class NetworkCommands {
  private static final long SECOND = 1_000_000;
  private static final int MOST_HOPS = 5;

  private NetworkCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("ip", NetworkCommands::ip);
    all.put("ifconfig", call -> addresses(call.session(), false));
    all.put("ping", NetworkCommands::ping);
    all.put("traceroute", NetworkCommands::trace);
    all.put("tracepath", NetworkCommands::trace);
    all.put("arp", call -> call.session().sayAll(Neighbours.list(call.session().facts())));
    all.put("ss", call -> call.session().sayAll(ServiceTable.listening(call.session().facts())));
    all.put("netstat", all.get("ss"));
    all.put("curl", NetworkCommands::fetch);
    all.put("wget", NetworkCommands::fetch);
    all.put("getent", NetworkCommands::names);
    all.put("nslookup", NetworkCommands::names);
  }

  private static int ip(Call call) {
    Session session = call.session();
    List<String> words = call.operands();
    String what = words.isEmpty() ? "" : words.getFirst();
    boolean brief = call.has("-br", "-brief");
    if (words.size() > 1 && List.of("set", "add", "del").contains(words.get(1))) {
      return session.fail(
          "RTNETLINK answers: adapters are the machine's hardware: change them there");
    }
    if (!what.isEmpty() && "address".startsWith(what)) {
      return addresses(session, brief);
    }
    if (!what.isEmpty() && "link".startsWith(what)) {
      links(session);
      return 0;
    }
    if (!what.isEmpty() && ("neighbour".startsWith(what) || "neighbor".startsWith(what))) {
      return session.sayAll(Neighbours.list(session.facts()));
    }
    if (!what.isEmpty() && "route".startsWith(what)) {
      return routes(session);
    }
    return session.fail("Usage: ip [ -br ] { address | link | neigh | route }");
  }

  private static String state(VirtualNic nic) {
    return nic.connected() ? "UP" : "DOWN";
  }

  private static String link(GuestFacts facts, VirtualNic nic) {
    return String.format(
        Locale.ROOT,
        "%d: %s: <%sBROADCAST,MULTICAST%s> mtu %d qdisc mq state %s qlen 1000",
        nic.key() + 2,
        GuestFacts.device(nic),
        nic.connected() ? "" : "NO-CARRIER,",
        nic.connected() ? ",UP,LOWER_UP" : ",UP",
        facts.mtu(nic),
        state(nic));
  }

  private static void links(Session session) {
    session.say("1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000");
    session.say("    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00");
    for (VirtualNic nic : session.facts().nics()) {
      session.say(link(session.facts(), nic));
      session.say("    link/ether " + nic.mac() + " brd ff:ff:ff:ff:ff:ff");
    }
  }

  private static int addresses(Session session, boolean brief) {
    if (brief) {
      session.say("lo               UNKNOWN        127.0.0.1/8");
      for (VirtualNic nic : session.facts().nics()) {
        session.say(
            String.format(
                Locale.ROOT,
                "%-16s %-14s %s",
                GuestFacts.device(nic),
                state(nic),
                nic.ip().isNone() ? "" : nic.ip() + "/" + GuestFacts.prefix(nic.ip())));
      }
      return 0;
    }
    session.say("1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000");
    session.say("    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00");
    session.say("    inet 127.0.0.1/8 scope host lo");
    for (VirtualNic nic : session.facts().nics()) {
      session.say(link(session.facts(), nic));
      session.say("    link/ether " + nic.mac() + " brd ff:ff:ff:ff:ff:ff");
      if (!nic.ip().isNone()) {
        session.say(
            "    inet"
                + (nic.ip().version() == 6 ? "6 " : " ")
                + nic.ip()
                + "/"
                + GuestFacts.prefix(nic.ip())
                + " scope global "
                + GuestFacts.device(nic));
      }
    }
    return 0;
  }

  private static int routes(Session session) {
    for (VirtualNic nic : session.facts().nics()) {
      if (!nic.ip().isNone() && nic.ip().version() == 4) {
        session.say(
            GuestFacts.network(nic.ip())
                + "/16 dev "
                + GuestFacts.device(nic)
                + " proto kernel scope link src "
                + nic.ip()
                + (nic.connected() ? "" : " linkdown"));
      }
    }
    return 0;
  }

  private static Optional<IpAddress> address(Call call, String name) {
    Optional<IpAddress> address = GuestRouting.resolve(call.session().facts(), name);
    if (address.isEmpty()) {
      call.fail(name + ": Name or service not known");
    }
    return address;
  }

  private static int ping(Call call) {
    List<String> words = new ArrayList<>();
    int count = 0;
    long interval = SECOND;
    for (int i = 0; i < call.args().size(); i++) {
      String arg = call.args().get(i);
      boolean valued = List.of("-c", "-i", "-s", "-W", "-w", "-I").contains(arg);
      if (arg.startsWith("-") && valued) {
        String value = i + 1 < call.args().size() ? call.args().get(++i) : "";
        if (arg.equals("-c")) {
          count = (int) Math.min(100_000, Call.number(value).orElse(0L));
        } else if (arg.equals("-i")) {
          interval = Math.max(200_000, LoadCommands.time(value).orElse(SECOND));
        }
      } else if (!arg.startsWith("-")) {
        words.add(arg);
      }
    }
    if (words.isEmpty()) {
      return call.session().fail("ping: usage error: Destination address required");
    }
    Optional<IpAddress> to = address(call, words.getLast());
    if (to.isEmpty()) {
      return 2;
    }
    Reach first = GuestRouting.reach(call.session().facts(), to.get(), 1);
    if (first.fate() == Fate.NO_ROUTE || first.fate() == Fate.LINK_DOWN) {
      return call.session().fail("ping: connect: Network is unreachable");
    }
    call.session().say("PING " + words.getLast() + " (" + to.get() + ") 56(84) bytes of data.");
    return call.session()
        .begin(new Work.Ping(words.getLast(), to.get().toString(), count, interval, 0, List.of()));
  }

  private static int trace(Call call) {
    if (call.operands().isEmpty()) {
      return call.session().fail("Usage: traceroute HOST");
    }
    String name = call.operands().getFirst();
    Optional<IpAddress> to = address(call, name);
    if (to.isEmpty()) {
      return 2;
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
    Reach reach = GuestRouting.reach(call.session().facts(), to.get(), 7);
    List<Work.Said> lines = new ArrayList<>();
    long at = 0;
    if (reach.isAnswered()) {
      at = reach.micros() * 3L;
      lines.add(
          new Work.Said(
              at,
              String.format(
                  Locale.ROOT,
                  " 1  %s (%s)  %.3f ms  %.3f ms  %.3f ms",
                  name,
                  to.get(),
                  reach.micros() / 1000.0,
                  reach.micros() / 1040.0,
                  reach.micros() / 980.0)));
    } else if (reach.fate() == Fate.NO_NEIGHBOUR) {
      at = 3 * SECOND;
      String own = call.session().facts().mainNic().map(nic -> nic.ip().toString()).orElse("?");
      lines.add(new Work.Said(at, " 1  " + own + " (" + own + ")  3071.2 ms !H  3071.2 ms !H"));
    } else {
      for (int hop = 1; hop <= MOST_HOPS; hop++) {
        at += 5 * SECOND;
        lines.add(new Work.Said(at, String.format(Locale.ROOT, "%2d  * * *", hop)));
      }
    }
    return call.session().begin(new Work.Script(lines, at, List.of()));
  }

  private static int fetch(Call call) {
    if (call.operands().isEmpty()) {
      return call.session().fail("curl: try 'curl http://HOST/'");
    }
    String url = call.operands().getFirst();
    String rest = url.replaceFirst("^https?://", "");
    String place = rest.replaceFirst("/.*", "");
    String path = rest.contains("/") ? rest.substring(rest.indexOf('/')) : "/";
    int port = url.startsWith("https://") ? 443 : 80;
    String name = place;
    if (place.matches("[^:]+:\\d{1,5}")) {
      name = place.substring(0, place.indexOf(':'));
      port = Integer.parseInt(place.substring(place.indexOf(':') + 1));
    }
    GuestFacts facts = call.session().facts();
    Optional<IpAddress> to = GuestRouting.resolve(facts, name);
    if (to.isEmpty()) {
      return call.session().fail("curl: (6) Could not resolve host: " + name);
    }
    Reach reach = GuestRouting.reach(facts, to.get(), port);
    if (!reach.isAnswered()) {
      boolean silent = reach.fate() == Fate.SILENT;
      String why = silent ? "Connection timed out" : "No route to host";
      String said =
          "curl: (" + (silent ? 28 : 7) + ") Failed to connect to " + name + " port " + port;
      long after = (silent ? 130 : 3) * SECOND;
      return call.session()
          .begin(
              new Work.Script(List.of(new Work.Said(after, said + ": " + why)), after, List.of()));
    }
    Machine server = facts.inventory().machine(reach.by().orElseThrow());
    GuestFacts theirs =
        new GuestFacts(
            facts.inventory(),
            facts.figures(),
            facts.forks(),
            facts.now(),
            facts.guests(),
            server,
            server.id().equals(facts.machine().id())
                ? facts.state()
                : facts.guests().get(server.id()));
    if (!ServiceTable.listens(theirs, port)) {
      return call.session()
          .fail(
              "curl: (7) Failed to connect to " + name + " port " + port + ": Connection refused");
    }
    return answer(call, theirs, path, port, reach.micros() * 3L);
  }

  private static int answer(Call call, GuestFacts theirs, String path, int port, long after) {
    String file = path.endsWith("/") ? path + "index.html" : path;
    Optional<GuestFile> found = new GuestDisk(theirs).find("/srv/www" + file);
    List<String> body =
        port == 80
            ? found
                .map(page -> TextCommands.split(page.text()))
                .orElse(List.of("<html><title>404 Not Found</title>404 Not Found</html>"))
            : List.of("{\"host\":\"" + theirs.hostName() + "\",\"status\":\"up\"}");
    List<String> all = new ArrayList<>();
    if (call.letter('I') || call.letter('i')) {
      all.add("HTTP/1.1 " + (port != 80 || found.isPresent() ? "200 OK" : "404 Not Found"));
      all.add("Server: " + (port == 80 ? "nginx" : "app") + " on " + theirs.hostName());
      all.add("");
    }
    if (!call.letter('I')) {
      all.addAll(body);
    }
    return call.session()
        .begin(
            new Work.Script(
                all.stream().map(line -> new Work.Said(after, line)).toList(), after, List.of()));
  }

  private static int names(Call call) {
    List<String> words = call.operands();
    if (words.isEmpty()) {
      return call.fail("give a name");
    }
    Optional<IpAddress> found = address(call, words.getLast());
    found.ifPresent(
        ip -> call.session().say(String.format(Locale.ROOT, "%-16s %s", ip, words.getLast())));
    return found.isPresent() ? 0 : 2;
  }
}
