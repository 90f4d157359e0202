package io.coppice.ui.inventory.actions;

import io.coppice.backend.SnapshotOperation;
import io.coppice.model.ObjectNaming;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NameField;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextArea;

/** Takes a snapshot of one or many machines. */
final class TakeSnapshot {
  private TakeSnapshot() {}

  static Stream<SnapshotOperation.Take> probe(Machine machine) {
    return Stream.of(new SnapshotOperation.Take(machine.id(), "-", "", false, false));
  }

  /** Who sits here, as the system calls them; nobody if that is no name. */
  private static String person() {
    String name = System.getProperty("user.name", "").strip();
    return ObjectNaming.isValid(name) ? name : "";
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    List<Machine> machines = objects.stream().map(Machine.class::cast).toList();
    Form form = SelectedObjects.form("form-snapshot", action, objects, context);
    NameField name =
        form.nameField(
            context
                .texts()
                .get(
                    "form.snapshot-named",
                    context.format().moment(context.session().snapshot().time())));
    TextArea description = new TextArea();
    description.setId("form-description");
    description.setPrefRowCount(3);
    CheckBox memory = new CheckBox(context.texts().get("form.snapshot-memory"));
    memory.setId("form-memory");
    CheckBox quiesce = new CheckBox(context.texts().get("form.snapshot-quiesce"));
    quiesce.setId("form-quiesce");
    memory.setSelected(machines.stream().anyMatch(Machine::isOn));
    // A memory image keeps the guest as it is; files are quiesced only without one.
    quiesce.disableProperty().bind(memory.selectedProperty());
    description.textProperty().addListener((_, _, _) -> form.changed());
    memory.selectedProperty().addListener((_, _, _) -> form.changed());
    quiesce.selectedProperty().addListener((_, _, _) -> form.changed());
    String by = person();
    Fields fields = new Fields();
    fields.row(context.texts().get("form.name"), name);
    fields.row(context.texts().get("form.description"), description);
    fields.under(memory);
    fields.under(quiesce);
    form.open(
        fields,
        name,
        () ->
            new Form.Asked.Ready(
                machines.stream()
                    .map(
                        machine ->
                            new SnapshotOperation.Take(
                                machine.id(),
                                name.name(),
                                description.getText().strip(),
                                memory.isSelected() && machine.isOn(),
                                quiesce.isSelected() && !memory.isSelected(),
                                by))
                    .<io.coppice.backend.Operation>map(take -> take)
                    .toList()),
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
    name.selectAll();
  }
}
