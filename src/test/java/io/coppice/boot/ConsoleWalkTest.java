package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ModalPane;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Inventory;
import io.coppice.session.LiveSession;
import io.coppice.sim.SimSites;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.NodeNames;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.WorkedTime;
import io.coppice.ui.kit.Dialogs;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.StallAlarm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import javafx.animation.PauseTransition;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks through every screen of the console as it is started. */
class ConsoleWalkTest {
  private static final List<String> TABS =
      List.of("", "monitor", "machines", "hosts", "configure", "snapshots", "activity");

  /** The first walks meet code that is not compiled yet; what blocks does so on every walk. */
  private static final int WALKS = 4;

  @TempDir Path folder;
  private LiveConsole console;

  private void open(Locale locale) throws TimeoutException {
    LiveSession session =
        LiveSession.open(
            new LiveSession.Parts(
                new MemoryStore(List.of()),
                new SimSites(),
                new ScenarioShelf(folder),
                InstantSource.system(),
                LiveSession.Parts.PULSE),
            Optional.empty(),
            StartResult.FIRST);
    console = LiveConsole.open(session, locale, theme -> Screens.all(theme, folder));
  }

  @AfterEach
  void close() {
    if (console != null) {
      console.close();
    }
  }

  /** The first-start page, settings, help, and an object of every kind on every tab. */
  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    places.add(new Place.Start());
    places.add(new Place.Settings());
    places.add(new Place.Help("getting-started"));
    Inventory inventory = console.session().snapshot().inventory();
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      var table = inventory.table(kind);
      for (int row = 0; table != null && row < table.size(); row++) {
        if (table.get(row) != null) {
          Entity entity = table.get(row);
          TABS.forEach(tab -> places.add(new Place.Page(entity.id(), tab)));
          break;
        }
      }
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyFocusableNodeHasANameAndEveryTextIsAWord(String language) throws TimeoutException {
    open(Locale.forLanguageTag(language));
    NodeNames said = new NodeNames();
    for (Place place : places()) {
      console.go(place);
      LiveConsole.onFx(
          () -> {
            said.lookAround(place.print());
            return null;
          });
    }
    assertEquals(Map.of(), said.faults());
  }

  @Test
  void theTourGoesOnByEnterAndEndsAtAHostThatIsToCrash() throws TimeoutException {
    open(Locale.ENGLISH);
    LiveConsole.onFx(
        () -> {
          ((Button) console.scene().lookup("#start-tour")).fire();
          return null;
        });
    for (int step = 0; step < 8; step++) {
      console.until(() -> tourCard().isPresent());
      Node before = LiveConsole.onFx(() -> tourCard().orElseThrow());
      LiveConsole.onFx(
          () -> {
            Node focused = before.getScene().getFocusOwner();
            focused.fireEvent(key(KeyEvent.KEY_PRESSED));
            focused.fireEvent(key(KeyEvent.KEY_RELEASED));
            return null;
          });
      console.until(() -> tourCard().filter(card -> card == before).isEmpty());
    }
    console.until(() -> console.scene().lookup("#dialog-go") != null);
    assertTrue(LiveConsole.onFx(() -> tourCard().isEmpty()));
  }

  private static KeyEvent key(EventType<KeyEvent> type) {
    return new KeyEvent(type, "", "", KeyCode.ENTER, false, false, false, false);
  }

  private static Optional<Node> tourCard() {
    return Window.getWindows().stream()
        .filter(PopupWindow.class::isInstance)
        .flatMap(window -> Optional.ofNullable(window.getScene().lookup(".tour-card")).stream())
        .findFirst();
  }

  @Test
  void theNameOfAnObjectIsReadableBesideItsTools() throws TimeoutException {
    open(Locale.ENGLISH);
    console
        .session()
        .snapshot()
        .inventory()
        .datacentres()
        .forEach(d -> console.go(new Place.Page(d.id())));
    console.until(() -> named() != null && named().getWidth() >= named().prefWidth(-1) - 1);
  }

  private Labeled named() {
    return (Labeled) console.scene().lookup(".head-name");
  }

  @Test
  void theNavigatorTakesAQuarterOfTheWindowAtFirst() throws TimeoutException {
    LiveSession session = Sessions.inMemory(SmallSite.of(1, 1));
    console = LiveConsole.openAsPlaced(session, Locale.ENGLISH, t -> Screens.all(t, folder));
    SplitPane columns = console.node("columns", SplitPane.class);
    assertEquals(0.25, LiveConsole.onFx(() -> columns.getDividerPositions()[0]), 0.01);
  }

  @Test
  void nothingStallsTheConsoleWhileTimeRuns() throws TimeoutException {
    open(Locale.ENGLISH);
    places().forEach(console::go);
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
    int stalls = Integer.MAX_VALUE;
    Duration worst = Duration.ZERO;
    for (int walk = 0; walk < WALKS && stalls > 0; walk++) {
      StallAlarm alarm = new StallAlarm(StallAlarm.LIMIT, new WorkedTime());
      LiveConsole.onFx(
          () -> {
            alarm.start();
            return null;
          });
      places().forEach(console::go);
      alarm.close();
      stalls = alarm.stalls();
      worst = alarm.worst();
      assertTrue(worst.compareTo(Duration.ZERO) > 0, "the alarm watched nothing");
    }
    assertEquals(0, stalls, "every walk stalled, the last one for " + worst);
  }

  @Test
  void aQuestionThatFollowsAnotherAtOnceStays() throws TimeoutException {
    open(Locale.ENGLISH);
    Dialogs dialogs = console.shell().context().dialogs();
    Label second = new Label("second");
    LiveConsole.onFx(
        () -> {
          dialogs.show(new Label("first"));
          return null;
        });
    console.settle();
    LiveConsole.onFx(
        () -> {
          dialogs.hide();
          dialogs.show(second);
          return null;
        });
    console.settle();
    PauseTransition longerThanAnyFade = new PauseTransition(javafx.util.Duration.millis(600));
    CountDownLatch over = new CountDownLatch(1);
    LiveConsole.onFx(
        () -> {
          longerThanAnyFade.setOnFinished(_ -> over.countDown());
          longerThanAnyFade.play();
          return null;
        });
    console.until(() -> over.getCount() == 0);
    ModalPane modal = console.node("modal", ModalPane.class);
    assertTrue(LiveConsole.onFx(() -> modal.isDisplay() && modal.getContent() == second));
  }
}
