package io.coppice.ui.inventory.table;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.search.ObjectQuery;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Above a table: its search, the filter row's switch, the choice of columns, how many rows. */
final class TableBar {
  private final UiContext context;
  private final TableKind kind;
  private final CustomTextField search = new CustomTextField();
  private final ToggleButton filters = new ToggleButton(null, Icons.FILTER.node());
  private final ColumnChooser columns;
  private final Label said = new Label();
  private final HBox box;

  TableBar(UiContext context, TableKind kind, Runnable searched, Consumer<Boolean> filtering) {
    this.context = context;
    this.kind = kind;
    search.setId("table-search");
    search.setPromptText(text("table.search." + kind.id()));
    search.setAccessibleText(text("table.search." + kind.id()));
    search.setTooltip(new Tooltip(text("search.help")));
    search.setLeft(Icons.SEARCH.node("quiet"));
    search.getStyleClass().addAll(Styles.SMALL, "table-search");
    search.textProperty().addListener((_, _, _) -> searched.run());
    search.rightProperty().set(clear());
    name(filters, "table.filters");
    filters.setId("table-filters");
    filters.selectedProperty().addListener((_, _, on) -> filtering.accept(on));
    columns = new ColumnChooser(kind, context.texts());
    said.getStyleClass().addAll("quiet", "table-said");
    said.setTooltip(new Tooltip());
    said.getTooltip().textProperty().bind(said.textProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    box = new HBox(search, filters, columns.button(), gap, said);
    box.setAlignment(Pos.CENTER_LEFT);
    box.getStyleClass().add("table-bar");
  }

  private Node clear() {
    Button clear = new Button(null, Icons.CLOSE.node("quiet"));
    clear.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON, "in-field");
    clear.setFocusTraversable(false);
    clear.setAccessibleText(text("table.clear"));
    clear.setOnAction(_ -> search.clear());
    clear.visibleProperty().bind(search.textProperty().isNotEmpty());
    return clear;
  }

  private void name(javafx.scene.control.ButtonBase button, String key) {
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
    button.setAccessibleText(text(key));
    button.setTooltip(new Tooltip(text(key)));
  }

  private String text(String key) {
    return context.texts().get(key);
  }

  Node node() {
    return box;
  }

  /** The label whose font tells how large text is. */
  Label said() {
    return said;
  }

  ObjectQuery query() {
    return ObjectQuery.parse(search.getText());
  }

  boolean isFiltering() {
    return filters.isSelected();
  }

  void clearSearch() {
    search.clear();
  }

  void focusSearch() {
    search.requestFocus();
  }

  CustomTextField search() {
    return search;
  }

  /** Offers every column, those shown ticked. */
  void offer(List<Column> shown, Consumer<Column> toggle, Runnable reset) {
    columns.offer(shown, toggle, reset);
  }

  /** Says how many rows there are. */
  void facts(int shown, int total, int selected, List<String> unclear) {
    String rows =
        shown == total
            ? context.texts().get("table.count." + kind.id(), total)
            : context.texts().get("table.some." + kind.id(), shown, total);
    if (!unclear.isEmpty()) {
      said.setText(
          context.texts().get("table.unclear", text("table.column." + unclear.getFirst())));
    } else {
      said.setText(
          selected > 1 ? rows + "  ·  " + context.texts().get("table.selected", selected) : rows);
    }
  }
}
