package io.coppice.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The racks of a fabric. Where they are not known they are told from the links: nodes of the lowest
 * layer with the same upper neighbours stand together, below those of their neighbours that serve
 * more of them than of any other rack's; nodes of the layer above that serve none are racks of one.
 */
final class RackBlocks {
  /** Width by height of the grid of hosts. */
  private static final double GRID = 0.9;

  /** So few hosts stand beside each other, so that no link passes behind another host. */
  private static final int ONE_ROW = 4;

  private static final double LEAF_GAP = 5;

  private final LayoutGraph fabric;
  private final int[] rackOf;
  private final List<Rack> racks = new ArrayList<>();

  /**
   * A rack.
   *
   * @param first the smallest of its nodes
   */
  record Rack(int site, int first, int[] nodes, Block block) {}

  RackBlocks(LayoutGraph fabric, int[][] above) {
    this.fabric = fabric;
    this.rackOf = new int[fabric.size()];
    Arrays.fill(rackOf, -1);
    int bottom = Arrays.stream(fabric.layer()).max().orElse(0);
    Map<Object, List<Integer>> hosts = new LinkedHashMap<>();
    for (int node = 0; node < fabric.size(); node++) {
      if (fabric.layer()[node] == bottom) {
        hosts.computeIfAbsent(key(node, above[node]), _ -> new ArrayList<>()).add(node);
      }
    }
    int number = 0;
    Map<Integer, Map<Integer, Integer>> served = new HashMap<>();
    for (List<Integer> members : hosts.values()) {
      for (int host : members) {
        rackOf[host] = number;
        for (int leaf : above[host]) {
          if (fabric.layer()[leaf] == bottom - 1 && fabric.site()[leaf] == fabric.site()[host]) {
            served.computeIfAbsent(leaf, _ -> new HashMap<>()).merge(number, 1, Integer::sum);
          }
        }
      }
      number++;
    }
    for (int leaf = 0; leaf < fabric.size(); leaf++) {
      if (bottom > 0 && fabric.layer()[leaf] == bottom - 1 && fabric.site()[leaf] >= 0) {
        rackOf[leaf] =
            served.getOrDefault(leaf, Map.of()).entrySet().stream()
                .max(
                    Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(number);
        number = Math.max(number, rackOf[leaf] + 1);
      }
    }
    build(number, bottom);
  }

  private Object key(int host, int[] uppers) {
    return fabric.rack()[host] >= 0
        ? List.of(fabric.site()[host], fabric.rack()[host])
        : List.of(fabric.site()[host], Arrays.stream(uppers).boxed().toList());
  }

  private void build(int count, int bottom) {
    List<List<Integer>> nodes = new ArrayList<>();
    for (int rack = 0; rack < count; rack++) {
      nodes.add(new ArrayList<>());
    }
    for (int node = 0; node < rackOf.length; node++) {
      if (rackOf[node] >= 0) {
        nodes.get(rackOf[node]).add(node);
      }
    }
    for (List<Integer> members : nodes) {
      List<Block> leaves = blocks(members, bottom - 1);
      List<Block> hosts = blocks(members, bottom);
      Block grid =
          hosts.size() <= ONE_ROW
              ? Block.rows(hosts, ONE_ROW, FabricLayout.GAP)
              : Block.rows(hosts, FabricLayout.GAP, GRID);
      Block block =
          leaves.isEmpty()
              ? grid
              : Block.stack(Block.layer(leaves, FabricLayout.GAP, grid.width()), grid, LEAF_GAP);
      int first = members.getFirst();
      racks.add(
          new Rack(
              fabric.site()[first],
              first,
              members.stream().mapToInt(Integer::intValue).toArray(),
              block));
    }
  }

  private List<Block> blocks(List<Integer> members, int layer) {
    return members.stream()
        .filter(node -> fabric.layer()[node] == layer)
        .map(node -> Block.node(node, fabric.width()[node], fabric.height()[node]))
        .toList();
  }

  int[] rackOf() {
    return rackOf;
  }

  /** The racks of a site, in the order of their first nodes. */
  List<Rack> of(int site) {
    List<Rack> own = new ArrayList<>();
    for (Rack rack : racks) {
      if (rack.site() == site) {
        own.add(rack);
      }
    }
    own.sort(java.util.Comparator.comparingInt(Rack::first));
    return own;
  }
}
