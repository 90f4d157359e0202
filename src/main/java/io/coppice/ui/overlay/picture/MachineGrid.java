package io.coppice.ui.overlay.picture;

import io.coppice.ui.overlay.graph.PlacedGraph;

/**
 * Where machines stand inside their host: rows below the host's name, in cells as large as fit, so
 * that opening a host moves nothing else.
 */
public final class MachineGrid {
  private static final double RIM = 0.6;
  private static final double NAME = 2;
  private static final double PROPORTION = 2.2;

  private final double left;
  private final double top;
  private final double cellWidth;
  private final double cellHeight;
  private final int columns;
  private final int count;

  MachineGrid(PlacedGraph placed, int node) {
    count = placed.graph().machinesOf(node).length;
    double wide = placed.width(node) - 2 * RIM;
    double high = placed.height(node) - NAME - RIM;
    left = placed.x(node) + RIM;
    top = placed.y(node) + NAME;
    int fit = (int) Math.ceil(Math.sqrt(count * wide / high / PROPORTION));
    columns = Math.clamp(fit, 1, Math.max(1, count));
    cellWidth = wide / columns;
    cellHeight = Math.min(high / Math.max(1, Math.ceilDiv(count, columns)), cellWidth);
  }

  double x(int place) {
    return left + place % columns * cellWidth;
  }

  double y(int place) {
    return top + place / columns * cellHeight;
  }

  double cellWidth() {
    return cellWidth;
  }

  double cellHeight() {
    return cellHeight;
  }

  /** Which of the host's machines stands there; -1 for none. */
  int at(double x, double y) {
    if (x < left || y < top || x >= left + columns * cellWidth) {
      return -1;
    }
    int place = (int) ((y - top) / cellHeight) * columns + (int) ((x - left) / cellWidth);
    return place < count ? place : -1;
  }
}
