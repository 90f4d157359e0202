package io.coppice.ui.activity;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.KeptIcon;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** What a job does, indented, behind an arrow that folds and unfolds those under it. FX thread. */
final class FoldCell extends TableCell<JobRow, JobRow> {
  private static final double INDENT_EM = 1.3;

  private final Function<JobRow, String> words;
  private final Consumer<JobRow> toggle;
  private final Region indent = new Region();
  private final KeptIcon arrow = new KeptIcon(Icons.CLOSED, "quiet");
  private final Label name = new Label();
  private final HBox line;

  FoldCell(Function<JobRow, String> words, Consumer<JobRow> toggle) {
    this.words = words;
    this.toggle = toggle;
    StackPane chevron = new StackPane(arrow.node());
    chevron.getStyleClass().add("chevron-box");
    chevron.setOnMousePressed(this::pressed);
    line = new HBox(indent, chevron, name);
    line.setAlignment(Pos.CENTER_LEFT);
  }

  private void pressed(MouseEvent event) {
    if (getItem() != null && getItem().isFoldable() && event.isPrimaryButtonDown()) {
      toggle.accept(getItem());
      event.consume();
    }
  }

  @Override
  protected void updateItem(JobRow row, boolean empty) {
    super.updateItem(row, empty);
    line.setVisible(!empty && row != null);
    if (empty || row == null) {
      setAccessibleText(null);
      return;
    }
    double em = getFont().getSize();
    indent.setMinWidth(row.depth() * INDENT_EM * em);
    if (row.isFoldable()) {
      arrow.show(row.open() ? Icons.OPENED : Icons.CLOSED, "quiet");
    } else {
      arrow.hide();
    }
    name.setText(words.apply(row));
    setAccessibleText(name.getText());
    if (getGraphic() == null) {
      setGraphic(line);
    }
  }
}
