package io.coppice.ui.inventory.actions;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.BootSettings.Device;
import io.coppice.model.inventory.BootSettings.DiscImage;
import io.coppice.model.inventory.BootSettings.Firmware;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.ObjectChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/** Firmware, the order of devices and the disc of a machine that is made or changed. FX thread. */
final class BootFields {
  private final UiContext context;
  private final BootSettings first;
  private final ComboBox<Firmware> firmware = new ComboBox<>();
  private final ComboBox<List<Device>> order = new ComboBox<>();
  private final ComboBox<Optional<ObjectChoice>> disc = new ComboBox<>();
  private final TextField file = new TextField();

  BootFields(
      BootSettings first, List<ObjectChoice> datastores, UiContext context, Runnable changed) {
    this.context = context;
    this.first = first;
    firmware.setId("form-firmware");
    firmware.getItems().setAll(Firmware.values());
    firmware.setValue(first.firmware());
    order.setId("form-boot-order");
    order.getItems().setAll(orders(List.of(Device.values())));
    if (!order.getItems().contains(first.order())) {
      order.getItems().addFirst(first.order());
    }
    order.setConverter(ChoiceLabels.by(this::said));
    order.setValue(first.order());
    disc.setId("form-disc");
    disc.getItems().add(Optional.empty());
    datastores.forEach(its -> disc.getItems().add(Optional.of(its)));
    disc.setConverter(
        ChoiceLabels.by(
            its -> its.map(ObjectChoice::text).orElse(context.texts().get("form.disc-none"))));
    disc.setValue(
        first
            .disc()
            .flatMap(
                image ->
                    datastores.stream()
                        .filter(its -> its.id().equals(image.datastore()))
                        .findFirst()));
    file.setId("form-disc-file");
    file.setPromptText(context.texts().get("form.disc-prompt"));
    file.setText(first.disc().map(DiscImage::file).orElse(""));
    file.disableProperty().bind(disc.valueProperty().map(Optional::isEmpty));
    firmware.valueProperty().addListener((_, _, _) -> changed.run());
    order.valueProperty().addListener((_, _, _) -> changed.run());
    disc.valueProperty().addListener((_, _, _) -> changed.run());
    file.textProperty().addListener((_, _, _) -> changed.run());
  }

  /** Every order of all devices. */
  static List<List<Device>> orders(List<Device> of) {
    if (of.size() < 2) {
      return List.of(of);
    }
    List<List<Device>> all = new ArrayList<>();
    for (Device head : of) {
      for (List<Device> rest : orders(of.stream().filter(its -> its != head).toList())) {
        List<Device> whole = new ArrayList<>(List.of(head));
        whole.addAll(rest);
        all.add(List.copyOf(whole));
      }
    }
    return List.copyOf(all);
  }

  private String said(List<Device> devices) {
    return devices.stream()
        .map(its -> context.texts().get("form.boot-device." + its))
        .collect(Collectors.joining(", "));
  }

  void addTo(Fields fields) {
    fields.row(context.texts().get("form.firmware"), firmware);
    fields.row(context.texts().get("form.boot-order"), order);
    fields.row(context.texts().get("form.disc"), disc);
    fields.row(context.texts().get("form.disc-file"), file);
  }

  /** What they ask for; a disc that is not offered, since its datastore is gone, stays. */
  BootSettings read() {
    Optional<DiscImage> image =
        disc.getValue().map(its -> new DiscImage((DatastoreId) its.id(), file.getText().strip()));
    boolean gone =
        first.disc().isPresent()
            && image.isEmpty()
            && disc.getItems().stream()
                .flatMap(Optional::stream)
                .noneMatch(its -> its.id().equals(first.disc().get().datastore()));
    return new BootSettings(firmware.getValue(), order.getValue(), gone ? first.disc() : image);
  }
}
