package io.coppice.ui.inventory.provision;

import io.coppice.backend.ProvisioningOperation.CreateSwitch;
import io.coppice.backend.ProvisioningOperation.SpareNic;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.CheckList.Tick;
import io.coppice.ui.kit.forms.NameField;
import io.coppice.ui.kit.forms.NumberField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a switch: a standard one on a host, else a distributed one. */
final class NewSwitchForm {
  private static final int ETHERNET = 1_500;

  private NewSwitchForm() {}

  /** An adapter that is no uplink yet. */
  record Spare(SpareNic nic, String host, int megabits) {}

  /** Spare adapters of the hosts that the switch can be on. */
  static List<Spare> spare(Inventory in, Datacentre of, Optional<HostId> only) {
    List<Spare> found = new ArrayList<>();
    in.hosts()
        .forEach(
            host -> {
              if (only.map(host.id()::equals)
                  .orElseGet(() -> PlaceChoices.datacentre(in, host.folder()).equals(of.id()))) {
                host.hardware().nics().stream()
                    .filter(nic -> nic.uplinkOf().isEmpty())
                    .forEach(
                        nic ->
                            found.add(
                                new Spare(
                                    new SpareNic(host.id(), nic.name()),
                                    host.name(),
                                    nic.megabits())));
              }
            });
    return found;
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Inventory in = context.session().snapshot().inventory();
    Entity at = objects.getFirst();
    PlaceChoices.datacentre(in, at.id())
        .ifPresent(datacentre -> open(action, at, datacentre, in, context));
  }

  private static void open(
      Action action, Entity at, Datacentre datacentre, Inventory in, UiContext context) {
    Optional<HostId> host = at instanceof Host its ? Optional.of(its.id()) : Optional.empty();
    FolderId folder = at instanceof Folder its ? its.id() : datacentre.networks();
    PlainForm form = new PlainForm(action, List.of(at), context);
    NameField name = form.name();
    NumberField mtu =
        form.number(
            "mtu", SiteLimits.LEAST_MTU, SiteLimits.MOST_MTU, ETHERNET, NetworkForms.MTU_STEP);
    form.note(host.isPresent() ? "form.switch.standard" : "form.switch.distributed");
    CheckList<Spare> uplinks =
        form.list(
            "spare-nics",
            "form.spare-nics.none",
            spare(in, datacentre, host),
            it -> form.text("form.spare-nic", it.host(), it.nic().nic(), it.megabits() / 1000.0),
            Tick.OFF);
    form.open(
        name,
        () ->
            form.named(
                name,
                typed ->
                    NetworkForms.whole(mtu.number())
                        .map(
                            bytes ->
                                new CreateSwitch(
                                    folder,
                                    typed,
                                    host,
                                    bytes,
                                    uplinks.those(Tick.ON).stream().map(Spare::nic).toList()))));
  }
}
