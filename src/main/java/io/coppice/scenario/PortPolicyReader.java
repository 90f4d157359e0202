package io.coppice.scenario;

import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import java.util.Optional;

/** Reads what a switch does to the frames of a port group's ports. */
final class PortPolicyReader {
  private static final int LAST_VLAN = 4094;

  private PortPolicyReader() {}

  /**
   * @param distributed whether the switch can do anything to them
   */
  static PortPolicy read(ScenarioObject group, boolean distributed) {
    PortPolicy policy =
        new PortPolicy(group.section("privateVlan").flatMap(PortPolicyReader::privateVlan));
    if (!policy.isNone() && !distributed) {
      group.errors().add("scenario.policy-of-host-switch", group.where());
      return PortPolicy.NONE;
    }
    return policy;
  }

  private static Optional<PrivateVlan> privateVlan(ScenarioObject section) {
    Role role = section.one("role", Role.class, Role.PROMISCUOUS);
    int primary = section.number("primary", 1, LAST_VLAN);
    int secondary = role == Role.PROMISCUOUS ? primary : section.number("secondary", 1, LAST_VLAN);
    boolean sound = role == Role.PROMISCUOUS || primary != secondary;
    if (!sound) {
      section.errors().expected(section.where("secondary"), "!= " + primary, secondary);
    }
    section.end();
    boolean read = sound && primary > 0 && secondary > 0;
    return read ? Optional.of(new PrivateVlan(role, primary, secondary)) : Optional.empty();
  }
}
