package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.Coppice;
import io.coppice.model.EntityId.HostId;
import io.coppice.session.LiveSession;
import io.coppice.store.Store;
import io.coppice.store.StoreOpening;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** What the console looked like is kept although it never came to close. */
class KeptLayoutTest {
  @TempDir private Path home;

  private Store store;

  /** Opens a folder; nothing is written in it but what the window asks for. */
  private LiveConsole open(Path folder) throws TimeoutException {
    store =
        assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(folder, InstantSource.system()))
            .store();
    var site = SmallSite.of(2, 4);
    LiveSession session =
        LiveSession.open(
            new LiveSession.Parts(
                store,
                Sessions.sims(),
                Sessions.library(site),
                InstantSource.system(),
                Duration.ofHours(1)),
            Optional.of(site.source()),
            site.source());
    return LiveConsole.openAsPlaced(session, Locale.ENGLISH, theme -> Screens.all(theme, home));
  }

  /** What somebody would find who cut the power now. */
  private Path copyOf(Path folder) throws IOException {
    store.preferences().join();
    Path copy = Files.createDirectories(home.resolve("copy"));
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Test
  void theLayoutIsBackAlthoughTheWindowWasNeverClosed() throws TimeoutException, IOException {
    Path folder = home.resolve("data");
    Path copy;
    LiveConsole first = open(folder);
    try {
      first.go(new Place.Page(new HostId(0), "monitor"));
      first.go(new Place.Page(new HostId(1)));
      change(first);
      var preferences = first.session().preferences();
      var layout = first.session().layout();
      first.until(
          () ->
              preferences.get("window").orElse("").equals("60.0 70.0 820.0 640.0 false")
                  && layout.get("shell.splits").orElse("").startsWith("0.4")
                  && layout.get("shell.splits").orElse("").endsWith("false")
                  && layout.get("shell.places.shown").orElse("").endsWith("configure"));
      copy = copyOf(folder);
    } finally {
      first.close();
    }
    LiveConsole again = open(copy);
    try {
      Stage stage = again.stage();
      SplitPane columns = again.node("columns", SplitPane.class);
      SplitPane rows = again.node("rows", SplitPane.class);
      again.until(() -> Math.abs(columns.getDividerPositions()[0] - 0.4) < 0.01);
      LiveConsole.onFx(
          () -> {
            assertEquals(60, stage.getX(), 0.5);
            assertEquals(70, stage.getY(), 0.5);
            assertEquals(820, stage.getWidth(), 0.5);
            assertEquals(640, stage.getHeight(), 0.5);
            assertEquals(1, rows.getItems().size(), "the activity area was folded away");
            assertEquals("configure", tab(again, "page-tabs"));
            return null;
          });
      again.go(new Place.Page(new HostId(0)));
      assertEquals("monitor", LiveConsole.onFx(() -> tab(again, "page-tabs")));
    } finally {
      again.close();
    }
  }

  private static void change(LiveConsole console) {
    LiveConsole.onFx(
        () -> {
          console.stage().setX(60);
          console.stage().setY(70);
          console.stage().setWidth(820);
          console.stage().setHeight(640);
          return null;
        });
    console.settle();
    LiveConsole.onFx(
        () -> {
          ((SplitPane) console.scene().lookup("#columns")).setDividerPositions(0.4);
          console
              .shell()
              .context()
              .actions()
              .find("activity")
              .orElseThrow()
              .run(List.of(), console.shell().context());
          console.shell().context().navigation().open(new Place.Page(new HostId(1), "configure"));
          return null;
        });
  }

  /** Which tab the page that is shown shows. */
  private static String tab(LiveConsole console, String id) {
    TabPane places = (TabPane) console.scene().lookup("#tabs");
    TabPane tabs =
        (TabPane) places.getSelectionModel().getSelectedItem().getContent().lookup('#' + id);
    return tabs.getSelectionModel().getSelectedItem().getId().replace("tab-", "");
  }

  /** SQLite takes the write-ahead log away with its last connection, if that is closed. */
  @Test
  void aConsoleThatIsToldToEndClosesItsData()
      throws IOException, InterruptedException, TimeoutException {
    Path folder = home.resolve("told");
    Process console =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(
                    File.pathSeparator,
                    Path.of("target", "classes").toAbsolutePath().toString(),
                    System.getProperty("jdk.module.path", ""),
                    System.getProperty("java.class.path")),
                Coppice.class.getName(),
                "--data-dir",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try {
      WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> !logs(folder).isEmpty());
      console.destroy();
      assertTrue(console.waitFor(60, TimeUnit.SECONDS), "it did not end");
    } finally {
      console.destroyForcibly();
    }
    assertEquals(128 + 15, console.exitValue());
    assertEquals(List.of(), logs(folder));
  }

  private static List<Path> logs(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith("-wal")).toList();
    }
  }
}
