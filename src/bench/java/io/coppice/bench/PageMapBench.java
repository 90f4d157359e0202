package io.coppice.bench;

import io.coppice.ui.fork.pages.pagemap.PageKind;
import io.coppice.ui.fork.pages.pagemap.PageMapView;
import io.coppice.ui.fork.pages.pagemap.PageRaster;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

/**
 * Zooming and panning a map of 1,048,576 pages (4 GiB) in a window of 1600 x 900: one frame is
 * draw, render and read back.
 */
public final class PageMapBench implements Bench {
  private static final int PAGES = 1 << 20;
  private static final int FRAMES = 400;

  @Override
  public String name() {
    return "page-map";
  }

  @Override
  public void run(Out out) throws Exception {
    byte[] kinds = new byte[PAGES];
    SplittableRandom random = new SplittableRandom(1);
    for (int page = 0; page < PAGES; page++) {
      kinds[page] = (byte) random.nextInt(6);
    }
    int[] palette = new int[PageKind.values().length];
    Arrays.setAll(palette, kind -> 0xff000000 | 0x1f3b57 * (kind + 1));
    for (int warm = 0; warm < 10; warm++) {
      PageRaster.of(kinds, palette, 0xff000000);
    }
    long before = System.nanoTime();
    PageRaster raster = PageRaster.of(kinds, palette, 0xff000000);
    out.figure("raster", (System.nanoTime() - before) / 1e6, "ms");

    CountDownLatch done = new CountDownLatch(1);
    double[][] frames = new double[2][];
    Platform.startup(
        () -> {
          PageMapView view = new PageMapView("pages");
          Stage stage = new Stage();
          stage.setScene(new Scene(view, 1600, 900));
          stage.show();
          view.show(raster);
          run(view, 100);
          frames[0] = run(view, FRAMES);
          done.countDown();
        });
    done.await();
    out.figure("frame-p50", percentile(frames[0], 50), "ms");
    out.figure("frame-p95", percentile(frames[0], 95), "ms");
  }

  private static double[] run(PageMapView view, int count) {
    double[] times = new double[count];
    WritableImage image = new WritableImage(1600, 900);
    for (int frame = 0; frame < count; frame++) {
      long start = System.nanoTime();
      view.zoom(frame % 100 < 50 ? 1.09 : 1 / 1.09, 400 + frame % 800, 300 + frame % 300);
      view.getScene().snapshot(image);
      times[frame] = (System.nanoTime() - start) / 1e6;
    }
    return times;
  }

  static double percentile(double[] values, int percent) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[
        Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
  }
}
