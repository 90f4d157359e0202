package io.coppice.ui.inventory.actions;

import io.coppice.ui.inventory.actions.HardwareDraft.Disk;
import io.coppice.ui.inventory.actions.HardwareDraft.Nic;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.kit.forms.ObjectChoice;
import io.coppice.ui.kit.forms.SizeField;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Processors, memory, disks and adapters of a machine that is made or changed. FX thread. */
final class HardwareFields {
  /** More than any host has; what a host has is the site's business. */
  private static final int MOST_VCPUS = 9_999;

  private final UiContext context;
  private final Runnable changed;
  private final NumberField vcpus;
  private final SizeField memory;
  private final CheckBox hotAddCpu;
  private final CheckBox hotAddMemory;
  private final DeviceRows<Disk> disks;
  private final DeviceRows<Nic> nics;
  private final BootFields boot;

  /**
   * Fields that ask for what is there.
   *
   * @param first what stands in them at first, but for its devices
   * @param datastores on which discs can lie
   */
  HardwareFields(
      HardwareDraft first,
      DeviceRows<Disk> disks,
      DeviceRows<Nic> nics,
      List<ObjectChoice> datastores,
      UiContext context,
      Runnable changed) {
    this.context = context;
    this.changed = changed;
    this.disks = disks;
    this.nics = nics;
    boot = new BootFields(first.boot(), datastores, context, changed);
    vcpus =
        new NumberField("form-vcpus", 1, MOST_VCPUS, first.vcpus(), 1, context.texts(), changed);
    memory =
        new SizeField(
            "form-memory-size",
            context.texts().get("form.memory"),
            first.memory(),
            context.texts(),
            changed);
    hotAddCpu = hot("cpu", first.hotAddCpu());
    hotAddMemory = hot("memory", first.hotAddMemory());
  }

  private CheckBox hot(String what, boolean allowed) {
    CheckBox box = new CheckBox(context.texts().get("form.hot-add-" + what));
    box.setId("form-hot-" + what);
    box.setSelected(allowed);
    box.selectedProperty().addListener((_, _, _) -> changed.run());
    return box;
  }

  /** All of them, scrolled where there is little room. */
  ScrollPane node() {
    Fields fields = new Fields();
    fields.row(context.texts().get("form.vcpus"), vcpus);
    fields.under(hotAddCpu);
    fields.row(context.texts().get("form.memory"), memory);
    fields.under(hotAddMemory);
    Fields start = new Fields();
    boot.addTo(start);
    VBox content =
        new VBox(
            fields,
            title("form.disks"),
            disks,
            title("form.nics"),
            nics,
            title("form.boot"),
            start);
    content.getStyleClass().addAll("form-body", "form-padded");
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    return scroll;
  }

  private Label title(String key) {
    Label title = new Label(context.texts().get(key));
    title.getStyleClass().add("section-title");
    return title;
  }

  /** Where the keyboard starts. */
  Node first() {
    return vcpus;
  }

  /** What they ask for; empty while a number is missing or a device is not complete. */
  Optional<HardwareDraft> draft() {
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
                wantedNics.get(),
                boot.read()));
  }
}
