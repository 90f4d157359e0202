package io.coppice.ui.fork.lineage;

import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;

/**
 * Draws a {@link LineageTree} into an array of pixels: connectors of right angles whose thickness
 * grows with the logarithm of their unique bytes, and a shape for each state. Everything is filled
 * rectangles and short rows, so that 10,000 nodes fit in a frame. The unit of the content is a row
 * of the tree.
 */
public final class LineageRaster {
  /** Units from one generation to the next. */
  public static final double LEVEL = 9;

  private static final double RADIUS = 0.36;
  private static final double MARGIN = 1;

  private final LineageTree tree;
  private final LineageBundling bundling;
  private final double[] thickness;

  /** Prepares the drawing of a tree whose bundles are made so. */
  public LineageRaster(LineageTree tree, LineageBundling bundling) {
    this.tree = tree;
    this.bundling = bundling;
    this.thickness = new double[tree.size()];
    long most = tree.nodes().stream().mapToLong(Node::unique).max().orElse(0);
    for (int i = 0; i < thickness.length; i++) {
      // From a hair to two thirds of a row: log2, because bytes of branches differ by orders of
      // magnitude.
      double share =
          most <= 1
              ? 0
              : Math.log1p(tree.nodes().get(i).unique() / 4096.0) / Math.log1p(most / 4096.0);
      thickness[i] = 0.06 + 0.6 * share;
    }
  }

  public LineageTree tree() {
    return tree;
  }

  LineageBundling bundling() {
    return bundling;
  }

  public double width() {
    return tree.size() == 0 ? 0 : (tree.placed().levels() - 1) * LEVEL + 2 * MARGIN + LEVEL * 0.8;
  }

  public double height() {
    return tree.size() == 0 ? 0 : tree.placed().breadth() + 2 * MARGIN;
  }

  /** The place of a node's centre. */
  public double x(int node) {
    return MARGIN + tree.placed().depth()[node] * LEVEL;
  }

  /** Whether nothing stands at the right of where a node stands. */
  boolean isLastLevel(int node) {
    return tree.placed().depth()[node] == tree.placed().levels() - 1;
  }

  public double y(int node) {
    return MARGIN + tree.placed().across()[node];
  }

  /** The node one comes to from another by going towards the parent, the children, up or down. */
  int next(int from, int right, int down) {
    int found = from;
    double least = Double.MAX_VALUE;
    for (int node = 0; node < tree.size(); node++) {
      boolean there =
          right < 0
              ? tree.parent()[from] == node
              : right > 0
                  ? tree.parent()[node] == from
                  : x(node) == x(from) && (y(node) - y(from)) * down > 0;
      double far = Math.abs(y(node) - y(from));
      if (there && far < least) {
        least = far;
        found = node;
      }
    }
    return found;
  }

  /** The node at a place; -1 for none and for NaN. */
  public int nodeAt(double x, double y) {
    for (int node = 0; node < tree.size(); node++) {
      if (Math.abs(y(node) - y) <= 0.5 && x >= x(node) - 0.6 && x <= x(node) + LEVEL * 0.75) {
        return node;
      }
    }
    return -1;
  }

  /**
   * Draws what a window shows.
   *
   * @param brush of which the part is filled wholly
   * @param colours a colour for each {@link Mark}, then that of the connectors, the background, and
   *     the ring of what is selected
   * @param selected whether a drawn node is selected
   */
  public void draw(PixelBrush brush, PixelWindow window, int[] colours, boolean[] selected) {
    double scale = window.scale();
    int connector = colours[Mark.values().length];
    int background = colours[Mark.values().length + 1];
    int ring = colours[Mark.values().length + 2];
    brush.fill(background);
    for (int node = 1; node < tree.size(); node++) {
      connect(brush, window, node, connector);
    }
    double radius = RADIUS * scale;
    for (int node = 0; node < tree.size(); node++) {
      double cx = window.x(x(node));
      double cy = window.y(y(node));
      double reach = 1.1 * radius + Math.max(4, scale * 0.12);
      if (!brush.reaches(cx - reach, cy - reach, cx + reach, cy + reach)) {
        continue;
      }
      if (selected[node]) {
        brush.disc(cx, cy, radius + Math.max(2, scale * 0.12), ring);
      }
      Node drawn = tree.nodes().get(node);
      int colour = colours[bundling.tint(drawn).ordinal()];
      shape(brush, drawn.mark(), cx, cy, radius, colour, background);
    }
  }

  private void connect(PixelBrush pixels, PixelWindow window, int node, int colour) {
    double scale = window.scale();
    int up = tree.parent()[node];
    double fromY = window.y(y(up));
    double toY = window.y(y(node));
    double reach = scale * Math.max(1, thickness[node]);
    if (Math.max(fromY, toY) < pixels.top() - reach
        || Math.min(fromY, toY) > pixels.bottom() + reach) {
      return;
    }
    double fromX = window.x(x(up));
    double toX = window.x(x(node));
    double bendX = toX - LEVEL * 0.22 * scale;
    double thick = Math.max(1, thickness[node] * scale);
    double hair = Math.max(1, 0.06 * scale);
    pixels.rectangle(fromX, fromY - hair / 2, bendX + hair, fromY + hair / 2, colour);
    pixels.rectangle(
        bendX,
        Math.min(fromY, toY) - hair / 2,
        bendX + hair,
        Math.max(fromY, toY) + hair / 2,
        colour);
    pixels.rectangle(bendX, toY - thick / 2, toX, toY + thick / 2, colour);
  }

  private static void shape(
      PixelBrush pixels, Mark mark, double cx, double cy, double r, int colour, int background) {
    switch (mark) {
      case BASE -> pixels.rectangle(cx - r, cy - r, cx + r, cy + r, colour);
      case RUNNING -> pixels.disc(cx, cy, r, colour);
      case STARTING -> {
        pixels.disc(cx, cy, r, colour);
        pixels.disc(cx, cy, r * 0.55, background);
      }
      case PAUSED -> {
        pixels.rectangle(cx - r * 0.8, cy - r, cx - r * 0.2, cy + r, colour);
        pixels.rectangle(cx + r * 0.2, cy - r, cx + r * 0.8, cy + r, colour);
      }
      case ENDED -> {
        pixels.diamond(cx, cy, r, colour);
        pixels.diamond(cx, cy, r * 0.55, background);
      }
      case FAILED -> pixels.triangle(cx, cy, r * 1.1, colour);
      case BUNDLE -> {
        for (int bar = -1; bar <= 1; bar++) {
          pixels.rectangle(
              cx - r,
              cy + bar * r * 0.75 - r * 0.25,
              cx + r,
              cy + bar * r * 0.75 + r * 0.25,
              colour);
        }
      }
    }
  }
}
