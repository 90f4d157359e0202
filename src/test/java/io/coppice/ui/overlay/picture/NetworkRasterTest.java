package io.coppice.ui.overlay.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is left out of a picture could not be seen in it. */
class NetworkRasterTest {
  private static final int[] COLOURS =
      new SplittableRandom(9).ints(Tone.values().length).map(rgb -> 0xff000000 | rgb).toArray();

  private final SplittableRandom random = new SplittableRandom(17);

  private record Shot(int width, int height, double left, double top, double scale) {
    int[] of(NetworkRaster raster, Marks marks, int before) {
      int[] target = new int[width * height];
      Arrays.fill(target, before);
      PixelBrush brush = new PixelBrush(target, width, height);
      raster.draw(brush, window(), COLOURS, marks, List.of(), 1);
      return target;
    }

    PixelWindow window() {
      return new PixelWindow(Math.rint(left * scale), Math.rint(top * scale), scale);
    }
  }

  @Test
  void nothingStaysOfWhatWasThereBefore() {
    for (int run = 0; run < 400; run++) {
      PlacedGraph placed = RandomNetworks.placed(random, 1 + random.nextInt(60));
      NetworkRaster raster = new NetworkRaster(placed);
      Shot shot = anywhere(placed);
      assertArrayEquals(shot.of(raster, Marks.NONE, 0), shot.of(raster, Marks.NONE, 0xff13579b));
    }
  }

  @Test
  void framesThatCoverAllAreDrawnAsOverTheOthers() {
    for (int run = 0; run < 400; run++) {
      PlacedGraph placed = RandomNetworks.placed(random, 1 + random.nextInt(60));
      Shot shot = anywhere(placed);
      BitSet all = new BitSet();
      all.set(0, placed.graph().nodes().size());
      Marks bare = new Marks(Marks.Layers.BOTH, all, all, new BitSet(), -1, -1, -1, new int[0]);
      assertArrayEquals(everyFrame(placed, shot), shot.of(new NetworkRaster(placed), bare, 0));
    }
  }

  private static int[] everyFrame(PlacedGraph placed, Shot shot) {
    int[] target = new int[shot.width * shot.height];
    Arrays.fill(target, COLOURS[Tone.GROUND.ordinal()]);
    PixelBrush brush = new PixelBrush(target, shot.width, shot.height);
    List<PlacedGraph.Frame> sites = placed.sites();
    Stream.concat(sites.stream(), placed.racks().stream())
        .forEach(
            frame -> {
              double left = shot.window().x(frame.left());
              double top = shot.window().y(frame.top());
              double right = shot.window().x(frame.right());
              double bottom = shot.window().y(frame.bottom());
              boolean inside =
                  right >= 0 && bottom >= 0 && left <= shot.width && top <= shot.height;
              boolean site = sites.contains(frame);
              Tone fill = site ? Tone.SITE : Tone.RACK;
              if (inside) {
                brush.rectangle(left, top, right, bottom, COLOURS[fill.ordinal()]);
              }
              if (inside && site) {
                brush.frame(left, top, right, bottom, 1, COLOURS[Tone.RIM.ordinal()]);
              }
            });
    return target;
  }

  /** A window of any size, near or far. */
  private Shot anywhere(PlacedGraph placed) {
    PlacedGraph.Frame all = placed.whole();
    int width = 1 + random.nextInt(200);
    int height = 1 + random.nextInt(200);
    double scale = Math.exp(random.nextDouble(-2, 4));
    double x = all.left() + random.nextDouble() * all.width();
    double y = all.top() + random.nextDouble() * all.height();
    return new Shot(width, height, x - width / scale / 2, y - height / scale / 2, scale);
  }
}
