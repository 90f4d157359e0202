package io.coppice.ui.overlay.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.testkit.MovedPictures;
import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A picture that moved is, with its names, the one that stood there from the beginning. */
@ExtendWith(ApplicationExtension.class)
class MovedNetworkTest {
  private static final String SMALL =
      "data:text/css,.root{-fx-font-size:11px}"
          + ".network-node-label,.network-machine-label{-fx-font-size:0.85em}"
          + ".network-narrow-label{-fx-font-size:0.7em}"
          + ".network-site-label{-fx-font-size:1em}"
          + ".network-link-label{-fx-font-size:0.8em;-fx-padding:0 3px 0 3px}";
  private static final String LARGE = SMALL.replace("11px", "17px");

  private final SplittableRandom random = new SplittableRandom(12);
  private final Pane pane = new Pane();
  private Scene scene;

  @Start
  void start(Stage stage) {
    scene = new Scene(pane, 900, 600);
    scene.getStylesheets().setAll(SMALL);
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void namesDoNotTellHowThePictureCameToItsPlace() {
    fx(
        () -> {
          for (int run = 0; run < 12; run++) {
            PlacedGraph placed = RandomNetworks.placed(random, 20 + random.nextInt(280));
            NetworkView moved = picture(placed);
            for (int step = 0; step < 25; step++) {
              move(moved);
            }
            assertAsStill(moved);
          }
        });
  }

  @Test
  void namesFollowTheGraphThatIsShown() {
    fx(
        () -> {
          NetworkView view = picture(RandomNetworks.placed(random, 300));
          for (int run = 0; run < 12; run++) {
            move(view);
            PlacedGraph other = RandomNetworks.placed(random, 5 + random.nextInt(300));
            view.show(new NetworkRaster(other), marks(other));
            settle(view);
            assertAsStill(view);
          }
        });
  }

  @Test
  void namesAreMeasuredAgainInAnotherSizeOfText() {
    fx(
        () -> {
          NetworkView view = picture(RandomNetworks.placed(random, 60));
          view.zoom(5 / view.unit(), 300, 200);
          settle(view);
          List<String> small = written(view);
          scene.getStylesheets().setAll(LARGE);
          settle(view);
          assertNotEquals(small, written(view));
          shown(view).forEach(label -> assertEquals(label.prefHeight(-1), label.getHeight()));
          scene.getStylesheets().setAll(SMALL);
          settle(view);
          assertEquals(small, written(view));
        });
  }

  @Test
  void aPictureKeepsNoMoreLabelsThanItShows() {
    fx(
        () -> {
          NetworkView view = picture(RandomNetworks.placed(random, 900));
          for (int step = 0; step < 60; step++) {
            move(view);
          }
          int made = view.lookupAll(".label").size();
          assertTrue(made <= NetworkLabels.MOST + LabelKind.values().length, made + " labels");
        });
  }

  @Test
  void thePictureDoesNotTellHowItCameToItsPlace() {
    fx(
        () -> {
          for (int run = 0; run < 6; run++) {
            PlacedGraph placed = RandomNetworks.placed(random, 20 + random.nextInt(600));
            NetworkView view = picture(placed);
            view.setColours(
                random.ints(Tone.values().length).map(rgb -> rgb | 0xff000000).toArray());
            PlacedGraph.Frame whole = placed.whole();
            MovedPictures.assertMoves(view, whole.right(), whole.bottom(), run);
          }
        });
  }

  private void assertAsStill(NetworkView view) {
    List<String> written = written(view);
    assertEquals(written(still(view)), written);
    pane.getChildren().setAll(view);
  }

  /** Another picture, at once at the same place. */
  private NetworkView still(NetworkView as) {
    NetworkView still = picture(as.raster().placed());
    PlacedGraph.Frame seen = as.seen();
    still.zoom(1e-9, 0, 0);
    still.reveal((seen.left() + seen.right()) / 2, (seen.top() + seen.bottom()) / 2, as.unit());
    settle(still);
    assertEquals(as.unit(), still.unit(), 1e-9);
    return still;
  }

  private NetworkView picture(PlacedGraph placed) {
    NetworkView view = new NetworkView("network");
    view.setColours(new int[Tone.values().length]);
    pane.getChildren().setAll(view);
    view.resize(900, 600);
    settle(view);
    view.show(new NetworkRaster(placed), marks(placed));
    settle(view);
    return view;
  }

  private static Marks marks(PlacedGraph placed) {
    BitSet open = new BitSet();
    BitSet hidden = new BitSet();
    for (int node = 0; node < placed.graph().nodes().size(); node++) {
      open.set(node, node % 3 == 0);
      hidden.set(node, node % 11 == 5);
    }
    return new Marks(Marks.Layers.BOTH, hidden, new BitSet(), open, -1, -1, -1, new int[0]);
  }

  private void move(NetworkView view) {
    double least = Math.max(0.2, 1.5 / view.unit());
    double most = Math.min(4, 40 / view.unit());
    view.zoom(random.nextDouble(least, Math.max(least + 0.01, most)), x(), y());
    PlacedGraph.Frame seen = view.seen();
    double right = random.nextDouble(0.3, 0.7) * seen.width();
    double down = random.nextDouble(0.3, 0.7) * seen.height();
    view.reveal(seen.left() + right, seen.top() + down, 0);
    settle(view);
  }

  private double x() {
    return random.nextDouble(900);
  }

  private double y() {
    return random.nextDouble(600);
  }

  /** Draws until the height of a line is known: what is placed first does not know it yet. */
  private static void settle(NetworkView view) {
    for (int time = 0; time < 3; time++) {
      view.applyCss();
      view.layout();
      view.redraw(false);
    }
    view.applyCss();
  }

  /** From the lowest to the uppermost. */
  private static List<String> written(NetworkView view) {
    return shown(view)
        .sorted(Comparator.comparingDouble(label -> -label.getViewOrder()))
        .map(
            label ->
                label.getStyleClass()
                    + " %s at %.0f,%.0f of %.1f x %.1f in %s"
                        .formatted(
                            label.getText(),
                            label.getLayoutX(),
                            label.getLayoutY(),
                            label.getWidth(),
                            label.getHeight(),
                            label.getFont()))
        .toList();
  }

  private static Stream<Label> shown(NetworkView view) {
    return view.getChildrenUnmodifiable().stream()
        .filter(Label.class::isInstance)
        .map(Label.class::cast)
        .filter(Label::isVisible);
  }

  private static void fx(Runnable run) {
    WaitForAsyncUtils.waitForAsyncFx(60_000, run);
  }
}
