package io.coppice.ui.overlay.picture;

import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;

/**
 * The names in a network's picture, as far as there is room: of sites always, of nodes, racks,
 * links and machines from a scale on. Labels are kept and used again.
 */
final class NetworkLabels {
  private static final int MOST = 220;
  private static final double LEAST_WIDTH = 34;
  static final double LINKS_FROM = 9;
  private static final String NODE = "network-node-label";
  private static final String NARROW = "network-narrow-label";

  /** Parts of a link before its label, the best first. */
  private static final double[] NAMED_AT = {0.5, 0.35, 0.65, 0.2, 0.8};

  private final NetworkView view;
  private final List<Label> labels = new ArrayList<>();
  private final BitSet seen = new BitSet();
  private int used;
  private double line = 16;

  NetworkLabels(NetworkView view) {
    this.view = view;
  }

  void place(NetworkRaster raster, Marks marks) {
    used = 0;
    if (view.isShowing()) {
      sites(raster.placed());
      nodes(raster, marks);
      if (view.unit() >= LINKS_FROM && marks.layers() != Marks.Layers.OVERLAY) {
        links(raster, marks);
      }
    }
    for (int rest = used; rest < labels.size(); rest++) {
      labels.get(rest).setVisible(false);
    }
  }

  /** Inside a site's frame where there is room over its nodes, else above the frame. */
  private void sites(PlacedGraph placed) {
    for (PlacedGraph.Frame site : placed.sites()) {
      boolean inside = PlacedGraph.SITE_HEADING * view.unit() >= line * 1.1;
      double top = view.atY(site.top());
      put(
          site.name(),
          "network-site-label",
          view.atX(site.left()) + (inside ? 6 : 0),
          inside ? top + line * 0.6 : Math.max(top - line * 0.5, line * 0.5),
          inside ? site.width() * view.unit() - 12 : view.getWidth(),
          false);
    }
  }

