package io.coppice.imported;

import io.coppice.imported.HostAssembler.Assembled;
import io.coppice.imported.HostAssembler.Peer;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds which two ends are one link. Hosts do not say so; what they say must fit: the kernel's
 * numbers of both ends of a virtual pair, neighbours and learned addresses, subnets, counters (what
 * one sent the other received), and names. The best fit is taken first; ends of one name space lead
 * to one node.
 */
final class LinkInference {
  private static final int CERTAIN = 8;

  private final Map<String, Assembled> hosts;
  private final Map<String, Map<String, Set<Mac>>> learned = new HashMap<>();
  private final Set<Link.End> taken = new HashSet<>();
  private final Map<String, String> spaces = new HashMap<>();
  private final List<Link> links = new ArrayList<>();

  /** One end with what is asked of it often. */
  private record Side(Node node, Device device, Peer peer) {
    Link.End end() {
      return new Link.End(node.name(), device.name());
    }
  }

  private record Candidate(Side a, Side b, int score) {}

  private LinkInference(Map<String, Assembled> hosts) {
    this.hosts = hosts;
  }

  static List<Link> find(Map<String, Assembled> hosts) {
    LinkInference inference = new LinkInference(hosts);
    inference.withinHosts();
    List<Candidate> candidates = new ArrayList<>(inference.virtualPairs());
    candidates.addAll(inference.cables());
    candidates.sort(
        Comparator.comparingInt(Candidate::score)
            .reversed()
            .thenComparing(c -> c.a().end())
            .thenComparing(c -> c.b().end()));
    candidates.forEach(inference::take);
    return inference.links;
  }

  /** What a host's bridges learned, by port: few of a large fabric's hosts are asked for it. */
  private static Map<String, Set<Mac>> learnedBy(Node node) {
    Map<String, Set<Mac>> learned = new HashMap<>();
    node.forwarding()
        .learned(
            port -> node.device(port).filter(it -> it.kind() == DeviceKind.TUNNEL).isEmpty(),
            (port, mac) -> learned.computeIfAbsent(port, _ -> new HashSet<>()).add(mac));
    return learned;
  }

  /** Pairs whose both ends are on one host name each other. */
  private void withinHosts() {
    for (Assembled host : hosts.values()) {
      Node node = host.node();
      for (Device device : node.devices().values()) {
        if (device.kind() == DeviceKind.VETH && device.lower().isPresent()) {
          Link.End a = new Link.End(node.name(), device.name());
          Link.End b = new Link.End(node.name(), device.lower().get());
          if (node.devices().containsKey(b.device()) && taken.add(a) && taken.add(b)) {
            links.add(new Link(a, b, Link.Certainty.STATED));
          }
        }
      }
    }
  }

  private List<Candidate> virtualPairs() {
    Map<Long, List<Side>> byNumbers = new LinkedHashMap<>();
    List<Side> sides = new ArrayList<>();
    for (Assembled host : hosts.values()) {
      host.peers()
          .forEach(
              (name, peer) -> {
                Device device = host.node().devices().get(name);
                if (device.kind() == DeviceKind.VETH) {
                  Side side = new Side(host.node(), device, peer);
                  sides.add(side);
                  byNumbers
                      .computeIfAbsent(key(device.index(), peer.index()), k -> new ArrayList<>())
                      .add(side);
                }
              });
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Side a : sides) {
      List<Side> fitting =
          byNumbers.getOrDefault(key(a.peer().index(), a.device().index()), List.of());
      int before = candidates.size();
      for (Side b : fitting) {
        if (a.end().compareTo(b.end()) < 0 && !a.node().name().equals(b.node().name())) {
          int score = score(a, b);
          // numbers alone fit by accident, unless nobody else has them
          if (score >= (fitting.size() == 1 ? 1 : 2)) {
            candidates.add(new Candidate(a, b, score + 3));
          }
        }
      }
      if (fitting.size() > 64) {
        // of hundreds of hosts that number alike, only those that something speaks for
        candidates.subList(before, candidates.size()).removeIf(c -> c.score() < 5);
      }
    }
    return candidates;
  }

  private static long key(int index, int peer) {
    return (long) index << 32 | peer;
  }

