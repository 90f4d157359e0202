package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.scene.control.Label;

/** Changes how the disks of a machine compete on their datastores: shares and limits. */
final class EditDiskShares {
  private static final int STEP = 100;

  /** A disk's fields. */
  private record Row(VirtualDisk disk, NumberField shares, NumberField limit) {
    /** Empty as long as what is typed is none. */
    private List<MachineOperation.SetDiskShares> asked(Machine machine) {
      OptionalLong of = shares.number();
      OptionalLong most = limit.number();
      return of.isEmpty() || most.isEmpty()
          ? List.of()
          : List.of(
              new MachineOperation.SetDiskShares(
                  machine.id(), disk.key(), (int) of.getAsLong(), (int) most.getAsLong()));
    }
  }

  private EditDiskShares() {}

  static boolean isShown(Entity entity) {
    return entity instanceof Machine machine
        && !machine.template()
        && !machine.hardware().disks().isEmpty();
  }

  /** What it has now. */
  static Stream<Operation> probe(Entity entity) {
    Machine machine = (Machine) entity;
    return machine.hardware().disks().stream()
        .map(
            disk ->
                new MachineOperation.SetDiskShares(
                    machine.id(), disk.key(), disk.shares(), disk.ioLimit()));
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Machine machine = (Machine) objects.getFirst();
    Form form = SelectedObjects.form("form-disk-shares", action, objects, context);
    Fields fields = new Fields();
    Label help = new Label(context.texts().get("form.disk-shares.help"));
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    fields.whole(help);
    List<Row> rows = new ArrayList<>();
    for (VirtualDisk disk : machine.hardware().disks()) {
      int number = disk.key() + 1;
      Row row =
          new Row(
              disk,
              new NumberField(
                  "form-disk-" + number + "-shares",
                  1,
                  VirtualDisk.MOST_SHARES,
                  disk.shares(),
                  STEP,
                  context.texts(),
                  form::changed),
              new NumberField(
                  "form-disk-" + number + "-limit",
                  0,
                  999_999_999,
                  disk.ioLimit(),
                  STEP,
                  context.texts(),
                  form::changed));
      fields.row(context.texts().get("form.disk-shares", number), row.shares());
      fields.row(context.texts().get("form.disk-limit", number), row.limit());
      rows.add(row);
    }
    List<Operation> before = probe(machine).toList();
    form.open(
        fields,
        rows.getFirst().shares(),
        () -> {
          List<Operation> changed = new ArrayList<>();
          for (Row row : rows) {
            List<MachineOperation.SetDiskShares> asked = row.asked(machine);
            if (asked.isEmpty()) {
              return new Form.Asked.Incomplete(context.texts().get("form.disk-shares.numbers"));
            }
            asked.stream().filter(one -> !before.contains(one)).forEach(changed::add);
          }
          return changed.isEmpty()
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : new Form.Asked.Ready(changed);
        },
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }
}
