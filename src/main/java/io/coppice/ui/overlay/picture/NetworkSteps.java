package io.coppice.ui.overlay.picture;

import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;

/**
 * Where an arrow key leads: to the nearest node in its direction, sideways distance counting
 * double; while a machine is selected, to the next one in the grid, and beyond its rim to its host.
 */
final class NetworkSteps {
  private final NetworkRaster raster;
  private final PlacedGraph placed;
  private final NetworkGraph graph;
  private final Marks marks;

  NetworkSteps(NetworkRaster raster, Marks marks) {
    this.raster = raster;
    this.placed = raster.placed();
    this.graph = placed.graph();
    this.marks = marks;
  }

  PictureHit next(int right, int down) {
    int machine = marks.selectedMachine();
    if (machine >= 0) {
      return machine(machine, right, down);
    }
    int from = marks.selectedNode();
    if (from < 0) {
      return new PictureHit(first(), -1, -1);
    }
    int found = from;
    double least = Double.MAX_VALUE;
    for (int node = 0; node < graph.nodes().size(); node++) {
      double dx = placed.middleX(node) - placed.middleX(from);
      double dy = placed.middleY(node) - placed.middleY(from);
      double along = dx * right + dy * down;
      double aside = Math.abs(dx * down) + Math.abs(dy * right);
      double far = along + 2 * aside;
      if (node != from
          && along > 0.5
          && aside <= 2 * along
          && !marks.hidden().get(node)
          && far < least) {
        least = far;
        found = node;
      }
    }
    return new PictureHit(found, -1, -1);
  }

  private int first() {
    int found = -1;
    for (int node = 0; node < graph.nodes().size(); node++) {
      if (!marks.hidden().get(node) && (found < 0 || placed.y(node) < placed.y(found))) {
        found = node;
      }
    }
    return found;
  }

  private PictureHit machine(int machine, int right, int down) {
    int host = graph.machines().get(machine).host();
    int[] all = graph.machinesOf(host);
    MachineGrid grid = raster.grid(host);
    for (int place = 0; place < all.length; place++) {
      if (all[place] == machine) {
        int next =
            grid.at(
                grid.x(place) + (0.5 + right) * grid.cellWidth(),
                grid.y(place) + (0.5 + down) * grid.cellHeight());
        return new PictureHit(host, next < 0 ? -1 : all[next], -1);
      }
    }
    return new PictureHit(host, -1, -1);
  }
}
