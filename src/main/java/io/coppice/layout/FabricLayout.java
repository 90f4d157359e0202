package io.coppice.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places a fabric in layers: what joins sites at the top, in each site its spines, below them the
 * racks, each with its leaves above a grid of its hosts.
 *
 * <p>Mechanism: the layers of Sugiyama, Tagawa and Toda ("Methods for Visual Understanding of
 * Hierarchical System Structures", IEEE SMC 1981) with the layers given by role instead of
 * computed, and their barycentre rule for the order within one. Hosts of the same leaves are one
 * rack, a block that is placed as a whole. Layers that would be too long are broken into rows, and
 * racks are set in rows, so that the whole has about the proportions of a screen whatever hangs
 * below one node.
 *
 * <p>What has a place keeps it: only nodes without one are placed, near where a whole new layout
 * would put them beside those that have.
 */
public final class FabricLayout {
  /** The proportion aimed at, width by height. */
  static final double ASPECT = 1.6;

  /** The proportion of the racks alone: the layers above them add height. */
  private static final double WIDE = 2.2;

  static final double GAP = 3;
  private static final double LAYER_GAP = 14;
  private static final double RACK_GAP = 7;
  private static final double SITE_GAP = 16;

  private final Fabric fabric;
  private final int[][] above;
  private final double[] x;
  private final double[] y;

  private FabricLayout(Fabric fabric) {
    this.fabric = fabric;
    this.above = fabric.above();
    this.x = new double[fabric.size()];
    this.y = new double[fabric.size()];
  }

  /**
   * Where nodes stand.
   *
   * @param x the left edge of each node
   * @param y the upper edge of each node
   * @param rack for each node the number of its rack; -1 for none
   */
  public record Placement(double[] x, double[] y, int[] rack) {}

  /** Places all nodes anew. */
  public static Placement of(Fabric fabric) {
    return new FabricLayout(fabric).place();
  }

  /**
   * Places the nodes that have no place yet, and moves no other.
   *
   * @param keptX for each node its left edge, or NaN where it has no place
   * @param keptY for each node its upper edge
   */
  public static Placement of(Fabric fabric, double[] keptX, double[] keptY) {
    Placement fresh = of(fabric);
    return KeptPlaces.merge(fabric, fresh, keptX, keptY);
  }

  private Placement place() {
    RackBlocks racks = new RackBlocks(fabric, above);
    List<Block> sites = new ArrayList<>();
    int last = Arrays.stream(fabric.site()).max().orElse(-1);
    for (int site = 0; site <= last; site++) {
      siteBlock(site, racks).ifPresent(sites::add);
    }
    Block between = siteBlock(-1, racks).orElse(new Block());
    Block below = Block.rows(sites, SITE_GAP, ASPECT);
    Block whole = between.isEmpty() ? below : Block.stack(between, below, LAYER_GAP * 2);
    whole.put(0, 0, x, y);
    return new Placement(x, y, racks.rackOf());
  }

  /** A site: its upper layers, each in as many rows as needed, above its racks. */
  private java.util.Optional<Block> siteBlock(int site, RackBlocks racks) {
    List<RackBlocks.Rack> own = racks.of(site);
    int[] upper =
        java.util.stream.IntStream.range(0, fabric.size())
            .filter(node -> fabric.site()[node] == site && racks.rackOf()[node] < 0)
            .toArray();
    if (own.isEmpty() && upper.length == 0) {
      return java.util.Optional.empty();
    }
    double[] rank = new Barycentre(fabric, above).order(upper, own);
    own.sort(Comparator.comparingDouble(rack -> rank[rack.first()]));
    Block block = Block.rows(own.stream().map(RackBlocks.Rack::block).toList(), RACK_GAP, WIDE);
    int lowest = Arrays.stream(upper).map(node -> fabric.layer()[node]).max().orElse(-1);
    for (int layer = lowest; layer >= 0; layer--) {
      int at = layer;
      List<Block> nodes =
          Arrays.stream(upper)
              .filter(node -> fabric.layer()[node] == at)
              .boxed()
              .sorted(Comparator.comparingDouble(node -> rank[node]))
              .map(node -> Block.node(node, fabric.width()[node], fabric.height()[node]))
              .toList();
      if (!nodes.isEmpty()) {
        block = Block.stack(Block.layer(nodes, GAP * 2, block.width()), block, LAYER_GAP);
      }
    }
    return java.util.Optional.of(block);
  }
}
