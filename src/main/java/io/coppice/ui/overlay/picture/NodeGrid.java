package io.coppice.ui.overlay.picture;

import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.function.IntPredicate;

/**
 * Finds the nodes at a place of a picture without asking all: a grid of as many cells as there are
 * nodes, each with the nodes whose upper left corner lies in it.
 */
final class NodeGrid {
  private final PlacedGraph placed;
  private final double left;
  private final double top;
  private final double cellWidth;
  private final double cellHeight;
  private final int side;
  private final int[] start;
  private final int[] nodes;
  private double widest;
  private double tallest;

  NodeGrid(PlacedGraph placed) {
    this.placed = placed;
    int count = placed.graph().nodes().size();
    PlacedGraph.Frame whole = placed.whole();
    left = whole.left();
    top = whole.top();
    side = Math.max(1, (int) Math.sqrt(count));
    cellWidth = Math.max(1e-9, whole.width() / side);
    cellHeight = Math.max(1e-9, whole.height() / side);
    start = new int[side * side + 1];
    nodes = new int[count];
    for (int node = 0; node < count; node++) {
      start[cell(node) + 1]++;
      widest = Math.max(widest, placed.width(node));
      tallest = Math.max(tallest, placed.height(node));
    }
    for (int cell = 0; cell < side * side; cell++) {
      start[cell + 1] += start[cell];
    }
    int[] next = start.clone();
    for (int node = 0; node < count; node++) {
      nodes[next[cell(node)]++] = node;
    }
  }

  private int cell(int node) {
    return row(placed.y(node)) * side + column(placed.x(node));
  }

  private int column(double x) {
    return Math.clamp((long) Math.floor((x - left) / cellWidth), 0, side - 1);
  }

  private int row(double y) {
    return Math.clamp((long) Math.floor((y - top) / cellHeight), 0, side - 1);
  }

  /**
   * Whether any node that reaches into a rectangle is wanted. Asks of every such node until one is,
   * and of some around it.
   */
  boolean any(double fromX, double fromY, double toX, double toY, IntPredicate wanted) {
    int lastColumn = column(toX);
    int lastRow = row(toY);
    int firstColumn = column(fromX - widest);
    for (int row = row(fromY - tallest); row <= lastRow; row++) {
      int end = start[row * side + lastColumn + 1];
      for (int at = start[row * side + firstColumn]; at < end; at++) {
        if (wanted.test(nodes[at])) {
          return true;
        }
      }
    }
    return false;
  }
}
