package io.coppice.rules;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.rules.index.SiteIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of how HA and DRS of a cluster are set. */
final class ClusterRules {
  /** Rules of one cluster, and machines of one rule. */
  private static final int MOST = 1_000;

  private ClusterRules() {}

  static void ha(Cluster cluster, HaPolicy policy, SiteIndex index, VerdictCollector verdicts) {
    int hosts = index.hosts(cluster.id()).size();
    verdicts.need(
        "ha-policy",
        policy.failures() >= 1
            && policy.failures() <= Math.max(1, hosts - 1)
            && isPercent(policy.cpuPercent())
            && isPercent(policy.memoryPercent()),
        () ->
            Problem.error(
                "cluster.ha-policy",
                cluster.id(),
                cluster.name(),
                String.valueOf(Math.max(1, hosts - 1))));
    hosts(cluster, policy.dedicated(), index, verdicts);
    verdicts.need(
        "ha-dedicated",
        policy.admission() != HaPolicy.Admission.DEDICATED_HOSTS
            || (!policy.dedicated().isEmpty() && policy.dedicated().size() < hosts),
        () -> Problem.error("cluster.ha-dedicated", cluster.id(), cluster.name()));
  }

  private static boolean isPercent(int value) {
    return value >= 0 && value <= 100;
  }

  static void drs(Cluster cluster, DrsPolicy policy, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "drs-threshold",
        policy.threshold() >= DrsPolicy.MOST_CONSERVATIVE
            && policy.threshold() <= DrsPolicy.MOST_AGGRESSIVE,
        () ->
            Problem.error(
                "cluster.drs-threshold",
                cluster.id(),
                cluster.name(),
                String.valueOf(policy.threshold())));
    Set<String> names = new HashSet<>();
    for (AffinityRule rule : policy.rules()) {
      if (!NameRules.valid(rule.name(), cluster.id(), verdicts)) {
        return;
      }
      verdicts.need(
          "drs-rule",
          names.add(io.coppice.model.ObjectNaming.key(rule.name())) && isWhole(rule),
          () -> Problem.error("cluster.drs-rule", cluster.id(), cluster.name(), rule.name()));
      rule.machines().forEach(machine -> verdicts.exists(index, machine));
      hosts(cluster, rule.hosts(), index, verdicts);
    }
    verdicts.need(
        "drs-rule",
        policy.rules().size() <= MOST,
        () -> Problem.error("cluster.drs-rule", cluster.id(), cluster.name(), ""));
  }

  private static boolean isWhole(AffinityRule rule) {
    int machines = rule.machines().size();
    boolean each = new HashSet<>(rule.machines()).size() == machines && machines <= MOST;
    return each
        && (rule.kind().isOfHosts()
            ? machines >= 1 && !rule.hosts().isEmpty()
            : machines >= 2 && rule.hosts().isEmpty());
  }

  private static void hosts(
      Cluster cluster, Set<HostId> hosts, SiteIndex index, VerdictCollector verdicts) {
    for (HostId id : hosts) {
      if (verdicts.exists(index, id)) {
        verdicts.need(
            "host-of-cluster",
            index.clusterOf(id).filter(cluster.id()::equals).isPresent(),
            () ->
                Problem.of(
                    io.coppice.model.Severity.ERROR,
                    "cluster.host-not-in",
                    List.<EntityId>of(cluster.id(), id),
                    cluster.name(),
                    index.name(id)));
      }
    }
  }

  /** A folder of datastores, and not the topmost, becomes a cluster with possible thresholds. */
  static void datastores(
      Folder folder, Optional<DatastoreCluster.Policy> policy, VerdictCollector verdicts) {
    verdicts.need(
        "holds-datastores",
        folder.contents() == Folder.Contents.STORAGE && folder.parent().isPresent(),
        () -> Problem.error("folder.holds-no-datastores", folder.id(), folder.name()));
    policy.ifPresent(
        its ->
            verdicts.need(
                "storage-policy",
                its.spacePercent() >= DatastoreCluster.Policy.LEAST_SPACE
                    && its.spacePercent() <= DatastoreCluster.Policy.MOST_SPACE
                    && its.latencyMillis() >= DatastoreCluster.Policy.LEAST_LATENCY
                    && its.latencyMillis() <= DatastoreCluster.Policy.MOST_LATENCY,
                () -> Problem.error("folder.storage-policy", folder.id(), folder.name())));
  }

  static boolean isDatastoreCluster(Folder folder, VerdictCollector verdicts) {
    return verdicts.need(
        "is-datastore-cluster",
        folder.cluster().isPresent(),
        () -> Problem.error("folder.no-datastore-cluster", folder.id(), folder.name()));
  }

  static void storageAdvice(Folder folder, int number, VerdictCollector verdicts) {
    if (isDatastoreCluster(folder, verdicts)) {
      verdicts.need(
          "advice-stands",
          folder.cluster().orElseThrow().moves().stream().anyMatch(its -> its.number() == number),
          () -> Problem.error("folder.no-advice", folder.id(), folder.name()));
    }
  }

  static void balanced(Cluster cluster, VerdictCollector verdicts) {
    verdicts.need(
        "drs-on",
        cluster.drs(),
        () -> Problem.error("cluster.drs-off", cluster.id(), cluster.name()));
  }

  /** What was recommended is asked as any migration when it is done; here, whether it stands. */
  static void advice(Cluster cluster, int number, VerdictCollector verdicts) {
    balanced(cluster, verdicts);
    verdicts.need(
        "advice-stands",
        cluster.advice().moves().stream().anyMatch(move -> move.number() == number),
        () -> Problem.error("cluster.no-advice", cluster.id(), cluster.name()));
  }
}
