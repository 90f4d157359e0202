package io.coppice.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.coppice.ui.kit.PixelPane;
import java.util.SplittableRandom;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;

/** Holds a picture that was moved, piece by piece, beside the same drawn at once. FX thread. */
public final class MovedPictures {
  private MovedPictures() {}

  /**
   * Zooms to and fro and goes about between two places of the content, a little and far.
   *
   * @param width of the content, from 0
   * @param height of the content, from 0
   */
  public static void assertMoves(PixelPane pane, double width, double height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double x = width / 2;
    double y = height / 2;
    for (int run = 0; run < 12; run++) {
      pane.zoom(random.nextDouble(0.4, 2.6), pane.getWidth() / 2, pane.getHeight() / 2);
      for (int step = 0; step < 8; step++) {
        double far = random.nextInt(6) == 0 ? 1 : 0.02;
        x = Math.clamp(x + random.nextDouble(-far, far) * width, 0, width);
        y = Math.clamp(y + random.nextDouble(-far, far) * height, 0, height);
        pane.reveal(x, y, 0);
      }
      int[] moved = pixels(pane);
      pane.redraw(false);
      assertArrayEquals(pixels(pane), moved, "run " + run);
    }
  }

  private static int[] pixels(PixelPane pane) {
    Image image =
        pane.getChildrenUnmodifiable().stream()
            .filter(ImageView.class::isInstance)
            .map(view -> ((ImageView) view).getImage())
            .findFirst()
            .orElseThrow();
    int wide = (int) image.getWidth();
    int high = (int) image.getHeight();
    int[] pixels = new int[wide * high];
    image
        .getPixelReader()
        .getPixels(0, 0, wide, high, PixelFormat.getIntArgbPreInstance(), pixels, 0, wide);
    return pixels;
  }
}
