package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.NetworkGraph.Node;
import io.coppice.ui.overlay.graph.PlacedGraph;

/**
 * Draws nodes as boxes, told apart by shape beside colour: what is down is crossed out, what is
 * unknown has a dashed edge, what has problems a triangle in its corner. Open nodes show their
 * machines.
 */
final class NodePainter {
  /** Pixels of a machine's cell from which it gets a gap around. */
  private static final double GAP_FROM = 4;

  private static final int FADED = 60;

  private final PlacedGraph placed;
  private final NetworkGraph graph;
  private final MachineGrid[] grids;

  NodePainter(PlacedGraph placed) {
    this.placed = placed;
    this.graph = placed.graph();
    this.grids = new MachineGrid[graph.nodes().size()];
  }

  MachineGrid grid(int node) {
    if (grids[node] == null) {
      grids[node] = new MachineGrid(placed, node);
    }
    return grids[node];
  }

  void draw(PixelBrush brush, PixelWindow window, int[] colours, Marks marks) {
    // as far as rings and signs go beyond a node
    double beyond = 2 + 2.5 * Math.clamp(window.scale() * 0.9, 3, 14);
    for (int node = 0; node < grids.length; node++) {
      if (!marks.hidden().get(node)
          && brush.reaches(
              window.x(placed.x(node)) - beyond,
              window.y(placed.y(node)) - beyond,
              window.x(placed.x(node) + placed.width(node)) + beyond,
              window.y(placed.y(node) + placed.height(node)) + beyond)) {
        draw(brush, window, colours, marks, node);
      }
    }
  }

  private void draw(PixelBrush brush, PixelWindow window, int[] colours, Marks marks, int node) {
    Node it = graph.nodes().get(node);
    double left = window.x(placed.x(node));
    double top = window.y(placed.y(node));
    double right = window.x(placed.x(node) + placed.width(node));
    double bottom = window.y(placed.y(node) + placed.height(node));
    int ground = colours[Tone.GROUND.ordinal()];
    int alpha = marks.faded().get(node) ? FADED : 256;
    double thick = LinkPainter.hair(window);
    if (node == marks.selectedNode()) {
      double ring = Math.clamp(window.scale() * 0.35, 2, 6);
      int colour = colours[Tone.RING.ordinal()];
      brush.rectangle(left - ring, top - ring, right + ring, bottom + ring, colour);
    }
    brush.rectangle(
        left, top, right, bottom, PixelBrush.mix(ground, colours[fill(it).ordinal()], alpha));
    int edge = PixelBrush.mix(ground, colours[edge(it).ordinal()], alpha);
    if (it.health() == Health.UNKNOWN) {
      brush.dashedFrame(left, top, right, bottom, thick, edge);
    } else {
      brush.frame(left, top, right, bottom, it.health() == Health.UP ? 1 : 1.5 * thick, edge);
    }
    if (marks.open().get(node)) {
      machines(brush, window, colours, marks, node);
    }
    signs(brush, window, colours, it, left, top, right, bottom);
  }

  private static void signs(
      PixelBrush brush,
      PixelWindow window,
      int[] colours,
      Node node,
      double left,
      double top,
      double right,
      double bottom) {
    double r = Math.clamp(window.scale() * 0.9, 3, 14);
    if (node.health() == Health.DOWN) {
      LinkPainter.cross(
          brush,
          (left + right) / 2,
          (top + bottom) / 2,
          Math.min(bottom - top, right - left) * 0.36,
          colours[Tone.DOWN.ordinal()]);
    } else if (node.problems() > 0) {
      brush.triangle(right - r * 1.2, top + r * 1.2, r, colours[Tone.WARN.ordinal()]);
    }
  }

  private void machines(
      PixelBrush brush, PixelWindow window, int[] colours, Marks marks, int node) {
    int[] machines = graph.machinesOf(node);
    MachineGrid grid = grid(node);
    double wide = grid.cellWidth() * window.scale();
    double high = grid.cellHeight() * window.scale();
    double gap = Math.min(wide, high) < GAP_FROM ? 0 : Math.max(1, window.scale() * 0.12);
    for (int place = 0; place < machines.length; place++) {
      double left = window.x(grid.x(place));
      double top = window.y(grid.y(place));
      double beyond = 1 + high * 0.3; // a sign in a narrow cell
      if (!brush.reaches(left - beyond, top - 1, left + wide + beyond, top + high + 1)) {
        continue;
      }
      int machine = machines[place];
      if (machine == marks.selectedMachine()) {
        brush.rectangle(left, top, left + wide, top + high, colours[Tone.RING.ordinal()]);
      }
      int segment = marks.layers() == Marks.Layers.UNDERLAY ? -1 : marks.colour(graph, machine);
      Tone tone = segment < 0 ? Tone.MACHINE : Tone.segment(segment);
      int colour = colours[tone.ordinal()];
      Health health = graph.machines().get(machine).health();
      if (health == Health.DOWN || health == Health.UNKNOWN) {
        brush.frame(left + gap, top + gap, left + wide - gap, top + high - gap, 1, colour);
      } else {
        brush.rectangle(left + gap, top + gap, left + wide - gap, top + high - gap, colour);
      }
      if (graph.machines().get(machine).fence()) {
        double thick = Math.clamp(high * 0.18, 1, 4);
        int rim = colours[Tone.MIDDLEBOX.ordinal()];
        brush.frame(left + gap, top + gap, left + wide - gap, top + high - gap, thick, rim);
      }
      if (health == Health.DEGRADED && wide > GAP_FROM) {
        brush.triangle(left + wide / 2, top + high / 2, high * 0.3, colours[Tone.WARN.ordinal()]);
      }
    }
  }

  static Tone fill(Node node) {
    return switch (node.role()) {
      case ROUTER -> Tone.ROUTER;
      case MIDDLEBOX -> Tone.MIDDLEBOX;
      case SPINE -> Tone.SPINE;
      case LEAF -> Tone.LEAF;
      case HOST -> Tone.HOST;
      case UNKNOWN -> Tone.GROUND;
    };
  }

  static Tone edge(Node node) {
    return switch (node.health()) {
      case UP -> Tone.RIM;
      case DEGRADED -> Tone.WARN;
      case DOWN -> Tone.DOWN;
      case UNKNOWN -> Tone.UNKNOWN;
    };
  }
}
