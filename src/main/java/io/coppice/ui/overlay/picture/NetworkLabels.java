package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.BitSet;
import java.util.List;
import javafx.scene.control.Label;

/**
 * The names in a network's picture, as far as there is room: of sites always, of nodes, racks,
 * links and machines from a scale on. Labels are kept and used again.
 */
final class NetworkLabels {
  static final int MOST = 220;
  private static final double LEAST_WIDTH = 34;
  static final double LINKS_FROM = 9;

  /** Parts of a link before its label, the best first. */
  private static final double[] NAMED_AT = {0.5, 0.35, 0.65, 0.2, 0.8};

  /** Ranks: sites from 0, each node followed by its machines, links above all. */
  private static final int NODE_BITS = 24;

  private static final long LINK_RANK = 1L << 50;

  private final NetworkView view;
  private final LabelPool labels;
  private final BitSet seen = new BitSet();
  private PixelWindow window = new PixelWindow(0, 0, 1);
  private double line = 16;

  NetworkLabels(NetworkView view) {
    this.view = view;
    this.labels = new LabelPool(view::add, MOST);
  }

  void place(NetworkRaster raster, Marks marks) {
    window = view.window();
    labels.begin(rank -> stays(rank, raster.placed(), marks));
    if (view.isShowing()) {
      sites(raster.placed());
      nodes(raster, marks);
      if (window.scale() >= LINKS_FROM && marks.layers() != Marks.Layers.OVERLAY) {
        links(raster, marks);
      }
    }
    labels.end();
  }

  private static long nodeRank(int node) {
    return (node + 1L) << NODE_BITS;
  }

  private boolean stays(long rank, PlacedGraph placed, Marks marks) {
    int node = (int) (rank >> NODE_BITS) - 1;
    return node < 0
        || rank >= LINK_RANK
        || node < placed.graph().nodes().size() && isNamed(placed, marks, node);
  }

  /** Inside a site's frame where there is room over its nodes, else above the frame. */
  private void sites(PlacedGraph placed) {
    long rank = 0;
    for (PlacedGraph.Frame site : placed.sites()) {
      boolean inside = PlacedGraph.SITE_HEADING * window.scale() >= line * 1.1;
      double top = window.y(site.top());
      put(
          rank++,
          LabelKind.SITE,
          site.name(),
          window.x(site.left()) + (inside ? 6 : 0),
          inside ? top + line * 0.6 : Math.max(top - line * 0.5, line * 0.5),
          inside ? site.width() * window.scale() - 12 : view.getWidth(),
          false);
    }
  }

  private void nodes(NetworkRaster raster, Marks marks) {
    PlacedGraph placed = raster.placed();
    NetworkGraph graph = placed.graph();
    seen.clear();
    for (int node = 0; node < graph.nodes().size() && !labels.isFull(); node++) {
      if (!isNamed(placed, marks, node)) {
        continue;
      }
      seen.set(node);
      boolean open = marks.open().get(node) && graph.machinesOf(node).length > 0;
      double high = placed.height(node) * window.scale();
      double middle =
          window.y(placed.y(node)) + (open ? Math.min(high, 2 * window.scale()) : high) / 2;
      if (!open || 2 * window.scale() >= line * 0.8) {
        nameNode(raster, marks, node, middle);
      }
      if (open) {
        machines(raster, node);
      }
    }
  }

  /**
   * A name that is wider than its node becomes smaller, then goes out over both sides as far as no
   * other node is in the way, and only then is cut.
   */
  private void nameNode(NetworkRaster raster, Marks marks, int node, double middle) {
    PlacedGraph placed = raster.placed();
    String name = brief(placed.graph().nodes().get(node).name());
    double left = window.x(placed.x(node));
    double wide = placed.width(node) * window.scale();
    LabelKind kind = LabelKind.NODE;
    double beside = -3;
    if (labels.width(kind, name) > wide - 6) {
      kind = LabelKind.NARROW;
      beside = labels.width(kind, name) > wide - 6 ? spare(raster, marks, node, middle) : -3;
    }
    put(nodeRank(node), kind, name, left - beside, middle, wide + 2 * beside, true);
  }

  /** Half of the way to the nearest node that stands beside a label, on the nearer side. */
  private double spare(NetworkRaster raster, Marks marks, int node, double middle) {
    PlacedGraph placed = raster.placed();
    double left = window.x(placed.x(node));
    double right = left + placed.width(node) * window.scale();
    double[] least = {Math.min(left, view.getWidth() - right)};
    double reach = 2 * Math.max(0, least[0]) + line;
    raster
        .grid()
        .any(
            window.atX(left - reach),
            window.atY(middle - line),
            window.atX(right + reach),
            window.atY(middle + line),
            other -> {
              double top = window.y(placed.y(other)) - line / 2;
              double high = placed.height(other) * window.scale() + line;
              if (other != node
                  && !marks.hidden().get(other)
                  && middle > top
                  && middle < top + high) {
                double from = window.x(placed.x(other));
                double to = from + placed.width(other) * window.scale();
                least[0] = Math.min(least[0], Math.max(from - right, left - to) / 2);
              }
              return false;
            });
    return Math.max(0, least[0]);
  }

