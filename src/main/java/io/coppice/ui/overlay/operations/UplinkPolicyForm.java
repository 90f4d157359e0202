package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.SetUplinkPolicy;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.overlay.fabric.SubGroups;
import io.coppice.model.overlay.fabric.UplinkPinning;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;

/** Asks how a distributed switch shares each host's uplinks, and shows what comes of it. */
final class UplinkPolicyForm {
  private final NetworkForm form;
  private final NetworkSwitch its;
  private final Inventory inventory;
  private final UplinkPinning pinning;
  private final ComboBox<UplinkPolicy> policy;
  private final Label preview;

  private UplinkPolicyForm(NetworkSwitch its, UiContext context) {
    this.its = its;
    this.inventory = context.session().snapshot().inventory();
    this.pinning = UplinkPinning.of(context.session().snapshot().fabric(), inventory);
    form = new NetworkForm("uplink-policy", its.name(), context);
    policy =
        form.choice(
            "uplinks",
            List.of(UplinkPolicy.values()),
            its.uplinks(),
            it -> form.text("uplinks." + it));
    form.help(form.text("uplinks.help"));
    preview = form.help("");
    preview.setId("network-form-uplinks-preview");
  }

  static void open(SwitchId of, UiContext context) {
    NetworkSwitch its = context.session().snapshot().inventory().switches().get(of.value());
    if (its != null) {
      UplinkPolicyForm made = new UplinkPolicyForm(its, context);
      made.form.open(made.policy, made::asked);
    }
  }

  private Form.Asked asked() {
    UplinkPolicy wanted = policy.getValue();
    preview.setText(preview(wanted));
    return wanted == its.uplinks()
        ? new Form.Asked.Incomplete(form.context.texts().get("form.no-change"))
        : new Form.Asked.Ready(List.of(new SetUplinkPolicy(its.id(), wanted)));
  }

  /** The sub-groups of the first host, as an example. */
  private String preview(UplinkPolicy wanted) {
    Host[] first = {null};
    inventory
        .hosts()
        .forEach(
            host -> {
              if (first[0] == null && HostLinks.hasUplink(host, its.id())) {
                first[0] = host;
              }
            });
    if (first[0] == null) {
      return form.text("uplinks.no-host");
    }
    if (!wanted.isHostMode()) {
      return "";
    }
    return form.text(
        "uplinks.preview",
        first[0].name(),
        pinning.groups(first[0], its, wanted).groups().stream()
            .map(
                group ->
                    form.text(
                        "uplinks.group",
                        group.id(),
                        group.uplinks().stream()
                            .map(SubGroups.Uplink::nic)
                            .collect(Collectors.joining(", ")),
                        group.upstream()))
            .collect(Collectors.joining("; ")));
  }
}
