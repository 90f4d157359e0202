package io.coppice.ui.overlay.picture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.ui.kit.Place;
import io.coppice.ui.overlay.NetworkScreens;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What is written on the picture of a network. */
@ExtendWith(ApplicationExtension.class)
class NetworkLabelsTest {
  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    var site =
        assertInstanceOf(ScenarioReader.Result.Read.class, Scenarios.read("first-look"))
            .blueprint();
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), site),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new NetworkScreens(new HostFolderReader())), List.of(), List.of()));
    console.context().navigation().open(new Place.Network("topology"));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @Test
  void aLinkThatPassesBelowANodeIsNotNamedOnIt() {
    NetworkView view = console.node("network-picture", NetworkView.class);
    console.until(view::isShowing);
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> view.zoom(1.5 * NetworkLabels.LINKS_FROM / view.unit(), 0.4 * view.getWidth(), 60));
    console.until(() -> !named(view).isEmpty());
    List<Label> named = WaitForAsyncUtils.waitForAsyncFx(30_000, () -> named(view));
    PlacedGraph placed = view.raster().placed();
    for (Label label : named) {
      double x = label.getLayoutX() + label.getWidth() / 2;
      double y = label.getLayoutY() + label.getHeight() / 2;
      assertFalse(
          IntStream.range(0, placed.graph().nodes().size())
              .anyMatch(
                  node ->
                      view.atX(placed.x(node)) < x - 1
                          && x + 1 < view.atX(placed.x(node) + placed.width(node))
                          && view.atY(placed.y(node)) < y - 1
                          && y + 1 < view.atY(placed.y(node) + placed.height(node))),
          label.getText());
    }
  }

  @Test
  void aNameThatIsWiderThanItsSwitchIsNotCutWhereThereIsRoomBesideIt() {
    NetworkView view = console.node("network-picture", NetworkView.class);
    console.until(view::isShowing);
    PlacedGraph placed = view.raster().placed();
    int leaf =
        IntStream.range(0, placed.graph().nodes().size())
            .filter(node -> placed.graph().nodes().get(node).name().startsWith("leaf"))
            .findFirst()
            .orElseThrow();
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> view.zoom(36 / placed.width(leaf) / view.unit(), 0, 0));
    console.until(() -> !labels(view, "network-narrow-label").isEmpty());
    List<Label> switches =
        Stream.of("network-node-label", "network-narrow-label")
            .flatMap(style -> labels(view, style).stream())
            .filter(label -> label.getText().matches("(leaf|spine).*"))
            .toList();
    assertTrue(switches.size() > 3, switches.toString());
    for (Label label : switches) {
      assertTrue(label.getWidth() + 0.5 >= label.prefWidth(-1), label.getText());
    }
  }

  private static List<Label> labels(NetworkView view, String style) {
    return WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () ->
            view.getChildrenUnmodifiable().stream()
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .filter(label -> label.isVisible() && label.getStyleClass().contains(style))
                .toList());
  }

  private static List<Label> named(NetworkView view) {
    return view.getChildrenUnmodifiable().stream()
        .filter(Label.class::isInstance)
        .map(Label.class::cast)
        .filter(label -> label.isVisible())
        .filter(label -> label.getStyleClass().contains("network-link-label"))
        .toList();
  }
}
