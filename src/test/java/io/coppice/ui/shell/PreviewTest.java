package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.tree.TreeRow;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A click looks at an object; what is only looked at gives way to the next. */
@ExtendWith(ApplicationExtension.class)
class PreviewTest {
  private static final EntityId FIRST = new HostId(0);
  private static final EntityId SECOND = new HostId(1);

  private ConsoleWindow console;
  private ListView<?> tree;
  private TabPane tabs;

  @Start
  void open(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 6)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ObjectPages(List.of())),
                List.of(new InventoryTrees()),
                List.of(InventoryActions::all)));
  }

  @AfterEach
  void close() {
    onFx(
        () -> {
          console.close();
          return null;
        });
  }

  private static <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(10_000, work);
  }

  /** The name in an object's row, waited for; the tree is there then. */
  private Node row(EntityId id) {
    tree = console.node("tree-hosts", ListView.class);
    tabs = console.node("tabs", TabPane.class);
    console.until(() -> cell(id) != null);
    return onFx(() -> cell(id).lookup(".label"));
  }

  private Node cell(EntityId id) {
    return tree.lookupAll(".list-cell").stream()
        .filter(
            node ->
                node instanceof ListCell<?> cell
                    && cell.getItem() instanceof TreeRow row
                    && row.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  private List<EntityId> open() {
    return List.copyOf(
        tabs.getTabs().stream()
            .map(tab -> tab.getContent().getId())
            .map(id -> EntityId.parse(id.replace("page-of-", "")).orElseThrow())
            .toList());
  }

  /** Once more where a busy machine let so long pass between the clicks that they were two. */
  private void doubleClick(FxRobot robot, Node on, BooleanSupplier done) {
    for (int clicks = 0; clicks < 5 && !onFx(done::getAsBoolean); clicks++) {
      robot.doubleClickOn(on);
      WaitForAsyncUtils.waitForFxEvents();
    }
    console.until(done);
  }

  private boolean isPreview() {
    Tab shown = tabs.getSelectionModel().getSelectedItem();
    return shown.getStyleClass().contains("preview");
  }

  @Test
  void aClickShowsAnObjectAndTheNextClickTheNextInItsPlace(FxRobot robot) {
    robot.clickOn(row(FIRST));
    console.until(() -> open().equals(List.of(FIRST)) && isPreview());
    assertNotNull(onFx(() -> tabs.getTabs().getFirst().getTooltip()));
    assertEquals("Preview", onFx(() -> tabs.getTabs().getFirst().getGraphic().getAccessibleText()));
    assertTrue(onFx(() -> tree.isFocused()), "the keyboard stays in the tree");
    robot.clickOn(row(SECOND));
    console.until(() -> open().equals(List.of(SECOND)) && isPreview());
    assertTrue(onFx(() -> tree.isFocused()));
    console.picture("preview");
  }

  @Test
  void aSecondClickKeepsWhatTheFirstShowed(FxRobot robot) {
    doubleClick(robot, row(FIRST), () -> open().equals(List.of(FIRST)) && !isPreview());
    robot.clickOn(row(SECOND));
    console.until(() -> open().equals(List.of(FIRST, SECOND)) && isPreview());
    robot.clickOn(row(FIRST));
    console.until(() -> tabs.getSelectionModel().getSelectedIndex() == 0 && open().size() == 2);
  }

  @Test
  void theSpaceBarLooksAndEnterOpensButArrowsDoNeither(FxRobot robot) {
    row(FIRST);
    onFx(
        () -> {
          tree.requestFocus();
          tree.getSelectionModel().clearAndSelect(0);
          return null;
        });
    robot.type(KeyCode.DOWN, 2);
    console.until(() -> tree.getSelectionModel().getSelectedIndex() == 2);
    assertEquals(List.of(), onFx(this::open));
    robot.type(KeyCode.SPACE);
    console.until(() -> open().size() == 1 && isPreview() && tree.isFocused());
    robot.type(KeyCode.ENTER);
    console.until(() -> open().size() == 1 && !isPreview());
  }

  @Test
  void choosingSeveralDraggingOrAskingForAMenuOpensNothing() {
    row(FIRST);
    clicked(MouseButton.SECONDARY, false, false, true);
    clicked(MouseButton.PRIMARY, true, false, true);
    clicked(MouseButton.PRIMARY, false, true, true);
    clicked(MouseButton.PRIMARY, false, false, false);
    assertEquals(List.of(), onFx(this::open));
    clicked(MouseButton.PRIMARY, false, false, true);
    assertEquals(List.of(FIRST), onFx(this::open));
  }

  /** The robot of the headless platform holds no keys while it clicks. */
  private void clicked(MouseButton button, boolean shift, boolean control, boolean still) {
    onFx(
        () -> {
          Node on = cell(FIRST);
          Point2D at = on.localToScene(9, 9);
          on.fireEvent(
              new MouseEvent(
                  MouseEvent.MOUSE_CLICKED,
                  at.getX(),
                  at.getY(),
                  at.getX(),
                  at.getY(),
                  button,
                  1,
                  shift,
                  control,
                  false,
                  false,
                  false,
                  false,
                  false,
                  false,
                  false,
                  still,
                  new PickResult(on, at.getX(), at.getY())));
          return null;
        });
  }

  /** The head of the only tab. */
  private Node head() {
    String title = tabs.getTabs().getFirst().getText();
    return tabs.lookupAll(".tab-label").stream()
        .filter(node -> node instanceof Label label && label.getText().equals(title))
        .findFirst()
        .orElse(null);
  }

  @Test
  void aDoubleClickOnItsTabKeepsAPreview(FxRobot robot) {
    robot.clickOn(row(FIRST));
    console.until(() -> open().equals(List.of(FIRST)) && isPreview());
    console.until(() -> head() != null && head().getLayoutBounds().getWidth() > 0);
    doubleClick(robot, onFx(this::head), () -> !isPreview());
  }

  @Test
  void aChangeMadeOnAPreviewKeepsIt(FxRobot robot) {
    robot.clickOn(row(FIRST));
    console.until(() -> open().equals(List.of(FIRST)) && isPreview());
    robot.clickOn(console.node("button-rename", Node.class));
    console.node("form-go", Node.class);
    onFx(
        () -> {
          ((TextField) tree.getScene().getFocusOwner()).setText("renamed");
          return null;
        });
    assertTrue(onFx(this::isPreview), "a question is no change");
    console.submit();
    console.until(() -> !isPreview());
  }

  @Test
  void theNextObjectIsShownOnTheTabTheLastOneWasOn(FxRobot robot) {
    robot.clickOn(row(FIRST));
    console.until(() -> open().equals(List.of(FIRST)));
    onFx(
        () -> {
          console.context().navigation().preview(new Place.Page(FIRST, "monitor"));
          return null;
        });
    robot.clickOn(row(SECOND));
    console.until(() -> open().equals(List.of(SECOND)));
    TabPane inner = console.node("page-tabs", TabPane.class);
    assertEquals("tab-monitor", onFx(() -> inner.getSelectionModel().getSelectedItem().getId()));
  }

  @Test
  void goingBackLooksAgainAtWhatWasOnlyLookedAt(FxRobot robot) {
    robot.clickOn(row(FIRST));
    console.until(() -> open().equals(List.of(FIRST)));
    robot.clickOn(row(SECOND));
    console.until(() -> open().equals(List.of(SECOND)));
    onFx(
        () -> {
          console.context().navigation().back();
          return null;
        });
    console.until(() -> open().equals(List.of(FIRST)) && isPreview());
    assertFalse(onFx(() -> open().contains(SECOND)));
  }

  /** Else a key would do to what a tree has selected what was meant for the page in sight. */
  @Test
  void whoeverTurnsToAPageByItsTabWorksOnItsObject(FxRobot robot) {
    Node second = row(SECOND);
    onFx(
        () -> {
          console.context().navigation().open(new Place.Page(FIRST));
          return null;
        });
    robot.clickOn(second);
    console.until(() -> selected().equals(List.of(SECOND)));
    robot.clickOn(tabs.lookup(".object-tabs > .tab-header-area .tab-label"));
    console.until(() -> selected().equals(List.of(FIRST)));
    robot.clickOn(row(SECOND));
    console.until(() -> selected().equals(List.of(SECOND)));
  }

  private List<EntityId> selected() {
    return console.context().selection().get();
  }
}
