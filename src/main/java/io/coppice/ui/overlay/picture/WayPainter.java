package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.ArrayList;
import java.util.List;

/** Draws the way of a frame as far as it has come: a line with the frame at its head. */
final class WayPainter {
  private final PlacedGraph placed;
  private final NodePainter nodes;

  WayPainter(PlacedGraph placed, NodePainter nodes) {
    this.placed = placed;
    this.nodes = nodes;
  }

  private record Point(double x, double y) {}

  void draw(PixelBrush brush, PixelWindow window, int[] colours, Marks.Way way, double progress) {
    List<Point> points = points(window, way);
    if (points.isEmpty()) {
      return;
    }
    double whole = 0;
    for (int i = 1; i < points.size(); i++) {
      whole += length(points.get(i - 1), points.get(i));
    }
    double left = whole * Math.clamp(progress, 0, 1);
    double thick = Math.clamp(window.scale() * 0.5, 3, 8) * (way.possible() ? 0.5 : 1);
    int colour =
        way.possible()
            ? PixelBrush.mix(colours[Tone.SITE.ordinal()], colours[Tone.PATH.ordinal()], 110)
            : colours[Tone.PATH.ordinal()];
    Point head = points.getFirst();
    for (int i = 1; i < points.size() && left > 0; i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      double length = length(from, to);
      double share = length == 0 ? 1 : Math.min(1, left / length);
      head = new Point(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
      brush.line(from.x, from.y, head.x, head.y, thick, colour, true);
      left -= length;
    }
    if (way.lost() && progress >= 1) {
      double r = Math.clamp(window.scale() * 1.6, 7, 20);
      brush.disc(head.x, head.y, r * 1.35, colours[Tone.GROUND.ordinal()]);
      LinkPainter.cross(brush, head.x, head.y, r, colours[Tone.DOWN.ordinal()]);
    } else if (!way.possible()) {
      brush.disc(head.x, head.y, thick * 1.5, colour);
    }
  }

  private static double length(Point a, Point b) {
    return Math.hypot(b.x - a.x, b.y - a.y);
  }

  private List<Point> points(PixelWindow window, Marks.Way way) {
    List<Point> points = new ArrayList<>();
    machine(window, way.fromMachine(), points);
    for (int node : way.nodes()) {
      points.add(new Point(window.x(placed.middleX(node)), window.y(placed.middleY(node))));
    }
    machine(window, way.toMachine(), points);
    return points;
  }

  private void machine(PixelWindow window, int machine, List<Point> points) {
    NetworkGraph graph = placed.graph();
    if (machine < 0) {
      return;
    }
    int host = graph.machines().get(machine).host();
    int[] all = graph.machinesOf(host);
    MachineGrid grid = nodes.grid(host);
    for (int place = 0; place < all.length; place++) {
      if (all[place] == machine) {
        points.add(
            new Point(
                window.x(grid.x(place) + grid.cellWidth() / 2),
                window.y(grid.y(place) + grid.cellHeight() / 2)));
      }
    }
  }
}
