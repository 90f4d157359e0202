package io.coppice.ui.kit.tree;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** What keys and the mouse do in a tree and its search. FX thread. */
final class RowInput<R extends TreeRow> {
  private final UiContext context;
  private final ListView<R> list;
  private final SearchField search;
  private final Consumer<R> toggle;
  private final Supplier<List<EntityId>> selected;
  private boolean opensBranch;

  /**
   * Takes hold of a list and the search above it.
   *
   * @param toggle opens or closes a row
   * @param selected what a menu is for
   */
  RowInput(
      UiContext context,
      ListView<R> list,
      SearchField search,
      Consumer<R> toggle,
      Supplier<List<EntityId>> selected) {
    this.context = context;
    this.list = list;
    this.search = search;
    this.toggle = toggle;
    this.selected = selected;
  }

  /** Listens from now on. */
  void begin() {
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> opensBranch = isOnChevron(event));
    list.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    list.setOnContextMenuRequested(this::menu);
    search.node().addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.A && !search.query().isEmpty()) {
      selectFound();
      event.consume();
      return;
    }
    R row = list.getFocusModel().getFocusedItem();
    if (row == null || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case RIGHT -> {
        if (row.expandable() && !row.expanded()) {
          toggle.accept(row);
        } else {
          move(list.getFocusModel().getFocusedIndex() + 1);
        }
      }
      case LEFT -> {
        if (row.expanded()) {
          toggle.accept(row);
        } else {
          move(parentOf(list.getFocusModel().getFocusedIndex()));
        }
      }
      case ENTER -> context.navigation().open(new Place.Page(row.id()));
      case SPACE -> context.navigation().preview(new Place.Page(row.id()));
      case ESCAPE -> search.clear();
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** Of what a search shows, that which only leads to what was found is left out. */
  private void selectFound() {
    var rows = list.getItems();
    int[] found =
        IntStream.range(0, rows.size())
            .filter(at -> at + 1 == rows.size() || rows.get(at + 1).depth() <= rows.get(at).depth())
            .toArray();
    if (found.length > 0) {
      list.getSelectionModel().clearSelection();
      list.getSelectionModel().selectIndices(found[0], found);
    }
  }

  private int parentOf(int at) {
    int depth = list.getItems().get(at).depth();
    for (int i = at - 1; i >= 0; i--) {
      if (list.getItems().get(i).depth() < depth) {
        return i;
      }
    }
    return at;
  }

  private void move(int to) {
    if (to >= 0 && to < list.getItems().size()) {
      list.getSelectionModel().clearAndSelect(to);
      list.scrollTo(Math.max(0, to - 8));
    }
  }

  /** Typing anywhere in the tree types into the search. */
  private void typed(KeyEvent event) {
    String text = event.getCharacter();
    if (!event.isShortcutDown()
        && !event.isAltDown()
        && !text.isEmpty()
        && text.charAt(0) > ' '
        && text.charAt(0) != 127) {
      search.type(text);
      event.consume();
    }
  }

  private void searchKey(KeyEvent event) {
    if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
      list.requestFocus();
      if (list.getSelectionModel().isEmpty()) {
        list.getSelectionModel().selectFirst();
      }
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      search.clear();
      event.consume();
    }
  }

  /** One click looks at an object, two open it; what selects more or drags does neither. */
  private void clicked(MouseEvent event) {
    if (opensBranch || !event.isStillSincePress()) {
      return;
    }
    boolean plain = !event.isShortcutDown() && !event.isShiftDown() && !event.isAltDown();
    at(event)
        .map(row -> new Place.Page(row.id()))
        .ifPresent(
            place -> {
              if (event.getButton() == MouseButton.MIDDLE) {
                context.navigation().openBehind(place);
              } else if (event.getButton() == MouseButton.PRIMARY && plain) {
                if (event.getClickCount() == 1) {
                  context.navigation().preview(place);
                } else if (event.getClickCount() == 2) {
                  context.navigation().open(place);
                }
              }
            });
  }

  /** The row under the mouse. */
  private Optional<R> at(MouseEvent event) {
    for (Node node = event.getPickResult().getIntersectedNode();
        node != null && node != list;
        node = node.getParent()) {
      if (node instanceof ListCell<?> cell) {
        return cell.isEmpty()
            ? Optional.empty()
            : Optional.of(list.getItems().get(cell.getIndex()));
      }
    }
    return Optional.empty();
  }

  private boolean isOnChevron(MouseEvent event) {
    for (Node node = event.getPickResult().getIntersectedNode();
        node != null && node != list;
        node = node.getParent()) {
      if (node.getStyleClass().contains("chevron-box")) {
        return at(event).filter(TreeRow::expandable).isPresent();
      }
    }
    return false;
  }

  private void menu(ContextMenuEvent event) {
    List<EntityId> on = selected.get();
    if (on.isEmpty()) {
      return;
    }
    context.selection().set(on);
    Point2D at =
        event.isKeyboardTrigger()
            ? besideFocus()
            : new Point2D(event.getScreenX(), event.getScreenY());
    ActionMenus.popUp(list, at.getX(), at.getY(), on, context);
    event.consume();
  }

  /** On the screen, a little inside the row that has the keyboard, or of the list. */
  private Point2D besideFocus() {
    for (Node node : list.lookupAll(".list-cell")) {
      if (node instanceof ListCell<?> cell
          && cell.getIndex() == list.getFocusModel().getFocusedIndex()) {
        return cell.localToScreen(cell.getWidth() / 4, cell.getHeight());
      }
    }
    return list.localToScreen(list.getWidth() / 4, 0);
  }
}
