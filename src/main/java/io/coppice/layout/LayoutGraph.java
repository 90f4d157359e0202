package io.coppice.layout;

import java.util.Arrays;

/**
 * What a {@link FabricLayout} places: nodes in layers, and the links between them. Nodes come in
 * the order in which equals shall stand, by name for example.
 *
 * @param layer for each node how far down it belongs, 0 for the top; links within a layer are
 *     allowed
 * @param site for each node the site it belongs to, from 0; -1 for what stands between sites
 * @param rack for each node the rack it is known to stand in; -1 where that is to be told from the
 *     links
 * @param width for each node its extent, above 0
 * @param height for each node its extent, above 0
 * @param from for each link the node at one end
 * @param to for each link the node at the other end
 */
public record LayoutGraph(
    int[] layer, int[] site, int[] rack, double[] width, double[] height, int[] from, int[] to) {
  /**
   * Checks that the arrays fit together.
   *
   * @throws IllegalArgumentException if their lengths differ or a link ends nowhere
   */
  public LayoutGraph {
    int n = layer.length;
    if (site.length != n || rack.length != n || width.length != n || height.length != n) {
      throw new IllegalArgumentException("A layer, a site, a rack and an extent for each node");
    }
    if (from.length != to.length) {
      throw new IllegalArgumentException("Two ends for each link");
    }
    for (int link = 0; link < from.length; link++) {
      if (from[link] < 0 || from[link] >= n || to[link] < 0 || to[link] >= n) {
        throw new IllegalArgumentException("Link " + link + " ends at no node");
      }
    }
  }

  public int size() {
    return layer.length;
  }

  /** For each node those above it, without repetition, in ascending order. */
  int[][] above() {
    int[] count = new int[size()];
    for (int link = 0; link < from.length; link++) {
      if (layer[from[link]] != layer[to[link]]) {
        count[lower(link)]++;
      }
    }
    int[][] above = new int[size()][];
    for (int node = 0; node < above.length; node++) {
      above[node] = new int[count[node]];
    }
    for (int link = 0; link < from.length; link++) {
      if (layer[from[link]] != layer[to[link]]) {
        int down = lower(link);
        above[down][--count[down]] = down == from[link] ? to[link] : from[link];
      }
    }
    for (int node = 0; node < above.length; node++) {
      above[node] = Arrays.stream(above[node]).sorted().distinct().toArray();
    }
    return above;
  }

  private int lower(int link) {
    return layer[from[link]] > layer[to[link]] ? from[link] : to[link];
  }
}
