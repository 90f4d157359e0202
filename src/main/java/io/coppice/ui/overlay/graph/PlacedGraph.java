package io.coppice.ui.overlay.graph;

import io.coppice.layout.FabricLayout;
import io.coppice.layout.LayoutGraph;
import io.coppice.ui.overlay.graph.NetworkGraph.Link;
import io.coppice.ui.overlay.graph.NetworkGraph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network with the place of everything in it. Immutable. */
public final class PlacedGraph {
  /** Without a layout, so that none is looked for by the thread that shows the first picture. */
  public static final PlacedGraph EMPTY =
      new PlacedGraph(
          NetworkGraph.EMPTY, new FabricLayout.Placement(new double[0], new double[0], new int[0]));

  /** Room around a rack and around a site, and for the site's name. */
  private static final double RACK_ROOM = 2;

  private static final double SITE_ROOM = 6;

  /** The height over the uppermost node of a site, inside its frame. */
  public static final double SITE_HEADING = SITE_ROOM * 1.5;

  private static final double LANE = 1.1;

  private final NetworkGraph graph;
  private final double[] x;
  private final double[] y;
  private final double[] lane;
  private final int[] rackOf;
  private final List<Frame> racks;
  private final List<Frame> sites;
  private final Frame whole;

  /** The upper left corner of a node. */
  public record Spot(double x, double y) {}

  /** A rectangle around a rack or a site. */
  public record Frame(String name, double left, double top, double right, double bottom) {
    public double width() {
      return right - left;
    }

    public double height() {
      return bottom - top;
    }

    private Frame grown(double by, double above) {
      return new Frame(name, left - by, top - by - above, right + by, bottom + by);
    }
  }

  private PlacedGraph(NetworkGraph graph, FabricLayout.Placement placed) {
    this.graph = graph;
    this.x = placed.x();
    this.y = placed.y();
    this.rackOf = placed.rack();
    this.lane = lanes(graph.links());
    this.racks = framesOfRacks();
    this.sites = framesOfSites();
    this.whole = frameOfAll();
  }

  /** Places a graph: what has a spot stays there. */
  public static PlacedGraph of(NetworkGraph graph, Map<String, Spot> kept) {
    LayoutGraph fabric = fabric(graph);
    double[] keptX = new double[graph.nodes().size()];
    double[] keptY = new double[graph.nodes().size()];
    boolean any = false;
    for (int i = 0; i < keptX.length; i++) {
      Spot spot = kept.get(graph.nodes().get(i).key());
      keptX[i] = spot == null ? Double.NaN : spot.x();
      keptY[i] = spot == null ? Double.NaN : spot.y();
      any |= spot != null;
    }
    return new PlacedGraph(
        graph, any ? FabricLayout.of(fabric, keptX, keptY) : FabricLayout.of(fabric));
  }

  /** The same with one node elsewhere. */
  public PlacedGraph moving(int node, double toX, double toY) {
    double[] movedX = x.clone();
    double[] movedY = y.clone();
    movedX[node] = toX;
    movedY[node] = toY;
    return new PlacedGraph(graph, new FabricLayout.Placement(movedX, movedY, rackOf));
  }

  /** The same places for a graph of the same nodes in the same order. */
  public PlacedGraph with(NetworkGraph same) {
    return new PlacedGraph(same, new FabricLayout.Placement(x, y, rackOf));
  }

  private static LayoutGraph fabric(NetworkGraph graph) {
    List<Node> nodes = graph.nodes();
    Map<String, Integer> sites = new HashMap<>();
    Map<String, Integer> racks = new HashMap<>();
    int n = nodes.size();
    int[] layer = new int[n];
    int[] site = new int[n];
    int[] rack = new int[n];
    double[] width = new double[n];
    double[] height = new double[n];
    for (int i = 0; i < n; i++) {
      Node node = nodes.get(i);
      layer[i] = node.role().layer();
      site[i] = node.site().isEmpty() ? -1 : sites.computeIfAbsent(node.site(), _ -> sites.size());
      rack[i] = node.rack().isEmpty() ? -1 : racks.computeIfAbsent(node.rack(), _ -> racks.size());
      width[i] = node.role().width();
      height[i] = node.role().height();
    }
    return new LayoutGraph(
        layer,
        site,
        rack,
        width,
        height,
        graph.links().stream().mapToInt(Link::from).toArray(),
        graph.links().stream().mapToInt(Link::to).toArray());
  }