  /** A host's name without its domain; addresses stay whole. */
  static String brief(String name) {
    int dot = name.indexOf('.');
    boolean isNamed = dot > 0 && name.substring(0, dot).chars().anyMatch(Character::isLetter);
    return isNamed ? name.substring(0, dot) : name;
  }

  private void machines(NetworkRaster raster, int node) {
    NetworkGraph graph = raster.graph();
    MachineGrid grid = raster.grid(node);
    double wide = grid.cellWidth() * window.scale();
    double high = grid.cellHeight() * window.scale();
    if (wide < LEAST_WIDTH || high < line * 0.9) {
      return;
    }
    int[] machines = graph.machinesOf(node);
    for (int place = 0; place < machines.length && !labels.isFull(); place++) {
      double x = window.x(grid.x(place));
      double y = window.y(grid.y(place)) + high / 2;
      if (x > -wide && x < view.getWidth() && y > 0 && y < view.getHeight()) {
        String name = graph.machines().get(machines[place]).name();
        put(nodeRank(node) + place + 1, LabelKind.MACHINE, name, x + 3, y, wide - 6, true);
      }
    }
  }

  private void links(NetworkRaster raster, Marks marks) {
    List<NetworkGraph.Link> links = raster.graph().links();
    for (int link = 0; link < links.size() && !labels.isFull(); link++) {
      NetworkGraph.Link it = links.get(link);
      if (mayBeInSight(raster, link)
          && !it.label().isEmpty()
          && !marks.hidden().get(it.from())
          && !marks.hidden().get(it.to())) {
        name(raster, link);
      }
    }
  }

  private boolean mayBeInSight(NetworkRaster raster, int link) {
    double x0 = window.x(raster.linkX(link, 0));
    double x1 = window.x(raster.linkX(link, 1));
    double y0 = window.y(raster.linkY(link, 0));
    double y1 = window.y(raster.linkY(link, 1));
    return Math.max(x0, x1) > -1
        && Math.max(y0, y1) > -1
        && Math.min(x0, x1) < view.getWidth() + 1
        && Math.min(y0, y1) < view.getHeight() + 1;
  }

  /** At the first of some places on the link that is not below a node, if it is in sight. */
  private void name(NetworkRaster raster, int link) {
    for (double part : NAMED_AT) {
      double x = raster.linkX(link, part);
      double y = raster.linkY(link, part);
      if (!isOverNode(raster, x, y)) {
        double atX = window.x(x);
        double atY = window.y(y);
        if (atX > 0 && atX < view.getWidth() && atY > 0 && atY < view.getHeight()) {
          String label = raster.graph().links().get(link).label();
          put(LINK_RANK + link, LabelKind.LINK, label, atX - 60, atY, 120, true);
        }
        return;
      }
    }
  }

  /** A link passes below the nodes between its ends, and says nothing on them. */
  private boolean isOverNode(NetworkRaster raster, double x, double y) {
    PlacedGraph placed = raster.placed();
    return raster
        .grid()
        .any(
            x,
            y,
            x,
            y,
            node ->
                seen.get(node)
                    && x >= placed.x(node)
                    && x < placed.x(node) + placed.width(node)
                    && y >= placed.y(node)
                    && y < placed.y(node) + placed.height(node));
  }

  private boolean isNamed(PlacedGraph placed, Marks marks, int node) {
    return placed.width(node) * window.scale() >= LEAST_WIDTH
        && !marks.hidden().get(node)
        && inSight(placed, node);
  }

  private boolean inSight(PlacedGraph placed, int node) {
    double x = window.x(placed.x(node));
    double y = window.y(placed.y(node));
    return x > -placed.width(node) * window.scale()
        && x < view.getWidth()
        && y > -placed.height(node) * window.scale()
        && y < view.getHeight();
  }

  private void put(
      long rank,
      LabelKind kind,
      String text,
      double left,
      double middle,
      double most,
      boolean centred) {
    if (labels.isFull() || most < 12) {
      return;
    }
    Label label = labels.take(rank, kind, text);
    double high = labels.height(kind);
    line = high;
    double wide = Math.min(labels.width(kind, text), most);
    label.resizeRelocate(
        Math.rint(centred ? left + (most - wide) / 2 : left),
        Math.rint(middle - high / 2),
        wide,
        high);
    label.setVisible(true);
  }
}
