package io.coppice.scenario;

import io.coppice.model.ObjectNaming;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.BootSettings.Device;
import io.coppice.model.inventory.BootSettings.DiscImage;
import io.coppice.model.inventory.BootSettings.Firmware;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads how a machine starts. */
final class BootReader {
  private final InventoryDraft draft;

  BootReader(InventoryDraft draft) {
    this.draft = draft;
  }

  /** Reads {@code boot} of a machine or of the hardware of a snapshot. */
  BootSettings read(ScenarioObject hardware) {
    return hardware.section("boot").map(this::settings).orElse(BootSettings.STANDARD);
  }

  private BootSettings settings(ScenarioObject section) {
    BootSettings read =
        new BootSettings(
            section.one("firmware", Firmware.class, BootSettings.STANDARD.firmware()),
            order(section),
            section.section("disc").flatMap(this::disc));
    section.end();
    return read;
  }

  private static List<Device> order(ScenarioObject section) {
    if (!section.has("order")) {
      return BootSettings.STANDARD.order();
    }
    List<String> said = section.texts("order");
    List<Device> order =
        said.stream()
            .flatMap(text -> Arrays.stream(Device.values()).filter(d -> d.name().equals(text)))
            .distinct()
            .toList();
    if (order.isEmpty() || order.size() != said.size()) {
      section
          .errors()
          .expected(section.where("order"), Arrays.toString(Device.values()), said.toString());
      return BootSettings.STANDARD.order();
    }
    return order;
  }

  private Optional<DiscImage> disc(ScenarioObject section) {
    Optional<DiscImage> disc =
        draft
            .find(draft.datastores, section.text("datastore", ""), section, "datastore")
            .map(on -> new DiscImage(on, section.text("file", "")));
    if (disc.filter(its -> !its.isSound()).isPresent()) {
      section
          .errors()
          .expected(
              section.where("file"),
              "\"...iso\" (1\u2013" + DiscImage.LONGEST + ')',
              '"' + ObjectNaming.shown(disc.get().file()) + '"');
    }
    section.end();
    return disc;
  }
}
