package io.coppice.ui.kit.table;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/**
 * Keyboard and mouse over a table of objects and the search above it: Enter and a double click open
 * an object, the middle button opens it behind, the menu key and a right click offer what can be
 * done to what is selected. Letters typed into the rows go into the search; Escape empties it, and
 * Down or Enter leave it for the rows. FX thread.
 */
public final class TableInput<I extends EntityId> {
  private final TableView<I> table;
  private final TextField search;
  private final KeptSelection<I> selection;
  private final UiContext context;
  private final Consumer<I> open;

  /**
   * Listens.
   *
   * @param open shows an object
   */
  public TableInput(
      TableView<I> table,
      TextField search,
      KeptSelection<I> selection,
      UiContext context,
      Consumer<I> open) {
    this.table = table;
    this.search = search;
    this.selection = selection;
    this.context = context;
    this.open = open;
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    table.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    table.setOnContextMenuRequested(this::menu);
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
  }

  /** Lets the mouse open what a row shows. */
  public <R extends TableRow<I>> R row(R row) {
    row.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> clicked(row.getItem(), event));
    return row;
  }

  private void clicked(I id, MouseEvent event) {
    if (id == null) {
      return;
    }
    if (event.getButton() == MouseButton.MIDDLE) {
      context.navigation().openBehind(new Place.Page(id));
    } else if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      open.accept(id);
    }
  }

  private static boolean isForRows(KeyEvent event) {
    return !(event.getTarget() instanceof TextInputControl)
        && !event.isShortcutDown()
        && !event.isAltDown();
  }

  private void key(KeyEvent event) {
    I focus = table.getFocusModel().getFocusedItem();
    if (!isForRows(event)) {
      return;
    }
    if (event.getCode() == KeyCode.ENTER && focus != null) {
      open.accept(focus);
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
      search.clear();
      event.consume();
    }
  }

  private void typed(KeyEvent event) {
    String text = event.getCharacter();
    if (isForRows(event) && !text.isEmpty() && text.charAt(0) > ' ' && text.charAt(0) != 127) {
      search.requestFocus();
      search.appendText(text);
      search.end();
      event.consume();
    }
  }

  private void searchKey(KeyEvent event) {
    if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
      table.requestFocus();
      if (table.getSelectionModel().isEmpty()) {
        table.getSelectionModel().selectFirst();
      }
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      search.clear();
      event.consume();
    }
  }

  private void menu(ContextMenuEvent event) {
    List<EntityId> on = selection.ids();
    if (on.isEmpty() || event.getTarget() instanceof TextInputControl) {
      return;
    }
    context.selection().set(on);
    Point2D at =
        event.isKeyboardTrigger()
            ? table.localToScreen(40, 60)
            : new Point2D(event.getScreenX(), event.getScreenY());
    ActionMenus.popUp(table, at.getX(), at.getY(), on, context);
    event.consume();
  }
}
