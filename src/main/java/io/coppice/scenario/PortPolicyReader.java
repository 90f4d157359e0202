package io.coppice.scenario;

import io.coppice.model.IpAddress;
import io.coppice.model.ObjectNaming;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.AccessRule.Protocol;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a switch does to the frames of a port group's ports. */
final class PortPolicyReader {
  private static final int LAST_VLAN = 4094;

  private PortPolicyReader() {}

  /**
   * @param distributed whether the switch can do anything to them
   */
  static PortPolicy read(ScenarioObject group, boolean distributed) {
    PortPolicy policy =
        new PortPolicy(
            group.section("privateVlan").flatMap(PortPolicyReader::privateVlan),
            rules(group),
            group.section("mirror").flatMap(PortPolicyReader::mirror),
            group.has("pinning")
                ? Optional.of(group.number("pinning", 0, PortPolicy.MOST_PINNING))
                : Optional.empty());
    if (!policy.isNone() && !distributed) {
      group.errors().add("scenario.policy-of-host-switch", group.where());
      return PortPolicy.NONE;
    }
    return policy;
  }

  private static List<AccessRule> rules(ScenarioObject group) {
    List<AccessRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ScenarioObject section : group.sections("accessRules", PortPolicy.MOST_RULES)) {
      AccessRule rule = rule(section);
      if (!names.add(rule.name())) {
        section.errors().add("scenario.duplicate", section.where("name"), rule.name());
      }
      rules.add(rule);
    }
    return rules;
  }

  private static AccessRule rule(ScenarioObject section) {
    Protocol protocol = section.one("protocol", Protocol.class, Protocol.ANY);
    AccessRule rule =
        new AccessRule(
            section.name("name"),
            section.one("direction", PortDirection.class, PortDirection.BOTH),
            section.flag("permits", false),
            protocol,
            prefix(section, "from"),
            ports(section, "fromPorts", protocol),
            prefix(section, "to"),
            ports(section, "toPorts", protocol));
    section.end();
    return rule;
  }

  private static Optional<MirrorSession> mirror(ScenarioObject section) {
    PortDirection direction = section.one("direction", PortDirection.class, PortDirection.BOTH);
    MirrorSession.Type type = section.one("type", MirrorSession.Type.class, MirrorSession.Type.II);
    int id = section.number("session", 0, MirrorSession.MOST_ID, 1);
    String text = section.text("collector", "");
    Optional<IpAddress> to = IpAddress.parse(text).filter(it -> it.version() == 4);
    if (to.isEmpty()) {
      expected(section, "collector", "\"172.16.0.10\"", text);
    }
    section.end();
    return to.map(it -> new MirrorSession(direction, type, id, (int) it.low()));
  }

  private static Ipv4Prefix prefix(ScenarioObject section, String member) {
    String text = section.text(member, "");
    Optional<Ipv4Prefix> read = Ipv4Prefix.parse(text);
    if (read.isEmpty()) {
      expected(section, member, "\"10.1.0.0/16\"", text);
    }
    return read.orElse(Ipv4Prefix.ANY);
  }

  private static PortRange ports(ScenarioObject section, String member, Protocol protocol) {
    String text = section.text(member, "");
    boolean has = protocol == Protocol.TCP || protocol == Protocol.UDP;
    Optional<PortRange> read = PortRange.parse(text).filter(it -> has || it.isAny());
    if (read.isEmpty()) {
      expected(section, member, has ? "\"80\", \"8000-8080\"" : "\"\"", text);
    }
    return read.orElse(PortRange.ANY);
  }

  private static void expected(ScenarioObject section, String member, String such, String text) {
    section.errors().expected(section.where(member), such, '"' + ObjectNaming.shown(text) + '"');
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
