package io.coppice.imported;

import io.coppice.imported.answers.JsonShapes;
import io.coppice.imported.answers.Row;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.ForwardingTable;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a node together from all rows that its host said. */
final class HostAssembler {
  private final String name;

  /** Of the rows of its devices, which are alike. */
  private final JsonShapes shapes = new JsonShapes();

  private final Map<String, CollectedDevice> devices = new LinkedHashMap<>();
  private ForwardingTable.Builder forwarding = new ForwardingTable.Builder();
  private final List<Row> evpn = new ArrayList<>();
  private final List<Row> switched = new ArrayList<>();
  private final NextHops nextHops = new NextHops();
  private final List<Route> routes = new ArrayList<>();
  private final List<Neighbour> neighbours = new ArrayList<>();
  private Optional<Boolean> forwards = Optional.empty();

  HostAssembler(String name) {
    this.name = name;
  }

  /** The other end of a virtual pair, as the kernel numbers it. */
  record Peer(int index, int space) {}

  /** A node, and where its virtual pairs lead. */
  record Assembled(Node node, Map<String, Peer> peers) {}

  /** What another file said of this host. */
  void add(HostAnswers answers) {
    answers.rows().forEach(this::add);
    forwarding =
        forwarding.isEmpty() ? answers.forwarding() : forwarding.addAll(answers.forwarding());
    routes.addAll(answers.routes());
    neighbours.addAll(answers.neighbours());
  }

  private void add(Row row) {
    switch (row.kind()) {
      case NEXT_HOP -> nextHops.add(row);
      case LINK, ADDRESS, BRIDGE_LINK, VLAN, VNI ->
          row.members()
              .text("ifname")
              .or(() -> row.members().text("dev"))
              .ifPresent(
                  dev -> devices.computeIfAbsent(dev, CollectedDevice::new).add(row.with(shapes)));
      case EVPN -> evpn.add(row);
      case NETCONF -> {
        if (row.members().has("forwarding")) {
          boolean on = row.members().is("forwarding", false);
          forwards = Optional.of(on || forwards.orElse(false));
        }
      }
      case SWITCH, SWITCH_FORWARDING -> switched.add(row);
      case FORWARDING, ROUTE, NEIGHBOUR -> throw new IllegalArgumentException(row.kind().name());
    }
  }

  Assembled build() {
    Map<String, Device> built = new LinkedHashMap<>();
    Map<String, Peer> peers = new LinkedHashMap<>();
    for (Map.Entry<String, CollectedDevice> entry : devices.entrySet()) {
      CollectedDevice rows = entry.getValue();
      if (rows.isKnown()) {
        Device device = withVlans(rows.build(), rows);
        built.put(entry.getKey(), device);
        if (rows.peerIndex() > 0) {
          peers.put(entry.getKey(), new Peer(rows.peerIndex(), rows.peerSpace()));
        }
      }
    }
    SwitchPorts.add(switched, built);
    ForwardingTable.Builder table = nextHops.resolved(forwarding);
    new EvpnRows(built, table).add(evpn);
    table.placed(dev -> built.containsKey(dev) && built.get(dev).kind() == DeviceKind.TUNNEL);
    addLearnedBySwitch(built, table);
    Node node =
        new Node(
            name,
            NodeKind.HYPERVISOR,
            true,
            Optional.empty(),
            forwards.orElseGet(() -> looksLikeRouter(built)),
            built,
            VrfTables.byNumber(routes, built.values()),
            neighbours,
            table.build());
    return new Assembled(node, peers);
  }

  private static Device withVlans(Device device, CollectedDevice rows) {
    if (rows.vlans().isEmpty()) {
      return device;
    }
    BridgePort port = device.port().orElse(BridgePort.PLAIN);
    return device.change().port(port.withVlans(rows.vlans())).build();
  }

  /** Whether it has addresses on two devices or more: forwarding is not among what is collected. */
  private static boolean looksLikeRouter(Map<String, Device> devices) {
    return devices.values().stream()
            .filter(device -> device.kind() != DeviceKind.LOOPBACK)
            .filter(device -> device.addresses().stream().anyMatch(a -> !a.ip().isLinkLocal()))
            .count()
        > 1;
  }

  /**
   * The rows name ports by number only, which says nothing here; with one bridge they say where.
   */
  private void addLearnedBySwitch(Map<String, Device> devices, ForwardingTable.Builder table) {
    List<Device> bridges =
        devices.values().stream().filter(device -> device.bridge().isPresent()).toList();
    if (bridges.size() != 1) {
      return;
    }
    for (Row row : switched) {
      Optional<Mac> mac = row.members().text("mac").flatMap(Mac::parse);
      if (row.kind() == Row.Kind.SWITCH_FORWARDING && mac.isPresent()) {
        boolean local = row.members().text("port").filter("LOCAL"::equals).isPresent();
        if (local) {
          table.add(
              new ForwardingEntry(
                  ForwardingEntry.Table.BRIDGE,
                  mac.get(),
                  bridges.getFirst().name(),
                  row.members().integer("vlan", 0),
                  Optional.empty(),
                  0,
                  -1,
                  true,
                  true,
                  -1,
                  row.members().integer("updated", -1),
                  0,
                  row.proof()));
        }
      }
    }
  }
}
