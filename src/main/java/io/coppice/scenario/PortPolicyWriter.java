package io.coppice.scenario;

import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes what a switch does to the frames of a port group's ports; nothing where it does nothing.
 */
final class PortPolicyWriter {
  private PortPolicyWriter() {}

  static void write(PortPolicy policy, Map<String, Object> group) {
    policy.privateVlan().ifPresent(it -> group.put("privateVlan", privateVlan(it)));
    if (!policy.rules().isEmpty()) {
      group.put("accessRules", policy.rules().stream().map(PortPolicyWriter::rule).toList());
    }
    policy.mirror().ifPresent(it -> group.put("mirror", mirror(it)));
    policy.pinning().ifPresent(it -> group.put("pinning", it));
  }

  private static Map<String, Object> mirror(MirrorSession its) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("direction", its.direction());
    map.put("type", its.type());
    map.put("session", its.id());
    map.put("collector", its.address().toString());
    return map;
  }

  private static Map<String, Object> rule(AccessRule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", rule.name());
    map.put("direction", rule.direction());
    map.put("permits", rule.permits());
    map.put("protocol", rule.protocol());
    said(map, "from", rule.source());
    said(map, "fromPorts", rule.sourcePorts());
    said(map, "to", rule.target());
    said(map, "toPorts", rule.targetPorts());
    return map;
  }

  private static void said(Map<String, Object> map, String member, Object value) {
    if (!value.toString().isEmpty()) {
      map.put(member, value.toString());
    }
  }

  private static Map<String, Object> privateVlan(PrivateVlan its) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("role", its.role());
    map.put("primary", its.primary());
    if (its.role() != PrivateVlan.Role.PROMISCUOUS) {
      map.put("secondary", its.secondary());
    }
    return map;
  }
}
