package io.coppice.imported;

import io.coppice.imported.answers.Json;
import io.coppice.imported.answers.Row;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.BridgeSettings;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One device of a host, put together from the rows that speak of it. */
final class CollectedDevice {
  private final String name;
  private Row link;
  private Row address;
  private Row bridgeLink;
  private Row vnis;
  private final List<BridgePort.Vlan> vlans = new ArrayList<>();
  private boolean vlansSaid;

  CollectedDevice(String name) {
    this.name = name;
  }

  void add(Row row) {
    switch (row.kind()) {
      case LINK -> {
        link = row;
        if (row.members().has("addr_info")) {
          address = row;
        }
      }
      case ADDRESS -> address = row;
      case BRIDGE_LINK -> bridgeLink = row;
      case VLAN -> addVlans(row);
      case VNI -> vnis = row;
      default -> throw new IllegalArgumentException(row.kind().toString());
    }
  }

  private void addVlans(Row row) {
    vlansSaid = true;
    List<Json> list = new ArrayList<>(row.members().list("vlans"));
    list.addAll(row.members().list("tunnels"));
    for (Json value : list) {
      if (value instanceof Json.Members vlan) {
        int first = vlan.integer("vlan", 0);
        int last = Math.min(vlan.integer("vlanEnd", first), 4094);
        long tunnel = vlan.number("tunid").orElse(-1L);
        for (int id = Math.max(first, 1); id <= last; id++) {
          addVlan(row, vlan, id, tunnel < 0 ? -1 : tunnel + id - first);
        }
      }
    }
  }

  private void addVlan(Row row, Json.Members said, int id, long tunnel) {
    Proof proof = new Proof(row.source(), said.start(), said.end());
    for (int i = 0; i < vlans.size(); i++) {
      BridgePort.Vlan known = vlans.get(i);
      if (known.id() == id) {
        vlans.set(
            i,
            new BridgePort.Vlan(
                id, known.untagged(), known.pvid(), Math.max(known.tunnelId(), tunnel), proof));
        return;
      }
    }
    vlans.add(
        new BridgePort.Vlan(
            id,
            said.hasFlag("flags", "Egress Untagged"),
            said.hasFlag("flags", "PVID"),
            tunnel,
            proof));
  }

  /** The peer's index of a virtual pair whose other end is elsewhere; 0 if it is not said. */
  int peerIndex() {
    return either().map(row -> row.members().integer("link_index", 0)).orElse(0);
  }

  /** The number of the name space in which the other end is; -1 if it is not said. */
  int peerSpace() {
    return either().map(row -> row.members().integer("link_netnsid", -1)).orElse(-1);
  }

  boolean isKnown() {
    return either().isPresent();
  }

  private Optional<Row> either() {
    return Optional.ofNullable(link != null ? link : address);
  }

  Device build() {
    Row row = either().orElseThrow();
    Json.Members said = row.members();
    Json.Members info = said.members("linkinfo").orElse(EMPTY);
    Json.Members data = info.members("info_data").orElse(EMPTY);
    String kind = info.text("info_kind").orElse("");
    Device.Builder device = Device.named(name);
    device.index(said.integer("ifindex", 0)).proof(row.proof());
    device.mac(said.text("address").flatMap(Mac::parse).orElse(Mac.ZERO));
    device.mtu(said.integer("mtu", 1500));
    device.up(said.hasFlag("flags", "UP")).carrier(said.hasFlag("flags", "LOWER_UP"));
    device.arp(!said.hasFlag("flags", "NOARP"));
    device.master(master(said)).lower(said.text("link"));
    device.kind(kindOf(kind, said));
    device.addresses(addresses());
    switch (kind) {
      case "bridge" -> device.bridge(bridge(data));
      case "vlan" -> device.vlan(data.integer("id", 0));
      case "vrf" -> device.table(data.integer("table", 0));
      case "vxlan", "geneve", "gretap", "ip6gretap" -> device.tunnel(tunnel(kind, data));
      default -> {}
    }
    Json.Members slave = info.members("info_slave_data").orElse(EMPTY);
    if (info.text("info_slave_kind").filter("bridge"::equals).isPresent() || bridgeLink != null) {
      device.port(port(slave));
    }
    device.standby(
        info.text("info_slave_kind").filter("bond"::equals).isPresent() && standsBy(slave));
    counters(said).ifPresent(device::counters);
    return device.build();
  }

