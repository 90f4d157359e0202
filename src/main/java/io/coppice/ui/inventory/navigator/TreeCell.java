package io.coppice.ui.inventory.navigator;

import io.coppice.model.Severity;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import io.coppice.ui.kit.Icons;
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
import org.kordamp.ikonli.javafx.FontIcon;

/** One row: indent, chevron, icon with its state, name, alarm. Nodes are made once and changed. */
final class TreeCell extends ListCell<Row> {
  private static final double INDENT_EM = 1.15;

  private final UiContext context;
  private final Region indent = new Region();
  private final StackPane chevron = new StackPane();
  private final Label name = new Label();
  private final StackPane alarm = new StackPane();
  private final StackPane icon = new StackPane();
  private final HBox line = new HBox(5, indent, chevron, icon, name, alarm);
  private Row shown;

  TreeCell(UiContext context, Consumer<Row> toggle) {
    this.context = context;
    line.setAlignment(Pos.CENTER_LEFT);
    chevron.getStyleClass().add("chevron-box");
    icon.getStyleClass().add("icon-box");
    HBox.setHgrow(name, Priority.ALWAYS);
    name.setMinWidth(0);
    line.setMinWidth(0);
    line.setPrefWidth(1);
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
    super.updateItem(row, empty);
    if (empty || row == null) {
      shown = null;
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    if (row.equals(shown)) {
      return;
    }
    boolean other =
        shown == null || shown.mark() != row.mark() || shown.id().kind() != row.id().kind();
    boolean turned =
        shown == null
            || shown.expanded() != row.expanded()
            || shown.expandable() != row.expandable();
    boolean rang = shown == null || shown.alarm() != row.alarm();
    shown = row;
    indent.setMinWidth(row.depth() * INDENT_EM * getFont().getSize());
    name.setText(row.name());
    if (turned) {
      chevron.getChildren().clear();
      if (row.expandable()) {
        FontIcon arrow = (row.expanded() ? Icons.OPENED : Icons.CLOSED).node("quiet");
        arrow.getStyleClass().add("chevron");
        chevron.getChildren().setAll(arrow);
      }
    }
    if (other) {
      icon.getChildren().setAll(icon(row).node(tone(row)));
      if (row.mark() == TreeState.Mark.ON || row.mark() == TreeState.Mark.SUSPENDED) {
        FontIcon badge =
            (row.mark() == TreeState.Mark.ON ? Icons.POWERED_ON : Icons.SUSPENDED).node("badge");
        badge.getStyleClass().add(row.mark() == TreeState.Mark.ON ? "ok" : "warn");
        StackPane.setAlignment(badge, Pos.BOTTOM_RIGHT);
        icon.getChildren().add(badge);
      }
    }
    if (rang) {
      alarm.getChildren().clear();
      if (row.alarm() != Severity.INFO) {
        alarm.getChildren().setAll(Icons.of(row.alarm()).node(Icons.tone(row.alarm())));
      }
    }
    setAccessibleText(
        context
            .texts()
            .get(
                "nav.row",
                row.name(),
                context.texts().get("kind." + row.id().kind()),
                context.texts().get("mark." + row.mark())));
    setGraphic(line);
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
