package io.coppice.rules;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import io.coppice.rules.placement.Placement;
import java.util.List;
import java.util.Optional;

/**
 * Whether a machine can run somewhere, and where it best does. Admission follows vSphere Resource
 * Management, "Managing CPU and memory reservations": a machine is powered on only where its
 * reservations and its overhead are unreserved; memory beyond reservations may be overcommitted,
 * which is a warning.
 */
public final class HostAdmission {
  private HostAdmission() {}

  /** The cluster that chooses hosts for a machine on this host, if DRS is on there. */
  public static Optional<ClusterId> drsCluster(Host host, SiteIndex index) {
    return host.cluster().filter(id -> index.inventory().clusters().get(id.value()).drs());
  }

  /** The same if it also chooses by itself; where DRS only recommends, machines stay theirs. */
  public static Optional<ClusterId> placingCluster(Host host, SiteIndex index) {
    return drsCluster(host, index)
        .filter(
            id ->
                index.inventory().clusters().get(id.value()).drsPolicy().automation()
                    != DrsPolicy.Automation.MANUAL);
  }

  /** Notes the rules of running on a host, each for itself. */
  static void on(Machine machine, Host host, SiteIndex index, VerdictCollector verdicts) {
    verdicts.addAll(verdicts.policy().running().verdicts(machine, host, index));
  }

  /**
   * Notes whether any host of the cluster can run the machine, and if none can, why not.
   *
   * @return the host where it runs best
   */
  static Optional<Host> anyHost(
      Machine machine,
      ClusterId cluster,
      Optional<HostId> except,
      SiteIndex index,
      VerdictCollector verdicts) {
    Placement<Machine> running = verdicts.policy().running();
    Optional<Host> best = verdicts.policy().best(machine, cluster, except, index);
    if (verdicts.need(
        "cluster-has-host",
        best.isPresent(),
        () ->
            Problem.of(
                Severity.ERROR,
                "cluster.no-host",
                List.of(cluster, machine.id()),
                index.name(cluster),
                machine.name()))) {
      verdicts.addAll(running.advice(machine, best.orElseThrow(), index));
      return best;
    }
    index.hosts(cluster).stream()
        .filter(host -> !except.equals(Optional.of(host.id())))
        .forEach(
            host ->
                running
                    .obstacle(machine, host, index)
                    .ifPresent(p -> verdicts.note("host-fits", Optional.of(p))));
    return best;
  }

  /** Notes whether the site may start another machine. */
  static void admission(Machine machine, Host host, SiteIndex index, VerdictCollector verdicts) {
    verdicts.addAll(
        verdicts.policy().admission().stream()
            .flatMap(rule -> rule.verdict(machine, host, index).stream())
            .toList());
  }

  /**
   * Notes whether a running machine may reserve that much more where it runs.
   *
   * @param machine as it will be
   */
  static void reserve(
      Machine machine,
      Host host,
      long moreMemory,
      long moreCpu,
      SiteIndex index,
      VerdictCollector verdicts) {
    if (moreMemory > 0) {
      verdicts.note("host-memory", HostConditions.memory(machine, host, moreMemory, index));
    }
    if (moreCpu > 0) {
      verdicts.note("host-cpu", HostConditions.cpu(machine, host, moreCpu, index));
    }
    PoolAdmission.check(machine.pool(), moreMemory, moreCpu, index, verdicts);
    if (moreMemory > 0 || moreCpu > 0) {
      verdicts.addAll(
          verdicts.policy().admission().stream()
              .flatMap(
                  rule ->
                      rule
                          .raised(
                              machine, host, Math.max(0, moreMemory), Math.max(0, moreCpu), index)
                          .stream())
              .toList());
    }
  }

  /** Notes whether the pool can give a machine that starts what it reserves. */
  static void pool(
      Machine machine, ResourcePoolId pool, SiteIndex index, VerdictCollector verdicts) {
    PoolAdmission.check(
        pool,
        machine.placement().memory().reservation(),
        machine.placement().cpu().reservation(),
        index,
        verdicts);
  }

  /** The cluster or host a pool belongs to has this host. */
  static boolean belongs(ResourcePool pool, Host host) {
    return host.cluster()
        .map(cluster -> pool.owner().equals(cluster))
        .orElse(pool.owner().equals(host.id()));
  }
}
