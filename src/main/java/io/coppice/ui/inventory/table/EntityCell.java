package io.coppice.ui.inventory.table;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.chart.Meter;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A cell that says what the newest state says of its row and column. Its nodes are made once; it
 * changes only what differs.
 */
final class EntityCell extends TableCell<EntityId, EntityId> {
  private final Column column;
  private final ObservableValue<TableState> state;

  // held here, for the state knows it weakly
  private final ChangeListener<TableState> listener = (_, _, _) -> show();
  private Meter meter;
  private Label amount;
  private HBox both;
  private FontIcon icon;
  private Column.Badge badge;

  EntityCell(Column column, ObservableValue<TableState> state) {
    this.column = column;
    this.state = state;
    state.addListener(new WeakChangeListener<>(listener));
    getStyleClass().add(column.isAmount() ? "amount-cell" : "words-cell");
  }

  @Override
  protected void updateItem(EntityId item, boolean empty) {
    super.updateItem(item, empty);
    show();
  }

  private void show() {
    TableState now = state.getValue();
    int at = getIndex();
    if (isEmpty() || now == null || at < 0 || at >= now.size()) {
      setText(null);
      setGraphic(null);
      return;
    }
    String text = now.text(at, column);
    if (column.content() instanceof Column.Words words) {
      words(text, words.badge().apply(now.entity(at)));
    } else {
      double share = now.share(at, column);
      if (share < 0) {
        setGraphic(null);
        setText(text);
      } else {
        amount(text, share);
      }
    }
  }

  private void words(String text, Optional<Column.Badge> wanted) {
    if (!text.equals(getText())) {
      setText(text);
    }
    if (wanted.isEmpty()) {
      return;
    }
    if (!wanted.get().equals(badge)) {
      badge = wanted.get();
      icon = badge.icon().node(badge.tone());
    }
    if (getGraphic() != icon) {
      setGraphic(icon);
    }
  }

  private void amount(String text, double share) {
    if (both == null) {
      meter = new Meter();
      meter.getStyleClass().add("cell-meter");
      meter.setCalm(((Column.Amount) column.content()).calm());
      amount = new Label();
      amount.getStyleClass().add("cell-amount");
      amount.setMaxWidth(Double.MAX_VALUE);
      amount.setAlignment(Pos.CENTER_RIGHT);
      HBox.setHgrow(amount, Priority.ALWAYS);
      both = new HBox(meter, amount);
      both.getStyleClass().add("cell-share");
    }
    meter.set(share);
    if (!text.equals(amount.getText())) {
      amount.setText(text);
    }
    if (getGraphic() != both) {
      setText(null);
      setGraphic(both);
    }
  }
}
