package io.coppice.ui.kit.tree;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Backend;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.WhileSeen;
import io.coppice.ui.kit.search.Query;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A tree with its search: keyboard, selection, context menu, and what is open, which is kept for
 * the next start. FX thread; rows are computed off it.
 */
public final class RowTree<R extends TreeRow> implements AutoCloseable {
  private final UiContext context;
  private final String id;
  private final Model<R> model;
  private final RowList<R> items = new RowList<>();
  private final ListView<R> list = new ListView<>(items);
  private final SearchField search;
  private final Label said = new Label();
  private final Label nothingFound = new Label();
  private final Node nothing;
  private final VBox box;
  private final FrameGate.Binding binding;
  private final Set<EntityId> expanded = new HashSet<>();
  private final Set<EntityId> selected = new LinkedHashSet<>();
  private volatile Choices choices;
  private EntityId wanted;
  private boolean patching;
  private List<R> patched;
  private boolean opensBranch;
  private Backend site;

  /**
   * What the person chose.
   *
   * @param expanded ids of open rows; a search opens everything
   */
  public record Choices(Set<EntityId> expanded, Query query, boolean hideOff) {}

  /**
   * The rows as they are shown.
   *
   * @param matches how many objects met the search, -1 without one
   */
  public record Shown<R>(List<R> rows, int matches) {}

  /** What a tree consists of. */
  public interface Model<R extends TreeRow> {
    /** The rows; off the FX thread, one call at a time. */
    Shown<R> compute(Snapshot snapshot, Choices choices);

    /** What is open before the person chose anything. */
    Set<EntityId> openAtFirst(Snapshot snapshot);

    /** Everything that can be open. */
    Set<EntityId> all(Snapshot snapshot);

    /** A new cell; {@code toggle} opens or closes its row. */
    ListCell<R> cell(Consumer<R> toggle);

    /** Stands where there is no row at all. */
    Node nothing();
  }

