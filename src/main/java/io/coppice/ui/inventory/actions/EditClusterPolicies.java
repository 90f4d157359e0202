package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Host;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;

/** Changes how HA keeps room and responds, and how DRS balances, in one form about a cluster. */
final class EditClusterPolicies {
  private static final int MOST_FAILURES = 8;
  private static final int STEP = 5;

  private final Cluster cluster;
  private final UiContext context;
  private final Form form;
  private final Fields fields = new Fields();
  private final ComboBox<HaPolicy.Admission> admission;
  private final ComboBox<Integer> failures;
  private final ComboBox<Integer> cpu;
  private final ComboBox<Integer> memory;
  private final CheckList<Host> dedicated;
  private final ComboBox<HaPolicy.StorageLoss> storage;
  private final ComboBox<HaPolicy.StorageLoss> device;
  private final ComboBox<HaPolicy.Isolation> isolation;
  private final ComboBox<DrsPolicy.Automation> automation;
  private final ComboBox<Integer> threshold;

  private EditClusterPolicies(Action action, Cluster cluster, UiContext context) {
    this.cluster = cluster;
    this.context = context;
    form = SelectedObjects.form("form-policies", action, List.of(cluster), context);
    HaPolicy ha = cluster.haPolicy();
    admission = choice("ha-admission", HaPolicy.Admission.values(), ha.admission());
    failures = number("ha-failures", IntStream.rangeClosed(1, MOST_FAILURES), ha.failures());
    IntStream percents = IntStream.rangeClosed(0, 100 / STEP).map(step -> step * STEP);
    cpu = number("ha-cpu", percents, ha.cpuPercent());
    memory =
        number(
            "ha-memory",
            IntStream.rangeClosed(0, 100 / STEP).map(step -> step * STEP),
            ha.memoryPercent());
    dedicated =
        new CheckList<>(
            "form-ha-dedicated",
            context.texts().get("form.ha-dedicated"),
            Host::name,
            _ -> null,
            form::changed);
    hosts()
        .forEach(
            host ->
                dedicated.add(
                    host,
                    ha.dedicated().contains(host.id()) ? CheckList.Tick.ON : CheckList.Tick.OFF));
    fields.row(context.texts().get("form.ha-dedicated"), dedicated);
    storage = choice("ha-storage", HaPolicy.StorageLoss.values(), ha.storageLoss());
    device = choice("ha-device", HaPolicy.StorageLoss.values(), ha.onDeviceLoss());
    isolation = choice("ha-isolation", HaPolicy.Isolation.values(), ha.isolation());
    automation =
        choice("drs-automation", DrsPolicy.Automation.values(), cluster.drsPolicy().automation());
    threshold =
        number(
            "drs-threshold",
            IntStream.rangeClosed(DrsPolicy.MOST_CONSERVATIVE, DrsPolicy.MOST_AGGRESSIVE),
            cluster.drsPolicy().threshold());
    threshold.setConverter(
        ChoiceLabels.by(level -> context.texts().get("form.drs-threshold." + level)));
  }

  /** What it has now. */
  static Stream<Operation> probe(Entity entity) {
    Cluster cluster = (Cluster) entity;
    return Stream.of(
        new InventoryOperation.SetDrsPolicy(cluster.id(), cluster.drsPolicy()),
        new InventoryOperation.SetHaPolicy(cluster.id(), cluster.haPolicy()));
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    new EditClusterPolicies(action, (Cluster) objects.getFirst(), context).open(action);
  }

  private List<Host> hosts() {
    List<Host> hosts = new ArrayList<>();
    context
        .session()
        .snapshot()
        .inventory()
        .hosts()
        .forEach(
            host -> {
              if (host.cluster().filter(cluster.id()::equals).isPresent()) {
                hosts.add(host);
              }
            });
    return hosts;
  }

  private <T> ComboBox<T> choice(String key, T[] all, T now) {
    ComboBox<T> box = new ComboBox<>();
    box.setId("form-" + key);
    box.getItems().setAll(all);
    box.setValue(now);
    box.setConverter(ChoiceLabels.by(it -> context.texts().get("form." + key + "." + it)));
    box.valueProperty().addListener((_, _, _) -> form.changed());
    fields.row(context.texts().get("form." + key), box);
    return box;
  }

  private ComboBox<Integer> number(String key, IntStream all, int now) {
    ComboBox<Integer> box = new ComboBox<>();
    box.setId("form-" + key);
    Set<Integer> values = new HashSet<>(all.boxed().toList());
    values.add(now);
    box.getItems().setAll(values.stream().sorted().toList());
    box.setValue(now);
    box.valueProperty().addListener((_, _, _) -> form.changed());
    fields.row(context.texts().get("form." + key), box);
    return box;
  }

  private void open(Action action) {
    Supplier<Form.Asked> asked =
        () -> {
          List<Operation> operations = operations();
          return operations.isEmpty()
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : new Form.Asked.Ready(operations);
        };
    form.open(
        fields,
        automation,
        asked,
        operations ->
            context
                .dialogs()
                .submit(SelectedObjects.step(action, List.of(cluster), context), operations));
  }

  private List<Operation> operations() {
    Set<HostId> kept = new HashSet<>();
    dedicated.those(CheckList.Tick.ON).forEach(host -> kept.add(host.id()));
    HaPolicy ha =
        new HaPolicy(
            admission.getValue(),
            failures.getValue(),
            cpu.getValue(),
            memory.getValue(),
            kept,
            storage.getValue(),
            isolation.getValue(),
            // What nobody ever said apart stays the same as the other.
            cluster.haPolicy().deviceLoss().isEmpty() && device.getValue() == storage.getValue()
                ? Optional.empty()
                : Optional.of(device.getValue()));
    DrsPolicy drs = cluster.drsPolicy().with(automation.getValue(), threshold.getValue());
    List<Operation> operations = new ArrayList<>();
    if (!ha.equals(cluster.haPolicy())) {
      operations.add(new InventoryOperation.SetHaPolicy(cluster.id(), ha));
    }
    if (!drs.equals(cluster.drsPolicy())) {
      operations.add(new InventoryOperation.SetDrsPolicy(cluster.id(), drs));
    }
    return operations;
  }
}
