package io.coppice.ui.activity;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.table.HeadingWidths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.MasterDetailPane;

/**
 * A table that tells its selected row in full beside it; Escape or the cross puts that away. FX
 * thread.
 */
final class DetailedTable<T> {
  private static final double DIVIDER = 0.66;

  private final TableView<T> table = new TableView<>();
  private final Label title = new Label();
  private final Label nothing = new Label();
  private final ScrollPane body = new ScrollPane();
  private final MasterDetailPane pane = new MasterDetailPane(Side.RIGHT, false);
  private final Function<T, Object> key;
  private final Function<T, Told> tell;
  private T told;
  private boolean patching;
  private List<T> shown = List.of();

  /** A row in full. */
  record Told(String title, Node graphic, Node body) {}

  /**
   * An empty table.
   *
   * @param name the key of its words
   * @param key what stays the same of a row when the row changes
   * @param tell a row in full
   */
  DetailedTable(String name, Texts texts, Function<T, Object> key, Function<T, Told> tell) {
    this.key = key;
    this.tell = tell;
    table.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE, "activity-table");
    table.setAccessibleText(texts.get(name));
    nothing.setText(texts.get(name + ".none"));
    table.setPlaceholder(nothing);
    nothing.setWrapText(true);
    HeadingWidths.keep(table);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> chosen(row));
    body.setFitToWidth(true);
    body.getStyleClass().add(Tweaks.EDGE_TO_EDGE);
    body.setAccessibleText(texts.get(name + ".detail"));
    VBox detail = new VBox(head(texts), body);
    detail.setId(name.replace('.', '-') + "-detail");
    detail.getStyleClass().add("told");
    detail.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    VBox.setVgrow(body, Priority.ALWAYS);
    pane.setMasterNode(table);
    pane.setDetailNode(detail);
    pane.setFocusTraversable(false);
    pane.setAnimated(false);
    pane.setDividerPosition(DIVIDER);
  }

  private HBox head(Texts texts) {
    title.getStyleClass().add(Styles.TEXT_BOLD);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    Button close = new Button(null, Icons.CLOSE.node());
    close.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
    close.setAccessibleText(texts.get("activity.put-away"));
    close.setTooltip(new Tooltip(texts.get("activity.put-away")));
    close.setOnAction(_ -> putAway());
    HBox head = new HBox(title, close);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("told-head");
    return head;
  }

  Node node() {
    return pane;
  }

  TableView<T> table() {
    return table;
  }

  /** Says why there is no row. */
  void sayNothing(String text) {
    nothing.setText(text);
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && pane.isShowDetailNode()) {
      putAway();
      event.consume();
    }
  }

  private void putAway() {
    table.getSelectionModel().clearSelection();
    table.requestFocus();
  }

  private void chosen(T row) {
    if (!patching) {
      show(row);
    }
  }

  private void show(T row) {
    if (row != null && !row.equals(told)) {
      Told now = tell.apply(row);
      title.setText(now.title());
      title.setGraphic(now.graphic());
      body.setContent(now.body());
    }
    told = row;
    pane.setShowDetailNode(row != null);
  }

  /**
   * Shows other rows, in a list that does not change any more; the selected one stays so wherever
   * it stands now.
   */
  @SuppressWarnings("ReferenceEquality") // what did not change is often the same list
  void patch(List<T> rows) {
    if (shown == rows || shown.equals(rows)) {
      shown = rows;
      return;
    }
    shown = rows;
    T selected = table.getSelectionModel().getSelectedItem();
    patching = true;
    try {
      replace(rows);
      if (selected != null) {
        select(key.apply(selected), rows);
      }
    } finally {
      patching = false;
    }
  }

  private void replace(List<T> rows) {
    var items = table.getItems();
    if (items.size() == rows.size() && sameKeys(rows)) {
      for (int i = 0; i < rows.size(); i++) {
        if (!items.get(i).equals(rows.get(i))) {
          items.set(i, rows.get(i));
        }
      }
    } else {
      items.setAll(rows);
    }
  }

  private boolean sameKeys(List<T> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (!key.apply(rows.get(i)).equals(key.apply(table.getItems().get(i)))) {
        return false;
      }
    }
    return true;
  }

  private void select(Object wanted, List<T> rows) {
    Map<Object, Integer> places = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      places.put(key.apply(rows.get(i)), i);
    }
    Integer at = places.get(wanted);
    if (at == null) {
      table.getSelectionModel().clearSelection();
    } else if (table.getSelectionModel().getSelectedIndex() != at) {
      table.getSelectionModel().clearAndSelect(at);
    }
    show(at == null ? null : rows.get(at));
  }
}
