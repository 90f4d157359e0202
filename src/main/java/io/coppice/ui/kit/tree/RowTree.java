package io.coppice.ui.kit.tree;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Backend;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.search.ObjectQuery;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A tree with its search: its rows, the selection, and what is open, which is kept for the next
 * start. FX thread; rows are computed off it.
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
  private Backend site;

  /**
   * What the person chose.
   *
   * @param expanded ids of open rows; a search opens everything
   * @param byHost whether machines of pools stand below their hosts; else below their pools
   */
  public record Choices(
      Set<EntityId> expanded, ObjectQuery query, boolean hideOff, boolean byHost) {}

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

    /** Whether the person chooses where machines of pools stand. */
    default boolean offersByHost() {
      return false;
    }

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
    search = new SearchField(context, model.offersByHost(), this::chosen);
    choices =
        new Choices(Set.copyOf(expanded), ObjectQuery.ALL, search.hidesOff(), search.isByHost());
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
    new RowInput<>(context, list, search, this::toggle, () -> List.copyOf(selected)).begin();
    box = new VBox(new HBox(4, search.node(), expandAll()), said, list);
    ((HBox) box.getChildren().getFirst()).setAlignment(Pos.CENTER_LEFT);
    box.getChildren().getFirst().getStyleClass().add("search-bar");
    HBox.setHgrow(search.node(), Priority.ALWAYS);
    VBox.setVgrow(list, Priority.ALWAYS);
    binding = new VisibleSubscription(context.gate(), box, this::compute, this::show);
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
    choices =
        new Choices(Set.copyOf(expanded), search.query(), search.hidesOff(), search.isByHost());
    if (binding != null) {
      binding.refresh();
    }
    context
        .session()
        .layout()
        .put(
            "nav.open." + id,
            expanded.stream().limit(500).map(EntityId::token).collect(Collectors.joining(" ")));
  }

  private void restoreExpanded() {
    String kept = context.session().layout().get("nav.open." + id).orElse("");
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

  /**
   * Another site is shown: what is open in it is remembered of it, and what was selected is not.
   */
  private void startAgain() {
    site = context.session().site();
    selected.clear();
    expanded.clear();
    restoreExpanded();
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
