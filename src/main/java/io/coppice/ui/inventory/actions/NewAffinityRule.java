package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
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
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/** A rule of DRS about the machines that are selected, all of one cluster. */
final class NewAffinityRule {
  private NewAffinityRule() {}

  static Stream<Operation> probe(Entity entity, Snapshot on) {
    return cluster(List.of(entity), on).stream()
        .map(cluster -> new InventoryOperation.SetDrsPolicy(cluster.id(), cluster.drsPolicy()));
  }

  /** The cluster that all of them are in; empty if there is none such. */
  private static Optional<Cluster> cluster(List<Entity> machines, Snapshot on) {
    Set<Optional<ClusterId>> all = new HashSet<>();
    for (Entity entity : machines) {
      Host host = on.inventory().host(((Machine) entity).host());
      all.add(Optional.ofNullable(host).flatMap(Host::cluster));
    }
    return all.size() == 1
        ? all.iterator().next().map(id -> on.inventory().clusters().get(id.value()))
        : Optional.empty();
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Snapshot now = context.session().snapshot();
    Form form = SelectedObjects.form("form-rule", action, objects, context);
    TextField name = new TextField();
    name.setId("form-rule-name");
    name.textProperty().addListener((_, _, _) -> form.changed());
    ComboBox<AffinityRule.Kind> kind = new ComboBox<>();
    kind.setId("form-rule-kind");
    kind.getItems().setAll(AffinityRule.Kind.values());
    kind.setValue(objects.size() > 1 ? AffinityRule.Kind.APART : AffinityRule.Kind.SHOULD_RUN_ON);
    kind.setConverter(ChoiceLabels.by(it -> context.texts().get("form.rule-kind." + it)));
    CheckList<Host> hosts =
        new CheckList<>(
            "form-rule-hosts",
            context.texts().get("form.rule-hosts"),
            Host::name,
            _ -> null,
            form::changed);
    Optional<Cluster> cluster = cluster(objects, now);
    now.inventory()
        .hosts()
        .forEach(
            host -> {
              if (cluster.isPresent() && host.cluster().equals(cluster.map(Cluster::id))) {
                hosts.add(host, CheckList.Tick.OFF);
              }
            });
    hosts.setPrefHeight(140);
    hosts.setDisable(!kind.getValue().isOfHosts());
    kind.valueProperty()
        .addListener(
            (_, _, to) -> {
              hosts.setDisable(!to.isOfHosts());
              form.changed();
            });
    Fields fields = new Fields();
    fields.row(context.texts().get("form.rule-name"), name);
    fields.row(context.texts().get("form.rule-kind"), kind);
    fields.row(context.texts().get("form.rule-hosts"), hosts);
    form.open(
        fields,
        name,
        () -> {
          if (cluster.isEmpty()) {
            return new Form.Asked.Incomplete(context.texts().get("form.rule-one-cluster"));
          }
          if (name.getText().isBlank()) {
            return new Form.Asked.Incomplete(context.texts().get("form.rule-no-name"));
          }
          return new Form.Asked.Ready(
              List.of(
                  operation(
                      cluster.get(), objects, name.getText().strip(), kind.getValue(), hosts)));
        },
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  private static Operation operation(
      Cluster cluster,
      List<Entity> objects,
      String name,
      AffinityRule.Kind kind,
      CheckList<Host> hosts) {
    Set<HostId> ids = new HashSet<>();
    if (kind.isOfHosts()) {
      hosts.those(CheckList.Tick.ON).forEach(host -> ids.add(host.id()));
    }
    List<MachineId> machines = objects.stream().map(object -> (MachineId) object.id()).toList();
    List<AffinityRule> rules = new ArrayList<>(cluster.drsPolicy().rules());
    rules.add(new AffinityRule(name, kind, machines, ids));
    return new InventoryOperation.SetDrsPolicy(cluster.id(), cluster.drsPolicy().withRules(rules));
  }
}
