package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.Arrays;
import java.util.List;

/**
 * Draws a placed network into an array of pixels: frames of sites and racks, regions of segments,
 * links, tunnels, nodes, machines, and the ways of frames. Only what the window shows is drawn, and
 * of that no more than can be seen at its scale.
 */
public final class NetworkRaster {
  private final PlacedGraph placed;
  private final LinkPainter links;
  private final RegionPainter regions;
  private final NodePainter nodes;
  private NodeGrid grid;

  /** Prepares the drawing of a network. */
  public NetworkRaster(PlacedGraph placed) {
    this.placed = placed;
    this.links = new LinkPainter(placed);
    this.regions = new RegionPainter(placed);
    this.nodes = new NodePainter(placed);
  }

  public PlacedGraph placed() {
    return placed;
  }

  NetworkGraph graph() {
    return placed.graph();
  }

  /** Finds nodes by their place; made when it is first asked for. FX thread. */
  NodeGrid grid() {
    if (grid == null) {
      grid = new NodeGrid(placed);
    }
    return grid;
  }

  MachineGrid grid(int node) {
    return nodes.grid(node);
  }

  /**
   * Draws what a window shows.
   *
   * @param target {@code width * height} ARGB pixels, filled wholly
   * @param colours one for each {@link Tone}
   * @param ways how far each goes is told by {@code progress}, from 0 to 1
   */
  public void draw(
      int[] target,
      int width,
      int height,
      double left,
      double top,
      double scale,
      int[] colours,
      Marks marks,
      List<Marks.Way> ways,
      double progress) {
    PixelBrush brush = new PixelBrush(target, width, height);
    Window window = new Window(left, top, scale, width, height);
    frames(brush, window, colours);
    if (marks.layers() != Marks.Layers.UNDERLAY) {
      regions.draw(brush, window, colours, marks);
    }
    if (marks.layers() != Marks.Layers.OVERLAY) {
      links.draw(brush, window, colours, marks);
    }
    if (marks.layers() != Marks.Layers.UNDERLAY) {
      regions.tunnels(brush, window, colours, marks);
    }
    nodes.draw(brush, window, colours, marks);
    for (Marks.Way way : ways) {
      new WayPainter(placed, nodes).draw(brush, window, colours, way, progress);
    }
  }

  /** From the uppermost on that leaves nothing to be seen of those below it. */
  private void frames(PixelBrush brush, Window window, int[] colours) {
    int sites = placed.sites().size();
    int from = sites + placed.racks().size() - 1;
    while (from >= 0 && !covers(window, frame(from))) {
      from--;
    }
    if (from < 0) {
      Arrays.fill(brush.target(), colours[Tone.GROUND.ordinal()]);
    }
    for (int frame = Math.max(0, from); frame < sites + placed.racks().size(); frame++) {
      Tone fill = frame < sites ? Tone.SITE : Tone.RACK;
      Tone rim = frame < sites ? Tone.RIM : Tone.RACK;
      draw(brush, window, frame(frame), colours[fill.ordinal()], colours[rim.ordinal()]);
    }
  }

  /** Sites, then racks. */
  private PlacedGraph.Frame frame(int index) {
    int sites = placed.sites().size();
    return index < sites ? placed.sites().get(index) : placed.racks().get(index - sites);
  }

  private static boolean covers(Window window, PlacedGraph.Frame frame) {
    return window.x(frame.left()) <= 0
        && window.y(frame.top()) <= 0
        && window.x(frame.right()) >= window.width()
        && window.y(frame.bottom()) >= window.height();
  }

  private static void draw(
      PixelBrush brush, Window window, PlacedGraph.Frame frame, int fill, int rim) {
    if (!window.shows(frame.left(), frame.top(), frame.right(), frame.bottom())) {
      return;
    }
    double left = window.x(frame.left());
    double top = window.y(frame.top());
    double right = window.x(frame.right());
    double bottom = window.y(frame.bottom());
    brush.rectangle(left, top, right, bottom, fill);
    if (rim != fill) {
      brush.frame(left, top, right, bottom, 1, rim);
    }
  }

  /** The node at a place, the topmost first; -1 for none and for NaN. */
  int nodeAt(double x, double y, Marks marks) {
    for (int node = graph().nodes().size() - 1; node >= 0; node--) {
      if (!marks.hidden().get(node)
          && x >= placed.x(node)
          && x < placed.x(node) + placed.width(node)
          && y >= placed.y(node)
          && y < placed.y(node) + placed.height(node)) {
        return node;
      }
    }
    return -1;
  }

  /** The machine at a place of an open node; -1 for none. */
  int machineAt(int node, double x, double y, Marks marks) {
    if (node < 0 || !marks.open().get(node)) {
      return -1;
    }
    int place = grid(node).at(x, y);
    return place < 0 ? -1 : graph().machinesOf(node)[place];
  }

  /** The link that passes within a distance of a place; -1 for none. */
  int linkAt(double x, double y, double within, Marks marks) {
    return marks.layers() == Marks.Layers.OVERLAY ? -1 : links.at(x, y, within, marks);
  }

  /** A place on a link, by the part of it that lies before. */
  double linkX(int link, double part) {
    return links.x(link, part);
  }

  double linkY(int link, double part) {
    return links.y(link, part);
  }

  /** The colour of a link, by its state and load. */
  public static Tone tone(NetworkGraph.Link link) {
    return LinkPainter.tone(link);
  }

  /** The width of a link, times that of an idle one. */
  public static double width(NetworkGraph.Link link) {
    return LinkPainter.width(link);
  }

  /** What is written on a node: a host's name without its domain. */
  public static String label(String name) {
    return NetworkLabels.brief(name);
  }

  /** The colour a node is filled with, by its role. */
  public static Tone fill(NetworkGraph.Node node) {
    return NodePainter.fill(node);
  }

  /** The colour of a node's edge, by its state. */
  public static Tone edge(NetworkGraph.Node node) {
    return NodePainter.edge(node);
  }
}
