package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.inventory.forms.MoveTargets;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.inventory.forms.TargetTable;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Form;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;

/** Migrates machines to other hosts (vMotion when they run) or datastores (storage vMotion). */
final class MigrateForm {
  /** Targets tried to know whether a machine can go anywhere. */
  private static final int TRIED = 64;

  private final Action action;
  private final List<Entity> machines;
  private final UiContext context;
  private final Form form;
  private final ToggleButton hosts;
  private final ToggleButton storage;
  private final ToggleButton both;

  /** Of those who go to both: which of the two is chosen in sight. */
  private final ToggleButton host;

  private final ToggleButton datastore;
  private final TargetTable toHosts;
  private final TargetTable toStorage;

  private MigrateForm(Action action, List<Entity> machines, UiContext context) {
    this.action = action;
    this.machines = machines;
    this.context = context;
    form = SelectedObjects.form("form-migrate", action, machines, context).wide();
    hosts = toggle("hosts", Icons.HOST);
    storage = toggle("storage", Icons.DATASTORE);
    both = toggle("both", Icons.MIGRATE);
    host = toggle("side-host", Icons.HOST);
    datastore = toggle("side-datastore", Icons.DATASTORE);
    toHosts = targets("hosts", TargetTable.Of.COMPUTE, () -> chosen(true));
    toStorage = targets("storage", TargetTable.Of.STORAGE, () -> chosen(false));
  }

  /**
   * Anything of its datacentre it could go to; one that passes will do. Its cluster is asked first,
   * and the rest is listed only where no host of that takes it.
   */
  static Stream<Operation> probe(Entity entity, Snapshot on) {
    Inventory in = on.inventory();
    Stream<EntityId> near =
        PlaceChoices.clusterOf(in, (MachineId) entity.id()).stream().map(EntityId.class::cast);
    Stream<EntityId> everywhere = Stream.of(on).flatMap(now -> targets(entity, now));
    return Stream.concat(near, everywhere)
        .flatMap(target -> MoveTargets.to(in, entity.id(), target).stream());
  }

  private static Stream<EntityId> targets(Entity entity, Snapshot on) {
    DatacentreId here = datacentre(on.inventory(), entity);
    return Stream.concat(
            MoveTargets.compute(on, here).stream().limit(TRIED),
            MoveTargets.storage(on, here).stream().limit(TRIED))
        .map(MoveTargets.Target::id);
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    new MigrateForm(action, objects, context).open();
  }

  private static DatacentreId datacentre(Inventory in, Entity entity) {
    return PlaceChoices.datacentre(in, ((Machine) entity).folder());
  }

  private ToggleButton toggle(String what, Icons icon) {
    ToggleButton button =
        new ToggleButton(context.texts().get("form.migrate-" + what), icon.node());
    button.setId("migrate-" + what);
    return button;
  }

  private TargetTable targets(String what, TargetTable.Of of, Runnable chosen) {
    TargetTable table =
        new TargetTable(
            "targets-" + what, context.texts().get("form.migrate-" + what), of, context, chosen);
    table.managedProperty().bind(table.visibleProperty());
    return table;
  }

