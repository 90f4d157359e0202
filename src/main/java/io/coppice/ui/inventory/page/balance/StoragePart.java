package io.coppice.ui.inventory.page.balance;

import atlantafx.base.theme.Styles;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.FolderId;
import io.coppice.ui.inventory.page.balance.StorageState.Row;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.table.WordTable;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What Storage DRS recommends in a datastore cluster, to be applied. FX thread. */
public final class StoragePart implements PagePart {
  private final UiContext context;
  private final FolderId folder;
  private final TableView<Row> moves;
  private final Label said = new Label();
  private final Button apply;
  private final Button applyAll;
  private final Button balance;
  private final VBox box;
  private final FrameGate.Binding binding;
  private boolean on;

  public StoragePart(UiContext context, FolderId folder) {
    this.context = context;
    this.folder = folder;
    apply = button("apply", Icons.MIGRATE, this::applyChosen);
    applyAll = button("apply-all", Icons.MIGRATE, this::applyAll);
    balance =
        button(
            "balance",
            Icons.SERVICES,
            () -> submit("balance", List.of(new InventoryOperation.BalanceStorage(folder))));
    moves = table();
    said.setId("storage-drs-said");
    said.getStyleClass().add("quiet");
    said.setWrapText(true);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(said, gap, apply, applyAll, balance);
    context
        .actions()
        .find("datastore-cluster")
        .ifPresent(
            action -> {
              Button edit = new Button(ActionMenus.text(action, context), action.icon().node());
              edit.setId("storage-drs-edit");
              edit.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
              edit.setOnAction(_ -> ActionMenus.perform(action, List.of(folder), context));
              head.getChildren().add(edit);
            });
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("table-bar");
    VBox.setVgrow(moves, Priority.ALWAYS);
    box = new VBox(head, moves);
    binding = new VisibleSubscription(context.gate(), box, this::compute, this::show);
    enable();
  }

  private Button button(String key, Icons icon, Runnable action) {
    Button button = new Button(text(key), icon.node());
    button.setId("storage-drs-" + key);
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private TableView<Row> table() {
    TableView<Row> table =
        new WordTable<Row>("storage-drs", "moves", key -> text("column." + key), said)
            .says(text("recommendations"), context.texts().get("page.storage-drs.no-moves"))
            .column("machine", 18, Row::machine)
            .column("from", 18, Row::from)
            .column("to", 18, Row::to)
            .column("reason", 40, Row::reason)
            .view();
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> enable());
    table.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ENTER && !apply.isDisabled()) {
            applyChosen();
            event.consume();
          }
        });
    return table;
  }

  private String text(String key) {
    return context.texts().get("page.drs." + key);
  }

  private StorageState compute(Snapshot snapshot) {
    return StorageState.of(snapshot, folder, context);
  }

  private void show(StorageState next) {
    on = next.on();
    said.setText(next.said());
    if (!moves.getItems().equals(next.moves())) {
      moves.getItems().setAll(next.moves());
    }
    enable();
  }

  private void enable() {
    apply.setDisable(!on || moves.getSelectionModel().getSelectedItems().isEmpty());
    applyAll.setDisable(!on || moves.getItems().isEmpty());
    balance.setDisable(!on);
  }

  private void applyAll() {
    apply(List.copyOf(moves.getItems()));
  }

  private void applyChosen() {
    apply(List.copyOf(moves.getSelectionModel().getSelectedItems()));
  }

  private void apply(List<Row> chosen) {
    submit(
        "apply",
        chosen.stream()
            .<Operation>map(row -> new InventoryOperation.ApplyStorageAdvice(folder, row.number()))
            .toList());
  }

  private void submit(String key, List<Operation> operations) {
    context.dialogs().submit(text(key), operations);
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void close() {
    binding.close();
  }
}
