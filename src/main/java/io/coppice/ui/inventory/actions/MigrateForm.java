package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatacentreId;
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
  private final TargetTable toHosts;
  private final TargetTable toStorage;

  private MigrateForm(Action action, List<Entity> machines, UiContext context) {
    this.action = action;
    this.machines = machines;
    this.context = context;
    form = SelectedObjects.form("form-migrate", action, machines, context).wide();
    hosts = toggle("hosts", Icons.HOST);
    storage = toggle("storage", Icons.DATASTORE);
    toHosts = targets("hosts", "form.free-memory");
    toStorage = targets("storage", "form.free-space");
  }

  /** Anything of its datacentre it could go to; one that passes will do. */
  static Stream<Operation> probe(Entity entity, Snapshot on) {
    DatacentreId here = datacentre(on.inventory(), entity);
    return Stream.concat(
            MoveTargets.compute(on, here).stream().limit(TRIED),
            MoveTargets.storage(on, here).stream().limit(TRIED))
        .flatMap(target -> MoveTargets.to(on.inventory(), entity.id(), target.id()).stream());
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

  private TargetTable targets(String what, String free) {
    TargetTable table =
        new TargetTable(
            "targets-" + what,
            context.texts().get("form.migrate-" + what),
            context.texts().get(free),
            context,
            form::changed);
    table.managedProperty().bind(table.visibleProperty());
    return table;
  }

  private void open() {
    SegmentedButton kind = new SegmentedButton(hosts, storage);
    Label help = new Label();
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    StackPane tables = new StackPane(toHosts, toStorage);
    VBox.setVgrow(tables, Priority.ALWAYS);
    VBox body = new VBox(kind, help, tables);
    body.getStyleClass().add("form-body");
    kind.getToggleGroup()
        .selectedToggleProperty()
        .addListener(
            (_, was, is) -> {
              if (is == null) {
                was.setSelected(true);
              } else {
                chosen(help);
              }
            });
    hosts.setSelected(true);
    form.open(
        body,
        toHosts.table(),
        this::asked,
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, machines, context), operations));
    DatacentreId here = datacentre(context.session().snapshot().inventory(), machines.getFirst());
    toHosts.ask(on -> MoveTargets.compute(on, here), this::operations, Optional.empty());
    toStorage.ask(on -> MoveTargets.storage(on, here), this::operations, Optional.empty());
  }

  private void chosen(Label help) {
    toHosts.setVisible(hosts.isSelected());
    toStorage.setVisible(storage.isSelected());
    help.setText(
        context
            .texts()
            .get(hosts.isSelected() ? "form.migrate-hosts.help" : "form.migrate-storage.help"));
    form.changed();
  }

  private List<Operation> operations(Snapshot on, EntityId target) {
    return machines.stream()
        .filter(machine -> on.inventory().find(machine.id()).isPresent())
        .flatMap(machine -> MoveTargets.to(on.inventory(), machine.id(), target).stream())
        .toList();
  }

  private Form.Asked asked() {
    TargetTable shown = hosts.isSelected() ? toHosts : toStorage;
    return shown
        .chosen()
        .<Form.Asked>map(
            target -> new Form.Asked.Ready(operations(context.session().snapshot(), target)))
        .orElseGet(() -> new Form.Asked.Incomplete(context.texts().get("form.choose-target")));
  }
}
