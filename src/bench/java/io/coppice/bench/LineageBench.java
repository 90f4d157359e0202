package io.coppice.bench;

import io.coppice.ui.fork.lineage.LineageBundling;
import io.coppice.ui.fork.lineage.LineageRaster;
import io.coppice.ui.fork.lineage.LineageTree;
import io.coppice.ui.fork.lineage.LineageView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

/**
 * A lineage of 10,000 members, every bundle open: deciding and placing, and a frame while it is
 * zoomed and panned.
 */
public final class LineageBench implements Bench {
  private static final int MEMBERS = 10_000;

  @Override
  public String name() {
    return "lineage";
  }

  @Override
  public void run(Out out) throws Exception {
    List<LineageTree.Node> members = members();
    Set<LineageTree.Bundle> open =
        IntStream.range(0, MEMBERS)
            .boxed()
            .flatMap(
                parent ->
                    IntStream.range(0, LineageTree.Mark.values().length)
                        .mapToObj(bucket -> new LineageTree.Bundle(parent, bucket)))
            .collect(Collectors.toSet());
    long before = System.nanoTime();
    LineageTree.of(members, open, Set.of(), LineageBundling.STATE);
    out.figure("layout-cold", (System.nanoTime() - before) / 1e6, "ms");
    before = System.nanoTime();
    LineageTree tree = LineageTree.of(members, open, Set.of(), LineageBundling.STATE);
    out.figure("layout", (System.nanoTime() - before) / 1e6, "ms");
    LineageRaster raster = new LineageRaster(tree, LineageBundling.STATE);
    CountDownLatch done = new CountDownLatch(1);
    double[][] frames = new double[1][];
    Platform.startup(
        () -> {
          LineageView view = new LineageView("lineage");
          view.setColours(new int[] {~0, ~1, ~2, ~3, ~4, ~5, ~6, ~7, 0xff000000, ~8});
          Stage stage = new Stage();
          stage.setScene(new Scene(view, 1600, 900));
          stage.show();
          view.show(raster, Set.of());
          run(view, 100);
          frames[0] = run(view, 400);
          done.countDown();
        });
    done.await();
    out.figure("frame-p50", PageMapBench.percentile(frames[0], 50), "ms");
    out.figure("frame-p95", PageMapBench.percentile(frames[0], 95), "ms");
  }

  private static List<LineageTree.Node> members() {
    SplittableRandom random = new SplittableRandom(5);
    List<LineageTree.Node> members = new ArrayList<>();
    LineageTree.Mark[] marks = LineageTree.Mark.values();
    for (int key = 0; key < MEMBERS; key++) {
      int parent =
          key == 0
              ? -1
              : random.nextInt(100) < 70 ? random.nextInt(Math.min(key, 12)) : random.nextInt(key);
      members.add(
          new LineageTree.Node(
              key,
              parent,
              "child-" + key,
              marks[key == 0 ? 0 : 1 + random.nextInt(5)],
              random.nextLong(1L << 30),
              1));
    }
    return members;
  }

  private static double[] run(LineageView view, int count) {
    double[] times = new double[count];
    WritableImage image = new WritableImage(1600, 900);
    for (int frame = 0; frame < count; frame++) {
      long start = System.nanoTime();
      view.zoom(frame % 60 < 30 ? 1.12 : 1 / 1.12, 300 + frame % 600, 200 + frame % 500);
      view.getScene().snapshot(image);
      times[frame] = (System.nanoTime() - start) / 1e6;
    }
    return times;
  }
}
