package io.coppice.ui.inventory.navigator;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.inventory.navigator.TreeState.Choices;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import io.coppice.ui.inventory.search.Query;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.NavigatorSection;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
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

/** One tree of the navigator with its search. FX thread; rows are computed off it. */
final class TreeSection implements NavigatorSection {
  private final TreeKind kind;
  private final UiContext context;
  private final ListView<Row> list = new ListView<>();
  private final SearchField search;
  private final Label said = new Label();
  private final VBox box;
  private final FrameGate.Binding binding;
  private final Set<EntityId> expanded = new HashSet<>();
  private final Set<EntityId> selected = new LinkedHashSet<>();
  private volatile Choices choices;
  private TreeIndex index;
  private EntityId wanted;
  private boolean patching;

  TreeSection(TreeKind kind, UiContext context) {
    this.kind = kind;
    this.context = context;
    restoreExpanded();
    search = new SearchField(context, this::chosen);
    choices = new Choices(Set.copyOf(expanded), Query.ALL, search.hidesOff());
    said.getStyleClass().addAll(Styles.TEXT_SMALL, "quiet", "search-said");
    said.managedProperty().bind(said.visibleProperty());
    said.setVisible(false);
    said.setWrapText(true);
    list.setId("tree-" + kind.id());
    list.setAccessibleText(context.texts().get("nav." + kind.id()));
    list.getStyleClass().addAll(Styles.DENSE, "tree-list");
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(_ -> new TreeCell(context, this::toggle));
    list.setPlaceholder(new Label(context.texts().get("nav.nothing")));
    list.getSelectionModel()
        .getSelectedItems()
        .addListener((javafx.collections.ListChangeListener<Row>) _ -> selectionChanged());
    list.focusedProperty().addListener((_, _, has) -> tellSelection(has));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    list.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    list.setOnContextMenuRequested(this::menu);
    search.node().addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
    box = new VBox(new HBox(4, search.node(), expandAll()), said, list);
    ((HBox) box.getChildren().getFirst()).setAlignment(Pos.CENTER_LEFT);
    box.getChildren().getFirst().getStyleClass().add("search-bar");
    HBox.setHgrow(search.node(), Priority.ALWAYS);
    VBox.setVgrow(list, Priority.ALWAYS);
    binding = context.gate().bind(this::compute, this::show);
  }

  private Node expandAll() {
    ToggleButton all = new ToggleButton(null, Icons.EXPAND_ALL.node());
    all.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON, Styles.SMALL);
    all.setId("expand-all-" + kind.id());
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
    if (open) {
      for (EntityId.Kind k : EntityId.Kind.values()) {
        var table = context.session().snapshot().inventory().table(k);
        if (table != null && k != EntityId.Kind.MACHINE) {
          table.forEach(entity -> expanded.add(entity.id()));
        }
      }
    } else {
      context.session().snapshot().inventory().datacentres().forEach(d -> expanded.add(d.id()));
    }
    chosen();
  }

  /** Off the FX thread, one call at a time. */
  private TreeState compute(Snapshot snapshot) {
    if (index == null || !index.stillHolds(snapshot.inventory())) {
      index = TreeIndex.of(snapshot.inventory(), kind);
    }
    return TreeState.of(index, snapshot, choices);
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
            "nav.open." + kind.id(),
            expanded.stream().limit(500).map(EntityId::token).collect(Collectors.joining(" ")));
  }

  private void restoreExpanded() {
    String kept = context.session().preferences().get("nav.open." + kind.id()).orElse("");
    Arrays.stream(kept.split(" "))
        .flatMap(token -> EntityId.parse(token).stream())
        .forEach(expanded::add);
    if (expanded.isEmpty()) {
      var inventory = context.session().snapshot().inventory();
      inventory.datacentres().forEach(d -> expanded.add(d.id()));
      inventory.clusters().forEach(c -> expanded.add(c.id()));
    }
  }

  private void show(TreeState state) {
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
    if (wanted != null) {
      EntityId target = wanted;
      wanted = null;
      select(target);
    }
  }

  private void patch(List<Row> rows) {
    var items = list.getItems();
    boolean sameShape = items.size() == rows.size();
    for (int i = 0; sameShape && i < rows.size(); i++) {
      sameShape = items.get(i).id().equals(rows.get(i).id());
    }
    if (sameShape) {
      for (int i = 0; i < rows.size(); i++) {
        if (!items.get(i).equals(rows.get(i))) {
          items.set(i, rows.get(i));
        }
      }
      return;
    }
    EntityId focus = focused();
    items.setAll(rows);
    list.getSelectionModel().clearSelection();
    int focusAt = -1;
    for (int i = 0; i < rows.size(); i++) {
      if (selected.contains(rows.get(i).id())) {
        list.getSelectionModel().select(i);
      }
      if (rows.get(i).id().equals(focus)) {
        focusAt = i;
      }
    }
    if (focusAt >= 0) {
      list.getFocusModel().focus(focusAt);
    }
  }

  private EntityId focused() {
    Row row = list.getFocusModel().getFocusedItem();
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

  private void toggle(Row row) {
    if (!expanded.remove(row.id())) {
      expanded.add(row.id());
    }
    chosen();
  }

  private void key(KeyEvent event) {
    Row row = list.getFocusModel().getFocusedItem();
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
      case ESCAPE -> search.clear();
      default -> {
        return;
      }
    }
    event.consume();
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

  private void clicked(MouseEvent event) {
    Row row = list.getSelectionModel().getSelectedItem();
    if (row == null
        || event.getTarget() instanceof javafx.scene.shape.Shape s
            && s.getStyleClass().contains("chevron")) {
      return;
    }
    if (event.getButton() == MouseButton.MIDDLE) {
      context.navigation().openBehind(new Place.Page(row.id()));
    } else if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      context.navigation().open(new Place.Page(row.id()));
    }
  }

  private void menu(ContextMenuEvent event) {
    if (selected.isEmpty()) {
      return;
    }
    List<EntityId> on = List.copyOf(selected);
    context.selection().set(on);
    Point2D at =
        event.isKeyboardTrigger()
            ? list.localToScreen(40, 40)
            : new Point2D(event.getScreenX(), event.getScreenY());
    ActionMenus.popUp(list, at.getX(), at.getY(), on, context);
    event.consume();
  }

  @Override
  public String id() {
    return kind.id();
  }

  @Override
  public String title() {
    return "nav." + kind.id();
  }

  @Override
  public Icons icon() {
    return kind.icon();
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void focus() {
    search.focus();
  }

  @Override
  public boolean reveal(EntityId id) {
    wanted = id;
    binding.refresh();
    return true;
  }

  @Override
  public void close() {
    binding.close();
  }
}