  /**
   * A bond sends by active members only, and takes no frame of another (drivers/net/bonding,
   * bond_should_deliver_exact_match). A member without a link, or of another aggregator, is none.
   */
  private static boolean standsBy(Json.Members slave) {
    return slave.text("state").filter("BACKUP"::equalsIgnoreCase).isPresent()
        || slave.text("mii_status").filter("DOWN"::equalsIgnoreCase).isPresent();
  }

  static final Json.Members EMPTY = new Json.Members(0, 0, List.of(), List.of());

  private Optional<String> master(Json.Members said) {
    return said.text("master")
        .or(() -> bridgeLink == null ? Optional.empty() : bridgeLink.members().text("master"));
  }

  private static DeviceKind kindOf(String kind, Json.Members said) {
    return switch (kind) {
      case "veth", "netkit" -> DeviceKind.VETH;
      case "tun" -> DeviceKind.TAP;
      case "bridge" -> DeviceKind.BRIDGE;
      case "vlan" -> DeviceKind.VLAN;
      case "vxlan", "geneve", "gretap", "ip6gretap" -> DeviceKind.TUNNEL;
      case "bond", "team" -> DeviceKind.BOND;
      case "vrf" -> DeviceKind.VRF;
      case "macvlan", "macvtap", "ipvlan" -> DeviceKind.MACVLAN;
      case "dummy" -> DeviceKind.DUMMY;
      case "" -> {
        String type = said.text("link_type").orElse("ether");
        yield type.equals("loopback")
            ? DeviceKind.LOOPBACK
            : said.has("link_netnsid") && said.has("link_index")
                ? DeviceKind.VETH
                : type.equals("ether") ? DeviceKind.PHYSICAL : DeviceKind.OTHER;
      }
      default -> DeviceKind.OTHER;
    };
  }

  private List<Address> addresses() {
    if (address == null) {
      return List.of();
    }
    List<Address> addresses = new ArrayList<>();
    for (Json value : address.members().list("addr_info")) {
      if (value instanceof Json.Members said) {
        Optional<IpAddress> ip = said.text("local").flatMap(IpAddress::parse);
        if (ip.isPresent()) {
          int most = ip.get().bits();
          int length = said.integer("prefixlen", most);
          boolean usable = !said.is("dadfailed", false);
          addresses.add(
              new Address(
                  ip.get(),
                  length < 0 || length > most ? most : length,
                  usable,
                  new Proof(address.source(), said.start(), said.end())));
        }
      }
    }
    return addresses;
  }

  /** Times of bridges are in hundredths of a second in JSON and in text. */
  private static BridgeSettings bridge(Json.Members data) {
    return new BridgeSettings(
        data.is("vlan_filtering", false),
        data.integer("vlan_default_pvid", 1),
        data.integer("ageing_time", 30_000) / 100,
        data.is("stp_state", false),
        data.is("mcast_snooping", true));
  }

  private TunnelEndpoint tunnel(String kind, Json.Members data) {
    TunnelEndpoint endpoint = endpoint(kind, data);
    return vnis != null && data.is("vnifilter", false)
        ? endpoint.change().carried(Optional.of(carried(vnis.members()))).build()
        : endpoint;
  }

  private static List<TunnelEndpoint.IdRange> carried(Json.Members said) {
    List<TunnelEndpoint.IdRange> ranges = new ArrayList<>();
    for (Json value : said.list("vnis")) {
      if (value instanceof Json.Members range) {
        long first = range.number("vni").orElse(-1L);
        long last = range.number("vniEnd").orElse(first);
        if (first >= 0 && last >= first) {
          ranges.add(new TunnelEndpoint.IdRange(first, last));
        }
      }
    }
    return ranges;
  }

  /** A key of GRE is written as an address is: {@code 0.0.19.137} for 5001. */
  private static Optional<Long> key(Json.Members data) {
    return data.text("ikey")
        .flatMap(IpAddress::parse)
        .filter(ip -> !ip.v6())
        .map(IpAddress::low)
        .or(() -> data.number("ikey"));
  }

