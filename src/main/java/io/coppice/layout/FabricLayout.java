package io.coppice.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

  static final double GAP = 3;
  private static final double LAYER_GAP = 14;
  private static final double RACK_GAP = 7;
  private static final double SITE_GAP = 16;

  private final LayoutGraph fabric;
  private final int[][] above;
  private final double[] x;
  private final double[] y;

  private FabricLayout(LayoutGraph fabric) {
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
  public static Placement of(LayoutGraph fabric) {
    return new FabricLayout(fabric).place();
  }

  /**
   * Places the nodes that have no place yet, and moves no other.
   *
   * @param keptX for each node its left edge, or NaN where it has no place
   * @param keptY for each node its upper edge
   */
  public static Placement of(LayoutGraph fabric, double[] keptX, double[] keptY) {
    Placement fresh = of(fabric);
    return KeptPlaces.merge(fabric, fresh, keptX, keptY);
  }

  private Placement place() {
    RackBlocks racks = new RackBlocks(fabric, above);
    List<Block> sites = new ArrayList<>();
    int last = Arrays.stream(fabric.site()).max().orElse(-1);
    Block between = siteBlock(-1, racks, 0).orElse(new Block());
    double above = last == 0 && !between.isEmpty() ? between.height() + LAYER_GAP * 2 : 0;
    for (int site = 0; site <= last; site++) {
      siteBlock(site, racks, above).ifPresent(sites::add);
    }
    Block below = Block.rows(sites, SITE_GAP, ASPECT);
    Block whole = between.isEmpty() ? below : Block.stack(between, below, LAYER_GAP * 2);
    whole.put(0, 0, x, y);
    return new Placement(x, y, racks.rackOf());
  }

  /**
   * A site: its upper layers, each in as many rows as needed, above its racks, of which as many
   * stand in a row as bring the whole nearest to a screen's proportion.
   *
   * @param height of what will stand above the site alone
   */
  private Optional<Block> siteBlock(int site, RackBlocks racks, double height) {
    List<RackBlocks.Rack> own = racks.of(site);
    int[] upper =
        IntStream.range(0, fabric.size())
            .filter(node -> fabric.site()[node] == site && racks.rackOf()[node] < 0)
            .toArray();
    if (own.isEmpty() && upper.length == 0) {
      return Optional.empty();
    }
    double[] rank = new Barycentre(fabric, above).order(upper, own);
    own.sort(Comparator.comparingDouble(rack -> rank[rack.first()]));
    List<List<Block>> layers = layers(upper, rank);
    List<Block> below = own.stream().map(RackBlocks.Rack::block).toList();
    return Block.nearest(
        Math.max(1, below.size()),
        columns -> stacked(layers, Block.rows(below, columns, RACK_GAP)),
        block -> block.width() / (block.height() + height),
        ASPECT);
  }

  /** The nodes of each upper layer in order, the lowest layer first. */
  private List<List<Block>> layers(int[] upper, double[] rank) {
    int lowest = Arrays.stream(upper).map(node -> fabric.layer()[node]).max().orElse(-1);
    List<List<Block>> layers = new ArrayList<>();
    for (int layer = lowest; layer >= 0; layer--) {
      int at = layer;
      layers.add(
          Arrays.stream(upper)
              .filter(node -> fabric.layer()[node] == at)
              .boxed()
              .sorted(Comparator.comparingDouble(node -> rank[node]))
              .map(node -> Block.node(node, fabric.width()[node], fabric.height()[node]))
              .toList());
    }
    layers.removeIf(List::isEmpty);
    return layers;
  }

  private static Block stacked(List<List<Block>> layers, Block racks) {
    Block block = racks;
    for (List<Block> nodes : layers) {
      block = Block.stack(Block.layer(nodes, GAP * 2, block.width()), block, LAYER_GAP);
    }
    return block;
  }
}
