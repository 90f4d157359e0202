package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.Create;
import io.coppice.backend.MachineOperation.NewDisk;
import io.coppice.backend.MachineOperation.NewHardware;
import io.coppice.backend.Operation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import io.coppice.ui.inventory.actions.HardwareDraft.Disk;
import io.coppice.ui.inventory.actions.HardwareDraft.Nic;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NameField;
import io.coppice.ui.kit.forms.ObjectChoice;
import io.coppice.ui.kit.forms.Wizard;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;

/** Makes a machine from nothing, page by page. */
final class NewMachine {
  /** Guest systems to choose from; another can be typed. */
  private static final List<String> GUESTS =
      List.of(
          "Debian 12 (64-bit)",
          "Ubuntu 24.04 (64-bit)",
          "Red Hat Enterprise Linux 9 (64-bit)",
          "VMware Photon OS (64-bit)",
          "FreeBSD 14 (64-bit)",
          "Microsoft Windows Server 2022 (64-bit)",
          "Microsoft Windows 11 (64-bit)");

  private final UiContext context;
  private final Form form;
  private final PlacePages places;
  private final NameField name;
  private final TextArea notes = new TextArea();
  private final ComboBox<String> guest = new ComboBox<>();
  private final ComboBox<Workload> workload = new ComboBox<>();
  private final HardwareFields hardware;
  private final VBox ready = new VBox();
  private final CheckBox powerOn = new CheckBox();

  private NewMachine(Action action, Entity in, Datacentre datacentre, UiContext context) {
    this.context = context;
    form = SelectedObjects.form("form-new-machine", action, List.of(in), context).wide();
    Inventory inventory = context.session().snapshot().inventory();
    places = new PlacePages(first(in, datacentre), context, form::changed);
    name = form.nameField("");
    List<ObjectChoice> groups = PlaceChoices.portGroups(inventory, datacentre.id());
    // The disks of a new machine lie where the machine does; none of these is asked for.
    DatastoreId any = new DatastoreId(0);
    HardwareDraft first =
        new HardwareDraft(
            2,
            Bytes.ofGiB(4),
            true,
            true,
            List.of(
                new Disk(Optional.empty(), Bytes.ofGiB(32), VirtualDisk.Provisioning.THIN, any)),
            PlaceChoices.firstPortGroup(groups, inventory, in.id()).stream()
                .map(group -> new Nic(Optional.empty(), group, true))
                .toList());
    hardware =
        new HardwareFields(
            first,
            DeviceRows.disks(first.disks(), List.of(), Optional.of(any), context, form::changed),
            DeviceRows.nics(first.nics(), groups, context, form::changed),
            PlaceChoices.datastores(inventory, datacentre.id()),
            context,
            form::changed);
  }

  static boolean isShown(Entity entity) {
    return switch (entity) {
      case Folder folder -> folder.contents() == Folder.Contents.MACHINES;
      case Datacentre _ -> true;
      case Cluster _ -> true;
      case Host _ -> true;
      case ResourcePool _ -> true;
      default -> false;
    };
  }

  private static PlacePages.First first(Entity in, Datacentre datacentre) {
    FolderId folder = in instanceof Folder it ? it.id() : datacentre.machines();
    Optional<EntityId> runsOn =
        in instanceof Folder || in instanceof Datacentre ? Optional.empty() : Optional.of(in.id());
    return new PlacePages.First(datacentre.id(), folder, runsOn, Optional.empty());
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Entity in = objects.getFirst();
    PlaceChoices.datacentre(context.session().snapshot().inventory(), in.id())
        .ifPresent(datacentre -> new NewMachine(action, in, datacentre, context).open());
  }

  private void open() {
    Wizard wizard = new Wizard(form, context);
    wizard.step("name", context.texts().get("form.step-name"), named(), () -> {});
    places.addTo(wizard, this::asks);
    wizard.step("hardware", context.texts().get("form.step-hardware"), hardware.node(), () -> {});
    wizard.step("ready", context.texts().get("form.step-ready"), ready, this::summarise);
    powerOn.setId("form-power-on");
    powerOn.setText(context.texts().get("form.power-on"));
    powerOn.selectedProperty().addListener((_, _, _) -> form.changed());
    ready.getStyleClass().add("form-body");
    wizard.begin();
    form.open(
        wizard,
        name,
        this::asked,
        operations ->
            context
                .dialogs()
                .submit(context.texts().get("form.step-of-new", name.name()), operations));
  }

