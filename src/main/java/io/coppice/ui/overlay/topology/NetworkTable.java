package io.coppice.ui.overlay.topology;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.table.HeadingWidths;
import io.coppice.ui.overlay.topology.Listing.Row;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

/**
 * The table beside the picture. Sorting is left to the state, off the FX thread; the selection is
 * kept by key. FX thread.
 */
final class NetworkTable {
  private final TableView<Row> table = new TableView<>();
  private final Texts texts;
  private final BiConsumer<Integer, Boolean> onSort;
  private final Label none = new Label();
  private Listing listing;
  private List<Row> rows = List.of();
  private boolean filling;

  NetworkTable(Texts texts, BiConsumer<Integer, Boolean> onSort) {
    this.texts = texts;
    this.onSort = onSort;
    HeadingWidths.keep(table);
    table.setId("network-table");
    table.setAccessibleText(texts.get("network.table"));
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE);
    none.setText(texts.get("network.table.none"));
    none.getStyleClass().add("quiet");
    none.setWrapText(true);
    table.setPlaceholder(new Label()); // what there is to list is not known before the first show
    table.setSortPolicy(
        _ -> {
          sorted();
          return true;
        });
  }

  TableView<Row> node() {
    return table;
  }

  void onSelect(Consumer<String> listener) {
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, _, row) -> {
              if (!filling && row != null) {
                listener.accept(row.key());
              }
            });
  }

  /** Hears of Enter and of a double click on a line. */
  void onOpen(Consumer<String> listener) {
    table.setOnKeyPressed(
        event -> {
          Row row = table.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.ENTER && row != null) {
            listener.accept(row.key());
            event.consume();
          }
        });
    table.setRowFactory(
        _ -> {
          TableRow<Row> line = new TableRow<>();
          line.setOnMouseClicked(
              event -> {
                if (event.getButton() == MouseButton.PRIMARY
                    && event.getClickCount() == 2
                    && line.getItem() != null) {
                  listener.accept(line.getItem().key());
                }
              });
          return line;
        });
  }

  /** Hears of the menu key and of a right click on a line, with the place on the screen. */
  interface MenuListener {
    void menu(String key, double screenX, double screenY);
  }

  void onMenu(MenuListener listener) {
    table.setOnContextMenuRequested(
        event -> {
          Row row = table.getSelectionModel().getSelectedItem();
          if (row != null) {
            listener.menu(row.key(), event.getScreenX(), event.getScreenY());
            event.consume();
          }
        });
  }

  private void sorted() {
    if (filling || listing == null) {
      return;
    }
    if (table.getSortOrder().isEmpty()) {
      onSort.accept(-1, false);
    } else {
      TableColumn<Row, ?> column = table.getSortOrder().getFirst();
      onSort.accept(
          table.getColumns().indexOf(column),
          column.getSortType() == TableColumn.SortType.DESCENDING);
    }
  }

  void show(Listing wanted, List<Row> changed, String selected) {
    filling = true;
    try {
      table.setPlaceholder(none);
      if (wanted != listing) {
        listing = wanted;
        table.getSortOrder().clear();
        table.getColumns().setAll(wanted.columns().stream().map(this::column).toList());
      }
      if (!rows.equals(changed)) {
        rows = changed;
        table.getItems().setAll(changed);
      }
      select(selected);
    } finally {
      filling = false;
    }
  }

  private void select(String key) {
    Row now = table.getSelectionModel().getSelectedItem();
    if (now != null && now.key().equals(key)) {
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).key().equals(key)) {
        table.getSelectionModel().clearAndSelect(i);
        table.scrollTo(Math.max(0, i - 3));
        return;
      }
    }
    table.getSelectionModel().clearSelection();
  }

  private TableColumn<Row, String> column(String name) {
    int index = listing.columns().indexOf(name);
    TableColumn<Row, String> column = new TableColumn<>(texts.get("network.column." + name));
    column.setId("network-column-" + name);
    column.setPrefWidth(index == 0 ? 150 : 110);
    column.setCellValueFactory(
        cell -> new ReadOnlyStringWrapper(cell.getValue().cells().get(index)));
    return column;
  }
}
