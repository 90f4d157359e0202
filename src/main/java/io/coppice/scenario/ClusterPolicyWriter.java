package io.coppice.scenario;

import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes how HA and DRS of a cluster work, where that is not as a cluster is made. */
final class ClusterPolicyWriter {
  private ClusterPolicyWriter() {}

  static void write(
      Cluster cluster, Inventory inventory, ScenarioRefs refs, Map<String, Object> into) {
    HaPolicy ha = cluster.haPolicy();
    if (!ha.equals(HaPolicy.STANDARD)) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("admission", ha.admission());
      map.put("failures", ha.failures());
      map.put("cpuPercent", ha.cpuPercent());
      map.put("memoryPercent", ha.memoryPercent());
      map.put(
          "dedicated",
          ha.dedicated().stream()
              .filter(id -> inventory.host(id) != null)
              .map(refs::of)
              .sorted()
              .toList());
      map.put("storageLoss", ha.storageLoss());
      map.put("isolation", ha.isolation());
      ha.deviceLoss().ifPresent(loss -> map.put("deviceLoss", loss));
      into.put("haPolicy", map);
    }
    DrsPolicy drs = cluster.drsPolicy();
    if (!drs.equals(DrsPolicy.STANDARD)) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("automation", drs.automation());
      map.put("threshold", drs.threshold());
      List<Map<String, Object>> rules = new ArrayList<>();
      drs.rules().forEach(rule -> rules.add(rule(rule, inventory, refs)));
      map.put("rules", rules);
      into.put("drsPolicy", map);
    }
  }

  /** Machines and hosts that are gone are left out. */
  private static Map<String, Object> rule(
      AffinityRule rule, Inventory inventory, ScenarioRefs refs) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", rule.name());
    map.put("kind", rule.kind());
    map.put(
        "machines",
        rule.machines().stream()
            .filter(id -> inventory.machine(id) != null)
            .map(refs::of)
            .toList());
    map.put(
        "hosts",
        rule.hosts().stream()
            .filter(id -> inventory.host(id) != null)
            .map(refs::of)
            .sorted()
            .toList());
    return map;
  }
}
