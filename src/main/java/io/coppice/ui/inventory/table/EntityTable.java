package io.coppice.ui.inventory.table;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.inventory.table.TableState.Choices;
import io.coppice.ui.inventory.table.TableState.Sort;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.DraggedObjects;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.WhileSeen;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A table of objects that belong to an object: columns to choose, a search and a filter for each
 * column, sorting, many selected at once. FX thread; rows are computed off it.
 */
public final class EntityTable implements AutoCloseable {
  /** Rows written out in advance above and below those in sight. */
  private static final int MARGIN = 20;

  private static final int ROWS_AT_FIRST = 60;

  private final UiContext context;
  private final TableKind kind;
  private final EntityId about;
  private final TableView<EntityId> table = new TableView<>();
  private final IdList ids;
  private final ReadOnlyObjectWrapper<TableState> state = new ReadOnlyObjectWrapper<>();
  private final TableBar bar;
  private final TableColumns columns;
  private final NothingThere nothing;
  private final VBox box;
  private final FrameGate.Binding binding;
  private final Set<EntityId> selected = new LinkedHashSet<>();
  private volatile Choices choices;
  private TableIndex index;
  private boolean patching;

  /**
   * Builds the table.
   *
   * @param about the object to which everything listed belongs (see {@link Scope})
   */
  public EntityTable(UiContext context, TableKind kind, EntityId about) {
    this.context = context;
    this.kind = kind;
    this.about = about;
    ids = new IdList(kind.kind());
    bar = new TableBar(context, kind, this::chosen, this::showFilters);
    columns = new TableColumns(context, kind, table, state, bar.said(), this::chosen);
    nothing = new NothingThere(context, kind, this::clearFilters);
    build();
    columns.restore();
    offerColumns();
    choices = chooseNow();
    box = new VBox(bar.node(), table);
    box.getStyleClass().add("entity-table");
    VBox.setVgrow(table, Priority.ALWAYS);
    binding = new WhileSeen(context.gate(), box, this::compute, this::show);
  }

