package io.coppice.bench;

import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.overlay.graph.Role;
import io.coppice.ui.overlay.picture.Marks;
import io.coppice.ui.overlay.picture.NetworkRaster;
import io.coppice.ui.overlay.picture.NetworkView;
import io.coppice.ui.overlay.picture.Tone;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

/**
 * The picture of a network: of 776 hosts with 37,248 machines in 2,000 segments, from its graph to
 * the first picture, and a frame while it is panned and zoomed; the same of 5,000 nodes with 10,000
 * links, all in sight.
 */
public final class NetworkPictureBench implements Bench {
  private static final int RACKS = 28;
  private static final int SEGMENTS = 2_000;

  @Override
  public String name() {
    return "network-picture";
  }

  @Override
  public void run(Out out) throws Exception {
    NetworkGraph fabric = fabric(776, 48);
    CountDownLatch done = new CountDownLatch(1);
    double[] first = new double[2];
    double[][] frames = new double[4][];
    Platform.startup(
        () -> {
          NetworkView view = shown();
          first[0] = firstPicture(view, fabric);
          NetworkView warm = shown();
          first[1] = firstPicture(warm, fabric);
          frames(warm, 100);
          frames[0] = frames(warm, 400);
          NetworkView large = shown();
          firstPicture(large, fabric(4_938, 0));
          panned(large, 60);
          frames[1] = panned(large, 300);
          frames[2] = frames(large, 300);
          frames[3] = drawnAgain(large, 100);
          done.countDown();
        });
    done.await();
    out.figure("first-picture-cold", first[0], "ms");
    out.figure("first-picture", first[1], "ms");
    out.figure("floor-frame-p95", PageMapBench.percentile(frames[0], 95), "ms");
    out.figure("whole-5000-frame-p50", PageMapBench.percentile(frames[1], 50), "ms");
    out.figure("whole-5000-frame-p95", PageMapBench.percentile(frames[1], 95), "ms");
    out.figure("zoom-5000-frame-p95", PageMapBench.percentile(frames[2], 95), "ms");
    out.figure("redrawn-5000-frame-p50", PageMapBench.percentile(frames[3], 50), "ms");
    out.figure("redrawn-5000-frame-p95", PageMapBench.percentile(frames[3], 95), "ms");
  }

  private static NetworkView shown() {
    NetworkView view = new NetworkView("network");
    int[] colours = new int[Tone.values().length];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = 0xff000000 | i * 0x0a1b2c;
    }
    view.setColours(colours);
    Stage stage = new Stage();
    stage.setScene(new Scene(view, 1600, 900));
    stage.show();
    view.getScene().snapshot(null);
    return view;
  }

  private static double firstPicture(NetworkView view, NetworkGraph graph) {
    long start = System.nanoTime();
    NetworkRaster raster = new NetworkRaster(PlacedGraph.of(graph, Map.of()));
    BitSet open = new BitSet();
    open.set(0, graph.nodes().size());
    int[] segments = graph.segments().isEmpty() ? new int[0] : new int[] {0, 1, 2, 3, 4, 5, 6, 7};
    view.show(
        raster,
        new Marks(Marks.Layers.BOTH, new BitSet(), new BitSet(), open, -1, -1, -1, segments));
    view.getScene().snapshot(null);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double[] frames(NetworkView view, int count) {
    double[] times = new double[count];
    WritableImage image = new WritableImage(1600, 900);
    view.fit();
    for (int frame = 0; frame < count; frame++) {
      long start = System.nanoTime();
      view.zoom(frame % 60 < 30 ? 1.12 : 1 / 1.12, 300 + frame % 600, 200 + frame % 500);
      view.getScene().snapshot(image);
      times[frame] = (System.nanoTime() - start) / 1e6;
    }
    return times;
  }

  /** With nearly everything in sight, moved to and fro. */
  private static double[] panned(NetworkView view, int count) {
    double[] times = new double[count];
    WritableImage image = new WritableImage(1600, 900);
    view.fit();
    PlacedGraph.Frame seen = view.seen();
    double x = (seen.left() + seen.right()) / 2;
    double y = (seen.top() + seen.bottom()) / 2;
    for (int frame = 0; frame < count; frame++) {
      long start = System.nanoTime();
      view.reveal(x + frame % 7, y + frame % 5, 0);
      view.getScene().snapshot(image);
      times[frame] = (System.nanoTime() - start) / 1e6;
    }
    return times;
  }

  /** All in sight and all drawn, as when a state in it has changed. */
  private static double[] drawnAgain(NetworkView view, int count) {
    double[] times = new double[count];
    WritableImage image = new WritableImage(1600, 900);
    view.fit();
    for (int frame = 0; frame < count; frame++) {
      long start = System.nanoTime();
      view.redraw(false);
      view.getScene().snapshot(image);
      times[frame] = (System.nanoTime() - start) / 1e6;
    }
    return times;
  }

  /** Racks with two leaves each, every leaf at four spines, every host at both its leaves. */
  private static NetworkGraph fabric(int hosts, int machinesEach) {
    SplittableRandom random = new SplittableRandom(11);
    List<NetworkGraph.Node> nodes = new ArrayList<>();
    List<NetworkGraph.Link> links = new ArrayList<>();
    List<NetworkGraph.Machine> machines = new ArrayList<>();
    for (int spine = 0; spine < 6; spine++) {
      nodes.add(node("spine-" + spine, Role.SPINE));
    }
    for (int rack = 0; rack < RACKS; rack++) {
      for (int leaf = 0; leaf < 2; leaf++) {
        for (int spine = 0; spine < 4; spine++) {
          link(links, nodes.size(), spine, random);
        }
        nodes.add(node("leaf-" + rack + "-" + leaf, Role.LEAF));
      }
      int first = nodes.size() - 2;
      for (int host = rack; host < hosts; host += RACKS) {
        link(links, nodes.size(), first, random);
        link(links, nodes.size(), first + 1, random);
        for (int machine = 0; machine < machinesEach; machine++) {
          String name = "vm-" + host + "-" + machine;
          machines.add(new NetworkGraph.Machine(name, name, nodes.size(), Health.UP));
        }
        nodes.add(node("host-" + host, Role.HOST));
      }
    }
    return new NetworkGraph(nodes, machines, links, segments(machines, random));
  }

  private static NetworkGraph.Node node(String name, Role role) {
    return new NetworkGraph.Node(name, name, role, Health.UP, "site", "", 0);
  }

  private static void link(
      List<NetworkGraph.Link> links, int from, int to, SplittableRandom random) {
    String name = from + "-" + to + "-" + links.size();
    links.add(new NetworkGraph.Link(name, from, to, "p" + to, random.nextDouble(), Health.UP, 0));
  }

  private static List<NetworkGraph.Segment> segments(
      List<NetworkGraph.Machine> machines, SplittableRandom random) {
    List<NetworkGraph.Segment> segments = new ArrayList<>();
    for (int segment = 0; segment < SEGMENTS && !machines.isEmpty(); segment++) {
      int[] members = random.ints(18, 0, machines.size()).distinct().toArray();
      int[] hosts =
          java.util.Arrays.stream(members)
              .map(member -> machines.get(member).host())
              .distinct()
              .toArray();
      segments.add(
          new NetworkGraph.Segment(
              "s" + segment, "segment-" + segment, "t" + segment % 40, "VXLAN", members, hosts, 0));
    }
    return segments;
  }
}
