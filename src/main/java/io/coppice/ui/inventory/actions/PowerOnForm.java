package io.coppice.ui.inventory.actions;

import io.coppice.backend.InitialPlacement;
import io.coppice.backend.InitialPlacement.Advice;
import io.coppice.backend.InitialPlacement.Choice;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.table.WordTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Powers machines on. Where DRS recommends only, it shows the hosts that it recommends with the
 * reasons and what they will be like, the best first and chosen, and powers on where the user says.
 * FX thread.
 */
final class PowerOnForm {
  private final ObjectAction<Machine> action;
  private final List<Machine> machines;
  private final UiContext context;
  private final Form form;
  private final Map<MachineId, HostId> chosen = new HashMap<>();
  private final Label head = new Label();
  private final Label cannot = new Label();
  private final TableView<Placed> placed;
  private final TableView<Choice> hosts;
  private Optional<List<Advice>> advice = Optional.empty();
  private String hint;
  private boolean showing;

  /** A machine and the host that it goes to by now, if there is one. */
  private record Placed(Advice advice, Optional<Choice> choice) {}

  private PowerOnForm(ObjectAction<Machine> action, List<Machine> machines, UiContext context) {
    this.action = action;
    this.machines = machines;
    this.context = context;
    form = SelectedObjects.form("form-power-on", action, machines, context).wide();
    hint = text("computing");
    placed =
        this.<Placed>table("machines")
            .says(text("machines"), text("computing"))
            .column("machine", 10, row -> name(row.advice().machine()))
            .column("host", 12, row -> row.choice().map(it -> name(it.host())).orElse("–"))
            .column("reason", 18, row -> row.choice().map(this::reasons).orElse(text("none")))
            .column("memory", 9, row -> row.choice().map(this::memory).orElse(""))
            .view();
    hosts =
        this.<Choice>table("hosts")
            .says(text("hosts", ""), text("none"))
            .column("host", 12, choice -> name(choice.host()))
            .column("reason", 18, this::reasons)
            .column("memory", 9, this::memory)
            .column("processors", 8, choice -> text("processors", choice.processors() / 10))
            .view();
    placed.getSelectionModel().selectedItemProperty().addListener((_, _, is) -> turn(is));
    hosts.getSelectionModel().selectedItemProperty().addListener((_, _, is) -> choose(is));
  }

  /** Begins the action: by a form where a cluster only recommends, at once elsewhere. */
  static void begin(ObjectAction<Machine> action, List<Machine> machines, UiContext context) {
    Snapshot now = context.session().snapshot();
    boolean recommends = machines.stream().anyMatch(machine -> isRecommended(machine, now));
    if (recommends && context.session().site().placement().isPresent()) {
      new PowerOnForm(action, machines, context).open();
    } else {
      action.submit(machines, context);
    }
  }

  /** Whether the machine is off in a cluster whose DRS recommends only. */
  private static boolean isRecommended(Machine machine, Snapshot now) {
    Optional<Cluster> cluster =
        now.inventory()
            .host(machine.host())
            .cluster()
            .map(id -> now.inventory().clusters().get(id.value()));
    return machine.power() == PowerState.POWERED_OFF
        && cluster
            .filter(Cluster::drs)
            .filter(it -> it.drsPolicy().automation() == DrsPolicy.Automation.MANUAL)
            .isPresent();
  }

  private String text(String key, Object... args) {
    return context.texts().get("form.power-on." + key, args);
  }

  private String name(io.coppice.model.EntityId id) {
    return context.session().snapshot().contents().displayName(id);
  }

  private <R> WordTable<R> table(String name) {
    return new WordTable<>("power-on", name, key -> text("column." + key), head);
  }

  private String reasons(Choice choice) {
    return choice.reasons().stream()
        .map(reason -> text("why." + reason.why(), reason.rule()))
        .collect(Collectors.joining("; "));
  }

  private String memory(Choice choice) {
    return text("memory", choice.memoryBefore() / 10, choice.memoryAfter() / 10);
  }

  private void open() {
    Label help = new Label(text("help"));
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    head.setWrapText(true);
    cannot.setWrapText(true);
    cannot.getStyleClass().add("quiet");
    cannot.setId("power-on-cannot");
    cannot.managedProperty().bind(cannot.visibleProperty());
    cannot.setVisible(false);
    VBox body = new VBox(help);
    if (machines.size() > 1) {
      body.getChildren().add(placed);
      VBox.setVgrow(placed, Priority.ALWAYS);
    }
    body.getChildren().addAll(head, hosts, cannot);
    VBox.setVgrow(hosts, Priority.ALWAYS);
    body.getStyleClass().add("form-body");
    Node focus = machines.size() > 1 ? placed : hosts;
    form.open(
        body,
        focus,
        this::asked,
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, machines, context), operations));
    InitialPlacement site = context.session().site().placement().orElseThrow();
    Snapshot on = context.session().snapshot();
    List<MachineId> asked =
        machines.stream().filter(it -> isRecommended(it, on)).map(Machine::id).toList();
    context.gate().async(() -> site.advise(asked, on), this::show, this::failed);
  }

  private void failed(Throwable failure) {
    hint = text("failed", String.valueOf(failure.getMessage()));
    form.changed();
  }

  private void show(List<Advice> found) {
    advice = Optional.of(found);
    for (Advice one : found) {
      one.choices().stream().findFirst().ifPresent(best -> chosen.put(one.machine(), best.host()));
    }
    placed.getItems().setAll(found.stream().map(this::placed).toList());
    placed.getSelectionModel().selectFirst();
    form.changed();
  }

  private Placed placed(Advice one) {
    return new Placed(
        one,
        one.choices().stream()
            .filter(choice -> choice.host().equals(chosen.get(one.machine())))
            .findFirst());
  }

  /** Shows the hosts of the machine that is selected. */
  private void turn(Placed row) {
    if (row == null || showing) {
      return;
    }
    showing = true;
    Advice one = row.advice();
    head.setText(text("hosts", name(one.machine())));
    hosts.setAccessibleText(head.getText());
    hosts.getItems().setAll(one.choices());
    row.choice().ifPresent(hosts.getSelectionModel()::select);
    cannot.setVisible(!one.obstacles().isEmpty());
    cannot.setText(
        text(
            "cannot",
            one.obstacles().size(),
            SelectedObjects.listed(
                one.obstacles().stream().map(it -> context.texts().what(it)).toList(), context)));
    showing = false;
  }

  private void choose(Choice choice) {
    int row = placed.getSelectionModel().getSelectedIndex();
    if (choice == null || showing || row < 0) {
      return;
    }
    Advice one = placed.getItems().get(row).advice();
    chosen.put(one.machine(), choice.host());
    showing = true;
    placed.getItems().set(row, placed(one));
    placed.getSelectionModel().select(row);
    showing = false;
    form.changed();
  }

  private Form.Asked asked() {
    if (advice.isEmpty()) {
      return new Form.Asked.Incomplete(hint);
    }
    return new Form.Asked.Ready(
        machines.stream()
            .<Operation>map(
                machine ->
                    new MachineOperation.PowerOn(
                        machine.id(), Optional.ofNullable(chosen.get(machine.id()))))
            .toList());
  }
}
