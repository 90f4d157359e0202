package io.coppice.ui.overlay.picture;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Draws a placed network into an array of pixels: frames of sites and racks, regions of segments,
 * links, tunnels, nodes, machines, and the ways of frames. Only what the window shows is drawn, and
 * of that no more than can be seen at its scale.
 */
public final class NetworkRaster {
  /** Pixels of a band: drawing fewer at once is not worth another processor's while. */
  private static final int BAND = 300_000;

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
   * Draws what a window shows, in bands of rows that the processors share.
   *
   * @param brush of which the part is filled wholly
   * @param colours one for each {@link Tone}
   * @param ways how far each goes is told by {@code progress}, from 0 to 1
   */
  public void draw(
      PixelBrush brush,
      PixelWindow window,
      int[] colours,
      Marks marks,
      List<Marks.Way> ways,
      double progress) {
    LinkPainter.Seen seen =
        marks.layers() == Marks.Layers.OVERLAY
            ? new LinkPainter.Seen(new int[0], true)
            : links.seen(brush, window, marks);
    List<List<Integer>> ends =
        marks.layers() == Marks.Layers.UNDERLAY ? List.of() : regions.ends(marks);
    Consumer<PixelBrush> all =
        part -> {
          frames(part, window, colours);
          regions.draw(part, window, colours, marks, ends);
          links.draw(part, window, colours, marks, seen);
          if (marks.layers() != Marks.Layers.UNDERLAY) {
            regions.tunnels(part, window, colours, marks);
          }
          nodes.draw(part, window, colours, marks);
          for (Marks.Way way : ways) {
            new WayPainter(placed, nodes).draw(part, window, colours, way, progress);
          }
        };
    int bands = (brush.bottom() - brush.top() + BAND - 1) / BAND;
    IntStream.range(0, bands).parallel().mapToObj(band -> brush.band(band, bands)).forEach(all);
  }

  /** Lines have smooth edges where there are not too many in sight. */
  boolean isSmooth(PixelBrush brush, PixelWindow window, Marks marks) {
    return marks.layers() == Marks.Layers.OVERLAY || links.seen(brush, window, marks).smooth();
  }

  /** From the uppermost on that leaves nothing to be seen of those below it. */
  private void frames(PixelBrush brush, PixelWindow window, int[] colours) {
    int sites = placed.sites().size();
    int from = sites + placed.racks().size() - 1;
    while (from >= 0 && !covers(brush, window, frame(from))) {
      from--;
    }
    if (from < 0) {
      brush.fill(colours[Tone.GROUND.ordinal()]);
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

  private static boolean covers(PixelBrush brush, PixelWindow window, PlacedGraph.Frame frame) {
    return window.x(frame.left()) <= brush.left()
        && window.y(frame.top()) <= brush.top()
        && window.x(frame.right()) >= brush.right()
        && window.y(frame.bottom()) >= brush.bottom();
  }

  private static void draw(
      PixelBrush brush, PixelWindow window, PlacedGraph.Frame frame, int fill, int rim) {
    double left = window.x(frame.left());
    double top = window.y(frame.top());
    double right = window.x(frame.right());
    double bottom = window.y(frame.bottom());
    if (brush.reaches(left - 1, top - 1, right + 1, bottom + 1)) {
      brush.rectangle(left, top, right, bottom, fill);
      if (rim != fill) {
        brush.frame(left, top, right, bottom, 1, rim);
      }
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
