package io.coppice.model.overlay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What changed from one state to a later one, in what is set up: nodes, devices and their settings,
 * addresses, routes, configured rows. What traffic teaches comes and goes, and is left out.
 */
public final class NetworkDifference {
  private static final String HARDWARE_ADDRESS = "ethernet address";

  private final List<Item> items = new ArrayList<>();

  private NetworkDifference() {}

  /**
   * One change.
   *
   * @param subject the device whose setting it is, or that came or went; of rows the row, as tools
   *     write it: {@code route 10.0.0.0/8}; empty of a host that came or went
   * @param setting of a device, in small letters: {@code mtu}; empty of rows and of a device itself
   * @param before absent if it came
   * @param after absent if it went
   */
  public record Item(
      String node,
      String subject,
      String setting,
      Optional<String> before,
      Optional<String> after,
      Proof beforeRow,
      Proof afterRow) {
    /** The thing in one: {@code eth0 mtu}, {@code route 10.0.0.0/8}. */
    public String what() {
      return (subject + ' ' + setting).strip();
    }

    /** The setting in letters and hyphens, as keys of texts are. */
    public String aspect() {
      return setting.replace(' ', '-');
    }
  }

  /**
   * What came, went or is set differently. New Ethernet addresses of devices come last: the kernel
   * makes them up whenever virtual devices are made again, and they would bury what somebody set.
   */
  public static List<Item> between(NetworkState before, NetworkState after) {
    NetworkDifference difference = new NetworkDifference();
    Set<String> names = new LinkedHashSet<>(before.nodes().keySet());
    names.addAll(after.nodes().keySet());
    for (String name : names) {
      Optional<Node> one = before.node(name).filter(Node::collected);
      Optional<Node> other = after.node(name).filter(Node::collected);
      if (one.isPresent() && other.isPresent()) {
        difference.nodes(one.get(), other.get());
      } else if (one.isPresent() || other.isPresent()) {
        difference.add(
            name, "", "host", one.map(Node::name), other.map(Node::name), Proof.NONE, Proof.NONE);
      }
    }
    return difference.items.stream()
        .sorted(Comparator.comparing(item -> item.setting().equals(HARDWARE_ADDRESS)))
        .toList();
  }

  private void add(
      String node,
      String subject,
      String setting,
      Optional<String> before,
      Optional<String> after,
      Proof beforeRow,
      Proof afterRow) {
    if (!before.equals(after)) {
      items.add(new Item(node, subject, setting, before, after, beforeRow, afterRow));
    }
  }

  private void nodes(Node before, Node after) {
    Set<String> names = new LinkedHashSet<>(before.devices().keySet());
    names.addAll(after.devices().keySet());
    for (String name : names) {
      Optional<Device> one = before.device(name);
      Optional<Device> other = after.device(name);
      if (one.isPresent() && other.isPresent()) {
        devices(before.name(), one.get(), other.get());
      } else {
        add(
            before.name(),
            name,
            "",
            one.map(d -> describe(d.kind())),
            other.map(d -> describe(d.kind())),
            one.map(Device::proof).orElse(Proof.NONE),
            other.map(Device::proof).orElse(Proof.NONE));
      }
    }
    rows(before.name(), routes(before), routes(after));
    rows(before.name(), forwarding(before), forwarding(after));
    rows(before.name(), neighbours(before), neighbours(after));
  }

