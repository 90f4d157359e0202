package io.coppice.ui.inventory.page.snapshots;

import atlantafx.base.theme.Styles;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.ui.inventory.page.snapshots.TreeRows.Row;
import io.coppice.ui.kit.UiContext;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A snapshot in full, beside the tree. FX thread. */
final class SnapshotDetail {
  private final UiContext context;
  private final Label name = new Label();
  private final Label description = new Label();
  private final GridPane facts = new GridPane();
  private final ScrollPane scroll;

  SnapshotDetail(UiContext context) {
    this.context = context;
    name.getStyleClass().add(Styles.TEXT_BOLD);
    for (Label label : new Label[] {name, description}) {
      label.setWrapText(true);
      label.setMinHeight(Region.USE_PREF_SIZE);
    }
    description.managedProperty().bind(description.visibleProperty());
    facts.getStyleClass().add("facts");
    VBox body = new VBox(name, description, facts);
    body.getStyleClass().add("snapshot-detail");
    scroll = new ScrollPane(body);
    scroll.setId("snapshot-detail");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().addAll("edge-to-edge", "snapshot-side");
    scroll.setAccessibleText(context.texts().get("page.snapshot.detail"));
    scroll.managedProperty().bind(scroll.visibleProperty());
    scroll.setVisible(false);
  }

  Node node() {
    return scroll;
  }

  void hide() {
    scroll.setVisible(false);
  }

  void show(Row row, SnapshotTree.Node node) {
    name.setText(row.name());
    description.setText(row.description());
    description.setVisible(!row.description().isBlank());
    facts.getChildren().clear();
    fact("taken", context.format().moment(row.taken()));
    fact("age", age(row));
    fact("by", node.by().isEmpty() ? context.texts().get("page.snapshot.by-unknown") : node.by());
    fact("keeps", keeps(row, context));
    fact("power-then", context.texts().get("power." + row.power()));
    fact("size", context.format().bytes(row.size()));
    fact("written", context.format().bytes(node.written().value()));
    MachineHardware hardware = node.hardware();
    fact(
        "hardware",
        context
            .texts()
            .get(
                "page.snapshot.hardware-was",
                hardware.vcpus(),
                context.format().bytes(hardware.memory().value()),
                hardware.disks().size(),
                context
                    .format()
                    .bytes(
                        hardware.disks().stream()
                            .map(VirtualDisk::capacity)
                            .mapToLong(capacity -> capacity.value())
                            .sum())));
    scroll.setVisible(true);
  }

  private String age(Row row) {
    return context.format().duration(context.session().snapshot().time().since(row.taken()));
  }

  private void fact(String key, String value) {
    Label label = new Label(context.texts().get("page.snapshot.fact." + key));
    label.getStyleClass().add("fact-label");
    label.setMinWidth(Region.USE_PREF_SIZE);
    Label said = new Label(value);
    said.setWrapText(true);
    said.setMinHeight(Region.USE_PREF_SIZE);
    GridPane.setValignment(label, VPos.TOP);
    facts.addRow(facts.getRowCount(), label, said);
  }

  /** What a snapshot keeps. */
  static String keeps(Row row, UiContext context) {
    return context
        .texts()
        .get(
            row.memory()
                ? "page.snapshot.memory"
                : row.quiesced() ? "page.snapshot.quiesced" : "page.snapshot.disks");
  }
}
