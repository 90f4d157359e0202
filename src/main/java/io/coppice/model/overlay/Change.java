package io.coppice.model.overlay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A change to one node, as a value: the command that makes it on a real host, and what the network
 * would then be.
 */
public sealed interface Change {
  String node();

  /** What to type on the node, as root. */
  String command();

  /** The network after the command. */
  NetworkState applyTo(NetworkState state);

  private static NetworkState onDevice(
      NetworkState state, String node, String device, UnaryOperator<Device> change) {
    return state.withNode(node, n -> n.withDevice(device, change));
  }

  /**
   * The segment of a row: of a device that carries many the one that the row is of, of a device of
   * one the id that its peer knows it by (bridge(8), {@code fdb}: src_vni, vni).
   */
  private static String ofSegment(ForwardingEntry row, boolean external) {
    return row.id() < 0 ? "" : (external ? " src_vni " : " vni ") + row.id();
  }

  /** Another MTU. */
  record SetMtu(String node, String device, int mtu) implements Change {
    @Override
    public String command() {
      return "ip link set dev " + device + " mtu " + mtu;
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return onDevice(state, node, device, d -> d.change().mtu(mtu).build());
    }
  }

  /** A device is set up. */
  record SetUp(String node, String device) implements Change {
    @Override
    public String command() {
      return "ip link set dev " + device + " up";
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return onDevice(state, node, device, d -> d.change().up(true).carrier(true).build());
    }
  }

  /** Another Ethernet address. */
  record SetMac(String node, String device, Mac mac) implements Change {
    @Override
    public String command() {
      return "ip link set dev " + device + " address " + mac;
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return onDevice(state, node, device, d -> d.change().mac(mac).build());
    }
  }

  /**
   * A tunnel device made anew with other settings; the kernel cannot change id and port of one that
   * exists.
   */
  record RemakeTunnel(
      String node, String device, TunnelEndpoint settings, Optional<String> bridge, int mtu)
      implements Change {
    /** Seconds that learned entries stay if nothing else is said (ip-link(8)). */
    private static final int USUAL_AGEING = 300;

    /** One that keeps all else that is set of it: a new device has an MTU of its own choice. */
    public static RemakeTunnel of(String node, Device device, TunnelEndpoint settings) {
      return new RemakeTunnel(node, device.name(), settings, device.master(), device.mtu());
    }

    @Override
    public String command() {
      List<String> words = new ArrayList<>();
      words.add("ip link del " + device + " && ip link add " + device);
      words.add((mtu > 0 ? "mtu " + mtu + ' ' : "") + "type");
      switch (settings.encapsulation()) {
        case VXLAN -> vxlan(words);
        case GENEVE -> geneve(words);
        case NVGRE, GRE, KEYED_GRE -> gre(words);
        case STT -> words.add("stt id " + Long.toUnsignedString(settings.id()));
      }
      for (TunnelEndpoint.IdRange segments : settings.carried().orElse(List.of())) {
        words.add("&& bridge vni add vni " + segments + " dev " + device);
      }
      bridge.ifPresent(br -> words.add("&& ip link set " + device + " master " + br));
      words.add("&& ip link set " + device + " up");
      return String.join(" ", words);
    }

    private void vxlan(List<String> words) {
      words.add(settings.external() ? "vxlan external" : "vxlan id " + settings.id());
      settings.carried().ifPresent(_ -> words.add("vnifilter"));
      settings.local().ifPresent(ip -> words.add("local " + ip));
      settings.remote().ifPresent(ip -> words.add((ip.isMulticast() ? "group " : "remote ") + ip));
      settings.underlay().ifPresent(dev -> words.add("dev " + dev));
      words.add("dstport " + settings.port());
      if (!settings.learning()) {
        words.add("nolearning");
      }
      if (settings.ageing() != USUAL_AGEING) {
        words.add("ageing " + settings.ageing());
      }
      switch (settings.df()) {
        case SET -> words.add("df set");
        case INHERIT -> words.add("df inherit");
        case UNSET -> {}
      }
      if (settings.proxy()) {
        words.add("proxy");
      }
      if (settings.groupPolicy()) {
        words.add("gbp");
      }
      if (settings.generic()) {
        words.add("gpe");
      }
    }

    private void geneve(List<String> words) {
      words.add("geneve id " + settings.id());
      settings.remote().ifPresent(ip -> words.add("remote " + ip));
      words.add("dstport " + settings.port());
    }

    private void gre(List<String> words) {
      words.add(settings.local().filter(IpAddress::v6).isPresent() ? "ip6gretap" : "gretap");
      settings.local().ifPresent(ip -> words.add("local " + ip));
      settings.remote().ifPresent(ip -> words.add("remote " + ip));
      settings.underlay().ifPresent(dev -> words.add("dev " + dev));
      if (settings.encapsulation() == Encapsulation.NVGRE) {
        words.add("key " + (settings.id() << 8)); // the FlowID is below the VSID
      } else if (settings.encapsulation() == Encapsulation.KEYED_GRE) {
        words.add("key " + settings.id());
      }
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return onDevice(state, node, device, d -> d.change().tunnel(settings).build())
          .withEndpointIn(new Link.End(node, device), settings.encapsulation(), settings.id());
    }
  }

