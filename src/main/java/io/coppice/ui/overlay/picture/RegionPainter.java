package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws segments: a region of colour behind every node where a tunnel of theirs ends, grown until
 * it meets that of the neighbour, so that members that stand together are one region and nothing
 * between strangers is coloured. Where several segments share a node each has a band. Tunnels are
 * drawn as bows between all ends where these are few, else from the selected node alone.
 */
final class RegionPainter {
  private static final double ROOM = 1.6;
  private static final int ALPHA = 120;
  private static final int FEW_ENDS = 10;
  private static final int STEPS = 16;

  private final PlacedGraph placed;

  RegionPainter(PlacedGraph placed) {
    this.placed = placed;
  }

  /** For each node the shown segments that end there, by their places among the marks. */
  List<List<Integer>> ends(Marks marks) {
    NetworkGraph graph = placed.graph();
    List<List<Integer>> at = new ArrayList<>();
    for (int node = 0; node < graph.nodes().size() && marks.segments().length > 0; node++) {
      at.add(new ArrayList<>(2));
    }
    for (int place = 0; place < marks.segments().length; place++) {
      for (int host : graph.segments().get(marks.segments()[place]).hosts()) {
        at.get(host).add(place);
      }
    }
    return at;
  }

  void draw(
      PixelBrush brush, PixelWindow window, int[] colours, Marks marks, List<List<Integer>> ends) {
    for (int node = 0; node < ends.size(); node++) {
      if (!ends.get(node).isEmpty() && !marks.hidden().get(node)) {
        bands(brush, window, colours, node, ends.get(node));
      }
    }
  }

  private void bands(
      PixelBrush brush, PixelWindow window, int[] colours, int node, List<Integer> places) {
    double left = placed.x(node) - ROOM;
    double right = placed.x(node) + placed.width(node) + ROOM;
    double top = placed.y(node) - ROOM;
    double high = (placed.height(node) + 2 * ROOM) / places.size();
    if (!brush.reaches(
        window.x(left) - 1,
        window.y(top) - 1,
        window.x(right) + 1,
        window.y(top + high * places.size()) + 1)) {
      return;
    }
    for (int i = 0; i < places.size(); i++) {
      brush.veil(
          window.x(left),
          window.y(top + i * high),
          window.x(right),
          window.y(top + (i + 1) * high),
          colours[Tone.segment(places.get(i)).ordinal()],
          ALPHA);
    }
  }

  void tunnels(PixelBrush brush, PixelWindow window, int[] colours, Marks marks) {
    for (int place = 0; place < marks.segments().length; place++) {
      int[] hosts = placed.graph().segments().get(marks.segments()[place]).hosts();
      int colour = colours[Tone.segment(place).ordinal()];
      for (int a = 0; a < hosts.length; a++) {
        for (int b = a + 1; b < hosts.length; b++) {
          boolean wanted =
              hosts.length <= FEW_ENDS
                  || hosts[a] == marks.selectedNode()
                  || hosts[b] == marks.selectedNode();
          if (wanted && !marks.hidden().get(hosts[a]) && !marks.hidden().get(hosts[b])) {
            bow(brush, window, hosts[a], hosts[b], place, colour);
          }
        }
      }
    }
  }

  /** A curve that leaves the straight line to the side, more for each further segment. */
  private void bow(PixelBrush brush, PixelWindow window, int a, int b, int place, int colour) {
    double x0 = placed.middleX(a);
    double y0 = placed.middleY(a);
    double x1 = placed.middleX(b);
    double y1 = placed.middleY(b);
    double bend = 0.12 + 0.05 * place;
    double cx = (x0 + x1) / 2 + (y1 - y0) * bend;
    double cy = (y0 + y1) / 2 - Math.abs(x1 - x0) * bend;
    double lastX = x0;
    double lastY = y0;
    for (int step = 1; step <= STEPS; step++) {
      double t = step / (double) STEPS;
      double x = (1 - t) * (1 - t) * x0 + 2 * t * (1 - t) * cx + t * t * x1;
      double y = (1 - t) * (1 - t) * y0 + 2 * t * (1 - t) * cy + t * t * y1;
      brush.line(
          window.x(lastX),
          window.y(lastY),
          window.x(x),
          window.y(y),
          1.5 * LinkPainter.hair(window),
          colour,
          true);
      lastX = x;
      lastY = y;
    }
  }
}