  private Fields named() {
    guest.setId("form-guest");
    guest.setEditable(true);
    guest.getEditor().accessibleTextProperty().bind(guest.accessibleTextProperty());
    guest.getItems().setAll(GUESTS);
    guest.setValue(GUESTS.getFirst());
    guest.getEditor().textProperty().addListener((_, _, _) -> form.changed());
    workload.setId("form-workload");
    workload.getItems().setAll(Workload.values());
    workload.setValue(Workload.WEB);
    workload.setConverter(
        ChoiceLabels.by(workload -> context.texts().get("form.workload-" + workload)));
    workload.valueProperty().addListener((_, _, _) -> form.changed());
    notes.setId("form-notes-text");
    notes.setPrefRowCount(3);
    notes.setWrapText(true);
    notes.textProperty().addListener((_, _, _) -> form.changed());
    Fields fields = new Fields();
    fields.row(context.texts().get("form.name"), name);
    fields.row(context.texts().get("form.folder"), places.folder());
    fields.row(context.texts().get("form.guest"), guest);
    fields.row(context.texts().get("form.workload"), workload);
    fields.row(context.texts().get("form.notes"), notes);
    return fields;
  }

  private Optional<NewHardware> newHardware() {
    return hardware
        .draft()
        .map(
            draft ->
                new NewHardware(
                    draft.vcpus(),
                    draft.memory(),
                    draft.disks().stream()
                        .map(disk -> new NewDisk(disk.capacity(), disk.provisioning()))
                        .toList(),
                    draft.nics().stream().map(Nic::portGroup).toList(),
                    draft.hotAddCpu(),
                    draft.hotAddMemory(),
                    Optional.of(draft.boot())));
  }

  private String guestOs() {
    String typed = guest.getEditor().getText().strip();
    return typed.isEmpty() ? guest.getValue() : typed;
  }

  /**
   * What is asked for at another place, under a name that is nobody's, so that only places count.
   */
  private Function<MachineOperation.Destination, Operation> asks() {
    NewHardware asked =
        newHardware()
            .orElse(new NewHardware(1, Bytes.ofGiB(1), List.of(), List.of(), false, false));
    String guestOs = guestOs();
    Workload does = workload.getValue();
    return to -> new Create(CloneMachine.NOBODY, to, asked, guestOs, does, "");
  }

  private Form.Asked asked() {
    if (name.getText().isBlank()) {
      return new Form.Asked.Incomplete(context.texts().get("form.needs-name"));
    }
    Optional<NewHardware> wanted = newHardware();
    Optional<MachineOperation.Destination> to = places.destination();
    if (wanted.isEmpty()) {
      return new Form.Asked.Incomplete(context.texts().get("form.needs-numbers"));
    }
    return to.<Form.Asked>map(
            place ->
                Form.Asked.ready(
                    new Create(
                        name.name(),
                        place,
                        wanted.get(),
                        guestOs(),
                        workload.getValue(),
                        notes.getText().strip(),
                        powerOn.isSelected())))
        .orElseGet(() -> new Form.Asked.Incomplete(context.texts().get("form.choose-target")));
  }

  private void summarise() {
    places.recommend();
    Fields fields = new Fields();
    fields.row(context.texts().get("form.name"), new Label(name.name()));
    ObjectChoice folder = places.folder().getValue();
    fields.row(context.texts().get("form.folder"), new Label(folder == null ? "–" : folder.text()));
    fields.row(context.texts().get("form.step-compute"), new Label(places.runsOnName()));
    fields.row(context.texts().get("form.step-storage"), places.liesOnLabel());
    fields.row(context.texts().get("form.guest"), new Label(guestOs()));
    newHardware()
        .ifPresent(
            asked -> {
              fields.row(
                  context.texts().get("form.vcpus"), new Label(String.valueOf(asked.vcpus())));
              fields.row(
                  context.texts().get("form.memory"),
                  new Label(context.format().bytes(asked.memory().value())));
              fields.row(
                  context.texts().get("form.disks"),
                  new Label(
                      String.join(
                          ", ",
                          asked.disks().stream()
                              .map(disk -> context.format().bytes(disk.capacity().value()))
                              .toList())));
            });
    ready.getChildren().setAll(fields, powerOn);
  }
}
