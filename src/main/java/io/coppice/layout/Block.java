package io.coppice.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** A rectangle with nodes and other blocks at places inside. */
final class Block {
  /** Width to height of the rows of a layer that stands over nothing wide. */
  private static final double PROPORTION = 2.5;

  private final List<Part> parts = new ArrayList<>();
  private double width;
  private double height;
  private int node = -1;

  private record Part(Block block, double x, double y) {}

  static Block node(int node, double width, double height) {
    Block block = new Block();
    block.node = node;
    block.width = width;
    block.height = height;
    return block;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  boolean isEmpty() {
    return node < 0 && parts.isEmpty();
  }

  private void add(Block block, double x, double y) {
    parts.add(new Part(block, x, y));
    width = Math.max(width, x + block.width);
    height = Math.max(height, y + block.height);
  }

  /** Writes where the nodes inside come to stand. */
  void put(double left, double top, double[] x, double[] y) {
    if (node >= 0) {
      x[node] = left;
      y[node] = top;
    }
    for (Part part : parts) {
      part.block.put(left + part.x, top + part.y, x, y);
    }
  }

  /** Both, one above the other, on one middle line. */
  static Block stack(Block upper, Block lower, double gap) {
    Block block = new Block();
    double wide = Math.max(upper.width, lower.width);
    block.add(upper, (wide - upper.width) / 2, 0);
    if (!lower.isEmpty()) {
      block.add(lower, (wide - lower.width) / 2, upper.height + gap);
    }
    return block;
  }

  /** In rows of equally many, as many to a row as bring the whole nearest to a proportion. */
  static Block rows(List<Block> blocks, double gap, double aspect) {
    return nearest(
            blocks.size(),
            columns -> rows(blocks, columns, gap),
            block -> block.width / block.height,
            aspect)
        .orElse(new Block());
  }

  /**
   * Of what numbers of columns make, the block that is nearest to a proportion; none of no columns.
   *
   * @param of the proportion of a block, which grows with its columns
   */
  static Optional<Block> nearest(
      int mostColumns, IntFunction<Block> made, ToDoubleFunction<Block> of, double aspect) {
    Block best = null;
    double least = Double.MAX_VALUE;
    for (int columns = 1; columns <= mostColumns; columns++) {
      Block tried = made.apply(columns);
      double proportion = of.applyAsDouble(tried);
      double off = Math.abs(Math.log(proportion / aspect));
      if (off < least) {
        least = off;
        best = tried;
      }
      if (proportion > 4 * aspect) {
        break;
      }
    }
    return Optional.ofNullable(best);
  }

  static Block rows(List<Block> blocks, int columns, double gap) {
    Block all = new Block();
    double top = 0;
    for (int from = 0; from < blocks.size(); from += columns) {
      double left = 0;
      double high = 0;
      for (Block block : blocks.subList(from, Math.min(blocks.size(), from + columns))) {
        all.add(block, left, top);
        left += block.width + gap;
        high = Math.max(high, block.height);
      }
      top += high + gap;
    }
    return all;
  }

  /**
   * The nodes of a layer spread over a width; where they do not fit, in rows of about equally many
   * that do, or in rows of good proportion where the width is too little for that.
   */
  static Block layer(List<Block> nodes, double gap, double over) {
    double each = nodes.stream().mapToDouble(Block::width).max().orElse(0) + gap;
    int fit = (int) Math.floor((over + gap) / each);
    double highest = nodes.stream().mapToDouble(Block::height).max().orElse(0) + gap;
    int least = (int) Math.ceil(Math.sqrt(nodes.size() * PROPORTION * highest / each));
    int columns = Math.clamp(Math.max(fit, least), 1, nodes.size());
    int rows = Math.ceilDiv(nodes.size(), columns);
    columns = Math.ceilDiv(nodes.size(), rows);
    double step = Math.clamp(over / columns, each, each * 3);
    Block layer = new Block();
    double top = 0;
    for (int from = 0; from < nodes.size(); from += columns) {
      List<Block> row = nodes.subList(from, Math.min(nodes.size(), from + columns));
      double high = 0;
      for (int i = 0; i < row.size(); i++) {
        double inset = (columns - row.size()) * step / 2;
        layer.add(row.get(i), inset + i * step, top);
        high = Math.max(high, row.get(i).height);
      }
      top += high + gap;
    }
    return layer;
  }
}
