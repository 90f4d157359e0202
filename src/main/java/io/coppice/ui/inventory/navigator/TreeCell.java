package io.coppice.ui.inventory.navigator;

import io.coppice.model.Severity;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.KeptIcon;
import io.coppice.ui.kit.UiContext;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * One row: indent, chevron, icon with its state, name, alarm. Nodes are made once and changed, and
 * a cell that was filled stays so and hides what it shows: making and styling those of all rows in
 * sight anew costs more than a frame has.
 */
final class TreeCell extends ListCell<Row> {
  private static final double INDENT_EM = 1.15;

  private final UiContext context;
  private final Region indent = new Region();
  private final KeptIcon arrow = new KeptIcon(Icons.CLOSED, "quiet");
  private final KeptIcon icon = new KeptIcon(Icons.MACHINE, "plain");
  private final KeptIcon badge = new KeptIcon(Icons.POWERED_ON, "ok");
  private final KeptIcon alarm = new KeptIcon(Icons.WARNING, "warn");
  private final Label name = new Label();
  private final HBox line;
  private Row shown;

  TreeCell(UiContext context, Consumer<Row> toggle) {
    this.context = context;
    StackPane chevron = new StackPane(arrow.node());
    chevron.getStyleClass().add("chevron-box");
    arrow.node().getStyleClass().add("chevron");
    StackPane marked = new StackPane(icon.node(), badge.node());
    marked.getStyleClass().add("icon-box");
    badge.node().getStyleClass().add("badge");
    StackPane.setAlignment(badge.node(), Pos.BOTTOM_RIGHT);
    alarm.node().managedProperty().bind(alarm.node().visibleProperty());
    HBox.setHgrow(name, Priority.ALWAYS);
    name.setMinWidth(Region.USE_PREF_SIZE);
    line = new HBox(5, indent, chevron, marked, name, alarm.node());
    line.setAlignment(Pos.CENTER_LEFT);
    chevron.addEventHandler(
        MouseEvent.MOUSE_PRESSED,
        event -> {
          if (shown != null && shown.expandable() && event.isPrimaryButtonDown()) {
            toggle.accept(shown);
            event.consume();
          }
        });
  }

  @Override
  protected void updateItem(Row row, boolean empty) {
    boolean filled = !empty && row != null;
    super.updateItem(row, !filled);
    line.setVisible(filled);
    setMouseTransparent(!filled);
    if (!filled) {
      setAccessibleText(null);
      return;
    }
    setGraphic(line);
    if (row.equals(shown) && getAccessibleText() != null) {
      return;
    }
    shown = row;
    indent.setMinWidth(row.depth() * INDENT_EM * getFont().getSize());
    name.setText(row.name());
    arrow.show(row.expanded() ? Icons.OPENED : Icons.CLOSED, "quiet");
    arrow.node().setVisible(row.expandable());
    icon.show(icon(row), tone(row));
    switch (row.mark()) {
      case ON -> badge.show(Icons.POWERED_ON, "ok");
      case SUSPENDED -> badge.show(Icons.SUSPENDED, "warn");
      default -> badge.hide();
    }
    if (row.alarm() == Severity.INFO) {
      alarm.hide();
    } else {
      alarm.show(Icons.of(row.alarm()), Icons.tone(row.alarm()));
    }
    setAccessibleText(
        context
            .texts()
            .get(
                "nav.row",
                row.name(),
                context.texts().get("kind." + row.id().kind()),
                context.texts().get("mark." + row.mark())));
  }

  private static Icons icon(Row row) {
    return switch (row.mark()) {
      case TEMPLATE -> Icons.TEMPLATE;
      case VAPP -> Icons.VAPP;
      case HOST_MAINTENANCE -> Icons.MAINTENANCE;
      case HOST_AWAY -> Icons.DISCONNECT;
      default -> Icons.of(row.id().kind());
    };
  }

  private static String tone(Row row) {
    return switch (row.mark()) {
      case OFF, TEMPLATE -> "quiet";
      case HOST_MAINTENANCE -> "warn";
      case HOST_AWAY -> "bad";
      default -> "plain";
    };
  }
}
