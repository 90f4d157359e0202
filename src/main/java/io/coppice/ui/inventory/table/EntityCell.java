package io.coppice.ui.inventory.table;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.KeptIcon;
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
  private KeptIcon icon;
  private boolean wasFilled;

  EntityCell(Column column, ObservableValue<TableState> state) {
    this.column = column;
    this.state = state;
    state.addListener(new WeakChangeListener<>(listener));
    getStyleClass().add(column.isAmount() ? "amount-cell" : "words-cell");
  }

  /**
   * A cell that was once filled stays so and says nothing while its row is beyond the last: styling
   * hundreds of cells anew costs more than a frame has. It is its content that hides, never the
   * cell itself, for a table does not tell an invisible cell when its row has an item again.
   */
  @Override
  protected void updateItem(EntityId item, boolean empty) {
    wasFilled |= !empty;
    super.updateItem(item, empty && !wasFilled);
    show();
  }

  private void show() {
    TableState now = state.getValue();
    int at = getIndex();
    if (at < 0) {
      return; // the row is only about to tell the new index
    }
    boolean filled = getItem() != null && now != null && at < now.size();
    if (getGraphic() != null) {
      getGraphic().setVisible(filled);
    }
    if (!filled) {
      write("");
      return;
    }
    String text = now.text(at, column);
    if (column.content() instanceof Column.Words words) {
      badge(words.badge().apply(now.entity(at)));
      write(text);
    } else {
      double share = now.share(at, column);
      if (share < 0 && both == null) {
        write(text);
      } else {
        amount(text, share);
      }
    }
  }

  private void write(String text) {
    if (!text.equals(getText())) {
      setText(text);
    }
  }

  private void badge(Optional<Column.Badge> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    Column.Badge next = wanted.get();
    if (icon == null) {
      icon = new KeptIcon(next.icon(), next.tone());
      setGraphic(icon.node());
    }
    icon.show(next.icon(), next.tone());
  }

  private void amount(String text, double share) {
    if (both == null) {
      meter = new Meter();
      meter.getStyleClass().add("cell-meter");
      meter.setScale(((Column.Amount) column.content()).scale());
      amount = new Label();
      amount.getStyleClass().add("cell-amount");
      amount.setMaxWidth(Double.MAX_VALUE);
      amount.setAlignment(Pos.CENTER_RIGHT);
      HBox.setHgrow(amount, Priority.ALWAYS);
      both = new HBox(meter, amount);
      both.getStyleClass().add("cell-share");
      setGraphic(both);
    }
    meter.setVisible(share >= 0);
    meter.set(share);
    if (!text.equals(amount.getText())) {
      amount.setText(text);
    }
  }
}