  private static String describe(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  private void devices(String node, Device before, Device after) {
    Map<String, Object> one = settings(before);
    Map<String, Object> other = settings(after);
    one.forEach(
        (what, value) ->
            add(
                node,
                before.name(),
                what,
                Optional.of(String.valueOf(value)),
                Optional.of(String.valueOf(other.get(what))),
                before.proof(),
                after.proof()));
    for (Address address : before.addresses()) {
      if (!address.ip().isLinkLocal()
          && after.addresses().stream().noneMatch(a -> a.toString().equals(address.toString()))) {
        add(
            node,
            before.name(),
            "address",
            Optional.of(address.toString()),
            Optional.empty(),
            address.proof(),
            after.proof());
      }
    }
    for (Address address : after.addresses()) {
      if (!address.ip().isLinkLocal()
          && before.addresses().stream().noneMatch(a -> a.toString().equals(address.toString()))) {
        add(
            node,
            before.name(),
            "address",
            Optional.empty(),
            Optional.of(address.toString()),
            before.proof(),
            address.proof());
      }
    }
  }

  private static Map<String, Object> settings(Device device) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", describe(device.kind()));
    map.put("up", device.up());
    map.put("carrier", device.carrier());
    map.put("arp", device.arp());
    map.put("mtu", device.mtu());
    map.put(HARDWARE_ADDRESS, device.mac());
    map.put("master", device.master().orElse("-"));
    Optional<TunnelEndpoint> tunnel = device.tunnel();
    map.put("encapsulation", tunnel.map(NetworkDifference::protocol).orElse("-"));
    map.put("id", tunnel.map(t -> Long.toUnsignedString(t.id())).orElse("-"));
    map.put("local", tunnel.flatMap(TunnelEndpoint::local).map(Objects::toString).orElse("-"));
    map.put("remote", tunnel.flatMap(TunnelEndpoint::remote).map(Objects::toString).orElse("-"));
    map.put("port", tunnel.map(TunnelEndpoint::port).orElse(0));
    map.put("learning", tunnel.map(TunnelEndpoint::learning).orElse(false));
    map.put("df", tunnel.map(t -> describe(t.df())).orElse("-"));
    map.put(
        "carried",
        tunnel.flatMap(TunnelEndpoint::carried).map(NetworkDifference::ranges).orElse("-"));
    map.put("standby", device.standby());
    map.put("vlan aware", device.bridge().map(BridgeSettings::vlanAware).orElse(false));
    map.put("state", device.port().map(p -> describe(p.state())).orElse("-"));
    map.put(
        "vlans",
        device
            .port()
            .map(
                p ->
                    String.join(
                        ",",
                        p.vlans().stream()
                            .map(v -> v.id() + (v.pvid() ? "*" : "") + (v.untagged() ? "u" : ""))
                            .toList()))
            .orElse(""));
    return map;
  }

  private static String protocol(TunnelEndpoint tunnel) {
    return tunnel.encapsulation() == Encapsulation.KEYED_GRE
        ? tunnel.encapsulation() + " key"
        : tunnel.encapsulation().toString();
  }

  private static String ranges(List<TunnelEndpoint.IdRange> carried) {
    return String.join(",", carried.stream().map(TunnelEndpoint.IdRange::toString).toList());
  }

  private void rows(String node, Map<String, Proof> before, Map<String, Proof> after) {
    before.forEach(
        (row, proof) -> {
          if (!after.containsKey(row)) {
            add(node, row, "", Optional.of(row), Optional.empty(), proof, Proof.NONE);
          }
        });
    after.forEach(
        (row, proof) -> {
          if (!before.containsKey(row)) {
            add(node, row, "", Optional.empty(), Optional.of(row), Proof.NONE, proof);
          }
        });
  }

  private static Map<String, Proof> routes(Node node) {
    Map<String, Proof> rows = new LinkedHashMap<>();
    for (Route route : node.routes()) {
      if (route.type() != Route.Type.LOCAL
          && route.type() != Route.Type.BROADCAST
          && route.type() != Route.Type.MULTICAST) {
        StringBuilder text = new StringBuilder("route ").append(route.destination());
        if (route.type() != Route.Type.UNICAST) {
          text.append(' ').append(describe(route.type()));
        }
        for (Route.NextHop hop : route.nextHops()) {
          hop.gateway().ifPresent(ip -> text.append(" via ").append(ip));
          text.append(" dev ").append(hop.device());
        }
        text.append(" table ").append(route.table()).append(" metric ").append(route.metric());
        rows.put(text.toString(), route.proof());
      }
    }
    return rows;
  }

  private static Map<String, Proof> forwarding(Node node) {
    Map<String, Proof> rows = new LinkedHashMap<>();
    for (ForwardingEntry row : node.forwarding()) {
      if (!row.learned() && !row.local() && row.table() != ForwardingEntry.Table.FILTER) {
        rows.put(
            "fdb "
                + row.mac()
                + " dev "
                + row.device()
                + row.remote().map(ip -> " dst " + ip).orElse("")
                + (row.nextHop() == 0 ? "" : " nhid " + row.nextHop())
                + (row.id() < 0 ? "" : " vni " + row.id())
                + (row.vlan() == 0 ? "" : " vlan " + row.vlan()),
            row.proof());
      }
    }
    return rows;
  }

  private static Map<String, Proof> neighbours(Node node) {
    Map<String, Proof> rows = new LinkedHashMap<>();
    for (Neighbour row : node.neighbours()) {
      if (row.state() == Neighbour.State.PERMANENT || row.proxy()) {
        rows.put(
            "neighbour "
                + row.ip()
                + " dev "
                + row.device()
                + row.mac().map(mac -> " lladdr " + mac).orElse(" proxy"),
            row.proof());
      }
    }
    return rows;
  }
}
