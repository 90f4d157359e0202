package io.coppice.ui.inventory.table;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.forms.ChoiceLabels;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.controlsfx.control.CheckListView;
import org.controlsfx.control.PopOver;

/**
 * Ticks the columns of a table in a list that stays open until one is done with it. FX thread; its
 * list is made when it is first opened.
 */
final class ColumnChooser {
  private final Texts texts;
  private final List<Column> all;
  private final Button button = new Button(null, Icons.COLUMNS.node());
  private List<Column> shown = List.of();
  private Consumer<Column> toggle = _ -> {};
  private Runnable reset = () -> {};
  private CheckListView<Column> list;
  private PopOver popOver;
  private boolean ticking;

  ColumnChooser(TableKind kind, Texts texts) {
    this.texts = texts;
    // The name is always there, so that it is not offered.
    all = kind.columns().stream().filter(column -> !column.id().equals("name")).toList();
    button.setId("table-columns");
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
    button.setAccessibleText(texts.get("table.columns"));
    button.setTooltip(new Tooltip(texts.get("table.columns")));
    button.setOnAction(_ -> open());
  }

  Button button() {
    return button;
  }

  /** Offers every column, those shown ticked. */
  void offer(List<Column> columns, Consumer<Column> toggled, Runnable standard) {
    shown = columns;
    toggle = toggled;
    reset = standard;
    tick();
  }

  private void open() {
    if (popOver == null) {
      build();
    }
    if (popOver.isShowing()) {
      popOver.hide();
      return;
    }
    tick();
    popOver.show(button);
    list.requestFocus();
    list.getSelectionModel().selectFirst();
  }

  private void build() {
    list = new CheckListView<>();
    list.getItems().setAll(all);
    list.setAccessibleText(texts.get("table.columns"));
    list.getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE, "column-list");
    list.setCellFactory(_ -> new Cell());
    list.getCheckModel().getCheckedItems().addListener((ListChangeListener<Column>) _ -> ticked());
    list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    Label title = new Label(texts.get("table.columns"));
    title.getStyleClass().add(Styles.TEXT_BOLD);
    Button standard = new Button(texts.get("table.columns.reset"));
    standard.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    standard.setOnAction(_ -> reset.run());
    VBox content = new VBox(title, list, standard);
    content.getStyleClass().add("column-chooser");
    popOver = new PopOver(content);
    popOver.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
    popOver.setDetachable(false);
    popOver.setAnimated(false);
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      popOver.hide();
      button.requestFocus();
      event.consume();
    }
  }

  private void tick() {
    if (list == null) {
      return;
    }
    ticking = true;
    try {
      for (Column column : all) {
        if (shown.contains(column)) {
          list.getCheckModel().check(column);
        } else {
          list.getCheckModel().clearCheck(column);
        }
      }
    } finally {
      ticking = false;
    }
  }

  private void ticked() {
    if (!ticking) {
      all.stream()
          .filter(column -> list.getCheckModel().isChecked(column) != shown.contains(column))
          .findFirst()
          .ifPresent(toggle);
    }
  }

  /** Its box says which column it is for. */
  private final class Cell extends CheckBoxListCell<Column> {
    Cell() {
      super(
          list::getItemBooleanProperty,
          ChoiceLabels.by(column -> texts.get("table.column." + column.id())));
    }

    @Override
    public void updateItem(Column column, boolean empty) {
      super.updateItem(column, empty);
      if (getGraphic() != null) {
        getGraphic().setAccessibleText(getText());
      }
    }
  }
}