  private void build() {
    table.setId("table-" + kind.id());
    table.setAccessibleText(context.texts().get("table." + kind.id()));
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE, "inventory-table");
    table.setItems(ids);
    table.setPlaceholder(nothing.node());
    nothing.node().setVisible(false);
    table.setSortPolicy(
        _ -> {
          chosen();
          return true;
        });
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<EntityId>) _ -> selectionChanged());
    table.focusedProperty().addListener((_, _, has) -> tellSelection(has));
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    table.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    table.setRowFactory(_ -> new Row());
    table.setOnContextMenuRequested(this::menu);
    bar.search().addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
  }

  /** A row that stays filled for the style sheet, see {@link EntityCell}. */
  private final class Row extends TableRow<EntityId> {
    private boolean wasFilled;

    Row() {
      addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
      setOnDragDetected(_ -> DraggedObjects.begin(this, selection(), context));
    }

    @Override
    protected void updateItem(EntityId item, boolean empty) {
      wasFilled |= !empty;
      super.updateItem(item, empty && !wasFilled);
      setMouseTransparent(empty);
    }

    private void clicked(MouseEvent event) {
      if (getItem() == null) {
        return;
      }
      if (event.getButton() == MouseButton.MIDDLE) {
        context.navigation().openBehind(new Place.Page(getItem()));
      } else if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
        context.navigation().open(new Place.Page(getItem()));
      }
    }
  }

  public Node node() {
    return box;
  }

  /** Puts the keyboard into the rows. */
  public void focus() {
    table.requestFocus();
  }

  /** What is selected, by id. */
  public List<EntityId> selection() {
    return List.copyOf(selected);
  }

  TableView<EntityId> table() {
    return table;
  }

  TableBar bar() {
    return bar;
  }

  /** Off the FX thread, one call at a time. */
  private TableState compute(Snapshot snapshot) {
    if (index == null || !index.stillHolds(snapshot.inventory())) {
      index = TableIndex.of(kind, snapshot.inventory(), index);
    }
    return TableState.of(
        new Source(snapshot, index, context.texts(), context.format()),
        Scope.of(about, snapshot.inventory()),
        choices);
  }

  private void chosen() {
    if (binding != null) {
      choices = chooseNow();
      binding.refresh();
    }
  }

  private Choices chooseNow() {
    Optional<Sort> sort = columns.sort();
    int first = firstInSight();
    return new Choices(
        columns.shown(),
        bar.query(),
        bar.isFiltering() ? columns.filters() : java.util.Map.of(),
        sort,
        first - MARGIN,
        ROWS_AT_FIRST + 2 * MARGIN);
  }

  private int firstInSight() {
    return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
            && flow.getFirstVisibleCell() != null
        ? flow.getFirstVisibleCell().getIndex()
        : 0;
  }

  private void show(TableState next) {
    patching = true;
    try {
      EntityId focus = table.getFocusModel().getFocusedItem();
      state.set(next);
      if (ids.show(next.rows())) {
        reselect(next, focus);
      }
    } finally {
      patching = false;
    }
    nothing.say(next.total() > 0);
    nothing.node().setVisible(true);
    say(next);
    Choices now = choices;
    int first = firstInSight() - MARGIN;
    if (now.first() != first) {
      choices =
          new Choices(now.columns(), now.query(), now.filters(), now.sort(), first, now.count());
    }
  }

  private void say(TableState now) {
    bar.say(now.size(), now.total(), selected.size(), now.unclear());
  }

  /** What is no longer shown is no longer selected: nobody acts on what he does not see. */
  private void reselect(TableState next, EntityId focus) {
    var model = table.getSelectionModel();
    int before = selected.size();
    int[] places = next.places();
    selected.removeIf(id -> id.value() >= places.length || places[id.value()] < 0);
    model.clearSelection();
    if (!selected.isEmpty()) {
      int[] at = selected.stream().mapToInt(id -> places[id.value()]).toArray();
      model.selectIndices(at[0], at);
    }
    if (focus != null && focus.value() < places.length && places[focus.value()] >= 0) {
      table.getFocusModel().focus(places[focus.value()]);
    }
    if (selected.size() != before) {
      tellSelection(table.isFocused());
    }
  }

  private void selectionChanged() {
    if (!patching) {
      selected.clear();
      for (EntityId id : table.getSelectionModel().getSelectedItems()) {
        if (id != null) {
          selected.add(id);
        }
      }
      tellSelection(table.isFocused());
      if (state.get() != null) {
        say(state.get());
      }
    }
  }

  private void tellSelection(boolean hasKeyboard) {
    if (hasKeyboard) {
      context.selection().set(List.copyOf(selected));
    }
  }

  private void showFilters(boolean on) {
    columns.showFilters(on);
    chosen();
  }

  private void clearFilters() {
    bar.clearSearch();
    columns.clearFilters();
    chosen();
  }

  private void offerColumns() {
    bar.offer(
        columns.shown(),
        column -> {
          columns.toggle(column);
          offerColumns();
          chosen();
        },
        () -> {
          columns.reset();
          offerColumns();
          chosen();
        });
  }

  private void key(KeyEvent event) {
    EntityId focus = table.getFocusModel().getFocusedItem();
    if (event.getTarget() instanceof TextInputControl
        || event.isShortcutDown()
        || event.isAltDown()) {
      return;
    }
    if (event.getCode() == KeyCode.ENTER && focus != null) {
      context.navigation().open(new Place.Page(focus));
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && !bar.search().getText().isEmpty()) {
      bar.clearSearch();
      event.consume();
    }
  }

  /** Typing anywhere in the rows types into the search. */
  private void typed(KeyEvent event) {
    String text = event.getCharacter();
    if (!(event.getTarget() instanceof TextInputControl)
        && !event.isShortcutDown()
        && !event.isAltDown()
        && !text.isEmpty()
        && text.charAt(0) > ' '
        && text.charAt(0) != 127) {
      bar.type(text);
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
      bar.clearSearch();
      event.consume();
    }
  }

  private void menu(ContextMenuEvent event) {
    if (selected.isEmpty() || event.getTarget() instanceof TextInputControl) {
      return;
    }
    List<EntityId> on = List.copyOf(selected);
    context.selection().set(on);
    Point2D at =
        event.isKeyboardTrigger()
            ? table.localToScreen(40, 60)
            : new Point2D(event.getScreenX(), event.getScreenY());
    ActionMenus.popUp(table, at.getX(), at.getY(), on, context);
    event.consume();
  }

  @Override
  public void close() {
    columns.keep();
    binding.close();
  }
}