  private void nodes(NetworkRaster raster, Marks marks) {
    PlacedGraph placed = raster.placed();
    NetworkGraph graph = placed.graph();
    seen.clear();
    for (int node = 0; node < graph.nodes().size() && used < MOST; node++) {
      double wide = placed.width(node) * view.unit();
      if (marks.hidden().get(node) || wide < LEAST_WIDTH || !inSight(placed, node)) {
        continue;
      }
      seen.set(node);
      boolean open = marks.open().get(node) && graph.machinesOf(node).length > 0;
      double high = placed.height(node) * view.unit();
      double middle =
          view.atY(placed.y(node)) + (open ? Math.min(high, 2 * view.unit()) : high) / 2;
      if (!open || 2 * view.unit() >= line * 0.8) {
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
    double left = view.atX(placed.x(node));
    double wide = placed.width(node) * view.unit();
    Label label = take(name, NODE);
    double beside = -3;
    if (label.prefWidth(-1) > wide - 6) {
      style(label, NARROW);
      beside = label.prefWidth(-1) > wide - 6 ? spare(placed, marks, node, middle) : -3;
    }
    place(label, left - beside, middle, wide + 2 * beside, true);
  }

  /** Half of the way to the nearest node that stands beside a label, on the nearer side. */
  private double spare(PlacedGraph placed, Marks marks, int node, double middle) {
    double left = view.atX(placed.x(node));
    double right = left + placed.width(node) * view.unit();
    double least = Math.min(left, view.getWidth() - right);
    for (int other = 0; other < placed.graph().nodes().size(); other++) {
      double top = view.atY(placed.y(other)) - line / 2;
      double high = placed.height(other) * view.unit() + line;
      if (other != node && !marks.hidden().get(other) && middle > top && middle < top + high) {
        double from = view.atX(placed.x(other));
        double to = from + placed.width(other) * view.unit();
        least = Math.min(least, Math.max(from - right, left - to) / 2);
      }
    }
    return Math.max(0, least);
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
    double wide = grid.cellWidth() * view.unit();
    double high = grid.cellHeight() * view.unit();
    if (wide < LEAST_WIDTH || high < line * 0.9) {
      return;
    }
    int[] machines = graph.machinesOf(node);
    for (int place = 0; place < machines.length && used < MOST; place++) {
      double x = view.atX(grid.x(place));
      double y = view.atY(grid.y(place)) + high / 2;
      if (x > -wide && x < view.getWidth() && y > 0 && y < view.getHeight()) {
        String name = graph.machines().get(machines[place]).name();
        put(name, "network-machine-label", x + 3, y, wide - 6, true);
      }
    }
  }

  private void links(NetworkRaster raster, Marks marks) {
    List<NetworkGraph.Link> links = raster.graph().links();
    for (int link = 0; link < links.size() && used < MOST; link++) {
      NetworkGraph.Link it = links.get(link);
      if (!it.label().isEmpty() && !marks.hidden().get(it.from()) && !marks.hidden().get(it.to())) {
        name(raster, link);
      }
    }
  }

  /** At the first of some places on the link that is not below a node, if it is in sight. */
  private void name(NetworkRaster raster, int link) {
    for (double part : NAMED_AT) {
      double x = raster.linkX(link, part);
      double y = raster.linkY(link, part);
      if (!isOverNode(raster.placed(), x, y)) {
        double atX = view.atX(x);
        double atY = view.atY(y);
        if (atX > 0 && atX < view.getWidth() && atY > 0 && atY < view.getHeight()) {
          put(
              raster.graph().links().get(link).label(),
              "network-link-label",
              atX - 60,
              atY,
              120,
              true);
        }
        return;
      }
    }
  }

  /** A link passes below the nodes between its ends, and says nothing on them. */
  private boolean isOverNode(PlacedGraph placed, double x, double y) {
    return seen.stream()
        .anyMatch(
            node ->
                x >= placed.x(node)
                    && x < placed.x(node) + placed.width(node)
                    && y >= placed.y(node)
                    && y < placed.y(node) + placed.height(node));
  }

  private boolean inSight(PlacedGraph placed, int node) {
    double x = view.atX(placed.x(node));
    double y = view.atY(placed.y(node));
    return x > -placed.width(node) * view.unit()
        && x < view.getWidth()
        && y > -placed.height(node) * view.unit()
        && y < view.getHeight();
  }

  private void put(
      String text, String style, double left, double middle, double most, boolean centred) {
    if (used >= MOST || most < 12) {
      return;
    }
    place(take(text, style), left, middle, most, centred);
  }

  private Label take(String text, String style) {
    Label label = label(used++);
    style(label, style);
    if (!label.getText().equals(text)) {
      label.setText(text);
    }
    return label;
  }

  private static void style(Label label, String style) {
    if (!label.getStyleClass().getLast().equals(style)) {
      label.getStyleClass().setAll("label", style);
      label.setTextOverrun(overrun(style));
      label.applyCss();
    }
  }

  private void place(Label label, double left, double middle, double most, boolean centred) {
    double high = label.prefHeight(-1);
    line = high;
    double wide = Math.min(label.prefWidth(-1), most);
    label.resizeRelocate(
        Math.rint(centred ? left + (most - wide) / 2 : left),
        Math.rint(middle - high / 2),
        wide,
        high);
    label.setVisible(true);
  }

  /** Hosts and switches of one family differ at the end of their names: that stays. */
  private static OverrunStyle overrun(String style) {
    return style.equals(NODE) || style.equals(NARROW)
        ? OverrunStyle.LEADING_ELLIPSIS
        : OverrunStyle.CENTER_ELLIPSIS;
  }

  private Label label(int index) {
    while (labels.size() <= index) {
      Label label = new Label("");
      label.getStyleClass().setAll("label", NODE);
      label.setManaged(false);
      label.setEllipsisString("…");
      label.setTextOverrun(overrun(NODE));
      label.setMouseTransparent(true);
      labels.add(label);
      view.add(label);
      label.applyCss();
    }
    return labels.get(index);
  }
}
