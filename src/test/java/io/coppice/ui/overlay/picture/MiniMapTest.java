package io.coppice.ui.overlay.picture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.SplittableRandom;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class MiniMapTest {
  private final SplittableRandom random = new SplittableRandom(8);
  private final NetworkView view = new NetworkView("network");
  private final MiniMap map = new MiniMap(view, "map");

  @Start
  void start(Stage stage) {
    view.setColours(new int[Tone.values().length]);
    view.setOnViewMoved(map::follow);
    stage.setScene(new Scene(new Pane(view, map), 900, 600));
    stage.show();
  }

  @Test
  void aMapLiesOverAPictureOnlyWhenPartOfItIsOutOfSight() {
    WaitForAsyncUtils.waitForAsyncFx(
        60_000,
        () -> {
          for (int run = 0; run < 60; run++) {
            view.resize(random.nextInt(420, 900), random.nextInt(300, 600));
            view.layout();
            PlacedGraph placed = RandomNetworks.placed(random, 1 + random.nextInt(80));
            view.show(new NetworkRaster(placed), Marks.NONE);
            view.fit();
            assertFalse(map.isVisible(), "all in sight");
            view.zoom(1.2, view.getWidth() / 2, view.getHeight() / 2);
            assertTrue(map.isVisible(), "zoomed in");
          }
        });
  }
}
