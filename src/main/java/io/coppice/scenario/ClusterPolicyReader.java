package io.coppice.scenario;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.SiteLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how HA and DRS of clusters work; done when hosts and machines are there to be named. */
final class ClusterPolicyReader {
  private final InventoryDraft draft;
  private final List<Said> said = new ArrayList<>();

  /** What was said of a cluster. */
  private record Said(
      ClusterId cluster, Optional<ScenarioObject> ha, Optional<ScenarioObject> drs) {}

  ClusterPolicyReader(InventoryDraft draft) {
    this.draft = draft;
  }

  void note(ClusterId cluster, Optional<ScenarioObject> ha, Optional<ScenarioObject> drs) {
    if (ha.isPresent() || drs.isPresent()) {
      said.add(new Said(cluster, ha, drs));
    }
  }

  void settle() {
    for (Said one : said) {
      int row = one.cluster().value();
      Cluster cluster = draft.inventory.clusters().get(row);
      HaPolicy ha = one.ha().map(this::ha).orElse(cluster.haPolicy());
      DrsPolicy drs = one.drs().map(this::drs).orElse(cluster.drsPolicy());
      draft.inventory.clusters().set(row, cluster.withHa(ha).withDrs(drs));
    }
  }

  private HaPolicy ha(ScenarioObject section) {
    HaPolicy otherwise = HaPolicy.STANDARD;
    HaPolicy policy =
        new HaPolicy(
            section.one("admission", HaPolicy.Admission.class, otherwise.admission()),
            section.number("failures", 1, SiteLimits.HOSTS, otherwise.failures()),
            section.number("cpuPercent", 0, 100, otherwise.cpuPercent()),
            section.number("memoryPercent", 0, 100, otherwise.memoryPercent()),
            hosts(section, "dedicated"),
            section.one("storageLoss", HaPolicy.StorageLoss.class, otherwise.storageLoss()),
            section.one("isolation", HaPolicy.Isolation.class, otherwise.isolation()),
            section.has("deviceLoss")
                ? Optional.of(
                    section.one(
                        "deviceLoss", HaPolicy.StorageLoss.class, HaPolicy.StorageLoss.LEAVE))
                : Optional.empty());
    section.end();
    return policy;
  }

  private Set<HostId> hosts(ScenarioObject section, String member) {
    Set<HostId> hosts = new LinkedHashSet<>();
    for (String name : section.texts(member)) {
      draft.find(draft.hosts, name, section, member).ifPresent(hosts::add);
    }
    return hosts;
  }

  private DrsPolicy drs(ScenarioObject section) {
    DrsPolicy otherwise = DrsPolicy.STANDARD;
    List<AffinityRule> rules = new ArrayList<>();
    for (ScenarioObject rule : section.sections("rules")) {
      List<MachineId> machines = new ArrayList<>();
      for (String name : rule.texts("machines")) {
        draft.find(draft.machines, name, rule, "machines").ifPresent(machines::add);
      }
      rules.add(
          new AffinityRule(
              rule.name("name"),
              rule.one("kind", AffinityRule.Kind.class, AffinityRule.Kind.APART),
              machines,
              hosts(rule, "hosts")));
      rule.end();
    }
    DrsPolicy policy =
        new DrsPolicy(
            section.one("automation", DrsPolicy.Automation.class, otherwise.automation()),
            section.number(
                "threshold",
                DrsPolicy.MOST_CONSERVATIVE,
                DrsPolicy.MOST_AGGRESSIVE,
                otherwise.threshold()),
            rules);
    section.end();
    return policy;
  }
}
