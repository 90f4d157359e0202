package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What lies between hosts: all links and switches on the shortest ways from each to each, and who
 * does not reach the rest. Hosts on the same switches have the same ways beyond these, so that ways
 * are worked out once for each two sets of switches that hosts stand on. One thread.
 */
final class SegmentReach {
  /** With hosts on more sets of switches than these, ways from and to the first stand for all. */
  private static final int MOST = 48;

  private final UnderlayPaths paths;
  private final int[] parts;
  private final int[] firstLinks;
  private final Map<Pair, Ways> known = new HashMap<>();

  private record Pair(NavigableSet<Integer> from, NavigableSet<Integer> to) {}

  /**
   * Ways.
   *
   * @param links by their indices
   * @param nodes switches, routers and middleboxes, by their indices
   * @param inside those of them that are come into by their first port, which is a middlebox's
   *     inner
   * @param apart hosts that do not reach the largest part of all
   */
  record Ways(BitSet links, BitSet nodes, BitSet inside, List<List<HostId>> apart) {
    private static Ways none() {
      return new Ways(new BitSet(), new BitSet(), new BitSet(), new ArrayList<>());
    }

    private void add(Ways other) {
      links.or(other.links);
      nodes.or(other.nodes);
      inside.or(other.inside);
    }
  }

  SegmentReach(Fabric fabric, Inventory inventory) {
    paths = new UnderlayPaths(fabric, UsableLinks.of(fabric, inventory)::get);
    firstLinks = new int[fabric.nodes().size()];
    Arrays.fill(firstLinks, -1);
    for (int link = fabric.links().size() - 1; link >= 0; link--) {
      for (FabricLink.End end :
          List.of(fabric.links().get(link).a(), fabric.links().get(link).b())) {
        int row = paths.row(end.node());
        if (row >= 0) {
          firstLinks[row] = link;
        }
      }
    }
    parts = new int[fabric.nodes().size()];
    int part = 0;
    for (int node = 0; node < parts.length; node++) {
      if (parts[node] == 0) {
        part++;
        int[] far = paths.distancesTo(node);
        for (int other = 0; other < parts.length; other++) {
          parts[other] = far[other] == UnderlayPaths.FAR ? parts[other] : part;
        }
      }
    }
  }

  /** Between these hosts, which stand in the order of their rows. */
  Ways of(List<HostId> hosts) {
    Map<NavigableSet<Integer>, List<HostId>> bySwitches = new LinkedHashMap<>();
    for (HostId host : hosts) {
      NavigableSet<Integer> on = new TreeSet<>();
      paths.ofHost(host.token()).forEach(edge -> on.add(edge.to()));
      bySwitches.computeIfAbsent(on, _ -> new ArrayList<>()).add(host);
    }
    Ways all = Ways.none();
    List<NavigableSet<Integer>> places = List.copyOf(bySwitches.keySet());
    for (int from = 0; from < places.size(); from++) {
      for (int to = 0; to < places.size(); to++) {
        boolean counts = places.size() <= MOST || from == 0 || to == 0;
        boolean any = from != to || bySwitches.get(places.get(from)).size() > 1;
        if (counts && any) {
          all.add(known.computeIfAbsent(new Pair(places.get(from), places.get(to)), this::between));
        }
      }
    }
    // of a host's own links only those from which there is a way to somebody
    for (HostId host : hosts) {
      paths.ofHost(host.token()).stream()
          .filter(edge -> all.nodes().get(edge.to()))
          .forEach(edge -> cross(edge, all));
    }
    all.apart().addAll(apart(bySwitches));
    return all;
  }

  /** From every switch of one set to the nearest of another, which is in the way itself. */
  private Ways between(Pair pair) {
    Ways ways = Ways.none();
    int[] distances = paths.distancesTo(pair.to());
    for (int leaf : pair.from()) {
      if (distances[leaf] != UnderlayPaths.FAR) {
        follow(leaf, distances, ways);
      }
    }
    return ways;
  }

  private void follow(int node, int[] distances, Ways ways) {
    if (ways.nodes().get(node)) {
      return;
    }
    ways.nodes().set(node);
    for (UnderlayPaths.Edge edge : paths.nearer(node, distances)) {
      cross(edge, ways);
      follow(edge.to(), distances, ways);
    }
  }

  private void cross(UnderlayPaths.Edge edge, Ways ways) {
    ways.links().set(edge.link());
    if (firstLinks[edge.to()] == edge.link()) {
      ways.inside().set(edge.to());
    }
  }

  /** Hosts by the parts of the fabric that they are on, but those that reach the largest group. */
  private List<List<HostId>> apart(Map<NavigableSet<Integer>, List<HostId>> bySwitches) {
    Map<NavigableSet<Integer>, List<HostId>> byPart = new LinkedHashMap<>();
    bySwitches.forEach(
        (on, hosts) -> {
          NavigableSet<Integer> in = new TreeSet<>();
          on.forEach(node -> in.add(parts[node]));
          byPart.computeIfAbsent(in, _ -> new ArrayList<>()).addAll(hosts);
        });
    NavigableSet<Integer> largest =
        byPart.entrySet().stream()
            .filter(entry -> !entry.getKey().isEmpty())
            .max(Comparator.comparingInt(entry -> entry.getValue().size()))
            .map(Map.Entry::getKey)
            .orElseGet(TreeSet::new);
    List<List<HostId>> apart = new ArrayList<>();
    byPart.forEach(
        (in, hosts) -> {
          if (in.stream().noneMatch(largest::contains)) {
            hosts.sort(Comparator.comparingInt(HostId::value));
            apart.add(List.copyOf(hosts));
          }
        });
    return apart;
  }
}