  private void open() {
    SegmentedButton kind = new SegmentedButton(hosts, storage, both);
    Label help = new Label();
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    StackPane tables = new StackPane(toHosts, toStorage);
    SegmentedButton sides = new SegmentedButton(host, datastore);
    sides.managedProperty().bind(sides.visibleProperty());
    sides.visibleProperty().bind(both.selectedProperty());
    host.setSelected(true);
    VBox.setVgrow(tables, Priority.ALWAYS);
    VBox body = new VBox(kind, help, sides, tables);
    body.getStyleClass().add("form-body");
    oneOf(kind, () -> chosen(help));
    oneOf(sides, this::turn);
    hosts.setSelected(true);
    form.open(
        body,
        toHosts.table(),
        this::asked,
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, machines, context), operations));
    ask();
  }

  private boolean isBoth() {
    return both.isSelected();
  }

  /** One of the buttons is always down. */
  private static void oneOf(SegmentedButton buttons, Runnable changed) {
    buttons
        .getToggleGroup()
        .selectedToggleProperty()
        .addListener(
            (_, was, is) -> {
              if (is == null) {
                was.setSelected(true);
              } else {
                changed.run();
              }
            });
  }

  private void turn() {
    boolean lies = storage.isSelected() || (isBoth() && datastore.isSelected());
    toHosts.setVisible(!lies);
    toStorage.setVisible(lies);
    host.setText(side("host", toHosts));
    datastore.setText(side("datastore", toStorage));
  }

  private String side(String what, TargetTable table) {
    return table
        .chosen()
        .map(
            id ->
                context
                    .texts()
                    .get(
                        "form.migrate-side-chosen",
                        context.session().snapshot().contents().displayName(id)))
        .orElseGet(() -> context.texts().get("form.migrate-side-" + what));
  }

  private void chosen(Label help) {
    turn();
    String kind = hosts.isSelected() ? "hosts" : storage.isSelected() ? "storage" : "both";
    help.setText(context.texts().get("form.migrate-" + kind + ".help"));
    ask();
    form.changed();
  }

  /** Whoever goes to both is asked for again with what was chosen at the other side. */
  private void chosen(boolean runsOn) {
    if (isBoth()) {
      turn();
      if (runsOn) {
        askStorage();
      } else {
        askHosts();
      }
    }
    form.changed();
  }

  private void ask() {
    askHosts();
    askStorage();
  }

  private DatacentreId here() {
    return datacentre(context.session().snapshot().inventory(), machines.getFirst());
  }

  private void askHosts() {
    DatacentreId here = here();
    if (isBoth()) {
      Optional<EntityId> on = toStorage.chosen();
      toHosts.ask(
          now -> MoveTargets.hosts(now, here),
          (now, target) -> together(now, Optional.of(target), on),
          Optional.empty());
    } else {
      toHosts.ask(on -> MoveTargets.compute(on, here), this::operations, Optional.empty());
    }
  }

  private void askStorage() {
    DatacentreId here = here();
    if (isBoth()) {
      Optional<EntityId> by = toHosts.chosen();
      toStorage.ask(
          now -> MoveTargets.storage(now, here),
          (now, target) -> together(now, by, Optional.of(target)),
          Optional.empty());
    } else {
      toStorage.ask(on -> MoveTargets.storage(on, here), this::operations, Optional.empty());
    }
  }

  /** What going to a host and a datastore asks for; where one is not chosen, the best for it. */
  private List<Operation> together(
      Snapshot on, Optional<EntityId> host, Optional<EntityId> datastore) {
    return machines.stream()
        .map(entity -> on.inventory().machine(((Machine) entity).id()))
        .filter(Objects::nonNull)
        .flatMap(machine -> MoveTargets.together(on, machine, host, datastore).stream())
        .toList();
  }

  private List<Operation> operations(Snapshot on, EntityId target) {
    return machines.stream()
        .filter(machine -> on.inventory().find(machine.id()).isPresent())
        .flatMap(machine -> MoveTargets.to(on.inventory(), machine.id(), target).stream())
        .toList();
  }

  private Form.Asked asked() {
    if (isBoth()) {
      return toHosts.chosen().isPresent() && toStorage.chosen().isPresent()
          ? new Form.Asked.Ready(
              together(context.session().snapshot(), toHosts.chosen(), toStorage.chosen()))
          : new Form.Asked.Incomplete(context.texts().get("form.choose-both"));
    }
    TargetTable shown = hosts.isSelected() ? toHosts : toStorage;
    return shown
        .chosen()
        .<Form.Asked>map(
            target -> new Form.Asked.Ready(operations(context.session().snapshot(), target)))
        .orElseGet(() -> new Form.Asked.Incomplete(context.texts().get("form.choose-target")));
  }
}