  /**
   * One more row of a tunnel's forwarding table.
   *
   * @param external whether the device carries many segments
   */
  record AddForwarding(String node, ForwardingEntry row, boolean external) implements Change {
    @Override
    public String command() {
      return "bridge fdb append "
          + row.mac()
          + " dev "
          + row.device()
          + row.remote().map(ip -> " dst " + ip + ofSegment(row, external)).orElse(" master");
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return state.withNode(node, n -> n.plusForwarding(row));
    }
  }

  /**
   * A row of a forwarding table less.
   *
   * @param external whether the device carries many segments
   */
  record DeleteForwarding(String node, ForwardingEntry row, boolean external) implements Change {
    @Override
    public String command() {
      return "bridge fdb del "
          + row.mac()
          + " dev "
          + row.device()
          + row.remote()
              .map(ip -> " dst " + ip + ofSegment(row, external) + " self")
              .orElse(" master");
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return state.withNode(
          node,
          n -> n.withForwarding(n.forwarding().stream().filter(r -> !r.equals(row)).toList()));
    }
  }

  /** An address of a device more. */
  record AddAddress(String node, String device, IpAddress ip, int prefixLength) implements Change {
    @Override
    public String command() {
      return "ip addr add " + ip + "/" + prefixLength + " dev " + device;
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      NetworkState changed =
          onDevice(
              state,
              node,
              device,
              d -> {
                List<Address> addresses = new ArrayList<>(d.addresses());
                addresses.add(new Address(ip, prefixLength, true, Proof.NONE));
                return d.change().addresses(addresses).build();
              });
      return new AddRoute(
              node,
              new Route(
                  Route.Type.LOCAL,
                  Prefix.host(ip),
                  "local",
                  0,
                  List.of(new Route.NextHop(Optional.empty(), device, 1, true)),
                  Optional.of(ip),
                  0,
                  Proof.NONE))
          .applyTo(changed);
    }
  }

  /** An address of a device less. */
  record DeleteAddress(String node, String device, Address address) implements Change {
    @Override
    public String command() {
      return "ip addr del " + address + " dev " + device;
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      NetworkState changed =
          onDevice(
              state,
              node,
              device,
              d ->
                  d.change()
                      .addresses(
                          d.addresses().stream().filter(a -> !a.ip().equals(address.ip())).toList())
                      .build());
      return changed.withNode(
          node,
          n ->
              n.withRoutes(
                  n.routes().stream()
                      .filter(
                          r ->
                              r.type() != Route.Type.LOCAL
                                  || !r.destination().equals(Prefix.host(address.ip())))
                      .toList()));
    }
  }

  /** A route more. */
  record AddRoute(String node, Route route) implements Change {
    @Override
    public String command() {
      Route.NextHop hop = route.nextHops().getFirst();
      return "ip route add "
          + route.destination()
          + hop.gateway().map(ip -> " via " + ip).orElse("")
          + " dev "
          + hop.device();
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return state.withNode(
          node,
          n -> {
            List<Route> routes = new ArrayList<>(n.routes());
            routes.add(route);
            return n.withRoutes(routes);
          });
    }
  }

  /** A route less. */
  record DeleteRoute(String node, Route route) implements Change {
    @Override
    public String command() {
      String type =
          route.type() == Route.Type.UNICAST
              ? ""
              : route.type().name().toLowerCase(java.util.Locale.ROOT) + " ";
      return "ip route del "
          + type
          + route.destination()
          + (route.table().equals("main") ? "" : " table " + route.table());
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return state.withNode(
          node, n -> n.withRoutes(n.routes().stream().filter(r -> !r.equals(route)).toList()));
    }
  }

  /**
   * A row that a device made anew has lost; the network as it was collected still has it.
   *
   * @param external whether the device carries many segments
   */
  record RestoreForwarding(String node, ForwardingEntry row, boolean external) implements Change {
    @Override
    public String command() {
      return new AddForwarding(node, row, external).command();
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return state;
    }
  }

  /** A bridge's port forwards. */
  record SetPortForwarding(String node, String device) implements Change {
    @Override
    public String command() {
      return "bridge link set dev " + device + " state 3";
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      return onDevice(
          state,
          node,
          device,
          d -> d.change().port(d.port().orElse(BridgePort.PLAIN).forwarding()).build());
    }
  }

  /** A configured neighbour gets another Ethernet address. */
  record SetNeighbour(String node, Neighbour row, Mac mac) implements Change {
    @Override
    public String command() {
      return "ip neigh replace " + row.ip() + " lladdr " + mac + " dev " + row.device();
    }

    @Override
    public NetworkState applyTo(NetworkState state) {
      Neighbour changed =
          new Neighbour(
              row.ip(), row.device(), Optional.of(mac), row.state(), row.proxy(), row.proof());
      return state.withNode(
          node,
          n ->
              n.withNeighbours(
                  n.neighbours().stream().map(r -> r.equals(row) ? changed : r).toList()));
    }
  }
}
