package io.coppice.ui.activity;

import io.coppice.ui.activity.WordsCell.Words;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.KeptIcon;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** What a line says, indented, behind an arrow that folds and unfolds those under it. FX thread. */
final class FoldCell<T extends FoldedRow> extends TableCell<T, T> {
  private static final double INDENT_EM = 1.3;

  private final Function<T, Words> words;
  private final Consumer<T> toggle;
  private final Region indent = new Region();
  private final KeptIcon arrow = new KeptIcon(Icons.CLOSED, "quiet");
  private final Label name = new Label();
  private final Tooltip whole = new Tooltip();
  private KeptIcon mark;
  private final HBox line;

  FoldCell(Function<T, Words> words, Consumer<T> toggle) {
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

  private void mark(WordsCell.Mark wanted) {
    if (wanted == null) {
      return;
    }
    if (mark == null) {
      mark = new KeptIcon(wanted.icon(), wanted.tone());
      name.setGraphic(mark.node());
    }
    mark.show(wanted.icon(), wanted.tone());
  }

  @Override
  protected void updateItem(T row, boolean empty) {
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
    Words says = words.apply(row);
    name.setText(says.text());
    whole.setText(says.more());
    setTooltip(says.more().isEmpty() ? null : whole);
    mark(says.mark());
    setAccessibleText(name.getText());
    if (getGraphic() == null) {
      setGraphic(line);
    }
  }
}
