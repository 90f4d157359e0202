package io.coppice.ui.inventory.page.snapshots;

import atlantafx.base.theme.Styles;
import io.coppice.ui.inventory.page.snapshots.TreeRows.Row;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** One snapshot in its tree: how deep it stands, its name, how many stand folded below it. */
final class SnapshotCell extends TableCell<Row, Row> {
  private static final double INDENT_EM = 1.6;

  private final UiContext context;
  private final Consumer<Row> toggle;
  private final Region indent = new Region();
  private final StackPane chevron = new StackPane();
  private final Label name = new Label();
  private final Label more = new Label();
  private final HBox line;

  /**
   * An empty cell.
   *
   * @param toggle folds a line, or unfolds it
   */
  SnapshotCell(UiContext context, Consumer<Row> toggle) {
    this.context = context;
    this.toggle = toggle;
    chevron.getStyleClass().add("chevron-box");
    chevron.setOnMousePressed(this::pressed);
    more.getStyleClass().add("quiet");
    more.setMinWidth(0);
    line = new HBox(indent, chevron, name, more);
    line.getStyleClass().add("snapshot-line");
    line.setAlignment(Pos.CENTER_LEFT);
  }

  private void pressed(MouseEvent event) {
    if (getItem() != null && getItem().below() > 0 && event.isPrimaryButtonDown()) {
      toggle.accept(getItem());
      event.consume();
    }
  }

  @Override
  protected void updateItem(Row row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    boolean here = row.key() == TreeRows.HERE;
    indent.setMinWidth(row.depth() * INDENT_EM * getFont().getSize());
    chevron.getChildren().clear();
    if (row.below() > 0) {
      chevron.getChildren().add((row.folded() ? Icons.CLOSED : Icons.OPENED).node("quiet"));
    }
    name.setText(here ? context.texts().get("page.snapshot.here") : row.name());
    name.setGraphic((here ? Icons.MACHINE : Icons.SNAPSHOT).node(here ? "accent" : "plain"));
    name.getStyleClass().remove(Styles.TEXT_BOLD);
    if (here) {
      name.getStyleClass().add(Styles.TEXT_BOLD);
    }
    more.setText(row.folded() ? context.texts().get("page.snapshot.folded", row.below()) : "");
    setAccessibleText((name.getText() + ' ' + more.getText()).strip());
    setGraphic(line);
  }
}
