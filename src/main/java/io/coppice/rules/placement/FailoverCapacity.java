package io.coppice.rules.placement;

import io.coppice.backend.Preflight.Verdict;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;

/**
 * HA admission control, "host failures the cluster tolerates" = 1 (vSphere Availability): what
 * running machines reserved, with overhead, must fit when the largest usable host is gone.
 */
public final class FailoverCapacity implements AdmissionRule {
  /** The rule, which HA itself is not bound by. */
  public static final String RULE = "rule.failover-capacity";

  /** MiB that are free for reservations when the largest host fails; negative when short. */
  public static long spare(Cluster cluster, SiteIndex index) {
    List<Host> hosts = index.hosts(cluster.id());
    List<Host> usable = hosts.stream().filter(Host::isUsable).toList();
    long all = usable.stream().mapToLong(Commitments::memoryForMachines).sum();
    long largest = usable.stream().mapToLong(Commitments::memoryForMachines).max().orElse(0);
    long reserved =
        hosts.stream()
            .mapToLong(host -> index.reservedMemory(host.id()) + index.frozenMemory(host.id()))
            .sum();
    return all - largest - reserved;
  }

  @Override
  public Optional<Verdict> verdict(Machine machine, Host host, SiteIndex index) {
    return host.cluster()
        .map(id -> index.inventory().clusters().get(id.value()))
        .filter(Cluster::ha)
        .filter(cluster -> index.hosts(cluster.id()).size() > 1)
        .map(cluster -> new Verdict(RULE, shortage(machine, cluster, index)));
  }

  private static Optional<Problem> shortage(Machine machine, Cluster cluster, SiteIndex index) {
    long need = Commitments.memoryNeed(machine);
    long spare = spare(cluster, index);
    return need <= spare
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "cluster.no-failover-capacity",
                cluster.id(),
                cluster.name(),
                machine.name(),
                need + " MiB",
                Math.max(0, spare) + " MiB"));
  }
}
