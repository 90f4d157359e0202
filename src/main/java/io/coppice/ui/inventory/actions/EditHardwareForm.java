package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.Space;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.ui.inventory.actions.HardwareDraft.Disk;
import io.coppice.ui.inventory.actions.HardwareDraft.Nic;
import io.coppice.ui.inventory.forms.Places;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.kit.forms.SizeField;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Changes the hardware of a machine, while it runs as far as it allows. */
final class EditHardwareForm {
  private final Action action;
  private final Machine machine;
  private final UiContext context;
  private final Form form;
  private final NumberField vcpus;
  private final SizeField memory;
  private final CheckBox hotAddCpu;
  private final CheckBox hotAddMemory;
  private final DeviceRows<Disk> disks;
  private final DeviceRows<Nic> nics;

  private EditHardwareForm(Action action, Machine machine, UiContext context) {
    this.action = action;
    this.machine = machine;
    this.context = context;
    form = Selected.form("form-hardware", action, List.of(machine), context).wide();
    Inventory in = context.session().snapshot().inventory();
    DatacentreId here = Places.datacentre(in, machine.folder());
    MachineHardware now = machine.hardware();
    HardwareDraft draft = HardwareDraft.of(now);
    vcpus = new NumberField("form-vcpus", 1, 9_999, now.vcpus(), 1, form::changed);
    memory =
        new SizeField(
            "form-memory-size", context.texts().get("form.memory"), now.memory(), form::changed);
    hotAddCpu = hot("cpu", now.hotAddCpu());
    hotAddMemory = hot("memory", now.hotAddMemory());
    disks =
        DeviceRows.disks(
            draft.disks(), Places.datastores(in, here), home(in), context, form::changed);
    nics = DeviceRows.nics(draft.nics(), Places.portGroups(in, here), context, form::changed);
  }

  /** Where its first disk lies, or what its host mounts first. */
  private Optional<DatastoreId> home(Inventory in) {
    return Space.home(machine)
        .or(
            () ->
                in.host(machine.host()).datastores().stream()
                    .findFirst()
                    .map(mount -> mount.datastore()));
  }

  private CheckBox hot(String what, boolean allowed) {
    CheckBox box = new CheckBox(context.texts().get("form.hot-add-" + what));
    box.setId("form-hot-" + what);
    box.setSelected(allowed);
    box.selectedProperty().addListener((_, _, _) -> form.changed());
    return box;
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    new EditHardwareForm(action, (Machine) objects.getFirst(), context).open();
  }

  private void open() {
    Fields fields = new Fields();
    fields.row(context.texts().get("form.vcpus"), vcpus);
    fields.under(hotAddCpu);
    fields.row(context.texts().get("form.memory"), memory);
    fields.under(hotAddMemory);
    VBox content = new VBox(fields, title("form.disks"), disks, title("form.nics"), nics);
    content.getStyleClass().addAll("form-body", "form-padded");
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    form.open(scroll, vcpus, this::asked, this::submit);
  }

  private Label title(String key) {
    Label title = new Label(context.texts().get(key));
    title.getStyleClass().add("section-title");
    return title;
  }

  private Optional<HardwareDraft> draft() {
    Optional<List<Disk>> wantedDisks = disks.read();
    Optional<List<Nic>> wantedNics = nics.read();
    return vcpus.orElse(0) < 1
            || memory.bytes().isEmpty()
            || wantedDisks.isEmpty()
            || wantedNics.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HardwareDraft(
                vcpus.orElse(0),
                memory.bytes().get(),
                hotAddCpu.isSelected(),
                hotAddMemory.isSelected(),
                wantedDisks.get(),
                wantedNics.get()));
  }

  private Form.Asked asked() {
    return draft()
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
    String step = Selected.step(action, List.of(machine), context);
    List<VirtualDisk> removed = draft().map(draft -> draft.removed(machine)).orElse(List.of());
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
