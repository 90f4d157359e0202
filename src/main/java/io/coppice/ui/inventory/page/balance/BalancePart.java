package io.coppice.ui.inventory.page.balance;

import atlantafx.base.theme.Styles;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.ui.inventory.page.balance.BalanceState.Advice;
import io.coppice.ui.inventory.page.balance.BalanceState.Rule;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.table.WordTable;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Shows how a cluster is balanced: what DRS recommends, with reason and gain, to be applied; and
 * its rules. FX thread.
 */
public final class BalancePart implements PagePart {
  private final UiContext context;
  private final ClusterId cluster;
  private final TableView<Advice> moves;
  private final TableView<Rule> rules;
  private final Label said = new Label();
  private final Button apply;
  private final Button applyAll;
  private final Button balance;
  private final Button remove;
  private final VBox box;
  private final ScrollPane scroll;
  private final FrameGate.Binding binding;
  private Cluster shown;

  public BalancePart(UiContext context, ClusterId cluster) {
    this.context = context;
    this.cluster = cluster;
    apply = button("apply", Icons.MIGRATE, this::applyChosen);
    applyAll = button("apply-all", Icons.MIGRATE, this::applyAll);
    balance =
        button(
            "balance",
            Icons.SERVICES,
            () -> submit("balance", List.of(new InventoryOperation.Balance(cluster))));
    remove = button("remove-rule", Icons.DELETE, this::removeRule);
    moves = movesTable();
    rules = rulesTable();
    said.setId("drs-said");
    said.getStyleClass().add("quiet");
    said.setWrapText(true);
    HBox head = bar(said, grow(), balance);
    context
        .actions()
        .find("edit-policies")
        .ifPresent(
            action -> {
              Button edit = new Button(ActionMenus.text(action, context), action.icon().node());
              edit.setId("drs-edit");
              edit.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
              edit.setOnAction(_ -> ActionMenus.perform(action, List.of(cluster), context));
              head.getChildren().add(edit);
            });
    VBox.setVgrow(moves, Priority.ALWAYS);
    VBox.setVgrow(rules, Priority.ALWAYS);
    box =
        new VBox(
            head,
            bar(title("recommendations"), grow(), apply, applyAll),
            moves,
            bar(title("rules"), grow(), remove),
            rules);
    scroll = new ScrollPane(box);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
    moves.getStyleClass().add("balance-table");
    rules.getStyleClass().add("balance-table");
    binding = new VisibleSubscription(context.gate(), box, this::compute, this::show);
    enable();
  }

  private static HBox bar(Node... nodes) {
    HBox bar = new HBox(nodes);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("table-bar");
    return bar;
  }

  private static Region grow() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  private Label title(String key) {
    Label title = new Label(text(key));
    title.getStyleClass().add(Styles.TEXT_BOLD);
    return title;
  }

  private Button button(String key, Icons icon, Runnable action) {
    Button button = new Button(text(key), icon.node());
    button.setId("drs-" + key);
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private TableView<Advice> movesTable() {
    TableView<Advice> table =
        this.<Advice>table("moves")
            .says(text("recommendations"), text("no-moves"))
            .column("machine", 16, Advice::machine)
            .column("from", 16, Advice::from)
            .column("to", 16, Advice::to)
            .column("reason", 26, Advice::reason)
            .column("gain", 12, Advice::gain)
            .column("priority", 8, Advice::priority)
            .view();
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    hears(table, KeyCode.ENTER, apply, this::applyChosen);
    return table;
  }

  private TableView<Rule> rulesTable() {
    TableView<Rule> table =
        this.<Rule>table("rules")
            .says(text("rules"), text("no-rules"))
            .column("rule", 16, Rule::name)
            .column("kind", 16, Rule::kind)
            .column("machines", 30, Rule::machines)
            .column("hosts", 20, Rule::hosts)
            .view();
    hears(table, KeyCode.DELETE, remove, this::removeRule);
    return table;
  }

  private <R> WordTable<R> table(String name) {
    return new WordTable<>("drs", name, key -> text("column." + key), said);
  }

  /** The key does in the table what the button does, while the button may. */
  private void hears(TableView<?> table, KeyCode key, Button button, Runnable action) {
    table.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> enable());
    table.setOnKeyPressed(
        event -> {
          if (event.getCode() == key && !button.isDisabled()) {
            action.run();
            event.consume();
          }
        });
  }

  private String text(String key) {
    return context.texts().get("page.drs." + key);
  }

  private BalanceState compute(Snapshot snapshot) {
    return BalanceState.of(snapshot, cluster, context);
  }

  private void show(BalanceState next) {
    shown = next.cluster().orElse(null);
    said.setText(next.said());
    if (!moves.getItems().equals(next.moves())) {
      moves.getItems().setAll(next.moves());
    }
    if (!rules.getItems().equals(next.rules())) {
      rules.getItems().setAll(next.rules());
    }
    enable();
  }

  private void enable() {
    boolean on = shown != null && shown.drs();
    apply.setDisable(!on || moves.getSelectionModel().getSelectedItems().isEmpty());
    applyAll.setDisable(!on || moves.getItems().isEmpty());
    balance.setDisable(!on);
    remove.setDisable(shown == null || rules.getSelectionModel().getSelectedItem() == null);
  }

  private void applyAll() {
    apply(List.copyOf(moves.getItems()));
  }

  private void applyChosen() {
    apply(List.copyOf(moves.getSelectionModel().getSelectedItems()));
  }

  private void apply(List<Advice> chosen) {
    submit(
        "apply",
        chosen.stream()
            .<Operation>map(move -> new InventoryOperation.ApplyAdvice(cluster, move.number()))
            .toList());
  }

  private void removeRule() {
    AffinityRule gone = rules.getSelectionModel().getSelectedItem().is();
    List<AffinityRule> left = new ArrayList<>(shown.drsPolicy().rules());
    left.remove(gone);
    submit(
        "remove-rule",
        List.of(new InventoryOperation.SetDrsPolicy(cluster, shown.drsPolicy().withRules(left))));
  }

  private void submit(String key, List<Operation> operations) {
    context.dialogs().submit(text(key), operations);
  }

  @Override
  public Node node() {
    return scroll;
  }

  @Override
  public void close() {
    binding.close();
  }
}
