package io.coppice.ui.inventory.page.snapshots;

import atlantafx.base.theme.Styles;
import io.coppice.ui.inventory.page.snapshots.TreeRows.Row;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One snapshot: how deep it stands, its name, when it was taken, what it holds. */
final class SnapshotCell extends ListCell<Row> {
  private static final double INDENT_EM = 1.6;

  private final UiContext context;
  private final Region indent = new Region();
  private final Label name = new Label();
  private final Label description = new Label();
  private final Label kept = new Label();
  private final Label size = new Label();
  private final Label taken = new Label();
  private final HBox line;

  SnapshotCell(UiContext context) {
    this.context = context;
    description.getStyleClass().add("quiet");
    kept.getStyleClass().addAll("quiet", "snapshot-kept");
    size.getStyleClass().add("snapshot-size");
    taken.getStyleClass().add("snapshot-taken");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    name.setMinWidth(Region.USE_PREF_SIZE);
    description.setMinWidth(0);
    line = new HBox(indent, name, description, gap, kept, size, taken);
    line.getStyleClass().add("snapshot-line");
    line.setAlignment(Pos.CENTER_LEFT);
    line.setPrefWidth(1);
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
    name.setText(here ? context.texts().get("page.snapshot.here") : row.name());
    name.setGraphic((here ? Icons.MACHINE : Icons.SNAPSHOT).node(here ? "accent" : "plain"));
    name.getStyleClass().remove(Styles.TEXT_BOLD);
    if (here) {
      name.getStyleClass().add(Styles.TEXT_BOLD);
    }
    description.setText(row.description());
    kept.setText(here ? "" : kept(row));
    size.setText(here ? "" : context.format().bytes(row.size()));
    taken.setText(here ? "" : context.format().moment(row.taken()));
    setAccessibleText(
        here
            ? name.getText()
            : context
                .texts()
                .get("page.snapshot.row", row.name(), taken.getText(), size.getText()));
    setGraphic(line);
  }

  private String kept(Row row) {
    return context
        .texts()
        .get(
            row.memory()
                ? "page.snapshot.memory"
                : row.quiesced() ? "page.snapshot.quiesced" : "page.snapshot.disks");
  }
}