  /** Physical ends: only neighbours and learned addresses tell. */
  private List<Candidate> cables() {
    Map<Mac, List<Side>> byMac = new HashMap<>();
    List<Side> sides = new ArrayList<>();
    for (Assembled host : hosts.values()) {
      for (Device device : host.node().devices().values()) {
        if (device.kind() == DeviceKind.PHYSICAL || device.kind() == DeviceKind.BOND) {
          Side side = new Side(host.node(), device, new Peer(0, -1));
          sides.add(side);
          byMac.computeIfAbsent(device.mac(), mac -> new ArrayList<>()).add(side);
        }
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Side a : sides) {
      for (Neighbour row : a.node().neighbours()) {
        if (row.device().equals(a.device().name()) && row.mac().isPresent()) {
          for (Side b : byMac.getOrDefault(row.mac().get(), List.of())) {
            if (!b.node().name().equals(a.node().name())
                && b.device().has(row.ip())
                && isPointToPoint(a.device(), b.device())) {
              candidates.add(new Candidate(a, b, score(a, b)));
            }
          }
        }
      }
    }
    return candidates;
  }

  private static boolean isPointToPoint(Device a, Device b) {
    for (Address one : a.addresses()) {
      for (Address other : b.addresses()) {
        if (one.subnet().equals(other.subnet())
            && one.prefixLength() >= (one.ip().v6() ? 126 : 30)) {
          return true;
        }
      }
    }
    return a.addresses().stream().allMatch(address -> address.ip().isLinkLocal())
        && b.addresses().stream().allMatch(address -> address.ip().isLinkLocal());
  }

  private int score(Side a, Side b) {
    int score = speaksOf(a, b) + speaksOf(b, a) + subnets(a.device(), b.device());
    score += counters(a.device(), b.device());
    score += names(a, b) + names(b, a);
    return score + (a.device().mtu() == b.device().mtu() ? 1 : 0);
  }

  private int speaksOf(Side a, Side b) {
    int score = 0;
    for (Neighbour row : a.node().neighbours()) {
      if (row.device().equals(a.device().name()) && b.device().has(row.ip())) {
        boolean same = row.mac().filter(b.device().mac()::equals).isPresent();
        score += same ? 8 : row.mac().isPresent() ? 0 : 1;
      }
    }
    Set<Mac> behind =
        learned
            .computeIfAbsent(a.node().name(), _ -> learnedBy(a.node()))
            .getOrDefault(a.device().name(), Set.of());
    return score + (behind.contains(b.device().mac()) ? 6 : behind.isEmpty() ? 0 : -4);
  }

  private static int subnets(Device a, Device b) {
    for (Address one : a.addresses()) {
      for (Address other : b.addresses()) {
        if (!one.ip().isLinkLocal() && one.subnet().equals(other.subnet())) {
          return one.ip().equals(other.ip()) ? 0 : 4;
        }
      }
    }
    return 0;
  }

  private static int counters(Device a, Device b) {
    if (a.counters().isEmpty() || b.counters().isEmpty()) {
      return 0;
    }
    Device.Counters one = a.counters().get();
    Device.Counters other = b.counters().get();
    long off =
        Math.abs(one.sentBytes() - other.receivedBytes())
            + Math.abs(one.receivedBytes() - other.sentBytes());
    long all = one.sentBytes() + one.receivedBytes();
    return off == 0 && all > 0 ? 7 : off <= all / 20 + 512 ? 2 : -4;
  }

  /** {@code p-red-1} on {@code h1} leads to {@code red-1}. */
  private static int names(Side a, Side b) {
    String device = a.device().name().toLowerCase(Locale.ROOT);
    String node = b.node().name().toLowerCase(Locale.ROOT);
    return node.length() > 1 && device.contains(node) ? 3 : 0;
  }

  private void take(Candidate candidate) {
    Link.End a = candidate.a().end();
    Link.End b = candidate.b().end();
    if (taken.contains(a) || taken.contains(b)) {
      return;
    }
    String spaceOfA = space(candidate.a());
    String spaceOfB = space(candidate.b());
    if (!spaces.getOrDefault(spaceOfA, b.node()).equals(b.node())
        || !spaces.getOrDefault(spaceOfB, a.node()).equals(a.node())) {
      return;
    }
    taken.add(a);
    taken.add(b);
    remember(candidate.a(), spaceOfA, b.node());
    remember(candidate.b(), spaceOfB, a.node());
    boolean certain = candidate.score() >= CERTAIN;
    links.add(new Link(a, b, certain ? Link.Certainty.INFERRED : Link.Certainty.GUESSED));
  }

  private static String space(Side side) {
    return side.node().name() + ' ' + side.peer().space();
  }

  private void remember(Side side, String space, String node) {
    if (side.peer().space() >= 0) {
      spaces.put(space, node);
    }
  }
}