  /**
   * Builds the tree.
   *
   * @param id stable; under it the open rows are kept, and {@code nav.<id>} is its name
   */
  public RowTree(UiContext context, String id, Model<R> model) {
    this.context = context;
    this.id = id;
    this.model = model;
    site = context.session().site();
    restoreExpanded();
    search = new SearchField(context, this::chosen);
    choices = new Choices(Set.copyOf(expanded), Query.ALL, search.hidesOff());
    said.getStyleClass().addAll(Styles.TEXT_SMALL, "quiet", "search-said");
    said.managedProperty().bind(said.visibleProperty());
    said.setVisible(false);
    said.setWrapText(true);
    nothingFound.setText(context.texts().get("nav.nothing"));
    list.setId("tree-" + id);
    list.setAccessibleText(context.texts().get("nav." + id));
    list.getStyleClass().addAll(Styles.DENSE, "tree-list");
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(_ -> model.cell(this::toggle));
    nothing = model.nothing();
    list.setPlaceholder(nothing);
    list.getSelectionModel()
        .getSelectedItems()
        .addListener((javafx.collections.ListChangeListener<R>) _ -> selectionChanged());
    list.focusedProperty().addListener((_, _, has) -> tellSelection(has));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> opensBranch = isOnChevron(event));
    list.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    list.setOnContextMenuRequested(this::menu);
    search.node().addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
    box = new VBox(new HBox(4, search.node(), expandAll()), said, list);
    ((HBox) box.getChildren().getFirst()).setAlignment(Pos.CENTER_LEFT);
    box.getChildren().getFirst().getStyleClass().add("search-bar");
    HBox.setHgrow(search.node(), Priority.ALWAYS);
    VBox.setVgrow(list, Priority.ALWAYS);
    binding = new WhileSeen(context.gate(), box, this::compute, this::show);
  }

  private Node expandAll() {
    ToggleButton all = new ToggleButton(null, Icons.EXPAND_ALL.node());
    all.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON, Styles.SMALL);
    all.setId("expand-all-" + id);
    all.setAccessibleText(context.texts().get("nav.expand-all"));
    all.setTooltip(new Tooltip(context.texts().get("nav.expand-all")));
    all.setOnAction(
        _ -> {
          all.setGraphic((all.isSelected() ? Icons.COLLAPSE_ALL : Icons.EXPAND_ALL).node());
          setAllExpanded(all.isSelected());
        });
    return all;
  }

  private void setAllExpanded(boolean open) {
    expanded.clear();
    Snapshot snapshot = context.session().snapshot();
    expanded.addAll(open ? model.all(snapshot) : model.openAtFirst(snapshot));
    chosen();
  }

  private Shown<R> compute(Snapshot snapshot) {
    return model.compute(snapshot, choices);
  }

  private void chosen() {
    choices = new Choices(Set.copyOf(expanded), search.query(), search.hidesOff());
    if (binding != null) {
      binding.refresh();
    }
    context
        .session()
        .preferences()
        .put(
            "nav.open." + id,
            expanded.stream().limit(500).map(EntityId::token).collect(Collectors.joining(" ")));
  }

  private void restoreExpanded() {
    String kept = context.session().preferences().get("nav.open." + id).orElse("");
    Arrays.stream(kept.split(" "))
        .flatMap(token -> EntityId.parse(token).stream())
        .forEach(expanded::add);
    if (expanded.isEmpty()) {
      expanded.addAll(model.openAtFirst(context.session().snapshot()));
    }
  }

  private void show(Shown<R> state) {
    if (context.session().site() != site) {
      startAgain();
      return;
    }
    patching = true;
    try {
      patch(state.rows());
    } finally {
      patching = false;
    }
    List<String> unknown = search.query().unknown();
    said.setVisible(state.matches() >= 0 || !unknown.isEmpty());
    said.setText(
        unknown.isEmpty()
            ? context.texts().get("search.matches", state.matches())
            : context.texts().get("search.unknown", String.join(", ", unknown)));
    boolean all = search.query().isEmpty() && !search.hidesOff();
    list.setPlaceholder(all ? nothing : nothingFound);
    if (wanted != null) {
      EntityId target = wanted;
      wanted = null;
      select(target);
    }
  }

  /** Another site was opened: what was open and selected in the one before means nothing here. */
  private void startAgain() {
    site = context.session().site();
    selected.clear();
    expanded.clear();
    expanded.addAll(model.openAtFirst(site.snapshot()));
    chosen();
  }

  private void patch(List<R> rows) {
    if (rows == patched) {
      return;
    }
    patched = rows;
    if (items.isSameShape(rows)) {
      items.update(rows);
      return;
    }
    EntityId focus = focused();
    list.getSelectionModel().clearSelection();
    items.replace(rows);
    int focusAt = -1;
    for (int i = 0; i < rows.size() && (!selected.isEmpty() || focus != null); i++) {
      if (selected.contains(rows.get(i).id())) {
        list.getSelectionModel().select(i);
      }
      if (rows.get(i).id().equals(focus)) {
        focusAt = i;
        focus = null;
      }
    }
    if (focusAt >= 0) {
      list.getFocusModel().focus(focusAt);
    }
  }

  private EntityId focused() {
    R row = list.getFocusModel().getFocusedItem();
    return row == null ? null : row.id();
  }

  private void select(EntityId id) {
    for (int i = 0; i < list.getItems().size(); i++) {
      if (list.getItems().get(i).id().equals(id)) {
        list.getSelectionModel().clearAndSelect(i);
        list.scrollTo(Math.max(0, i - 6));
        return;
      }
    }
  }

  private void selectionChanged() {
    if (!patching) {
      selected.clear();
      list.getSelectionModel().getSelectedItems().forEach(row -> selected.add(row.id()));
      tellSelection(list.isFocused());
    }
  }

  private void tellSelection(boolean hasKeyboard) {
    if (hasKeyboard) {
      context.selection().set(List.copyOf(selected));
    }
  }

  private void toggle(R row) {
    if (!expanded.remove(row.id())) {
      expanded.add(row.id());
    }
    chosen();
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
          toggle(row);
        } else {
          move(list.getFocusModel().getFocusedIndex() + 1);
        }
      }
      case LEFT -> {
        if (row.expanded()) {
          toggle(row);
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
    if (selected.isEmpty()) {
      return;
    }
    List<EntityId> on = List.copyOf(selected);
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

  public Node node() {
    return box;
  }

  /** Puts the keyboard into the search. */
  public void focus() {
    search.focus();
  }

  /** Selects an object as soon as it is shown, opening what stands above it. */
  public void reveal(EntityId target, Set<EntityId> above) {
    wanted = target;
    expanded.addAll(above);
    chosen();
  }

  @Override
  public void close() {
    binding.close();
  }
}
