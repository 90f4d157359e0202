package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ModalPane;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Inventory;
import io.coppice.session.LiveSession;
import io.coppice.sim.SimSites;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The console on a real display with a window manager. */
class WindowDisplayTest {
  private static final int ATTEMPTS = 5;

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
            StartResult.FIRST);
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

  /** A list with ticks takes Esc for itself; the form it stands in closes all the same. */
  @Test
  @Tag("display")
  void escapeClosesAFormWhoseListHasTheKeyboard()
      throws TimeoutException, IOException, InterruptedException {
    run("xdotool", "search", "--onlyvisible", "--name", "^Coppice$", "windowactivate", "--sync");
    HostId[] host = new HostId[1];
    console.session().snapshot().inventory().hosts().forEach(it -> host[0] = it.id());
    LiveConsole.onFx(
        () -> {
          var context = console.shell().context();
          context.actions().find("links").orElseThrow().run(List.of(host[0]), context);
          return null;
        });
    console.until(() -> console.scene().getFocusOwner() instanceof ListView<?>);
    press(KeyCode.ESCAPE);
    console.until(() -> !console.node("modal", ModalPane.class).isDisplay());
  }

  @Test
  @Tag("chooser")
  void aScenarioIsChosenOpenedAndExported()
      throws IOException, TimeoutException, InterruptedException {
    Path file = Files.writeString(folder.resolve("lab.json"), LAB);
    ask("ctrl+o");
    choose("Open scenario", file, "ctrl+l");
    console.until(() -> datacentre().equals("Lab"));

    Path out = folder.resolve("out.json");
    ask("ctrl+shift+e");
    choose("Export", out, "ctrl+a");
    console.until(() -> Files.exists(out) && Files.readString(out).strip().endsWith("}"));
    assertEquals(2, new ScenarioShelf(folder).read(out.toString()).inventory().hosts().size());
  }

  private String datacentre() {
    Inventory inventory = console.session().snapshot().inventory();
    List<String> names = new ArrayList<>();
    inventory.datacentres().forEach(datacentre -> names.add(datacentre.name()));
    return names.getFirst();
  }

  /** By the display's keyboard: the FX thread does not answer while a chooser is open. */
  private static void ask(String keys) throws IOException, InterruptedException {
    run("xdotool", "search", "--onlyvisible", "--name", "^Coppice$", "windowactivate", "--sync");
    run("xdotool", "key", keys);
  }

  /**
   * Types a path into the system's own chooser, which the toolkit knows nothing of. Keys go to the
   * focused window, not to a window by its number, because GTK does not listen to those. What the
   * chooser loses while it makes room for the path is typed again.
   *
   * @param keys give the chooser's field for a path the focus, with everything in it selected
   */
  private static void choose(String title, Path file, String keys)
      throws IOException, InterruptedException {
    run("xdotool", "search", "--sync", "--onlyvisible", "--name", '^' + title);
    for (int attempt = 0; attempt < ATTEMPTS && isShown(title); attempt++) {
      run("xdotool", "search", "--onlyvisible", "--name", '^' + title, "windowactivate", "--sync");
      run("xdotool", "sleep", "0.5", "key", keys);
      run("xdotool", "sleep", "0.5", "key", "ctrl+a");
      run("xdotool", "type", "--delay", "30", file.toString());
      run("xdotool", "sleep", "0.5", "key", "Return");
      try {
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> !isShown(title));
      } catch (TimeoutException e) {
        // It is typed once more.
      }
    }
    assertFalse(isShown(title), "the chooser would not take " + file);
  }

  private static boolean isShown(String title) throws IOException, InterruptedException {
    return new ProcessBuilder("xdotool", "search", "--onlyvisible", "--name", '^' + title)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
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

  private static final String LAB =
      """
      {
        "format": 1,
        "title": "Lab",
        "datacentre": "Lab",
        "datastores": [{"name": "disk", "capacity": "1 TiB"}],
        "networks": [{"name": "dvs", "portGroups": [{"name": "pg", "vlan": 10}]}],
        "clusters": [
          {
            "name": "Rack",
            "hosts": [
              {
                "name": "host-#", "count": 2, "sockets": 2, "cores": 8, "mhz": 2600,
                "memory": "64 GiB", "datastores": ["disk"],
                "nics": [{"name": "vmnic0", "switch": "dvs"}]
              }
            ],
            "pools": [{"name": "Pool"}]
          }
        ]
      }
      """;
}
