package io.coppice.ui.inventory.table;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.UiContext;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What an empty table says, and what to do next. */
final class EmptyTable {
  private final UiContext context;
  private final TableKind kind;
  private final Label title = new Label();
  private final Label advice = new Label();
  private final Button clear = new Button();
  private final VBox box = new VBox(title, advice, clear);

  EmptyTable(UiContext context, TableKind kind, Runnable clearFilters) {
    this.context = context;
    this.kind = kind;
    title.getStyleClass().add(Styles.TEXT_BOLD);
    advice.getStyleClass().add("quiet");
    advice.setWrapText(true);
    clear.setText(context.texts().get("table.clear-filters"));
    clear.getStyleClass().add(Styles.SMALL);
    clear.setOnAction(_ -> clearFilters.run());
    clear.managedProperty().bind(clear.visibleProperty());
    box.setAlignment(Pos.CENTER);
    box.getStyleClass().add("nothing-there");
    facts(false);
  }

  Node node() {
    return box;
  }

  /** {@code hidden}: there are rows, but filters hide them. */
  void facts(boolean hidden) {
    title.setText(context.texts().get(hidden ? "table.hidden" : "table.none." + kind.id()));
    advice.setText(
        context.texts().get(hidden ? "table.hidden.next" : "table.none.next." + kind.id()));
    clear.setVisible(hidden);
  }
}
