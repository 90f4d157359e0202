package io.coppice.ui.inventory.table;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.site.Scope;
import io.coppice.ui.inventory.table.TableState.Choices;
import io.coppice.ui.inventory.table.TableState.Sort;
import io.coppice.ui.kit.DraggedObjects;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.table.KeptSelection;
import io.coppice.ui.kit.table.TableInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
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
  private final EmptyTable nothing;
  private final KeptSelection<EntityId> selection;
  private final TableInput<EntityId> input;
  private final VBox box;
  private final FrameGate.Binding binding;
  private volatile Choices choices;

  // what was computed last; by the thread that computes
  private TableIndex index;
  private int[] listed;
  private TableState computed;

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
    nothing = new EmptyTable(context, kind, this::clearFilters);
    selection = new KeptSelection<>(table, context, this::facts);
    input = new TableInput<>(table, bar.search(), selection, context, this::open);
    build();
    columns.restore();
    offerColumns();
    choices = chooseNow();
    box = new VBox(bar.node(), table);
    box.getStyleClass().add("entity-table");
    VBox.setVgrow(table, Priority.ALWAYS);
    binding = new VisibleSubscription(context.gate(), box, this::compute, this::show);
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
    table.setRowFactory(_ -> input.row(new Row()));
  }

  private void open(EntityId id) {
    context.navigation().open(new Place.Page(id));
  }

  /**
   * A row beyond the last must say that it is empty, whatever its cells do (see {@link
   * EntityCell}): the table finds out by its rows where its last one stands, and scrolls all of
   * them out of sight if it looks for it further down.
   */
  private final class Row extends TableRow<EntityId> {
    Row() {
      setOnDragDetected(_ -> DraggedObjects.begin(this, selection.ids(), context));
    }

    @Override
    protected void updateItem(EntityId item, boolean empty) {
      super.updateItem(item, empty);
      setMouseTransparent(empty);
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
    return selection.ids();
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
      listed = index.rows(Scope.of(about, snapshot.contents()));
    }
    computed =
        TableState.of(
            new ColumnSource(snapshot, index, context.texts(), context.format()),
            listed,
            choices,
            computed);
    return computed;
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
        bar.isFiltering() ? columns.filters() : Map.of(),
        bar.isFiltering(),
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
    selection.keep(
        () -> {
          state.set(next);
          return ids.show(next.rows());
        },
        () -> places(next));
    columns.offer(next.words());
    nothing.facts(next.total() > 0);
    nothing.node().setVisible(true);
    facts();
    Choices now = choices;
    int first = firstInSight() - MARGIN;
    if (now.first() != first) {
      choices =
          new Choices(
              now.columns(),
              now.query(),
              now.filters(),
              now.filtering(),
              now.sort(),
              first,
              now.count());
    }
  }

  private static ToIntFunction<EntityId> places(TableState of) {
    int[] places = of.places();
    return id -> id.value() < places.length ? places[id.value()] : -1;
  }

  private void facts() {
    TableState now = state.get();
    if (now != null) {
      bar.facts(now.size(), now.total(), selection.size(), now.unclear());
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

  @Override
  public void close() {
    columns.keep();
    binding.close();
  }
}