  /** How far each link stands beside the line between its ends: parallel links get lanes. */
  private static double[] lanes(List<Link> links) {
    Map<Long, List<Integer>> parallel = new HashMap<>();
    for (int i = 0; i < links.size(); i++) {
      int a = links.get(i).from();
      int b = links.get(i).to();
      parallel
          .computeIfAbsent((long) Math.min(a, b) << 32 | Math.max(a, b), _ -> new ArrayList<>())
          .add(i);
    }
    double[] lanes = new double[links.size()];
    for (List<Integer> together : parallel.values()) {
      for (int i = 0; i < together.size(); i++) {
        Link link = links.get(together.get(i));
        double off = (i - (together.size() - 1) / 2.0) * LANE;
        lanes[together.get(i)] = link.from() < link.to() ? off : -off;
      }
    }
    return lanes;
  }

  private List<Frame> framesOfRacks() {
    Map<Integer, Frame> found = new LinkedHashMap<>();
    Map<Integer, Integer> members = new HashMap<>();
    for (int node = 0; node < x.length; node++) {
      if (rackOf[node] >= 0) {
        String name = graph.nodes().get(node).rack();
        found.merge(rackOf[node], frame(node, name), PlacedGraph::around);
        members.merge(rackOf[node], 1, Integer::sum);
      }
    }
    List<Frame> frames = new ArrayList<>();
    found.forEach(
        (rack, frame) -> {
          if (members.get(rack) > 1) {
            frames.add(frame.grown(RACK_ROOM, 0));
          }
        });
    return frames;
  }

  private List<Frame> framesOfSites() {
    Map<String, Frame> found = new LinkedHashMap<>();
    for (int node = 0; node < x.length; node++) {
      String site = graph.nodes().get(node).site();
      if (!site.isEmpty()) {
        found.merge(site, frame(node, site), PlacedGraph::around);
      }
    }
    return found.values().stream()
        .map(frame -> frame.grown(SITE_ROOM, SITE_HEADING - SITE_ROOM))
        .toList();
  }

  private Frame frameOfAll() {
    Frame around = sites.isEmpty() ? new Frame("", 0, 0, 1, 1) : sites.getFirst();
    for (Frame site : sites) {
      around = around(around, site);
    }
    for (int node = 0; node < x.length; node++) {
      around = around(around, frame(node, ""));
    }
    return around.grown(4, 0);
  }

  private Frame frame(int node, String name) {
    return new Frame(name, x[node], y[node], x[node] + width(node), y[node] + height(node));
  }

  private static Frame around(Frame a, Frame b) {
    return new Frame(
        a.name().isEmpty() ? b.name() : a.name(),
        Math.min(a.left(), b.left()),
        Math.min(a.top(), b.top()),
        Math.max(a.right(), b.right()),
        Math.max(a.bottom(), b.bottom()));
  }

  public NetworkGraph graph() {
    return graph;
  }

  /** The left edge of a node. */
  public double x(int node) {
    return x[node];
  }

  /** The upper edge of a node. */
  public double y(int node) {
    return y[node];
  }

  public double width(int node) {
    return graph.nodes().get(node).role().width();
  }

  public double height(int node) {
    return graph.nodes().get(node).role().height();
  }

  public double middleX(int node) {
    return x[node] + width(node) / 2;
  }

  public double middleY(int node) {
    return y[node] + height(node) / 2;
  }

  /** How far a link stands to the side of the line between the middles of its ends. */
  public double lane(int link) {
    return lane[link];
  }

  public List<Frame> racks() {
    return racks;
  }

  public List<Frame> sites() {
    return sites;
  }

  /** Everything, with a rim. */
  public Frame whole() {
    return whole;
  }

  /** Where everything stands, to be kept. */
  public Map<String, Spot> spots() {
    Map<String, Spot> spots = new LinkedHashMap<>();
    for (int node = 0; node < x.length; node++) {
      spots.put(graph.nodes().get(node).key(), new Spot(x[node], y[node]));
    }
    return spots;
  }

  /** Whether each node stands exactly where it stood in another. */
  public boolean standsAs(PlacedGraph other) {
    return Arrays.equals(x, other.x) && Arrays.equals(y, other.y);
  }
}
