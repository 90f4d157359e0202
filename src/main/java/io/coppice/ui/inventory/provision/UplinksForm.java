package io.coppice.ui.inventory.provision;

import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation.SetUplink;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.ComboBox;

/** Says of each network adapter of a host which switch it is an uplink of. */
final class UplinksForm {
  private UplinksForm() {}

  /** Switches an adapter of the host can be an uplink of, by name. */
  static List<NetworkSwitch> switches(Inventory in, Host host) {
    List<NetworkSwitch> found = new ArrayList<>();
    in.switches()
        .forEach(
            its -> {
              boolean here =
                  its.host()
                      .map(host.id()::equals)
                      .orElseGet(
                          () ->
                              PlaceChoices.datacentre(in, its.folder())
                                  .equals(PlaceChoices.datacentre(in, host.folder())));
              if (here) {
                found.add(its);
              }
            });
    found.sort(Comparator.comparing(its -> NaturalOrder.key(its.name())));
    return found;
  }

  /** What has to be asked for so that the adapters are wired like that. */
  static List<Operation> operations(Host host, Map<String, Optional<SwitchId>> wanted) {
    return host.hardware().nics().stream()
        .filter(nic -> !wanted.getOrDefault(nic.name(), nic.uplinkOf()).equals(nic.uplinkOf()))
        .<Operation>map(nic -> new SetUplink(host.id(), nic.name(), wanted.get(nic.name())))
        .toList();
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Host host = (Host) objects.getFirst();
    Inventory in = context.session().snapshot().inventory();
    PlainForm form = new PlainForm(action, objects, context);
    List<Optional<NetworkSwitch>> choices = new ArrayList<>();
    choices.add(Optional.empty());
    switches(in, host).forEach(its -> choices.add(Optional.of(its)));
    Map<String, ComboBox<Optional<NetworkSwitch>>> boxes = new LinkedHashMap<>();
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      ComboBox<Optional<NetworkSwitch>> box = new ComboBox<>();
      box.setId("form-uplink-" + nic.name());
      box.setConverter(
          ChoiceLabels.by(
              its -> its.map(NetworkSwitch::name).orElse(form.text("form.uplink-none"))));
      box.getItems().setAll(choices);
      box.setValue(
          choices.stream()
              .filter(its -> its.map(NetworkSwitch::id).equals(nic.uplinkOf()))
              .findFirst()
              .orElse(Optional.empty()));
      box.valueProperty().addListener((_, _, _) -> form.changed());
      form.fields().row(form.text("form.uplink-nic", nic.name(), nic.megabits() / 1000.0), box);
      boxes.put(nic.name(), box);
    }
    form.note(boxes.isEmpty() ? "form.uplinks.none" : "form.uplinks.help");
    form.open(
        form.fields(),
        () -> {
          Map<String, Optional<SwitchId>> wanted = new LinkedHashMap<>();
          boxes.forEach((nic, box) -> wanted.put(nic, box.getValue().map(NetworkSwitch::id)));
          List<Operation> operations = operations(host, wanted);
          return operations.isEmpty()
              ? new Form.Asked.Incomplete(form.text("form.no-change"))
              : new Form.Asked.Ready(operations);
        });
  }
}
