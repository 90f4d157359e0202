package io.coppice.rules;

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
public final class AdmissionControl {
  private AdmissionControl() {}

  /** MiB that are free for reservations when the largest host fails; negative when short. */
  public static long spare(Cluster cluster, SiteIndex index) {
    List<Host> usable = index.hosts(cluster.id()).stream().filter(Host::isUsable).toList();
    long all = usable.stream().mapToLong(Commitments::memoryForMachines).sum();
    long largest = usable.stream().mapToLong(Commitments::memoryForMachines).max().orElse(0);
    long reserved =
        index.hosts(cluster.id()).stream()
            .mapToLong(host -> index.commitments().reservedMemory(host.id()))
            .sum();
    return all - largest - reserved;
  }

  /** Notes whether the cluster keeps room for a failed host when the machine starts. */
  static void check(Machine machine, Host host, SiteIndex index, VerdictCollector verdicts) {
    Optional<Cluster> cluster = HostAdmission.cluster(host, index).filter(Cluster::ha);
    if (cluster.isEmpty() || index.hosts(cluster.get().id()).size() < 2) {
      return;
    }
    long need = Commitments.memoryNeed(machine);
    long spare = spare(cluster.get(), index);
    verdicts.need(
        "failover-capacity",
        need <= spare,
        () ->
            Problem.error(
                "cluster.no-failover-capacity",
                cluster.get().id(),
                cluster.get().name(),
                machine.name(),
                need + " MiB",
                Math.max(0, spare) + " MiB"));
  }
}
