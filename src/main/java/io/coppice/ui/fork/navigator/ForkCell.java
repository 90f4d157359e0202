package io.coppice.ui.fork.navigator;

import io.coppice.model.Severity;
import io.coppice.ui.fork.shared.marks.MemberMark;
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

/** One row: indent, chevron, icon with its state, name, members, alarm. */
final class ForkCell extends ListCell<ForkRow> {
  private static final double INDENT_EM = 1.15;

  private final UiContext context;
  private final Region indent = new Region();
  private final StackPane chevron = new StackPane();
  private final StackPane icon = new StackPane();
  private final Label name = new Label();
  private final Label count = new Label();
  private final StackPane alarm = new StackPane();
  private final HBox line = new HBox(5, indent, chevron, icon, name, count, alarm);
  private ForkRow shown;

  ForkCell(UiContext context, Consumer<ForkRow> toggle) {
    this.context = context;
    line.setAlignment(Pos.CENTER_LEFT);
    chevron.getStyleClass().add("chevron-box");
    icon.getStyleClass().add("icon-box");
    count.getStyleClass().addAll("quiet", "text-small");
    count.setMinWidth(USE_PREF_SIZE);
    name.setMinWidth(USE_PREF_SIZE);
    HBox.setHgrow(name, Priority.SOMETIMES);
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
  protected void updateItem(ForkRow row, boolean empty) {
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
    shown = row;
    indent.setMinWidth(row.depth() * INDENT_EM * getFont().getSize());
    name.setText(row.name());
    count.setText(row.state().isPresent() ? "" : context.format().count(row.members()));
    chevron.getChildren().clear();
    if (row.expandable()) {
      FontIcon arrow = (row.expanded() ? Icons.OPENED : Icons.CLOSED).node("quiet");
      arrow.getStyleClass().add("chevron");
      chevron.getChildren().setAll(arrow);
    }
    icon.getChildren()
        .setAll(
            row.state()
                .map(MemberMark::node)
                .orElseGet(() -> (row.elastic() ? Icons.ELASTIC : Icons.FORK_GROUP).node("plain")));
    alarm.getChildren().clear();
    if (row.alarm() != Severity.INFO) {
      alarm.getChildren().setAll(Icons.of(row.alarm()).node(Icons.tone(row.alarm())));
    }
    setAccessibleText(
        row.state()
            .map(state -> MemberMark.word(state, context.texts()))
            .map(word -> context.texts().get("forks.nav.member", row.name(), word))
            .orElseGet(() -> context.texts().get("forks.nav.group", row.name(), row.members())));
    setGraphic(line);
  }
}
