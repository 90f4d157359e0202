package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.SetPortPolicy;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;

/** What a distributed switch does to the frames of a port group's ports. FX thread. */
final class PortPolicyForm {
  private static final int LAST_VLAN = 4094;

  private final NetworkForm form;
  private final PortGroup group;
  private final ComboBox<Optional<Role>> role;
  private final NumberField primary;
  private final NumberField secondary;
  private final NumberField pinning;
  private final CheckBox pinned;
  private final AccessRulesField rules;
  private final MirrorFields mirror;

  private PortPolicyForm(PortGroup group, UiContext context) {
    this.group = group;
    form = new NetworkForm("port-policy", group.name(), context);
    Optional<PrivateVlan> its = group.policy().privateVlan();
    role =
        form.choice(
            "private-vlan",
            Stream.concat(
                    Stream.of(Optional.<Role>empty()), Stream.of(Role.values()).map(Optional::of))
                .toList(),
            its.map(PrivateVlan::role),
            it -> form.text(it.map(r -> "role." + r).orElse("role.none")));
    int suggested = group.vlan() > 0 && group.vlan() < LAST_VLAN ? group.vlan() : 100;
    primary = form.number("primary", 1, LAST_VLAN, its.map(PrivateVlan::primary).orElse(suggested));
    secondary =
        form.number(
            "secondary", 1, LAST_VLAN, its.map(PrivateVlan::secondary).orElse(suggested + 1));
    form.help(form.text("private-vlan.help"));
    pinned = form.check("pinned", group.policy().pinning().isPresent());
    pinning =
        form.number("pinning", 0, PortPolicy.MOST_PINNING, group.policy().pinning().orElse(0));
    form.help(form.text("pinning.help"));
    rules = new AccessRulesField(form, group.policy().rules());
    mirror = new MirrorFields(form, group.policy().mirror());
  }

  static void open(PortGroupId of, UiContext context) {
    PortGroup group = context.session().snapshot().inventory().portGroups().get(of.value());
    if (group != null) {
      new PortPolicyForm(group, context).open();
    }
  }

  private void open() {
    form.open(role, this::asked);
  }

  private Form.Asked asked() {
    Optional<Role> wanted = role.getValue();
    primary.setDisable(wanted.isEmpty());
    secondary.setDisable(wanted.isEmpty() || wanted.get() == Role.PROMISCUOUS);
    pinning.setDisable(!pinned.isSelected());
    mirror.enable();
    int first = primary.orElse(0);
    int second = wanted.equals(Optional.of(Role.PROMISCUOUS)) ? first : secondary.orElse(0);
    if (wanted.isPresent() && (first < 1 || second < 1)) {
      return form.incomplete("needs-vlans");
    }
    if (wanted.isPresent() && wanted.get() != Role.PROMISCUOUS && first == second) {
      return form.incomplete("needs-other-vlan");
    }
    if (pinned.isSelected() && pinning.orElse(-1) < 0) {
      return form.incomplete("needs-pinning");
    }
    Optional<String> wrong = rules.wrong();
    if (wrong.isPresent()) {
      return new Form.Asked.Incomplete(wrong.get());
    }
    if (!mirror.isComplete()) {
      return form.incomplete("needs-collector");
    }
    PortPolicy policy =
        group
            .policy()
            .withPrivateVlan(wanted.map(it -> new PrivateVlan(it, first, second)))
            .withRules(rules.rules())
            .withMirror(mirror.session())
            .withPinning(pinned.isSelected() ? Optional.of(pinning.orElse(0)) : Optional.empty());
    return policy.equals(group.policy())
        ? new Form.Asked.Incomplete(form.context.texts().get("form.no-change"))
        : new Form.Asked.Ready(List.of(new SetPortPolicy(group.id(), policy)));
  }
}
