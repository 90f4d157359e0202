package io.coppice.rules;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.SiteIndex;
import java.util.Comparator;
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

  /** What keeps any machine from being brought to that host. */
  public static Optional<Problem> unusable(Host host, SiteIndex index) {
    return HostRules.unusable(host, index);
  }

  /** What keeps the machine from running on that host; empty when nothing does. */
  public static Optional<Problem> obstacle(Machine machine, Host host, SiteIndex index) {
    return HostRules.unusable(host, index)
        .or(() -> StorageRules.unreachable(machine, host, index))
        .or(() -> network(machine, host, index))
        .or(() -> processors(machine, host))
        .or(() -> memory(machine, host, Commitments.memoryNeed(machine), index))
        .or(() -> cpu(machine, host, machine.placement().cpu().reservation(), index));
  }

  /**
   * The host of the cluster where the machine weighs least, as DRS places at power-on: the lowest
   * of the fuller of its processors and its memory; the first of equals.
   */
  public static Optional<Host> best(
      Machine machine, ClusterId cluster, Optional<HostId> except, SiteIndex index) {
    return index.hosts(cluster).stream()
        .filter(host -> !except.equals(Optional.of(host.id())))
        .filter(host -> obstacle(machine, host, index).isEmpty())
        .min(
            Comparator.comparingLong((Host host) -> load(host, machine, index))
                .thenComparingInt(host -> host.id().value()));
  }

  private static long load(Host host, Machine machine, SiteIndex index) {
    long memory =
        index.commitments().runningMemory(host.id())
            + index.reservations().of(host.id(), Reservations.Sort.MEMORY)
            + machine.hardware().memory().mib();
    long cpu = index.figures().get(host.id(), Metric.CPU_DEMAND);
    return Math.max(
        1000 * memory / Math.max(1, Commitments.memoryForMachines(host)),
        1000 * cpu / Math.max(1, Commitments.cpuForMachines(host)));
  }

  /** Notes the rules of running on a host, each for itself. */
  static void on(Machine machine, Host host, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.note("host-usable", HostRules.unusable(host, index))) {
      return;
    }
    verdicts.note("storage-reachable", StorageRules.unreachable(machine, host, index));
    verdicts.note("network-available", network(machine, host, index));
    verdicts.note("host-processors", processors(machine, host));
    long need = Commitments.memoryNeed(machine);
    if (verdicts.note("host-memory", memory(machine, host, need, index))) {
      verdicts.note("memory-not-overcommitted", overcommitted(machine, host, index));
    }
    verdicts.note("host-cpu", cpu(machine, host, machine.placement().cpu().reservation(), index));
  }

  /** Notes whether any host of the cluster can run the machine, and if none can, why not. */
  static void anyHost(
      Machine machine,
      ClusterId cluster,
      Optional<HostId> except,
      SiteIndex index,
      VerdictCollector verdicts) {
    Optional<Host> best = best(machine, cluster, except, index);
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
      verdicts.note("memory-not-overcommitted", overcommitted(machine, best.orElseThrow(), index));
      return;
    }
    index.hosts(cluster).stream()
        .filter(host -> !except.equals(Optional.of(host.id())))
        .forEach(
            host ->
                obstacle(machine, host, index)
                    .ifPresent(p -> verdicts.note("host-fits", Optional.of(p))));
  }

  private static Optional<Problem> network(Machine machine, Host host, SiteIndex index) {
    return machine.hardware().nics().stream()
        .filter(VirtualNic::connected)
        .map(VirtualNic::portGroup)
        .filter(group -> index.portGroupOn(group, host).isEmpty())
        .findFirst()
        .map(group -> noNetwork(group, host, index));
  }

  static Problem noNetwork(PortGroupId group, Host host, SiteIndex index) {
    return Problem.of(
        Severity.ERROR,
        "network.not-on-host",
        List.of(host.id(), group),
        index.name(group),
        host.name());
  }

  /**
   * A machine has at most as many virtual processors as the host has logical ones, two for each
   * core (ESXi's rule; hyper-threading is taken as on).
   */
  static Optional<Problem> processors(Machine machine, Host host) {
    int most = 2 * host.hardware().cores();
    return machine.hardware().vcpus() <= most
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "host.too-few-processors",
                host.id(),
                host.name(),
                String.valueOf(machine.hardware().vcpus()),
                String.valueOf(most)));
  }

  private static Optional<Problem> memory(Machine machine, Host host, long need, SiteIndex index) {
    long free = freeMemory(host, index);
    return need <= free
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "host.no-memory",
                host.id(),
                host.name(),
                machine.name(),
                need + " MiB",
                Math.max(0, free) + " MiB"));
  }

  private static Optional<Problem> cpu(Machine machine, Host host, long need, SiteIndex index) {
    long free =
        Commitments.cpuForMachines(host)
            - index.commitments().reservedCpu(host.id())
            - index.reservations().of(host.id(), Reservations.Sort.CPU);
    return need <= free || need == 0
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "host.no-cpu",
                host.id(),
                host.name(),
                machine.name(),
                need + " MHz",
                Math.max(0, free) + " MHz"));
  }

  /** MiB no running machine and no job has reserved on the host. */
  public static long freeMemory(Host host, SiteIndex index) {
    return Commitments.memoryForMachines(host)
        - index.commitments().reservedMemory(host.id())
        - index.reservations().of(host.id(), Reservations.Sort.MEMORY);
  }

  private static Optional<Problem> overcommitted(Machine machine, Host host, SiteIndex index) {
    long sum = index.commitments().runningMemory(host.id()) + machine.hardware().memory().mib();
    long has = Commitments.memoryForMachines(host);
    return sum <= has
        ? Optional.empty()
        : Optional.of(
            Problem.warning(
                "host.memory-overcommitted",
                host.id(),
                host.name(),
                String.valueOf(100 * sum / Math.max(1, has))));
  }

  /** Notes whether a running machine may reserve that much more where it runs. */
  static void reserve(
      Machine machine,
      Host host,
      long moreMemory,
      long moreCpu,
      SiteIndex index,
      VerdictCollector verdicts) {
    if (moreMemory > 0) {
      verdicts.note("host-memory", memory(machine, host, moreMemory, index));
    }
    if (moreCpu > 0) {
      verdicts.note("host-cpu", cpu(machine, host, moreCpu, index));
    }
    PoolAdmission.check(machine.pool(), moreMemory, moreCpu, index, verdicts);
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

  static Optional<Cluster> cluster(Host host, SiteIndex index) {
    return host.cluster().map(id -> index.inventory().clusters().get(id.value()));
  }
}
