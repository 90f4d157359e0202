package io.coppice.ui;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.Notification;
import io.coppice.imported.HostFolderReader;
import io.coppice.model.EntityId.MachineId;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.fork.ForkScreens;
import io.coppice.ui.fork.actions.ForkActions;
import io.coppice.ui.fork.navigator.ForkSection;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.Place;
import io.coppice.ui.overlay.NetworkScreens;
import io.coppice.ui.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The console in a window of 800 x 470, which is a screen of 1600 x 960 at 200 %, in the longer of
 * its languages.
 */
@ExtendWith(ApplicationExtension.class)
class SmallWindowTest {
  private static final MachineId MACHINE = new MachineId(1);

  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(4, 12)),
            Locale.GERMAN,
            new Shell.Parts(
                List.of(
                    new ForkScreens(),
                    new ObjectPages(List.of()),
                    new NetworkScreens(new HostFolderReader())),
                List.of(new InventoryTrees(), ForkSection.factory()),
                List.of(ForkActions::all, InventoryActions::all)));
    stage.setWidth(800);
    stage.setHeight(470);
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fork",
        "fork-freeze",
        "edit-hardware",
        "edit-allocation",
        "edit-tags",
        "migrate",
        "clone",
        "snapshot-take",
        "rename",
        "edit-notes",
        "move"
      })
  void everyFormKeepsItsButtonsInSightAndItsTextsWhole(String action) {
    console.act(action, MACHINE);
    Button go = console.node("form-go", Button.class);
    console.until(() -> go.getLayoutBounds().getWidth() > 0);
    Region form = console.node(Region.class, node -> node.getStyleClass().contains("ask-form"));
    console.picture("small-" + action);
    Bounds window =
        WaitForAsyncUtils.waitForAsyncFx(
            5_000,
            () -> go.getScene().getRoot().localToScene(go.getScene().getRoot().getLayoutBounds()));
    Bounds button =
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> go.localToScene(go.getLayoutBounds()));
    Bounds whole =
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> form.localToScene(form.getLayoutBounds()));
    List<String> cut = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> cut(form));
    assertAll(
        () -> assertTrue(window.contains(button), button + " is outside " + window),
        () -> assertTrue(window.contains(whole), whole + " is outside " + window),
        () -> assertTrue(cut.isEmpty(), cut + " are cut"));
  }

  @Test
  void whatAForkCostsDoesNotCoverItsFields() {
    console.act("fork", MACHINE);
    Region fields =
        console.node(Region.class, node -> node.getStyleClass().contains("form-fields"));
    Region side = console.node(Region.class, node -> node.getStyleClass().contains("fork-side"));
    console.until(() -> side.getWidth() > 0);
    WaitForAsyncUtils.waitForAsyncFx(
        5_000,
        () -> {
          assertFalse(
              fields
                  .localToScene(fields.getLayoutBounds())
                  .intersects(side.localToScene(side.getLayoutBounds())));
          assertTrue(fields.getWidth() >= fields.minWidth(-1));
        });
  }

  @Test
  void nothingInAForkFormScrollsButAllOfIt() {
    console.act("fork", MACHINE);
    Region form = console.node(Region.class, node -> node.getStyleClass().contains("ask-form"));
    Region side = console.node(Region.class, node -> node.getStyleClass().contains("fork-side"));
    console.until(
        () -> side.getHeight() > 0 && side.getHeight() >= side.prefHeight(side.getWidth()));
    assertEquals(1, form.lookupAll(".scroll-pane").size());
    assertTrue(side.isFocusTraversable(), "else the keyboard does not come to its end");
  }

  @Test
  void aMachinesPageSaysItsNameWhole() {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Page(MACHINE, "summary")));
    Label name = console.node(Label.class, node -> node.getStyleClass().contains("head-name"));
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> name.setText("datenbank-01"));
    console.until(() -> name.getWidth() >= name.prefWidth(-1) - 0.5);
    console.picture("small-page");
  }

  @Test
  void theActivityAreaOfALargeWindowLeavesASmallOneItsPages() {
    Region rows = console.node("rows", Region.class);
    Window window = rows.getScene().getWindow();
    // the headless platform cannot clear what lies outside its screen of 1000 x 1000
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          window.setX(0);
          window.setY(0);
        });
    console.until(() -> window.getY() == 0);
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> window.setHeight(950));
    console.until(() -> rows.getHeight() > 700);
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> window.setHeight(470));
    SplitPane split = (SplitPane) rows;
    console.until(() -> rows.getHeight() < 450);
    Region pages = (Region) split.getItems().getFirst();
    console.until(() -> pages.getHeight() > rows.getHeight() * 0.6);
  }

  @Test
  void thePictureOfANetworkIsWholeThoughItIsSmall() {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Network("topology")));
    Region picture = console.node("network-picture", Region.class);
    Region part = console.node("network-topology", Region.class);
    console.until(() -> part.getHeight() > 0);
    console.act("activity");
    SplitPane rows = (SplitPane) console.node("rows", Region.class);
    console.until(() -> rows.getItems().size() == 1);
    Window window = part.getScene().getWindow();
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          Parent root = part.getScene().getRoot();
          root.applyCss();
          root.layout();
          window.setHeight(window.getHeight() + 200 - part.getHeight());
        });
    console.until(
        () -> {
          Bounds is = picture.localToScene(picture.getLayoutBounds());
          Bounds room = part.localToScene(part.getLayoutBounds());
          return room.getHeight() < 210 && is.getHeight() > 20 && is.getMaxY() <= room.getMaxY();
        });
    console.picture("small-topology");
  }

  @Test
  void aClockThatLagsDoesNotPushTheContentOutOfTheWindow() {
    Labeled reached = console.node("speed-reached", Labeled.class);
    Parent status = console.node("status", Parent.class);
    WaitForAsyncUtils.waitForAsyncFx(
        5_000,
        () -> {
          reached.setVisible(true);
          reached.setText("(0,0001× erreicht, und das seit einer Weile)");
          Parent root = status.getScene().getRoot();
          root.applyCss();
          root.layout();
          Bounds bar = status.localToScene(status.getLayoutBounds());
          assertTrue(bar.getMinX() >= 0, bar + " begins left of the window");
          assertTrue(bar.getMaxX() <= status.getScene().getWidth(), bar + " ends right of it");
        });
  }

  @Test
  void aKeyThatDoesNothingToWhatIsSelectedSaysSo() {
    Parent toasts = console.node("toasts", Parent.class);
    WaitForAsyncUtils.waitForAsyncFx(
        5_000,
        () ->
            toasts
                .getScene()
                .getRoot()
                .fireEvent(
                    new KeyEvent(
                        KeyEvent.KEY_PRESSED, "F", "F", KeyCode.F, true, true, false, false)));
    console.until(
        () ->
            console
                .shown(Notification.class, toast -> toast.getMessage().contains("zuerst"))
                .isPresent());
  }

  /**
   * Texts of buttons and labels that do not show all of themselves. What a row of a table says of
   * the site may be cut.
   */
  private static List<String> cut(Node at) {
    List<String> cut = new ArrayList<>();
    if (!at.isVisible() || at instanceof IndexedCell) {
      return cut;
    }
    if (at instanceof Labeled labeled
        && labeled.getText() != null
        && !labeled.getText().isEmpty()
        && at.lookup(".text") instanceof javafx.scene.text.Text text
        && !text.getText().isEmpty()
        && text.getText().endsWith(labeled.getEllipsisString())
        && !labeled.getText().endsWith(labeled.getEllipsisString())) {
      cut.add(labeled.getText() + " as " + text.getText());
    }
    if (at instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> cut.addAll(cut(child)));
    }
    return cut;
  }
}
