package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Halt;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.site.ObjectRef;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.FakeSite;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Navigation;
import io.coppice.ui.kit.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window over several open sites, and over one that stands still. */
class OpenSitesWindowTest {
  private static final Blueprint SMALL = SmallSite.of(2, 6);
  private static final Blueprint OTHER =
      new Blueprint("other", "Other", "", SMALL.start(), 8, SmallSite.of(1, 3).inventory());

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
                Sessions.library(SMALL, OTHER),
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

  private Set<String> openPages() {
    return LiveConsole.onFx(
        () ->
            console.node("tabs", TabPane.class).getTabs().stream()
                .map(Tab::getText)
                .map(String::valueOf)
                .collect(Collectors.toSet()));
  }

  private String shown() {
    return LiveConsole.onFx(() -> console.node("site-switcher", MenuButton.class).getText());
  }

  @Test
  void theOpenPagesOfASiteComeBackWithIt() throws TimeoutException {
    console.go(new Place.Page(new MachineId(2)));
    console.go(new Place.Page(new HostId(1), "monitor"));
    Set<String> before = openPages();
    session.openScenario("other", false).toCompletableFuture().join();
    console.until(() -> shown().equals("Other"));
    console.until(() -> !openPages().equals(before));
    assertFalse(openPages().stream().anyMatch(id -> String.valueOf(id).contains("vm-002")));
    console.go(new Place.Page(new MachineId(1)));
    session.show("small");
    console.until(() -> openPages().equals(before));
    session.show("other");
    console.until(() -> openPages().stream().anyMatch(id -> String.valueOf(id).contains("vm-001")));
  }

  /** The same id is another machine at the other site. */
  @Test
  void theWayBackLeadsToThePageOfTheOtherSiteAndShowsThatSite() throws TimeoutException {
    Place.Page here = new Place.Page(new MachineId(2), "monitor");
    console.go(here);
    String first = shown();
    session.openScenario("other", false).toCompletableFuture().join();
    console.until(() -> shown().equals("Other"));
    console.until(() -> openPages().stream().noneMatch(name -> name.contains("vm-002")));
    console.go(here);
    way(Navigation::back);
    assertEquals("Other", shown(), "the page that this site opened on");
    way(Navigation::back);
    console.until(() -> shown().equals(first));
    console.until(() -> openPages().stream().anyMatch(name -> name.contains("vm-002")));
    way(Navigation::forward);
    console.until(() -> shown().equals("Other"));
  }

  @Test
  void aPlaceOfAnotherOpenSiteIsShownWithThatSiteAndOneOfAClosedSiteIsNot()
      throws TimeoutException {
    String first = shown();
    session.openScenario("other", false).toCompletableFuture().join();
    console.until(() -> shown().equals("Other"));
    Place there = new Place.Page(new ObjectRef(SMALL.source(), new MachineId(3)), "");
    console.go(there);
    console.until(() -> shown().equals(first));
    console.until(() -> openPages().stream().anyMatch(name -> name.contains("vm-003")));
    session.show("other");
    console.until(() -> shown().equals("Other"));
    session.closeSite(SMALL.source()).toCompletableFuture().join();
    Set<String> before = openPages();
    console.go(there);
    assertEquals("Other", shown());
    assertEquals(before, openPages());
    way(Navigation::back);
    assertEquals("Other", shown(), "the way to what is closed is forgotten");
  }

  private void way(Consumer<Navigation> way) {
    LiveConsole.onFx(
        () -> {
          way.accept(console.shell().context().navigation());
          return null;
        });
    console.settle();
  }

  @Test
  void theSwitcherNamesEverySiteAndClosesAllButTheLast() throws TimeoutException {
    MenuButton switcher = console.node("site-switcher", MenuButton.class);
    assertEquals("Small", shown());
    assertTrue(switcher.getItems().getLast().isDisable());
    session.openScenario("other", false).toCompletableFuture().join();
    console.until(() -> switcher.getItems().size() == 4);
    LiveConsole.onFx(
        () -> {
          switcher.getItems().getFirst().fire();
          return null;
        });
    console.until(() -> shown().equals("Small"));
    LiveConsole.onFx(
        () -> {
          switcher.getItems().getLast().fire();
          return null;
        });
    console.until(() -> session.openSites().size() == 1);
    console.until(() -> shown().equals("Other"));
  }

  @Test
  void aSiteThatStandsStillSaysWhyAndGoesOnWithoutTheEvent() throws TimeoutException {
    FakeSite site = assertInstanceOf(FakeSite.class, session.site());
    site.haltAt(
        new Halt(
            Problem.error("world.stopped", "08:00", "Bomb[machine=vm-0]", "planted"), "report"));
    console.until(() -> console.scene().lookup("#halt") != null);
    console.settle();
    LiveConsole.onFx(
        () -> {
          console.node("halt-leave-out", Button.class).fire();
          return null;
        });
    console.until(() -> site.halt().isEmpty());
  }
}
