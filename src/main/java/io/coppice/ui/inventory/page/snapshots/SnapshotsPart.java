package io.coppice.ui.inventory.page.snapshots;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.ui.inventory.forms.RevertConfirmation;
import io.coppice.ui.inventory.page.snapshots.TreeRows.Row;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.table.EmptyHint;
import io.coppice.ui.kit.table.HeadingWidths;
import io.coppice.ui.kit.table.TextWidths;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Shows the snapshots of a machine; the present stands in the tree as "You are here". FX thread.
 */
public final class SnapshotsPart implements PagePart {
  private final UiContext context;
  private final MachineId machine;
  private final TableView<Row> list = new TableView<>();
  private final SnapshotDetail detail;
  private final Label said = new Label();
  private final HBox bar = new HBox();
  private final Button revert;
  private final Button rename;
  private final Button remove;
  private final Button removeBelow;
  private final VBox box;
  private final FrameGate.Binding binding;
  private volatile Set<Integer> folded = Set.of();

  public SnapshotsPart(UiContext context, MachineId machine) {
    this.context = context;
    this.machine = machine;
    revert = button("revert", Icons.REVERT, this::revert);
    rename = button("describe", Icons.RENAME, this::rename);
    remove = button("remove", Icons.DELETE, () -> remove(false));
    removeBelow = button("remove-below", Icons.DELETE, () -> remove(true));
    HeadingWidths.keep(list);
    list.setId("snapshot-tree");
    list.setAccessibleText(context.texts().get("page.tab.snapshots"));
    list.getStyleClass().addAll(Styles.DENSE, "edge-to-edge", "inventory-table");
    columns();
    list.setContextMenu(menu());
    detail = new SnapshotDetail(context);
    list.setPlaceholder(EmptyHint.of(nothing()));
    list.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> enable());
    list.setOnKeyPressed(this::key);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("table-bar");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    said.getStyleClass().add("quiet");
    take().ifPresent(bar.getChildren()::add);
    bar.getChildren().addAll(revert, rename, remove, removeBelow, gap, said);
    HBox.setHgrow(list, Priority.ALWAYS);
    HBox both = new HBox(list, detail.node());
    box = new VBox(bar, both);
    VBox.setVgrow(both, Priority.ALWAYS);
    bar.managedProperty().bind(bar.visibleProperty());
    bar.setVisible(false);
    enable();
    binding = new VisibleSubscription(context.gate(), box, this::compute, this::show);
  }

  private void columns() {
    TextWidths widths = new TextWidths(list, said);
    TableColumn<Row, Row> name = column("name", widths.of(20));
    name.setCellFactory(_ -> new SnapshotCell(context, this::toggle));
    list.getColumns()
        .setAll(
            List.of(
                name,
                words("description", widths.of(14), Row::description),
                words("keeps", widths.of(9), row -> SnapshotDetail.keeps(row, context)),
                words("size", widths.of(8), row -> context.format().bytes(row.size())),
                words("taken", widths.of(12), row -> context.format().moment(row.taken()))));
  }

  private TableColumn<Row, Row> column(String key, double width) {
    TableColumn<Row, Row> column =
        new TableColumn<>(context.texts().get("page.snapshot.column." + key));
    column.setId("snapshot-" + key);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    return column;
  }

  /** A column of words about snapshots; the present has none. */
  private TableColumn<Row, Row> words(String key, double width, Function<Row, String> text) {
    TableColumn<Row, Row> column = column(key, width);
    column.setCellFactory(
        _ ->
            new TableCell<>() {
              @Override
              protected void updateItem(Row row, boolean empty) {
                super.updateItem(row, empty);
                boolean none = empty || row == null || row.key() == TreeRows.HERE;
                setText(none ? null : text.apply(row));
              }
            });
    return column;
  }

  /** What the bar offers, where the mouse is. */
  private ContextMenu menu() {
    ContextMenu menu = new ContextMenu();
    for (Button button : List.of(revert, rename, remove, removeBelow)) {
      MenuItem item = new MenuItem(button.getText());
      item.setId(button.getId() + "-item");
      item.disableProperty().bind(button.disableProperty());
      item.setOnAction(_ -> button.fire());
      menu.getItems().add(item);
    }
    return menu;
  }

  private Optional<Button> take() {
    return context
        .actions()
        .find("snapshot-take")
        .map(
            action -> {
              Button button = new Button(ActionMenus.text(action, context), action.icon().node());
              button.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
              button.setOnAction(_ -> ActionMenus.perform(action, List.of(machine), context));
              return button;
            });
  }

  private VBox nothing() {
    Label title = new Label(context.texts().get("page.snapshots.empty"));
    title.getStyleClass().add(Styles.TEXT_BOLD);
    Label advice = new Label(context.texts().get("page.snapshots.next"));
    advice.getStyleClass().add("quiet");
    advice.setWrapText(true);
    advice.setMinHeight(Region.USE_PREF_SIZE);
    VBox nothing = new VBox(title, advice);
    take().ifPresent(nothing.getChildren()::add);
    nothing.setAlignment(Pos.CENTER);
    nothing.getStyleClass().add("nothing-there");
    return nothing;
  }

  private Button button(String key, Icons icon, Runnable action) {
    Button button = new Button(context.texts().get("page.snapshot." + key), icon.node());
    button.setId("snapshot-" + key);
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private TreeRows compute(Snapshot snapshot) {
    Machine now = snapshot.inventory().machine(machine);
    return TreeRows.of(now == null ? SnapshotTree.EMPTY : now.snapshots(), folded);
  }

  private void key(KeyEvent event) {
    Row row = chosen();
    if (row == null) {
      return;
    }
    switch (event.getCode()) {
      case DELETE -> {
        if (remove.isDisabled()) {
          return;
        }
        remove(false);
      }
      case LEFT -> foldOrLeave(row);
      case RIGHT -> fold(row, false);
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** As in every tree: what is folded already, or has nothing below, goes to its parent. */
  private void foldOrLeave(Row row) {
    if (row.below() > 0 && !row.folded()) {
      fold(row, true);
      return;
    }
    for (int at = list.getSelectionModel().getSelectedIndex() - 1; at >= 0; at--) {
      if (list.getItems().get(at).depth() < row.depth()) {
        list.getSelectionModel().clearAndSelect(at);
        return;
      }
    }
  }

  private void toggle(Row row) {
    fold(row, !row.folded());
  }

  private void fold(Row row, boolean away) {
    Set<Integer> now = new HashSet<>(folded);
    if (row.below() > 0 && (away ? now.add(row.key()) : now.remove(row.key()))) {
      folded = Set.copyOf(now);
      binding.refresh();
    }
  }

  private void show(TreeRows next) {
    if (list.getItems().equals(next.rows())) {
      return;
    }
    bar.setVisible(!next.rows().isEmpty());
    said.setText(said(next));
    Row chosen = list.getSelectionModel().getSelectedItem();
    list.getItems().setAll(next.rows());
    if (chosen != null) {
      for (int i = 0; i < next.rows().size(); i++) {
        if (next.rows().get(i).key() == chosen.key()) {
          list.getSelectionModel().select(i);
        }
      }
    }
    enable();
  }

  private String said(TreeRows next) {
    long all = tree().map(tree -> (long) tree.nodes().size()).orElse(0L);
    long size =
        tree().stream().flatMap(tree -> tree.nodes().stream()).mapToLong(TreeRows::size).sum();
    return next.rows().isEmpty()
        ? ""
        : context.texts().get("page.snapshot.said", all, context.format().bytes(size));
  }

  private void enable() {
    Row row = list.getSelectionModel().getSelectedItem();
    boolean none = row == null || row.key() == TreeRows.HERE;
    List.of(revert, rename, remove, removeBelow).forEach(button -> button.setDisable(none));
    tree()
        .flatMap(tree -> none ? Optional.empty() : tree.find(row.key()))
        .ifPresentOrElse(node -> detail.show(row, node), detail::hide);
  }

  private Optional<SnapshotTree> tree() {
    return Optional.ofNullable(context.session().snapshot().inventory().machine(machine))
        .map(Machine::snapshots);
  }

  private Row chosen() {
    return list.getSelectionModel().getSelectedItem();
  }

  private void submit(String key, Operation operation) {
    context.dialogs().submit(context.texts().get("page.snapshot." + key), List.of(operation));
  }

  private void revert() {
    Row row = chosen();
    Machine now = context.session().snapshot().inventory().machine(machine);
    if (now == null) {
      return;
    }
    context
        .dialogs()
        .confirm(
            context.texts().get("page.snapshot.revert.title", now.name(), row.name()),
            RevertConfirmation.of(List.of(now), _ -> row.key(), context),
            context.texts().get("page.snapshot.revert"),
            () -> submit("revert", new SnapshotOperation.Revert(machine, row.key())));
  }

  private void remove(boolean below) {
    Row row = chosen();
    String key = below ? "remove-below" : "remove";
    confirm(key, row, () -> submit(key, new SnapshotOperation.Remove(machine, row.key(), below)));
  }

  private void confirm(String key, Row row, Runnable yes) {
    String title = context.texts().get("page.snapshot." + key);
    context
        .dialogs()
        .confirm(
            title, context.texts().get("page.snapshot." + key + ".gone", row.name()), title, yes);
  }

  private void rename() {
    Row row = chosen();
    context
        .dialogs()
        .ask(
            context.texts().get("page.snapshot.describe"),
            context.texts().get("page.snapshot.name"),
            row.name(),
            name -> name.isBlank() ? context.texts().get("page.snapshot.name.empty") : null,
            name ->
                submit(
                    "describe",
                    new SnapshotOperation.Describe(
                        machine, row.key(), name.strip(), row.description())));
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void focus() {
    list.requestFocus();
  }

  @Override
  public void close() {
    binding.close();
  }
}
