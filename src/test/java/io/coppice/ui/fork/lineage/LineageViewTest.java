package io.coppice.ui.fork.lineage;

import io.coppice.testkit.MovedPictures;
import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
class LineageViewTest {
  private final LineageView view = new LineageView("lineage");

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(view, 700, 500));
    stage.show();
  }

  @Test
  void aLineageThatWasMovedIsTheOneThatIsDrawnThere() {
    SplittableRandom random = new SplittableRandom(3);
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node(0, -1, "base", Mark.BASE, 0, 1));
    for (int child = 1; child < 400; child++) {
      Mark mark = Mark.values()[1 + random.nextInt(Mark.values().length - 2)];
      int parent = random.nextInt(Math.min(child, 12));
      nodes.add(new Node(child, parent, "child-" + child, mark, child, random.nextInt(90)));
    }
    LineageRaster raster =
        new LineageRaster(
            LineageTree.of(nodes, Set.of(), Set.of(), LineageBundling.STATE),
            LineageBundling.STATE);
    WaitForAsyncUtils.waitForAsyncFx(
        60_000,
        () -> {
          int tones = Mark.values().length + 3;
          view.setColours(IntStream.range(0, tones).map(tone -> 0xff102030 * (tone + 1)).toArray());
          view.show(raster, Set.of(3, 5, 8));
          MovedPictures.assertMoves(view, raster.width(), raster.height(), 1);
        });
  }
}
