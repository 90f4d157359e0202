package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.ObjectChoice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes the hardware of a machine, while it runs as far as it allows. */
final class EditHardwareForm {
  private final Action action;
  private final Machine machine;
  private final UiContext context;
  private final Form form;
  private final HardwareFields fields;

  private EditHardwareForm(Action action, Machine machine, UiContext context) {
    this.action = action;
    this.machine = machine;
    this.context = context;
    form = SelectedObjects.form("form-hardware", action, List.of(machine), context).wide();
    Inventory in = context.session().snapshot().inventory();
    DatacentreId here = PlaceChoices.datacentre(in, machine.folder());
    HardwareDraft draft = HardwareDraft.of(machine.hardware());
    fields =
        new HardwareFields(
            draft,
            DeviceRows.disks(
                draft.disks(), PlaceChoices.datastores(in, here), home(in), context, form::changed),
            DeviceRows.nics(
                draft.nics(), PlaceChoices.portGroups(in, here), context, form::changed),
            mounted(in, here),
            context,
            form::changed);
  }

  /** Datastores that its host reaches, and the one that its disc lies on. */
  private List<ObjectChoice> mounted(Inventory in, DatacentreId here) {
    Host host = in.host(machine.host());
    Optional<DatastoreId> now =
        machine.hardware().boot().disc().map(BootSettings.DiscImage::datastore);
    return PlaceChoices.datastores(in, here).stream()
        .filter(
            its -> host.reaches((DatastoreId) its.id()) || now.filter(its.id()::equals).isPresent())
        .toList();
  }

  /** Where its first disk lies, or what its host mounts first. */
  private Optional<DatastoreId> home(Inventory in) {
    return MachineStorage.home(machine)
        .or(
            () ->
                in.host(machine.host()).datastores().stream()
                    .findFirst()
                    .map(mount -> mount.datastore()));
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    new EditHardwareForm(action, (Machine) objects.getFirst(), context).open();
  }

  private void open() {
    form.open(fields.node(), fields.first(), this::asked, this::submit);
  }

  private Form.Asked asked() {
    return fields
        .draft()
        .map(
            draft ->
                draft
                    .from(machine)
                    .<Form.Asked>map(Form.Asked::ready)
                    .orElseGet(
                        () -> new Form.Asked.Incomplete(context.texts().get("form.no-change"))))
        .orElseGet(() -> new Form.Asked.Incomplete(context.texts().get("form.needs-numbers")));
  }

  /** Disks that go are asked about once more: what is on them is lost. */
  private void submit(List<Operation> operations) {
    String step = SelectedObjects.step(action, List.of(machine), context);
    List<VirtualDisk> removed =
        fields.draft().map(draft -> draft.removed(machine)).orElse(List.of());
    if (removed.isEmpty()) {
      context.dialogs().submit(step, operations);
      return;
    }
    String names =
        removed.stream()
            .map(
                disk ->
                    context
                        .texts()
                        .get(
                            "form.disk-of",
                            disk.key() + 1,
                            context.format().bytes(disk.used().value())))
            .collect(Collectors.joining(", "));
    context
        .dialogs()
        .confirm(
            step + "?",
            context.texts().get("gone.disks", machine.name(), names),
            ActionMenus.text(action, context),
            () -> context.dialogs().submit(step, operations));
  }
}
