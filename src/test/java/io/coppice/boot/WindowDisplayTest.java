package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ModalPane;
import io.coppice.session.LiveSession;
import io.coppice.sim.SimSites;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The console on a real display with a window manager. */
class WindowDisplayTest {
  private Path folder;
  private LiveConsole console;

  @BeforeEach
  void open() throws IOException, TimeoutException {
    folder = Files.createTempDirectory("coppice");
    console = open(new MemoryStore(List.of()));
  }

  private LiveConsole open(MemoryStore store) throws TimeoutException {
    LiveSession session =
        LiveSession.open(
            new LiveSession.Parts(
                store,
                new SimSites(),
                new ScenarioShelf(folder),
                InstantSource.system(),
                LiveSession.Parts.PULSE),
            Optional.empty(),
            Start.FIRST);
    return LiveConsole.openAsPlaced(session, Locale.ENGLISH, theme -> Screens.all(theme, folder));
  }

  @AfterEach
  void close() throws IOException {
    console.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  @Tag("display")
  void theWindowIsDrawnAtTheScreensScaleAndFitsIt() {
    double scale = Double.parseDouble(System.getProperty("glass.gtk.uiScale", "1"));
    LiveConsole.onFx(
        () -> {
          Stage stage = console.stage();
          assertEquals(scale, stage.getOutputScaleX(), 0.01);
          var area = Screen.getPrimary().getVisualBounds();
          assertTrue(stage.getWidth() <= area.getWidth(), stage.getWidth() + " on " + area);
          assertTrue(stage.getHeight() <= area.getHeight(), stage.getHeight() + " on " + area);
          for (String id : List.of("navigator", "tabs", "activity", "status", "clock", "alarms")) {
            Node node = console.scene().lookup('#' + id);
            Bounds bounds = node.localToScene(node.getLayoutBounds());
            assertTrue(bounds.getWidth() > 0 && bounds.getHeight() > 0, id + " is not seen");
            assertTrue(
                bounds.getMinX() >= 0
                    && bounds.getMaxX() <= console.scene().getWidth() + 0.5
                    && bounds.getMaxY() <= console.scene().getHeight() + 0.5,
                id + " stands outside the window: " + bounds);
          }
          return null;
        });
  }

  @Test
  @Tag("display")
  void theKeyboardReachesNavigatorPaletteAndHelp()
      throws TimeoutException, IOException, InterruptedException {
    run("xdotool", "search", "--onlyvisible", "--name", "^Coppice$", "windowactivate", "--sync");
    press(KeyCode.CONTROL, KeyCode.K);
    console.until(() -> console.scene().lookup(".palette") != null);
    press(KeyCode.ESCAPE);
    console.until(() -> !console.node("modal", ModalPane.class).isDisplay());
    press(KeyCode.F1);
    console.until(() -> console.scene().lookup(".help-page") != null);
    press(KeyCode.CONTROL, KeyCode.F);
    console.until(
        () -> {
          Node owner = console.scene().getFocusOwner();
          return owner != null && owner.getStyleClass().contains("search-field");
        });
  }

  private static void press(KeyCode... keys) {
    LiveConsole.onFx(
        () -> {
          Robot robot = new Robot();
          for (KeyCode key : keys) {
            robot.keyPress(key);
          }
          for (int i = keys.length - 1; i >= 0; i--) {
            robot.keyRelease(keys[i]);
          }
          return null;
        });
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> String.join(" ", command));
    assertEquals(0, process.exitValue(), () -> String.join(" ", command));
  }
}
