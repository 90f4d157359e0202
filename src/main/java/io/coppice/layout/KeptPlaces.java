package io.coppice.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives places to new nodes among those that keep theirs: as far from a kept node of its rack, or
 * else of its neighbours or its layer, as a whole new layout would set it, and if something stands
 * there at the nearest free place.
 */
final class KeptPlaces {
  private static final double CELL = 24;
  private static final int RINGS = 400;

  private final LayoutGraph fabric;
  private final double[] x;
  private final double[] y;
  private final Map<Long, List<Integer>> taken = new HashMap<>();

  private KeptPlaces(LayoutGraph fabric, double[] keptX, double[] keptY) {
    this.fabric = fabric;
    this.x = keptX.clone();
    this.y = keptY.clone();
  }

  static FabricLayout.Placement merge(
      LayoutGraph fabric, FabricLayout.Placement fresh, double[] keptX, double[] keptY) {
    if (keptX.length != fabric.size() || keptY.length != fabric.size()) {
      throw new IllegalArgumentException("A place or NaN for each node");
    }
    KeptPlaces places = new KeptPlaces(fabric, keptX, keptY);
    int[] anchor = new Anchors(fabric, fresh, keptX).each();
    for (int node = 0; node < fabric.size(); node++) {
      if (!Double.isNaN(keptX[node])) {
        places.take(node);
      }
    }
    for (int node = 0; node < fabric.size(); node++) {
      if (Double.isNaN(keptX[node])) {
        int by = anchor[node];
        double dx = by < 0 ? 0 : keptX[by] - fresh.x()[by];
        double dy = by < 0 ? 0 : keptY[by] - fresh.y()[by];
        places.settle(node, fresh.x()[node] + dx, fresh.y()[node] + dy);
      }
    }
    return new FabricLayout.Placement(places.x, places.y, fresh.rack());
  }

  private void settle(int node, double wantedX, double wantedY) {
    double stepX = fabric.width()[node] + FabricLayout.GAP;
    double stepY = fabric.height()[node] + FabricLayout.GAP;
    for (int ring = 0; ring < RINGS; ring++) {
      for (int column = -ring; column <= ring; column++) {
        for (int row = -ring; row <= ring; row++) {
          if (Math.max(Math.abs(column), Math.abs(row)) == ring
              && isFree(node, wantedX + column * stepX, wantedY + row * stepY)) {
            x[node] = wantedX + column * stepX;
            y[node] = wantedY + row * stepY;
            take(node);
            return;
          }
        }
      }
    }
    x[node] = wantedX;
    y[node] = wantedY;
    take(node);
  }

  private boolean isFree(int node, double left, double top) {
    double right = left + fabric.width()[node];
    double bottom = top + fabric.height()[node];
    for (long column = cell(left); column <= cell(right); column++) {
      for (long row = cell(top); row <= cell(bottom); row++) {
        for (int other : taken.getOrDefault(key(column, row), List.of())) {
          if (left < x[other] + fabric.width()[other]
              && x[other] < right
              && top < y[other] + fabric.height()[other]
              && y[other] < bottom) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void take(int node) {
    for (long column = cell(x[node]); column <= cell(x[node] + fabric.width()[node]); column++) {
      for (long row = cell(y[node]); row <= cell(y[node] + fabric.height()[node]); row++) {
        taken.computeIfAbsent(key(column, row), _ -> new ArrayList<>()).add(node);
      }
    }
  }

  private static long cell(double at) {
    return (long) Math.floor(at / CELL);
  }

  private static long key(long column, long row) {
    return column << 32 ^ row & 0xffffffffL;
  }

  /** For each new node the kept one that it is placed by. */
  private static final class Anchors {
    private final LayoutGraph fabric;
    private final FabricLayout.Placement fresh;
    private final double[] keptX;
    private final Map<Integer, List<Integer>> byRack = new HashMap<>();
    private final Map<Integer, List<Integer>> bySite = new HashMap<>();

    Anchors(LayoutGraph fabric, FabricLayout.Placement fresh, double[] keptX) {
      this.fabric = fabric;
      this.fresh = fresh;
      this.keptX = keptX;
      for (int node = 0; node < fabric.size(); node++) {
        if (!Double.isNaN(keptX[node])) {
          byRack.computeIfAbsent(fresh.rack()[node], _ -> new ArrayList<>()).add(node);
          bySite.computeIfAbsent(fabric.site()[node], _ -> new ArrayList<>()).add(node);
        }
      }
    }

    int[] each() {
      int[] anchor = new int[fabric.size()];
      for (int node = 0; node < anchor.length; node++) {
        anchor[node] = Double.isNaN(keptX[node]) ? anchor(node) : node;
      }
      return anchor;
    }

    private int anchor(int node) {
      int rack = fresh.rack()[node];
      List<Integer> mates = rack < 0 ? List.of() : byRack.getOrDefault(rack, List.of());
      return nearest(
          node, mates.isEmpty() ? bySite.getOrDefault(fabric.site()[node], List.of()) : mates);
    }

    private int nearest(int node, List<Integer> among) {
      int found = -1;
      double least = Double.MAX_VALUE;
      for (int other : among) {
        double far =
            Math.hypot(
                fresh.x()[other] - fresh.x()[node], 3 * (fresh.y()[other] - fresh.y()[node]));
        if (far < least) {
          least = far;
          found = other;
        }
      }
      return found;
    }
  }
}
