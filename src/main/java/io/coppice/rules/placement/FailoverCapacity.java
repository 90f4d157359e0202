package io.coppice.rules.placement;

import io.coppice.backend.Preflight.Verdict;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.UsableHosts;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * HA admission control (vSphere Availability, "vSphere HA Admission Control"): what machines
 * reserve, with overhead, must still fit when hosts fail, in memory and in processors alike.
 * Counted is what runs and what is about to. Room is kept as the cluster's {@link HaPolicy} says;
 * one that keeps whole hosts keeps them by a condition on the host instead.
 */
public final class FailoverCapacity implements AdmissionRule {
  /** The rule, which HA itself is not bound by. */
  public static final String RULE = "rule.failover-capacity";

  /** MHz of a slot where no machine reserves any (das.vmcpuminmhz, "Slot Size Calculation"). */
  private static final long SLOT_MHZ = 32;

  private final SiteIndex index;
  private final Cluster cluster;

  /** The rule, to be asked. */
  public FailoverCapacity() {
    this(null, null);
  }

  private FailoverCapacity(Cluster cluster, SiteIndex index) {
    this.cluster = cluster;
    this.index = index;
  }

  /** Whether a cluster with HA lacks the room that its policy keeps, as things are now. */
  public static boolean isShort(Cluster cluster, SiteIndex index) {
    // few are short: the sums are asked first
    return new FailoverCapacity(cluster, index).shortage("", 0, 0, 0).isPresent()
        && hasSeveralHosts(cluster, index);
  }

  private static boolean hasSeveralHosts(Cluster cluster, SiteIndex index) {
    return index.held(cluster.id(), EntityId.Kind.HOST).size() > 1;
  }

  /** The cluster of a host if HA keeps room in it by what is reserved. */
  private static Optional<Cluster> counting(Host host, SiteIndex at) {
    return host.cluster()
        .map(id -> at.inventory().clusters().get(id.value()))
        .filter(Cluster::ha)
        .filter(in -> hasSeveralHosts(in, at))
        .filter(in -> in.haPolicy().admission() != HaPolicy.Admission.OFF)
        .filter(in -> in.haPolicy().admission() != HaPolicy.Admission.DEDICATED_HOSTS);
  }

  /** A slot may have to be larger; sums grow by what is more. */
  @Override
  public Optional<Verdict> raised(
      Machine machine, Host host, long moreMemory, long moreCpu, SiteIndex at) {
    return counting(host, at)
        .map(
            in -> {
              boolean slots = in.haPolicy().admission() == HaPolicy.Admission.SLOTS;
              return new Verdict(
                  RULE,
                  new FailoverCapacity(in, at)
                      .shortage(
                          machine.name(),
                          slots ? Commitments.memoryNeed(machine) : moreMemory,
                          slots ? machine.placement().cpu().reservation() : moreCpu,
                          0));
            });
  }

  @Override
  public Optional<Verdict> verdict(Machine machine, Host host, SiteIndex at) {
    return counting(host, at)
        .map(
            in ->
                new Verdict(
                    RULE,
                    new FailoverCapacity(in, at)
                        .shortage(
                            machine.name(),
                            Commitments.memoryNeed(machine),
                            machine.placement().cpu().reservation(),
                            1)));
  }

  /** What is missing when that much more is reserved by so many machines more. */
  private Optional<Problem> shortage(String machine, long memory, long mhz, int machines) {
    return switch (cluster.haPolicy().admission()) {
      case LARGEST_HOST -> withoutLargest(machine, memory, mhz);
      case SLOTS -> slots(machine, memory, mhz, machines);
      case PERCENTAGE -> percentage(machine, memory, mhz);
      case DEDICATED_HOSTS, OFF -> Optional.empty();
    };
  }

  private Optional<Problem> withoutLargest(String machine, long memory, long mhz) {
    UsableHosts usable = index.usable(cluster.id());
    long spareMemory = usable.memory(1) - reservedMemory();
    if (memory > spareMemory) {
      return missing(machine, memory + " MiB", Math.max(0, spareMemory) + " MiB");
    }
    if (mhz <= 0) {
      return Optional.empty();
    }
    long spareCpu = usable.cpu(1) - reservedCpu();
    return mhz > spareCpu
        ? missing(machine, mhz + " MHz", Math.max(0, spareCpu) + " MHz")
        : Optional.empty();
  }

  /** What is left when so many of the largest are gone. */
  private static long spare(LongStream each, int gone) {
    long[] sorted = each.sorted().toArray();
    long sum = 0;
    for (int i = 0; i < sorted.length - gone; i++) {
      sum += sorted[i];
    }
    return sum;
  }

  private Optional<Problem> slots(String machine, long memory, long mhz, int machines) {
    long slotMemory = Math.max(1, memory);
    long slotMhz = Math.max(SLOT_MHZ, mhz);
    long used = machines + index.reservations().of(cluster.id(), Sort.MACHINES);
    for (Host host : index.hosts(cluster.id())) {
      for (Machine other : index.machines(host.id())) {
        if (other.isOn()) {
          used++;
          slotMemory = Math.max(slotMemory, Commitments.memoryNeed(other));
          slotMhz = Math.max(slotMhz, other.placement().cpu().reservation());
        }
      }
    }
    long eachMemory = slotMemory;
    long eachMhz = slotMhz;
    long slots =
        spare(
            index.hosts(cluster.id()).stream()
                .filter(Host::isUsable)
                .mapToLong(
                    host ->
                        Math.min(
                            Commitments.memoryForMachines(host) / eachMemory,
                            Commitments.cpuForMachines(host) / eachMhz)),
            cluster.haPolicy().failures());
    return used <= slots
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "cluster.no-slot",
                cluster.id(),
                cluster.name(),
                machine,
                String.valueOf(used),
                String.valueOf(slots),
                eachMemory + " MiB, " + eachMhz + " MHz"));
  }

  private Optional<Problem> percentage(String machine, long memory, long mhz) {
    long memoryInAll = index.usable(cluster.id()).memory(0);
    long cpuInAll = index.usable(cluster.id()).cpu(0);
    long keptMemory = memoryInAll * cluster.haPolicy().memoryPercent() / 100;
    long keptCpu = cpuInAll * cluster.haPolicy().cpuPercent() / 100;
    long spareMemory = memoryInAll - keptMemory - reservedMemory();
    long spareCpu = cpuInAll - keptCpu - reservedCpu();
    if (memory > spareMemory) {
      return missing(machine, memory + " MiB", Math.max(0, spareMemory) + " MiB");
    }
    return mhz > spareCpu
        ? missing(machine, mhz + " MHz", Math.max(0, spareCpu) + " MHz")
        : Optional.empty();
  }

  private Optional<Problem> missing(String machine, String needed, String spare) {
    return Optional.of(
        Problem.error(
            "cluster.no-failover-capacity", cluster.id(), cluster.name(), machine, needed, spare));
  }

  private long reservedMemory() {
    return index.heldMemory(cluster.id()) + index.reservations().of(cluster.id(), Sort.MEMORY);
  }

  private long reservedCpu() {
    return index.reservedCpu(cluster.id()) + index.reservations().of(cluster.id(), Sort.CPU);
  }
}
