package io.coppice.sim.ops.rules;

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
import io.coppice.sim.ops.facts.Claims;
import io.coppice.sim.ops.facts.Commitments;
import io.coppice.sim.ops.facts.Facts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a machine can run somewhere, and where it best does. Admission follows vSphere Resource
 * Management, "Managing CPU and memory reservations": a machine is powered on only where its
 * reservations and its overhead are unreserved; memory beyond reservations may be overcommitted,
 * which is a warning.
 */
public final class Room {
  private Room() {}

  /** The cluster that chooses hosts for a machine on this host, if DRS is on there. */
  public static Optional<ClusterId> drsCluster(Host host, Facts facts) {
    return host.cluster().filter(id -> facts.inventory().clusters().get(id.value()).drs());
  }

  /** What keeps any machine from being brought to that host. */
  public static Optional<Problem> unusable(Host host, Facts facts) {
    return HostRules.unusable(host, facts);
  }

  /** What keeps the machine from running on that host; empty when nothing does. */
  public static Optional<Problem> obstacle(Machine machine, Host host, Facts facts) {
    return HostRules.unusable(host, facts)
        .or(() -> StorageRules.unreachable(machine, host, facts))
        .or(() -> network(machine, host, facts))
        .or(() -> processors(machine, host))
        .or(() -> memory(machine, host, Commitments.memoryNeed(machine), facts))
        .or(() -> cpu(machine, host, machine.placement().cpu().reservation(), facts));
  }

  /**
   * The host of the cluster where the machine weighs least, as DRS places at power-on: the lowest
   * of the fuller of its processors and its memory; the first of equals.
   */
  public static Optional<Host> best(
      Machine machine, ClusterId cluster, Optional<HostId> except, Facts facts) {
    return facts.hosts(cluster).stream()
        .filter(host -> !except.equals(Optional.of(host.id())))
        .filter(host -> obstacle(machine, host, facts).isEmpty())
        .min(
            Comparator.comparingLong((Host host) -> load(host, machine, facts))
                .thenComparingInt(host -> host.id().value()));
  }

  private static long load(Host host, Machine machine, Facts facts) {
    long memory =
        facts.commitments().runningMemory(host.id())
            + facts.claims().of(host.id(), Claims.Sort.MEMORY)
            + machine.hardware().memory().mib();
    long cpu = facts.figures().get(host.id(), Metric.CPU_DEMAND);
    return Math.max(
        1000 * memory / Math.max(1, Commitments.memoryForMachines(host)),
        1000 * cpu / Math.max(1, Commitments.cpuForMachines(host)));
  }

  /** Notes the rules of running on a host, each for itself. */
  static void on(Machine machine, Host host, Facts facts, Verdicts verdicts) {
    if (!verdicts.note("host-usable", HostRules.unusable(host, facts))) {
      return;
    }
    verdicts.note("storage-reachable", StorageRules.unreachable(machine, host, facts));
    verdicts.note("network-available", network(machine, host, facts));
    verdicts.note("host-processors", processors(machine, host));
    long need = Commitments.memoryNeed(machine);
    if (verdicts.note("host-memory", memory(machine, host, need, facts))) {
      verdicts.note("memory-not-overcommitted", overcommitted(machine, host, facts));
    }
    verdicts.note("host-cpu", cpu(machine, host, machine.placement().cpu().reservation(), facts));
  }

  /** Notes whether any host of the cluster can run the machine, and if none can, why not. */
  static void anyHost(
      Machine machine, ClusterId cluster, Optional<HostId> except, Facts facts, Verdicts verdicts) {
    Optional<Host> best = best(machine, cluster, except, facts);
    if (verdicts.need(
        "cluster-has-host",
        best.isPresent(),
        () ->
            Problem.of(
                Severity.ERROR,
                "cluster.no-host",
                List.of(cluster, machine.id()),
                facts.name(cluster),
                machine.name()))) {
      verdicts.note("memory-not-overcommitted", overcommitted(machine, best.orElseThrow(), facts));
      return;
    }
    facts.hosts(cluster).stream()
        .filter(host -> !except.equals(Optional.of(host.id())))
        .forEach(
            host ->
                obstacle(machine, host, facts)
                    .ifPresent(p -> verdicts.note("host-fits", Optional.of(p))));
  }

  private static Optional<Problem> network(Machine machine, Host host, Facts facts) {
    return machine.hardware().nics().stream()
        .filter(VirtualNic::connected)
        .map(VirtualNic::portGroup)
        .filter(group -> facts.portGroupOn(group, host).isEmpty())
        .findFirst()
        .map(group -> noNetwork(group, host, facts));
  }

  static Problem noNetwork(PortGroupId group, Host host, Facts facts) {
    return Problem.of(
        Severity.ERROR,
        "network.not-on-host",
        List.of(host.id(), group),
        facts.name(group),
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

  private static Optional<Problem> memory(Machine machine, Host host, long need, Facts facts) {
    long free = freeMemory(host, facts);
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

  private static Optional<Problem> cpu(Machine machine, Host host, long need, Facts facts) {
    long free =
        Commitments.cpuForMachines(host)
            - facts.commitments().reservedCpu(host.id())
            - facts.claims().of(host.id(), Claims.Sort.CPU);
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
  public static long freeMemory(Host host, Facts facts) {
    return Commitments.memoryForMachines(host)
        - facts.commitments().reservedMemory(host.id())
        - facts.claims().of(host.id(), Claims.Sort.MEMORY);
  }

  private static Optional<Problem> overcommitted(Machine machine, Host host, Facts facts) {
    long sum = facts.commitments().runningMemory(host.id()) + machine.hardware().memory().mib();
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
      Machine machine, Host host, long moreMemory, long moreCpu, Facts facts, Verdicts verdicts) {
    if (moreMemory > 0) {
      verdicts.note("host-memory", memory(machine, host, moreMemory, facts));
    }
    if (moreCpu > 0) {
      verdicts.note("host-cpu", cpu(machine, host, moreCpu, facts));
    }
    Pools.check(machine.pool(), moreMemory, moreCpu, facts, verdicts);
  }

  /** Notes whether the pool can give a machine that starts what it reserves. */
  static void pool(Machine machine, ResourcePoolId pool, Facts facts, Verdicts verdicts) {
    Pools.check(
        pool,
        machine.placement().memory().reservation(),
        machine.placement().cpu().reservation(),
        facts,
        verdicts);
  }

  /** The cluster or host a pool belongs to has this host. */
  static boolean belongs(ResourcePool pool, Host host) {
    return host.cluster()
        .map(cluster -> pool.owner().equals(cluster))
        .orElse(pool.owner().equals(host.id()));
  }

  static Optional<Cluster> cluster(Host host, Facts facts) {
    return host.cluster().map(id -> facts.inventory().clusters().get(id.value()));
  }
}
