package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.imported.ImportedSites;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.overlay.NetworkDifference;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hosts said, in the window: a site among the others that can only be looked at. */
class ImportedSiteWindowTest {
  private static final Blueprint SMALL = SmallSite.of(2, 6);

  @TempDir private Path home;

  private LiveSession session;
  private LiveConsole console;

  @BeforeEach
  void open() throws TimeoutException {
    session =
        LiveSession.open(
            new LiveSession.Parts(
                new MemoryStore(List.of()),
                Sessions.fakes(),
                Sessions.library(SMALL),
                new ImportedSites(new HostFolderReader(), name -> "Imported: " + name),
                InstantSource.system(),
                Duration.ofHours(1)),
            Optional.empty(),
            SMALL.source());
    console = LiveConsole.open(session, Locale.ENGLISH, theme -> Screens.all(theme, home));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private Path copied(String name) throws IOException {
    Path file = home.resolve(name);
    try (InputStream in = ImportedSites.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  private void read(String name) throws IOException {
    session.readHosts(copied(name)).toCompletableFuture().join();
  }

  private String said() {
    return LiveConsole.onFx(() -> console.node("network-source", Label.class).getText());
  }

  @Test
  void itIsShownBesideTheOthersWithItsFaultsAndIsRemembered() throws Exception {
    console.go(new Place.Network("faults"));
    ListView<?> faults = console.node("faults", ListView.class);
    assertTrue(said().contains(session.site().name()));
    read("lab-b.tar.gz");
    console.until(() -> said().startsWith("Imported: lab-b"));
    console.go(new Place.Network("faults"));
    console.until(() -> faults.getItems().size() == 4);
    assertEquals(2, session.openSites().size());
    assertEquals("Imported: lab-b.tar.gz", session.imports().getFirst().title());
    session.show(SMALL.source());
    console.until(() -> said().contains("Small"));
    console.go(new Place.Network("faults"));
    console.until(() -> faults.getItems().isEmpty());
  }

  @Test
  void actionsThatChangeASiteAreNotOfferedOverIt() throws Exception {
    read("lab-b.tar.gz");
    console.until(() -> console.scene().lookup("#network-source") != null);
    var context = console.shell().context();
    assertTrue(context.actions().all().stream().noneMatch(a -> a.id().equals("power-on")));
    assertFalse(
        context
            .actions()
            .find("export")
            .orElseThrow()
            .refusal(List.of(), session.snapshot())
            .isEmpty());
  }

  @Test
  void itsTopologySaysWhyNothingOfItCanBeChanged() throws Exception {
    read("lab-b.tar.gz");
    console.go(new Place.Network("topology"));
    MenuButton change = console.node("network-change", MenuButton.class);
    LiveConsole.onFx(
        () -> {
          change.getOnShowing().handle(null);
          return null;
        });
    assertEquals(1, change.getItems().size());
    assertTrue(change.getItems().getFirst().isDisable());
    assertTrue(
        change.getItems().getFirst().getText().contains("only"), change.getItems()::toString);
  }

  @Test
  @SuppressWarnings("unchecked")
  void whatChangedSinceAnEarlierReadingIsListedWithTheLinesThatSayIt() throws Exception {
    read("lab-a.tar.gz");
    read("lab-b.tar.gz");
    console.go(new Place.Network("changes"));
    MenuButton choose = console.node("changes-choose", MenuButton.class);
    console.until(
        () ->
            LiveConsole.onFx(
                () -> {
                  choose.getOnShowing().handle(null);
                  return choose.getItems().stream().anyMatch(i -> isOf(i, "lab-a"));
                }));
    LiveConsole.onFx(
        () -> {
          assertTrue(
              choose.getItems().stream().noneMatch(i -> isOf(i, "lab-b")),
              "what is shown is no earlier state of itself");
          choose.getItems().stream().filter(i -> isOf(i, "lab-a")).findFirst().get().fire();
          return null;
        });
    TableView<NetworkDifference.Item> table = console.node("changes", TableView.class);
    console.until(() -> !table.getItems().isEmpty());
    assertEquals(
        NetworkDifference.between(
                new HostFolderReader().read(home.resolve("lab-a.tar.gz")).state(),
                new HostFolderReader().read(home.resolve("lab-b.tar.gz")).state())
            .size(),
        table.getItems().size());
  }

  private static boolean isOf(MenuItem item, String name) {
    return item.getText() != null && item.getText().contains(name);
  }
}
