package io.coppice.sim.guest.shell;

import io.coppice.model.IpAddress;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestNames;
import io.coppice.sim.guest.Neighbours;
import io.coppice.sim.guest.ServiceTable;
import io.coppice.sim.guest.shell.Command.Call;
import io.coppice.sim.network.GuestNetwork;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Programs that look at the network and use it. */
final class NetworkCommands {
  /** Of addresses, by the names of rt_scopes of iproute2. */
  private static final List<String> SCOPES = List.of("global", "host", "link", "site");

  private NetworkCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("ip", NetworkCommands::ip);
    all.put("ifconfig", call -> addresses(call.session(), false, "", ""));
    all.put("arp", call -> call.session().sayAll(Neighbours.list(call.session().facts())));
    all.put("ss", call -> call.session().sayAll(ServiceTable.listening(call.session().facts())));
    all.put("netstat", all.get("ss"));
    all.put("getent", NetworkCommands::names);
    all.put("nslookup", NetworkCommands::names);
  }

  private static int ip(Call call) {
    CommandLineRun session = call.session();
    List<String> words = call.operands();
    String what = words.isEmpty() ? "" : words.getFirst();
    boolean brief = call.has("-br", "-brief");
    if (words.size() > 1 && List.of("set", "add", "del").contains(words.get(1))) {
      return session.fail(
          "RTNETLINK answers: adapters are the machine's hardware: change them there");
    }
    if (!what.isEmpty() && ("address".startsWith(what) || "link".startsWith(what))) {
      return show(session, "address".startsWith(what), brief, words.subList(1, words.size()));
    }
    boolean neighbours = "neighbour".startsWith(what) || "neighbor".startsWith(what);
    if (words.size() > 1 && words.get(1).equals("flush") && (neighbours || what.equals("route"))) {
      session.facts().network().forgetNeighbours(session.facts().machine().id());
      return 0;
    }
    if (!what.isEmpty() && neighbours) {
      return session.sayAll(Neighbours.list(session.facts()));
    }
    if (!what.isEmpty() && "route".startsWith(what)) {
      return routes(session);
    }
    return session.fail("Usage: ip [ -br ] { address | link | neigh | route }");
  }

  /**
   * Shows links or addresses: {@code [show] [[dev] NAME] [up] [scope SCOPE]} (ip-address(8)). Every
   * adapter of this guest is set up, so {@code up} leaves none out.
   */
  private static int show(
      CommandLineRun session, boolean addresses, boolean brief, List<String> words) {
    String device = "";
    String scope = "";
    int first = !words.isEmpty() && isShow(words.getFirst()) ? 1 : 0;
    for (int i = first; i < words.size(); i++) {
      String word = words.get(i);
      boolean valued = word.equals("dev") || word.equals("scope");
      if (valued && i + 1 == words.size()) {
        return session.fail("Command line is not complete. Try option \"help\"");
      }
      if (word.equals("scope")) {
        scope = words.get(++i);
      } else if (!word.equals("up")) {
        device = valued ? words.get(++i) : word;
      }
    }
    if (!scope.isEmpty() && !SCOPES.contains(scope)) {
      return session.fail("Error: argument \"" + scope + "\" is wrong: invalid \"scope\"");
    }
    if (!device.isEmpty() && !isDevice(session.facts(), device)) {
      return session.fail("Device \"" + device + "\" does not exist.");
    }
    return addresses ? addresses(session, brief, device, scope) : links(session, brief, device);
  }

  private static boolean isShow(String word) {
    return "show".startsWith(word) || "list".startsWith(word) || word.equals("lst");
  }

  private static boolean isDevice(GuestFacts facts, String name) {
    return name.equals("lo")
        || facts.nics().stream().anyMatch(nic -> GuestFacts.device(nic).equals(name));
  }

  /** Those of one name, or all. */
  private static List<VirtualNic> adapters(GuestFacts facts, String device) {
    return facts.nics().stream()
        .filter(nic -> device.isEmpty() || GuestFacts.device(nic).equals(device))
        .toList();
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

  private static int links(CommandLineRun session, boolean brief, String device) {
    if (device.isEmpty() || device.equals("lo")) {
      if (brief) {
        session.say("lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>");
      } else {
        loopback(session);
      }
    }
    for (VirtualNic nic : adapters(session.facts(), device)) {
      if (brief) {
        session.say(
            String.format(
                Locale.ROOT,
                "%-16s %-14s %s <%sBROADCAST,MULTICAST%s>",
                GuestFacts.device(nic),
                state(nic),
                nic.mac(),
                nic.connected() ? "" : "NO-CARRIER,",
                nic.connected() ? ",UP,LOWER_UP" : ",UP"));
      } else {
        session.say(link(session.facts(), nic));
        session.say("    link/ether " + nic.mac() + " brd ff:ff:ff:ff:ff:ff");
      }
    }
    return 0;
  }

  private static void loopback(CommandLineRun session) {
    session.say("1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000");
    session.say("    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00");
  }

  /**
   * @param scope of addresses that are shown; who has none but of others is left out, as in
   *     iproute2's ipaddr_filter
   */
  private static int addresses(CommandLineRun session, boolean brief, String device, String scope) {
    boolean host = scope.isEmpty() || scope.equals("host");
    boolean global = scope.isEmpty() || scope.equals("global");
    if (host && (device.isEmpty() || device.equals("lo"))) {
      if (brief) {
        session.say("lo               UNKNOWN        127.0.0.1/8");
      } else {
        loopback(session);
        session.say("    inet 127.0.0.1/8 scope host lo");
      }
    }
    for (VirtualNic nic : adapters(session.facts(), device)) {
      if (!global && !nic.ip().isNone()) {
        continue;
      }
      String address = nic.ip().isNone() ? "" : nic.ip() + "/" + GuestFacts.prefix(nic.ip());
      if (brief) {
        session.say(
            String.format(
                Locale.ROOT, "%-16s %-14s %s", GuestFacts.device(nic), state(nic), address));
        continue;
      }
      session.say(link(session.facts(), nic));
      session.say("    link/ether " + nic.mac() + " brd ff:ff:ff:ff:ff:ff");
      if (!address.isEmpty()) {
        session.say(
            "    inet"
                + (nic.ip().version() == 6 ? "6 " : " ")
                + address
                + " scope global "
                + GuestFacts.device(nic));
      }
    }
    return 0;
  }

  private static int routes(CommandLineRun session) {
    GuestFacts facts = session.facts();
    for (GuestNetwork.Adapter adapter : facts.network().adapters(facts.machine().id())) {
      if (adapter.address().isPresent() && adapter.gateway().isPresent()) {
        session.say(
            "default via "
                + adapter.gateway().get()
                + " dev "
                + adapter.name()
                + (adapter.up() ? "" : " linkdown"));
      }
    }
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
    Optional<IpAddress> address = GuestNames.resolve(call.session().facts(), name);
    if (address.isEmpty()) {
      call.fail(name + ": Name or service not known");
    }
    return address;
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
