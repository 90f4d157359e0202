package io.coppice.ui.inventory.table;

import atlantafx.base.theme.Tweaks;
import io.coppice.model.EntityId;
import io.coppice.ui.inventory.table.TableState.Sort;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/**
 * The columns of a table: made from the kept layout, with a filter in each heading when the filter
 * row is on. Widths are kept in em, so that they follow the size of the text. FX thread.
 */
final class TableColumns {
  private static final double FONT_AT_FIRST = 13;
  private static final double ROW_EM = 2.15;

  private final UiContext context;
  private final TableKind kind;
  private final TableView<EntityId> table;
  private final ObservableValue<TableState> state;
  private final Runnable changed;
  private final Map<String, HeadFilter> heads = new HashMap<>();
  private double fontSize = FONT_AT_FIRST;
  private boolean filtering;
  private boolean restoring;

  /**
   * Makes no column yet.
   *
   * @param sized a label of the table's font
   */
  TableColumns(
      UiContext context,
      TableKind kind,
      TableView<EntityId> table,
      ObservableValue<TableState> state,
      Label sized,
      Runnable changed) {
    this.context = context;
    this.kind = kind;
    this.table = table;
    this.state = state;
    this.changed = changed;
    sized.fontProperty().addListener((_, _, font) -> scale(font.getSize()));
    rowHeight();
  }

  /** Shows what was kept. */
  void restore() {
    show(ColumnLayout.read(kind, context.session().preferences()));
  }

  void reset() {
    show(ColumnLayout.standard(kind));
    keep();
  }

  void toggle(Column column) {
    show(layout().toggled(kind, column));
    keep();
  }

  void keep() {
    layout().write(kind, context.session().preferences());
  }

  private void show(ColumnLayout layout) {
    restoring = true;
    try {
      table.getSortOrder().clear();
      List<TableColumn<EntityId, ?>> made = new ArrayList<>();
      for (ColumnLayout.Shown shown : layout.shown()) {
        made.add(column(shown));
      }
      table.getColumns().setAll(made);
      layout
          .sort()
          .ifPresent(
              sort ->
                  made.stream()
                      .filter(c -> c.getId().equals(sort.column()))
                      .forEach(
                          c -> {
                            c.setSortType(
                                sort.descending()
                                    ? TableColumn.SortType.DESCENDING
                                    : TableColumn.SortType.ASCENDING);
                            table.getSortOrder().add(c);
                          }));
    } finally {
      restoring = false;
    }
  }

  private TableColumn<EntityId, EntityId> column(ColumnLayout.Shown shown) {
    Column column = shown.column();
    TableColumn<EntityId, EntityId> made = new TableColumn<>();
    made.setId(column.id());
    made.setPrefWidth(shown.em() * fontSize);
    made.setMinWidth(3 * fontSize);
    made.setCellValueFactory(data -> new ReadOnlyObjectWrapper<>(data.getValue()));
    made.setCellFactory(_ -> new EntityCell(column, state));
    if (column.isAmount()) {
      made.getStyleClass().add(Tweaks.ALIGN_RIGHT);
      made.setSortType(TableColumn.SortType.DESCENDING);
    }
    made.sortTypeProperty().addListener((_, _, _) -> sorted());
    head(made, column);
    return made;
  }

  private void sorted() {
    if (!restoring) {
      changed.run();
    }
  }

  private void head(TableColumn<EntityId, EntityId> made, Column column) {
    String heading = context.texts().get("table.column." + column.id());
    if (!filtering) {
      made.setText(heading);
      made.setGraphic(null);
      return;
    }
    HeadFilter filter =
        heads.computeIfAbsent(column.id(), _ -> HeadFilter.of(column, context.texts(), changed));
    Label name = new Label(heading);
    VBox both = new VBox(name, filter.node());
    both.getStyleClass().addAll("filter-head");
    made.setText(null);
    made.setGraphic(both);
  }

  void showFilters(boolean on) {
    filtering = on;
    for (TableColumn<EntityId, ?> made : table.getColumns()) {
      kind.column(made.getId()).ifPresent(column -> head(cast(made), column));
    }
  }

  @SuppressWarnings("unchecked")
  private static TableColumn<EntityId, EntityId> cast(TableColumn<EntityId, ?> made) {
    return (TableColumn<EntityId, EntityId>) made;
  }

  void clearFilters() {
    heads.values().forEach(HeadFilter::clear);
  }

  /** Offers the words to choose among, by column id. */
  void offer(Map<String, List<String>> words) {
    words.forEach(
        (column, its) -> Optional.ofNullable(heads.get(column)).ifPresent(head -> head.offer(its)));
  }

  /** What is wanted of the columns shown, by column id. */
  Map<String, ColumnFilter> filters() {
    Map<String, ColumnFilter> wanted = new HashMap<>();
    for (TableColumn<EntityId, ?> made : table.getColumns()) {
      Optional.ofNullable(heads.get(made.getId()))
          .flatMap(HeadFilter::wanted)
          .ifPresent(its -> wanted.put(made.getId(), its));
    }
    return wanted;
  }

  List<Column> shown() {
    return layout().columns();
  }

  Optional<Sort> sort() {
    return layout().sort();
  }

  private ColumnLayout layout() {
    List<ColumnLayout.Shown> shown = new ArrayList<>();
    for (TableColumn<EntityId, ?> made : table.getColumns()) {
      kind.column(made.getId())
          .ifPresent(
              column -> shown.add(new ColumnLayout.Shown(column, made.getWidth() / fontSize)));
    }
    Optional<Sort> sort =
        table.getSortOrder().stream()
            .findFirst()
            .map(c -> new Sort(c.getId(), c.getSortType() == TableColumn.SortType.DESCENDING));
    return new ColumnLayout(shown, sort);
  }

  /** Whole pixels: rows of uneven height flicker when they scroll. */
  private void rowHeight() {
    table.setFixedCellSize(Math.rint(ROW_EM * fontSize));
  }

  private void scale(double size) {
    double by = size / fontSize;
    if (by == 1) {
      return;
    }
    fontSize = size;
    rowHeight();
    for (TableColumn<EntityId, ?> made : table.getColumns()) {
      made.setMinWidth(3 * fontSize);
      made.setPrefWidth(made.getWidth() * by);
    }
  }
}
