package io.coppice.ui.kit.forms;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Fields below each other, their names at the left. FX thread. */
public final class Fields extends GridPane {
  /** Rows there are, those that show nothing now included. */
  private int rows;

  public Fields() {
    getStyleClass().add("form-fields");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(Region.USE_PREF_SIZE);
    names.setHalignment(HPos.LEFT);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setFillWidth(true);
    getColumnConstraints().setAll(names, values);
  }

  /** A field with its name, which is also its accessible name if it has none. */
  public <N extends Node> N row(String name, N field) {
    Label label = new Label(name);
    label.setLabelFor(field);
    if (field.getAccessibleText() == null) {
      field.setAccessibleText(name);
    }
    if (field instanceof Control control) {
      control.setMaxWidth(Double.MAX_VALUE);
    }
    boolean isLine =
        field instanceof Control && !(field instanceof TextArea) && !(field instanceof ListView);
    if (!isLine && !(field instanceof HBox)) {
      GridPane.setValignment(label, VPos.TOP);
      label.getStyleClass().add(field instanceof GridPane ? "top-name" : "high-name");
    }
    addRow(rows++, label, field);
    switch (field) {
      case NumberField number -> under(number.note());
      case SizeField size -> under(size.note());
      default -> {}
    }
    return field;
  }

  /** Something over both columns. */
  public <N extends Node> N whole(N node) {
    add(node, 0, rows++, 2, 1);
    GridPane.setHgrow(node, Priority.ALWAYS);
    return node;
  }

  /** Something under the fields' column alone. */
  public <N extends Node> N under(N node) {
    add(node, 1, rows++);
    return node;
  }
}
