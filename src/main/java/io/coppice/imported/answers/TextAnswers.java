package io.coppice.imported.answers;

import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Prefix;
import io.coppice.model.overlay.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The text forms of {@code bridge fdb}, {@code ip neigh} and {@code ip route}, a row a line, and of
 * {@code ip link}, {@code ip addr}, {@code ovs-vsctl show} and {@code ovs-appctl fdb/show} by their
 * own readers. A line that is none of them is passed over. Asked for one device, the tools leave
 * the device out of their rows: it is taken from the command before them or from the file's name.
 */
final class TextAnswers {
  private static final Set<String> ROUTE_TYPES =
      Set.of(
          "unicast",
          "local",
          "broadcast",
          "multicast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "anycast");

  private static final Set<String> NEIGHBOUR_STATES =
      Set.of(
          "REACHABLE",
          "STALE",
          "DELAY",
          "PROBE",
          "FAILED",
          "INCOMPLETE",
          "PERMANENT",
          "NOARP",
          "NONE");

  /** Words that follow an address in a row of {@code bridge fdb}. */
  private static final Set<String> FORWARDING_WORDS =
      Set.of(
          "dst",
          "vlan",
          "master",
          "port",
          "vni",
          "src_vni",
          "nhid",
          "via",
          "used",
          "self",
          "permanent",
          "static",
          "stale",
          "extern_learn",
          "offload",
          "sticky");

  private final SourceText source;
  private final Optional<String> host;
  private final List<Row> rows = new ArrayList<>();
  private final LinkText links;
  private final SwitchText switches;
  private Optional<String> asked;

  /**
   * What lines said.
   *
   * @param asked the device that the last command among them asked for
   */
  record Said(List<Row> rows, Optional<String> asked) {}

  private TextAnswers(SourceText source, Optional<String> host, Optional<String> asked) {
    this.source = source;
    this.host = host;
    this.asked = asked;
    this.links = new LinkText(source, host);
    this.switches = new SwitchText(source, host);
  }

  /**
   * Reads the lines {@code [from, to)}.
   *
   * @param asked the device that was asked for before them
   */
  static Said read(
      SourceText source, Optional<String> host, Optional<String> asked, int from, int to) {
    TextAnswers answers = new TextAnswers(source, host, asked);
    String text = source.text();
    for (int at = from; at < to; ) {
      int end = text.indexOf('\n', at);
      end = end < 0 || end > to ? to : end;
      if (end > at) {
        answers.line(text.substring(at, end), at, end);
      }
      at = end + 1;
    }
    answers.rows.addAll(answers.links.rows());
    answers.rows.addAll(answers.switches.rows());
    return new Said(answers.rows, answers.asked);
  }

  private void line(String line, int start, int end) {
    if (links.line(line, start, end) || switches.line(line, start, end)) {
      return;
    }
    String[] words = line.strip().split("\\s+", -1);
    if (words.length > 100) {
      return;
    }
    Optional<String> command = AskedDevice.of(line);
    if (command.isPresent()) {
      asked = command;
      return;
    }
    boolean indented = Character.isWhitespace(line.charAt(0));
    if (indented && words[0].equals("nexthop") && !rows.isEmpty()) {
      nextHop(words, end);
    } else if (isForwarding(words)) {
      forwarding(words, start, end);
    } else if (words.length >= 3 && isNeighbour(words)) {
      neighbour(words, start, end);
    } else if (words.length >= 2 || words[0].indexOf('/') > 0) {
      route(words, start, end);
    }
  }

  private void add(Row.Kind kind, Json.Members members) {
    rows.add(new Row(kind, host, source, members));
  }

  private boolean isForwarding(String[] words) {
    return words.length >= 2
        && (words[1].equals("dev") && words.length >= 3
            || asked.isPresent() && FORWARDING_WORDS.contains(words[1]))
        && Mac.parse(words[0]).isPresent();
  }

  private void forwarding(String[] words, int start, int end) {
    RowBuilder row = new RowBuilder(start, end);
    List<String> flags = new ArrayList<>();
    row.put("mac", words[0]);
    boolean named = words[1].equals("dev");
    // some versions of the tool say the word twice
    boolean twice =
        named && words[2].equals("dev") && words.length > 3 && !FORWARDING_WORDS.contains(words[3]);
    if (!named) {
      row.put("ifname", asked.orElseThrow());
    }
    for (int i = twice ? 2 : 1; i < words.length; i++) {
      String next = i + 1 < words.length ? words[i + 1] : "";
      switch (words[i]) {
        case "dev" -> row.put("ifname", words[++i < words.length ? i : i - 1]);
        case "dst", "vlan", "master", "port", "vni", "src_vni", "nhid", "via" -> {
          row.put(words[i], next);
          i++;
        }
        case "used" -> {
          used(row, next);
          i++;
        }
        case "permanent", "static", "stale" -> row.put("state", words[i]);
        case "" -> {}
        default -> flags.add(words[i]);
      }
    }
    if (!row.has("state")) {
      row.put("state", "");
    }
    add(Row.Kind.FORWARDING, row.list("flags", flags).build());
  }

  /** {@code used 37/9}: seconds since it carried, and was confirmed. */
  private static void used(RowBuilder row, String text) {
    String[] parts = text.split("/", 2);
    row.put("used", parts[0]);
    row.put("updated", parts.length > 1 ? parts[1] : parts[0]);
  }

  private boolean isNeighbour(String[] words) {
    return (words[1].equals("dev") || asked.isPresent() && words[1].equals("lladdr"))
        && IpAddress.parse(words[0]).isPresent()
        && (Arrays.asList(words).contains("lladdr")
            || NEIGHBOUR_STATES.contains(words[words.length - 1]));
  }

  private void neighbour(String[] words, int start, int end) {
    RowBuilder row = new RowBuilder(start, end);
    boolean named = words[1].equals("dev");
    row.put("dst", words[0]).put("dev", named ? words[2] : asked.orElseThrow());
    List<String> states = new ArrayList<>();
    for (int i = named ? 3 : 1; i < words.length; i++) {
      if (words[i].equals("lladdr") && i + 1 < words.length) {
        row.put("lladdr", words[++i]);
      } else if (NEIGHBOUR_STATES.contains(words[i])) {
        states.add(words[i]);
      }
    }
    add(Row.Kind.NEIGHBOUR, row.list("state", states).build());
  }

  private void route(String[] words, int start, int end) {
    boolean typed = ROUTE_TYPES.contains(words[0]);
    String destination = words[typed && words.length > 1 ? 1 : 0];
    boolean any = destination.equals("default");
    if (!any && Prefix.parse(expanded(destination)).isEmpty()) {
      return;
    }
    if (!typed && !any && !Arrays.asList(words).contains("dev") && words.length > 1) {
      boolean known =
          List.of("via", "proto", "metric", "table", "nhid", "scope").contains(words[1]);
      if (!known) {
        return;
      }
    }
    RowBuilder row = new RowBuilder(start, end);
    row.put("type", typed ? words[0] : "unicast");
    row.put("dst", any ? "default" : expanded(destination));
    List<String> flags = hop(row, words, typed ? 2 : 1);
    add(Row.Kind.ROUTE, row.list("flags", flags).build());
  }

  /** Old tools leave trailing zeros out: {@code 10/8}, {@code 172.16/12}. */
  private static String expanded(String destination) {
    int slash = destination.indexOf('/');
    if (slash < 0 || destination.indexOf(':') >= 0) {
      return destination;
    }
    StringBuilder address = new StringBuilder(destination.substring(0, slash));
    for (long dots = address.chars().filter(c -> c == '.').count(); dots < 3; dots++) {
      address.append(".0");
    }
    return address + destination.substring(slash);
  }

  private static List<String> hop(RowBuilder row, String[] words, int from) {
    List<String> flags = new ArrayList<>();
    for (int i = from; i < words.length; i++) {
      String next = i + 1 < words.length ? words[i + 1] : "";
      switch (words[i]) {
        case "via" -> {
          boolean family = next.equals("inet6") || next.equals("inet");
          i += family ? 2 : 1;
          row.put("gateway", i < words.length ? words[i] : "");
        }
        case "dev", "metric", "table", "mtu", "weight", "scope", "nhid" -> {
          row.put(words[i], next);
          i++;
        }
        case "proto" -> {
          row.put("protocol", next);
          i++;
        }
        case "src" -> {
          row.put("prefsrc", next);
          i++;
        }
        case "dead", "linkdown", "onlink", "offload" -> flags.add(words[i]);
        default -> {}
      }
    }
    return flags;
  }

  /** {@code \tnexthop via 10.1.1.1 dev up-s1 weight 1}, of the route before it. */
  private void nextHop(String[] words, int end) {
    Row route = rows.getLast();
    if (route.kind() != Row.Kind.ROUTE) {
      return;
    }
    RowBuilder hop = new RowBuilder(route.members().start(), end);
    List<String> flags = hop(hop, words, 1);
    List<Json.Members> hops = new ArrayList<>();
    RowBuilder whole = new RowBuilder(route.members().start(), end);
    for (int i = 0; i < route.members().names().size(); i++) {
      String name = route.members().names().get(i);
      if (!name.equals("nexthops")) {
        whole.put(name, route.members().values().get(i));
      }
    }
    for (Json before : route.members().list("nexthops")) {
      if (before instanceof Json.Members members) {
        hops.add(members);
      }
    }
    hops.add(hop.list("flags", flags).build());
    rows.set(
        rows.size() - 1,
        new Row(Row.Kind.ROUTE, host, source, whole.rows("nexthops", hops).build()));
  }
}
