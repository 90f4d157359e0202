package io.coppice.ui.inventory.actions;

import atlantafx.base.theme.Styles;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.ui.inventory.actions.HardwareDraft.Disk;
import io.coppice.ui.inventory.actions.HardwareDraft.Nic;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.ObjectChoice;
import io.coppice.ui.kit.forms.SizeField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The disks and network adapters of a machine that is made or changed: a row each, with a button
 * that takes it away, and buttons that add one. FX thread.
 *
 * @param <T> what a row asks for; empty while it is not complete
 */
final class DeviceRows<T> extends VBox {
  private final UiContext context;
  private final Runnable changed;
  private final List<Row<T>> rows = new ArrayList<>();
  private final VBox lines = new VBox();

  private record Row<T>(Node line, Supplier<Optional<T>> read) {}

  private DeviceRows(String id, UiContext context, Runnable changed) {
    this.context = context;
    this.changed = changed;
    setId(id);
    getStyleClass().add("form-devices");
    lines.getStyleClass().add("form-devices");
    getChildren().setAll(lines);
  }

  /** What every row asks for; empty while one is not complete. */
  Optional<List<T>> read() {
    List<T> read = new ArrayList<>();
    for (Row<T> row : rows) {
      Optional<T> device = row.read().get();
      if (device.isEmpty()) {
        return Optional.empty();
      }
      read.add(device.get());
    }
    return Optional.of(read);
  }

  private void adder(String text, Runnable add) {
    Button button = new Button(text, Icons.NEW.node());
    button.setId(getId() + "-add");
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    button.setOnAction(
        _ -> {
          add.run();
          changed.run();
        });
    getChildren().add(button);
  }

  private void add(String name, Icons icon, Supplier<Optional<T>> read, Node... fields) {
    Label label = new Label(name, icon.node());
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.getStyleClass().add("form-device");
    Button remove = new Button(null, Icons.DELETE.node());
    remove.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON, Styles.SMALL);
    String text = context.texts().get("form.remove-device", name);
    remove.setAccessibleText(text);
    remove.setTooltip(new Tooltip(text));
    HBox line = new HBox(label);
    line.getChildren().addAll(fields);
    line.getChildren().add(remove);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("form-line");
    Row<T> row = new Row<>(line, read);
    remove.setOnAction(
        _ -> {
          rows.remove(row);
          lines.getChildren().remove(line);
          changed.run();
        });
    rows.add(row);
    lines.getChildren().add(line);
  }

  /**
   * Disks.
   *
   * @param datastores to choose from for disks that are added; empty if they follow the machine
   * @param home where a disk that is added is put if nothing else is chosen; without one none can
   *     be added
   */
  static DeviceRows<Disk> disks(
      List<Disk> disks,
      List<ObjectChoice> datastores,
      Optional<DatastoreId> home,
      UiContext context,
      Runnable changed) {
    DeviceRows<Disk> rows = new DeviceRows<>("form-disks", context, changed);
    disks.forEach(disk -> rows.addDisk(rows, disk, datastores));
    home.ifPresent(
        first ->
            rows.adder(
                context.texts().get("form.add-disk"),
                () ->
                    rows.addDisk(
                        rows,
                        new Disk(
                            Optional.empty(),
                            Bytes.ofGiB(32),
                            VirtualDisk.Provisioning.THIN,
                            first),
                        datastores)));
    return rows;
  }

  private void addDisk(DeviceRows<Disk> to, Disk disk, List<ObjectChoice> datastores) {
    int number = disk.key().orElseGet(to.rows::size) + 1;
    String name = context.texts().get("form.disk", number);
    SizeField size =
        new SizeField("form-disk-" + number, name, disk.capacity(), context.texts(), changed);
    HBox.setHgrow(size, Priority.ALWAYS);
    if (disk.key().isPresent()) {
      String where =
          context.texts().get("form.provisioning-" + disk.provisioning())
              + datastores.stream()
                  .filter(choice -> choice.id().equals(disk.datastore()))
                  .findFirst()
                  .map(choice -> ", " + choice.text())
                  .orElse("");
      to.add(
          name,
          Icons.DATASTORE,
          () ->
              size.bytes()
                  .map(bytes -> new Disk(disk.key(), bytes, disk.provisioning(), disk.datastore())),
          size,
          new Label(where));
      return;
    }
    ComboBox<VirtualDisk.Provisioning> provisioning = new ComboBox<>();
    provisioning.setId("form-disk-" + number + "-provisioning");
    provisioning.setAccessibleText(context.texts().get("form.provisioning"));
    provisioning.getItems().setAll(VirtualDisk.Provisioning.values());
    provisioning.setValue(disk.provisioning());
    provisioning.setConverter(
        ChoiceLabels.by(kind -> context.texts().get("form.provisioning-" + kind)));
    provisioning.setMinWidth(Region.USE_PREF_SIZE);
    provisioning.valueProperty().addListener((_, _, _) -> changed.run());
    if (datastores.isEmpty()) {
      to.add(
          name,
          Icons.DATASTORE,
          () ->
              size.bytes()
                  .map(
                      bytes ->
                          new Disk(
                              Optional.empty(), bytes, provisioning.getValue(), disk.datastore())),
          size,
          provisioning);
      return;
    }
    ComboBox<ObjectChoice> datastore =
        ObjectChoice.box(
            "form-disk-" + number + "-datastore", datastores, disk.datastore(), changed);
    datastore.setAccessibleText(context.texts().get("kind." + EntityId.Kind.DATASTORE));
    to.add(
        name,
        Icons.DATASTORE,
        () ->
            datastore.getValue() == null
                ? Optional.empty()
                : size.bytes()
                    .map(
                        bytes ->
                            new Disk(
                                Optional.empty(),
                                bytes,
                                provisioning.getValue(),
                                (DatastoreId) datastore.getValue().id())),
        size,
        provisioning,
        datastore);
  }

  /** Network adapters. */
  static DeviceRows<Nic> nics(
      List<Nic> nics, List<ObjectChoice> portGroups, UiContext context, Runnable changed) {
    DeviceRows<Nic> rows = new DeviceRows<>("form-nics", context, changed);
    nics.forEach(nic -> rows.addNic(rows, nic, portGroups));
    if (!portGroups.isEmpty()) {
      PortGroupId first = (PortGroupId) portGroups.getFirst().id();
      rows.adder(
          context.texts().get("form.add-nic"),
          () -> rows.addNic(rows, new Nic(Optional.empty(), first, true), portGroups));
    }
    return rows;
  }

  private void addNic(DeviceRows<Nic> to, Nic nic, List<ObjectChoice> portGroups) {
    int number = nic.key().orElseGet(to.rows::size) + 1;
    String name = context.texts().get("form.nic", number);
    ComboBox<ObjectChoice> group =
        ObjectChoice.box("form-nic-" + number, portGroups, nic.portGroup(), changed);
    group.setAccessibleText(name);
    group.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(group, Priority.ALWAYS);
    CheckBox connected = new CheckBox(context.texts().get("form.connected"));
    connected.setSelected(nic.connected());
    connected.setMinWidth(Region.USE_PREF_SIZE);
    // A new adapter is connected when the machine gets it.
    connected.setVisible(nic.key().isPresent());
    connected.setManaged(nic.key().isPresent());
    connected.selectedProperty().addListener((_, _, _) -> changed.run());
    to.add(
        name,
        Icons.PORT_GROUP,
        () ->
            Optional.ofNullable(group.getValue())
                .map(
                    choice ->
                        new Nic(nic.key(), (PortGroupId) choice.id(), connected.isSelected())),
        group,
        connected);
  }
}
