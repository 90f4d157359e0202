package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.PointerEvents;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.tree.TreeRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Keys, menus and areas of the window. */
@ExtendWith(ApplicationExtension.class)
class ShellTest {
  private ConsoleWindow console;

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
    WaitForAsyncUtils.waitForAsyncFx(10_000, () -> console.close());
  }

  private static <T> T onFx(java.util.concurrent.Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(10_000, work);
  }

  private void press(Node on, KeyCode code, KeyCode... modifiers) {
    List<KeyCode> held = Arrays.asList(modifiers);
    WaitForAsyncUtils.waitForAsyncFx(
        10_000,
        () ->
            on.fireEvent(
                new KeyEvent(
                    KeyEvent.KEY_PRESSED,
                    KeyEvent.CHAR_UNDEFINED,
                    "",
                    code,
                    held.contains(KeyCode.SHIFT),
                    held.contains(KeyCode.CONTROL),
                    held.contains(KeyCode.ALT),
                    false)));
  }

  /** On a US keyboard plus is Shift and equals; a number pad has one of its own. */
  @ParameterizedTest
  @CsvSource({
    "PLUS, false, 110",
    "EQUALS, true, 110",
    "EQUALS, false, 110",
    "ADD, false, 110",
    "MINUS, false, 90",
    "SUBTRACT, false, 90"
  })
  void everyPlusAndMinusOfAKeyboardChangesTheTextSize(KeyCode key, boolean shift, int percent) {
    Node navigator = console.node("navigator", Node.class);
    if (shift) {
      press(navigator, key, KeyCode.CONTROL, KeyCode.SHIFT);
    } else {
      press(navigator, key, KeyCode.CONTROL);
    }
    console.until(() -> console.theme().zoom() == percent);
  }

  @Test
  void menusTellTheirKeysAndDoNotHoldThemWhenClosed() {
    MenuBar bar = console.node("menus", MenuBar.class);
    Menu file = bar.getMenus().getFirst();
    MenuItem open =
        onFx(
            () -> {
              file.show();
              return item(file, "action-open-scenario");
            });
    assertEquals("Ctrl+O", onFx(() -> open.getAccelerator().getDisplayText()));
    onFx(
        () -> {
          file.hide();
          return null;
        });
    assertNull(onFx(() -> item(file, "action-open-scenario").getAccelerator()));
  }

  private static MenuItem item(Menu menu, String id) {
    return menu.getItems().stream().filter(i -> id.equals(i.getId())).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"CONTEXT_MENU, false", "F10, true"})
  void theMenuKeyOpensTheMenuOfTheSelection(KeyCode key, boolean shift) {
    ListView<?> tree = console.node("tree-hosts", ListView.class);
    console.until(() -> !tree.getItems().isEmpty());
    onFx(
        () -> {
          tree.requestFocus();
          tree.getSelectionModel().clearAndSelect(1);
          return null;
        });
    if (shift) {
      press(tree, key, KeyCode.SHIFT);
    } else {
      press(tree, key);
    }
    console.until(
        () ->
            Window.getWindows().stream()
                .anyMatch(w -> w instanceof ContextMenu m && m.isShowing()));
    onFx(
        () -> {
          List.copyOf(Window.getWindows()).stream()
              .filter(ContextMenu.class::isInstance)
              .forEach(Window::hide);
          return null;
        });
  }

  @Test
  void enterRightAfterTheLastLetterOfANameIsNotLost() {
    ListView<?> tree = console.node("tree-hosts", ListView.class);
    console.until(() -> !tree.getItems().isEmpty());
    onFx(
        () -> {
          tree.requestFocus();
          return null;
        });
    console.act("rename", new HostId(0));
    console.node("form-go", Button.class);
    TextField field = onFx(() -> (TextField) tree.getScene().getFocusOwner());
    onFx(
        () -> {
          field.setText("renamed");
          field.fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_PRESSED, "\r", "", KeyCode.ENTER, false, false, false, false));
          return null;
        });
    console.until(
        () ->
            console
                .session()
                .snapshot()
                .inventory()
                .find(new HostId(0))
                .filter(host -> host.name().equals("renamed"))
                .isPresent());
    console.until(tree::isFocused);
  }

  @Test
  void enterWaitsForTheAnswerToWhatIsTyped() {
    ListView<?> tree = console.node("tree-hosts", ListView.class);
    console.until(() -> !tree.getItems().isEmpty());
    press(tree, KeyCode.K, KeyCode.CONTROL);
    ListView<?> found = console.node("palette-list", ListView.class);
    console.until(() -> !found.getItems().isEmpty());
    TextField field = console.node("palette-field", TextField.class);
    // Before the next frame nothing is found for it: what stands in the list is for no words.
    onFx(
        () -> {
          field.setText("esx-01");
          field.fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_PRESSED, "\r", "", KeyCode.ENTER, false, false, false, false));
          return null;
        });
    console.until(
        () ->
            console
                .shown(Label.class, label -> label.getStyleClass().contains("head-name"))
                .filter(label -> label.getText().startsWith("esx-01"))
                .isPresent());
    assertEquals(2, console.node("columns", SplitPane.class).getItems().size(), "columns");
  }

  @Test
  void anAreaThatWasDraggedAwayIsFoldedAndComesBackAsLargeAsItWas() {
    SplitPane rows = console.node("rows", SplitPane.class);
    Node activity = console.node("activity", Node.class);
    console.until(() -> activity.getLayoutBounds().getHeight() > 100);
    double before = onFx(() -> rows.getDividerPositions()[0]);
    mouse(rows, MouseEvent.MOUSE_PRESSED);
    onFx(
        () -> {
          rows.setDividerPositions(1);
          return null;
        });
    console.until(() -> activity.getLayoutBounds().getHeight() < 40);
    mouse(rows, MouseEvent.MOUSE_RELEASED);
    assertFalse(onFx(() -> rows.getItems().contains(activity)));
    press(rows, KeyCode.DIGIT2, KeyCode.CONTROL);
    console.until(
        () ->
            rows.getItems().contains(activity)
                && Math.abs(rows.getDividerPositions()[0] - before) < 0.02);
  }

  private static void mouse(Node on, EventType<MouseEvent> type) {
    onFx(
        () -> {
          on.fireEvent(PointerEvents.primary(type, 0, 0));
          return null;
        });
  }

  @Test
  void withASearchSelectingAllSelectsWhatWasFound() {
    ListView<?> tree = console.node("tree-hosts", ListView.class);
    List<EntityId> running = new ArrayList<>();
    console
        .session()
        .snapshot()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.isOn()) {
                running.add(machine.id());
              }
            });
    assertFalse(running.isEmpty());
    console.until(() -> !tree.getItems().isEmpty());
    onFx(
        () -> {
          ((TextField) tree.getParent().lookup(".search-field")).setText("state:on");
          return null;
        });
    console.until(() -> ids(tree.getItems()).containsAll(running));
    press(tree, KeyCode.A, KeyCode.CONTROL);
    assertEquals(Set.copyOf(running), onFx(() -> ids(tree.getSelectionModel().getSelectedItems())));
  }

  private static Set<EntityId> ids(List<?> rows) {
    return rows.stream().map(row -> ((TreeRow) row).id()).collect(Collectors.toSet());
  }

  @Test
  void anAreaThatWasFoldedAwayComesBackAsLargeAsItWas() {
    SplitPane columns = console.node("columns", SplitPane.class);
    onFx(
        () -> {
          columns.setDividerPositions(0.4);
          return null;
        });
    Node navigator = console.node("navigator", Node.class);
    press(navigator, KeyCode.DIGIT1, KeyCode.CONTROL);
    console.until(() -> !columns.getItems().contains(navigator));
    press(columns, KeyCode.DIGIT1, KeyCode.CONTROL);
    console.until(() -> columns.getItems().contains(navigator));
    assertTrue(Math.abs(onFx(() -> columns.getDividerPositions()[0]) - 0.4) < 0.02);
  }
}
