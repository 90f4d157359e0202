package io.coppice.model.overlay.fabric;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shortest ways through the switches of a fabric, over links that are up: what a link-state or
 * path-vector protocol converges to where every link costs the same. Hosts are ends, never on the
 * way.
 */
public final class UnderlayPaths {
  /** Of a node that does not lead there. */
  public static final int FAR = Integer.MAX_VALUE;

  private final Map<String, Integer> rows = new HashMap<>();
  private final List<List<Edge>> edges = new ArrayList<>();
  private final Map<String, List<Edge>> ofHost = new HashMap<>();
  private final Map<Set<Integer>, int[]> known = new HashMap<>();

  /**
   * One direction of a link.
   *
   * @param link its index
   * @param forward whether it leads from the link's end a to its end b
   * @param to the node's index; -1 for a host
   */
  public record Edge(int link, boolean forward, int to) {}

  /**
   * Finds ways.
   *
   * @param usable whether a link, by its index, carries anything
   */
  public UnderlayPaths(Fabric fabric, java.util.function.IntPredicate usable) {
    for (FabricNode node : fabric.nodes()) {
      rows.put(node.name(), edges.size());
      edges.add(new ArrayList<>());
    }
    for (int i = 0; i < fabric.links().size(); i++) {
      FabricLink link = fabric.links().get(i);
      if (usable.test(i)) {
        add(link.a().node(), link.b().node(), new Edge(i, true, row(link.b().node())));
        add(link.b().node(), link.a().node(), new Edge(i, false, row(link.a().node())));
      }
    }
  }

  private void add(String from, String to, Edge edge) {
    int row = row(from);
    if (row >= 0) {
      edges.get(row).add(edge);
    } else if (rows.containsKey(to)) {
      ofHost.computeIfAbsent(from, _ -> new ArrayList<>()).add(edge);
    }
  }

  /** The index of a switch; -1 for a host. */
  public int row(String node) {
    return rows.getOrDefault(node, -1);
  }

  public List<Edge> edges(int row) {
    return edges.get(row);
  }

  /** The links by which a host reaches switches. */
  public List<Edge> ofHost(String host) {
    return ofHost.getOrDefault(host, List.of());
  }

  /** How many links each switch is away from the nearest switch that a host stands on. */
  public int[] distancesToHost(String host) {
    Set<Integer> leaves = new TreeSet<>();
    ofHost(host).forEach(edge -> leaves.add(edge.to()));
    return distancesTo(leaves);
  }

  public int[] distancesTo(int row) {
    return distancesTo(Set.of(row));
  }

  /** How many links each switch is away from the nearest of some; they stay as they are. */
  public int[] distancesTo(Set<Integer> switches) {
    return known.computeIfAbsent(switches, this::distances);
  }

  private int[] distances(Set<Integer> targets) {
    int[] far = new int[edges.size()];
    Arrays.fill(far, FAR);
    ArrayDeque<Integer> next = new ArrayDeque<>();
    for (int target : targets) {
      far[target] = 0;
      next.add(target);
    }
    while (!next.isEmpty()) {
      int at = next.poll();
      for (Edge edge : edges.get(at)) {
        if (edge.to() >= 0 && far[edge.to()] == FAR) {
          far[edge.to()] = far[at] + 1;
          next.add(edge.to());
        }
      }
    }
    return far;
  }

  /** The links of a switch that lead one step nearer. */
  public List<Edge> nearer(int row, int[] distances) {
    List<Edge> ways = new ArrayList<>();
    for (Edge edge : edges.get(row)) {
      if (edge.to() >= 0 && distances[row] != FAR && distances[edge.to()] == distances[row] - 1) {
        ways.add(edge);
      }
    }
    return ways;
  }
}