  private static TunnelEndpoint endpoint(String kind, Json.Members data) {
    Encapsulation encapsulation =
        switch (kind) {
          case "vxlan" -> Encapsulation.VXLAN;
          case "geneve" -> Encapsulation.GENEVE;
          default -> keyOrMetadata(data) ? Encapsulation.KEYED_GRE : Encapsulation.GRE;
        };
    Optional<IpAddress> remote =
        address(data, "group", "group6").or(() -> address(data, "remote", "remote6"));
    return TunnelEndpoint.of(encapsulation)
        .id(data.number("id").or(() -> key(data)).orElse(0L))
        .local(address(data, "local", "local6"))
        .remote(remote.filter(ip -> !ip.isAny()))
        .port(data.integer("port", encapsulation.assignedPort()))
        .underlay(data.text("link"))
        .learning(encapsulation == Encapsulation.VXLAN && data.is("learning", true))
        .ageing(data.integer("ageing", 300))
        .df(df(kind, data))
        .external(isExternal(data))
        .groupPolicy(data.is("gbp", false))
        .generic(data.is("gpe", false))
        .proxy(data.is("proxy", false))
        .build();
  }

  private static boolean isExternal(Json.Members data) {
    return data.is("external", false) || data.is("collect_metadata", false);
  }

  /** What sets the peer of each packet of GRE may set a key too. */
  private static boolean keyOrMetadata(Json.Members data) {
    return key(data).isPresent() || isExternal(data);
  }

  /** GRE forbids to cut its packets unless it was told {@code nopmtudisc} (ip-link(8)). */
  private static TunnelEndpoint.DontFragment df(String kind, Json.Members data) {
    if (kind.equals("gretap")) {
      return data.is("pmtudisc", true)
          ? TunnelEndpoint.DontFragment.SET
          : TunnelEndpoint.DontFragment.UNSET;
    }
    return switch (data.text("df").orElse("unset").toLowerCase(Locale.ROOT)) {
      case "set" -> TunnelEndpoint.DontFragment.SET;
      case "inherit" -> TunnelEndpoint.DontFragment.INHERIT;
      default -> TunnelEndpoint.DontFragment.UNSET;
    };
  }

  private static Optional<IpAddress> address(Json.Members data, String v4, String v6) {
    return data.text(v4).or(() -> data.text(v6)).flatMap(IpAddress::parse);
  }

  private BridgePort port(Json.Members slave) {
    Json.Members other = bridgeLink == null ? EMPTY : bridgeLink.members();
    BridgePort plain = BridgePort.PLAIN;
    return new BridgePort(
        state(slave.text("state").or(() -> other.text("state")).orElse("forwarding")),
        flag(slave, other, "learning", plain.learning()),
        flag(slave, other, "flood", plain.flood()),
        flag(slave, other, "mcast_flood", plain.multicastFlood()),
        flag(slave, other, "bcast_flood", plain.broadcastFlood()),
        flag(slave, other, "hairpin", false),
        flag(slave, other, "isolated", false),
        flag(slave, other, "locked", false),
        flag(slave, other, "neigh_suppress", false),
        flag(slave, other, "vlan_tunnel", false),
        plain.filtering(),
        vlans);
  }

  /** The VLANs that a device has as a port, or the bridge itself. */
  List<BridgePort.Vlan> vlans() {
    return vlansSaid ? List.copyOf(vlans) : List.of();
  }

  private static boolean flag(Json.Members one, Json.Members other, String name, boolean plain) {
    return one.has(name) ? one.is(name, plain) : other.is(name, plain);
  }

  private static BridgePort.State state(String said) {
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "disabled", "0" -> BridgePort.State.DISABLED;
      case "listening", "1" -> BridgePort.State.LISTENING;
      case "learning", "2" -> BridgePort.State.LEARNING;
      case "blocking", "4" -> BridgePort.State.BLOCKING;
      default -> BridgePort.State.FORWARDING;
    };
  }

  private static Optional<Device.Counters> counters(Json.Members said) {
    return said.members("stats64")
        .or(() -> said.members("stats"))
        .map(
            stats -> {
              Json.Members rx = stats.members("rx").orElse(EMPTY);
              Json.Members tx = stats.members("tx").orElse(EMPTY);
              return new Device.Counters(
                  rx.number("packets").orElse(0L),
                  rx.number("bytes").orElse(0L),
                  rx.number("dropped").orElse(0L),
                  tx.number("packets").orElse(0L),
                  tx.number("bytes").orElse(0L),
                  tx.number("dropped").orElse(0L));
            });
  }
}
