package io.coppice.scenario;

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
