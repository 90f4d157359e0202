package io.coppice.ui.inventory.provision;

import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation.CreatePortGroup;
import io.coppice.backend.ProvisioningOperation.EditPortGroup;
import io.coppice.backend.ProvisioningOperation.EditSwitch;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NameField;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes port groups, and changes the VLAN of one or the MTU of a switch. */
final class NetworkForms {
  /** Steps between the MTUs that are common. */
  static final int MTU_STEP = 100;

  private NetworkForms() {}

  static void newPortGroup(Action action, List<Entity> objects, UiContext context) {
    NetworkSwitch on = (NetworkSwitch) objects.getFirst();
    PlainForm form = new PlainForm(action, objects, context);
    NameField name = form.name();
    NumberField vlan = form.number("vlan", 0, SiteLimits.LAST_VLAN, 0, 1);
    form.note("form.vlan.help");
    form.open(
        name,
        () ->
            form.named(
                name,
                typed -> whole(vlan.number()).map(id -> new CreatePortGroup(on.id(), typed, id))));
  }

  static Optional<Integer> whole(OptionalLong typed) {
    return typed.isPresent() ? Optional.of((int) typed.getAsLong()) : Optional.empty();
  }

  static void edit(Action action, List<Entity> objects, UiContext context) {
    PlainForm form = new PlainForm(action, objects, context);
    switch (objects.getFirst()) {
      case NetworkSwitch its -> {
        NumberField mtu =
            form.number("mtu", SiteLimits.LEAST_MTU, SiteLimits.MOST_MTU, its.mtu(), MTU_STEP);
        form.note("form.mtu.help");
        if (its.isDistributed()) {
          NumberField most =
              form.number("most-hosts", 1, SiteLimits.SWITCH_HOSTS, its.mostHosts(), 1);
          form.note("form.most-hosts.help");
          form.open(mtu, () -> edited(form, its, mtu, most));
        } else {
          form.open(
              mtu, () -> asked(form, mtu, its.mtu(), typed -> new EditSwitch(its.id(), typed)));
        }
      }
      case PortGroup its -> {
        NumberField vlan = form.number("vlan", 0, SiteLimits.LAST_VLAN, its.vlan(), 1);
        form.note("form.vlan.help");
        form.open(
            vlan, () -> asked(form, vlan, its.vlan(), typed -> new EditPortGroup(its.id(), typed)));
      }
      default -> throw new IllegalArgumentException("has no VLAN and no MTU");
    }
  }

  private static Form.Asked edited(
      PlainForm form, NetworkSwitch its, NumberField mtu, NumberField most) {
    Optional<Integer> bytes = whole(mtu.number());
    Optional<Integer> hosts = whole(most.number());
    if (bytes.isEmpty() || hosts.isEmpty()) {
      return new Form.Asked.Incomplete(form.text("form.needs-numbers"));
    }
    int changed = hosts.get() == its.mostHosts() ? 0 : hosts.get();
    return changed == 0 && bytes.get() == its.mtu()
        ? new Form.Asked.Incomplete(form.text("form.no-change"))
        : Form.Asked.ready(new EditSwitch(its.id(), bytes.get(), changed));
  }

  private static Form.Asked asked(
      PlainForm form,
      NumberField field,
      int before,
      java.util.function.IntFunction<Operation> make) {
    return whole(field.number())
        .<Form.Asked>map(
            typed ->
                typed == before
                    ? new Form.Asked.Incomplete(form.text("form.no-change"))
                    : Form.Asked.ready(make.apply(typed)))
        .orElseGet(() -> new Form.Asked.Incomplete(form.text("form.needs-numbers")));
  }
}
