package io.coppice.imported;

import io.coppice.imported.answers.ForwardingRow;
import io.coppice.imported.answers.Json;
import io.coppice.imported.answers.Row;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.ForwardingTable;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.Prefix;
import io.coppice.model.overlay.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes entries of the rows of one file's forwarding, neighbour and routing tables; a row that
 * makes no sense is left out. Tables name the same few peers over and over: each is one object.
 */
final class TableRows {
  private final Map<String, Optional<IpAddress>> addresses = new HashMap<>();

  /**
   * A forwarding row. One that only says that it is the device's own counts as a tunnel's, for what
   * the device is stands elsewhere: {@link ForwardingTable.Builder#placed} tells them apart.
   */
  ForwardingEntry forwarding(ForwardingRow said) {
    Optional<IpAddress> remote = said.remote() == null ? Optional.empty() : address(said.remote());
    boolean ofTunnel = !said.isOfBridge() && (remote.isPresent() || said.isSelf());
    ForwardingEntry.Table table =
        said.isOfBridge()
            ? ForwardingEntry.Table.BRIDGE
            : ofTunnel ? ForwardingEntry.Table.TUNNEL : ForwardingEntry.Table.FILTER;
    boolean configured =
        said.isExternal()
            || switch (said.state()) {
              case "permanent", "static", "noarp" -> true;
              default -> false;
            };
    return new ForwardingEntry(
        table,
        said.mac(),
        said.device(),
        said.vlan(),
        remote,
        said.port(),
        said.id(),
        !configured,
        said.isOfBridge() && said.state().equals("permanent"),
        said.used(),
        said.updated(),
        remote.isPresent() ? 0 : said.nextHop(),
        said.proof());
  }

  private Optional<IpAddress> address(String text) {
    return addresses.computeIfAbsent(text, IpAddress::parse);
  }

  Optional<Neighbour> neighbour(Row row) {
    Json.Members said = row.members();
    Optional<IpAddress> ip = said.text("dst").flatMap(IpAddress::parse);
    Optional<String> device = said.text("dev");
    boolean proxy = said.has("proxy");
    if (ip.isEmpty() || device.isEmpty()) {
      return Optional.empty();
    }
    Optional<Mac> mac = said.text("lladdr").flatMap(Mac::parse);
    // what a control plane put in is kept as it is, whatever state it is shown in
    boolean kept =
        mac.isPresent() && (said.has("extern_learn") || said.hasFlag("flags", "extern_learn"));
    Neighbour.State state =
        kept
            ? Neighbour.State.NOARP
            : said.texts("state").stream()
                .map(TableRows::state)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(mac.isPresent() ? Neighbour.State.STALE : Neighbour.State.FAILED);
    return Optional.of(new Neighbour(ip.get(), device.get(), mac, state, proxy, row.proof()));
  }

  private static Optional<Neighbour.State> state(String said) {
    for (Neighbour.State state : Neighbour.State.values()) {
      if (state.name().equals(said.toUpperCase(Locale.ROOT))) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  Optional<Route> route(Row row) {
    Json.Members said = row.members();
    List<Route.NextHop> hops = hops(said);
    String destination = said.firstText("dst").orElse("");
    boolean v6 =
        destination.indexOf(':') >= 0
            || said.has("pref")
            || hops.stream().anyMatch(hop -> hop.gateway().filter(IpAddress::v6).isPresent())
                && !said.has("via");
    Optional<Prefix> prefix =
        destination.equals("default") ? Optional.of(Prefix.all(v6)) : Prefix.parse(destination);
    Route.Type type = type(said.text("type").orElse("unicast"));
    if (prefix.isEmpty() || type == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Route(
            type,
            prefix.get(),
            said.text("table").orElse("main"),
            said.integer("metric", 0),
            hops,
            said.text("prefsrc").flatMap(IpAddress::parse),
            mtu(said),
            row.proof()));
  }

  private static int mtu(Json.Members said) {
    for (Json metrics : said.list("metrics")) {
      if (metrics instanceof Json.Members members && members.has("mtu")) {
        return members.integer("mtu", 0);
      }
    }
    return said.integer("mtu", 0);
  }

  private static List<Route.NextHop> hops(Json.Members said) {
    List<Route.NextHop> hops = new ArrayList<>();
    for (Json value : said.list("nexthops")) {
      if (value instanceof Json.Members hop) {
        hop(hop).ifPresent(hops::add);
      }
    }
    if (hops.isEmpty()) {
      hop(said).ifPresent(hops::add);
    }
    return hops;
  }

  private static Optional<Route.NextHop> hop(Json.Members said) {
    Optional<IpAddress> gateway =
        said.text("gateway")
            .or(() -> said.members("via").flatMap(via -> via.text("host")))
            .flatMap(IpAddress::parse);
    boolean usable = !said.hasFlag("flags", "dead") && !said.hasFlag("flags", "linkdown");
    return said.text("dev")
        .map(dev -> new Route.NextHop(gateway, dev, said.integer("weight", 1), usable));
  }

  private static Route.Type type(String said) {
    return switch (said) {
      case "unicast" -> Route.Type.UNICAST;
      case "local" -> Route.Type.LOCAL;
      case "broadcast", "anycast" -> Route.Type.BROADCAST;
      case "multicast" -> Route.Type.MULTICAST;
      case "blackhole" -> Route.Type.BLACKHOLE;
      case "unreachable" -> Route.Type.UNREACHABLE;
      case "prohibit" -> Route.Type.PROHIBIT;
      case "throw" -> Route.Type.THROW;
      default -> null;
    };
  }
}
