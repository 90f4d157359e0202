package io.coppice.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the nodes of each layer, and the racks, by the middle of their neighbours' places, down
 * and up again, keeping the given order among equals: who is tied to the same neighbours stands as
 * it came.
 */
final class Barycentre {
  private static final int SWEEPS = 4;

  private final LayoutGraph fabric;
  private final int[][] above;

  Barycentre(LayoutGraph fabric, int[][] above) {
    this.fabric = fabric;
    this.above = above;
  }

  /**
   * The order of a site's nodes: smaller stands further left. A rack is known by its first node,
   * and is one place wide.
   */
  double[] order(int[] upper, List<RackBlocks.Rack> racks) {
    int[] unit = new int[fabric.size()];
    Arrays.fill(unit, -1);
    List<Integer> units = new ArrayList<>();
    for (int node : upper) {
      unit[node] = node;
      units.add(node);
    }
    for (RackBlocks.Rack rack : racks) {
      for (int node : rack.nodes()) {
        unit[node] = rack.first();
      }
      units.add(rack.first());
    }
    int[] layer = new int[fabric.size()];
    int bottom = Arrays.stream(fabric.layer()).max().orElse(0);
    for (int node : upper) {
      layer[node] = fabric.layer()[node];
    }
    racks.forEach(rack -> layer[rack.first()] = bottom);
    List<int[]> ties = ties(unit, layer);
    double[] rank = new double[fabric.size()];
    for (int layerNow = 0; layerNow <= bottom; layerNow++) {
      spread(members(units, layer, layerNow), rank);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int step = 0; step <= bottom; step++) {
        int at = down ? step : bottom - step;
        sweep(members(units, layer, at), ties, layer, rank, down);
      }
    }
    return rank;
  }

  private static List<Integer> members(List<Integer> units, int[] layer, int at) {
    return new ArrayList<>(units.stream().filter(unit -> layer[unit] == at).sorted().toList());
  }

  private List<int[]> ties(int[] unit, int[] layer) {
    List<int[]> ties = new ArrayList<>();
    for (int node = 0; node < above.length; node++) {
      for (int up : above[node]) {
        if (unit[node] >= 0 && unit[up] >= 0 && layer[unit[up]] < layer[unit[node]]) {
          ties.add(new int[] {unit[up], unit[node]});
        }
      }
    }
    return ties;
  }

  private void sweep(
      List<Integer> members, List<int[]> ties, int[] layer, double[] rank, boolean down) {
    if (members.size() < 2) {
      return;
    }
    double[] sum = new double[rank.length];
    int[] count = new int[rank.length];
    int at = layer[members.getFirst()];
    for (int[] tie : ties) {
      int self = down ? tie[1] : tie[0];
      int other = down ? tie[0] : tie[1];
      if (layer[self] == at) {
        sum[self] += rank[other];
        count[self]++;
      }
    }
    double[] wanted = new double[rank.length];
    for (int member : members) {
      // Rounded, so that sums taken in another order do not part equals.
      wanted[member] =
          count[member] == 0 ? rank[member] : Math.rint(sum[member] / count[member] * 1e6) / 1e6;
    }
    members.sort(Comparator.comparingDouble(member -> wanted[member]));
    spread(members, rank);
  }

  /** Places from 0 to 1, so that layers of different lengths compare. */
  private static void spread(List<Integer> members, double[] rank) {
    for (int i = 0; i < members.size(); i++) {
      rank[members.get(i)] = (i + 0.5) / members.size();
    }
  }
}
