package io.coppice.ui.fork.pages.pagemap;

import io.coppice.testkit.MovedPictures;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class PageMapViewTest {
  private final PageMapView view = new PageMapView("pages");

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(view, 700, 500));
    stage.show();
  }

  @Test
  void aMapThatWasMovedIsTheOneThatIsDrawnThere() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] kinds = new byte[40_000];
    for (int page = 0; page < kinds.length; page++) {
      kinds[page] = (byte) random.nextInt(PageKind.values().length);
    }
    int[] palette =
        IntStream.range(0, PageKind.values().length)
            .map(kind -> 0xff000000 | kind * 0x153045)
            .toArray();
    PageRaster raster = PageRaster.of(kinds, palette, 0xffffffff);
    WaitForAsyncUtils.waitForAsyncFx(
        60_000,
        () -> {
          view.show(raster);
          MovedPictures.assertMoves(view, raster.columns(), raster.rows(), 1);
          view.zoom(20, 350, 250);
          MovedPictures.assertMoves(view, raster.columns(), raster.rows(), 2);
        });
  }
}
