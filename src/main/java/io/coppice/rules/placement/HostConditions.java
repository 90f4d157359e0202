package io.coppice.rules.placement;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;

/**
 * What a host must be and have for a machine, each for itself. Guaranteed are reservations: what
 * running machines and jobs have reserved, with overhead, must fit; memory beyond that may be
 * overcommitted, which is a warning.
 */
public final class HostConditions {
  /** Machines that run on one host at most. */
  public static final int MOST_RUNNING = 1_024;

  private HostConditions() {}

  /** Why no machine can be started on the host or moved there. */
  public static Optional<Problem> unusable(Host host, SiteIndex index) {
    return notUsable(host)
        .or(
            () ->
                index
                    .busy(host.id())
                    .map(job -> Problem.error("object.busy", host.id(), host.name(), job)));
  }

  /** Whether nothing can run on the host as it is. */
  public static Optional<Problem> notUsable(Host host) {
    if (host.state() != Host.State.CONNECTED) {
      return Optional.of(Problem.error(unavailable(host.state()), host.id(), host.name()));
    }
    return host.maintenance()
        ? Optional.of(Problem.error("host.in-maintenance", host.id(), host.name()))
        : Optional.empty();
  }

  /** The code of the problem that a host in that state does not answer. */
  public static String unavailable(Host.State state) {
    return switch (state) {
      case CONNECTED -> throw new IllegalArgumentException("It is connected");
      case DISCONNECTED -> "host.disconnected";
      case NOT_RESPONDING -> "host.not-responding";
      case POWERED_OFF -> "host.powered-off";
    };
  }

  /** A datastore the machine lies on that the host does not reach. */
  public static Optional<Problem> unreachable(Machine machine, Host host, SiteIndex index) {
    if (machine.linked().isEmpty()) {
      // asked of every host of a cluster for every machine that is started
      for (VirtualDisk disk : machine.hardware().disks()) {
        if (!host.reaches(disk.datastore())) {
          return unreachable(disk.datastore(), host, index);
        }
      }
      return Optional.empty();
    }
    return index.datastores(machine).stream()
        .filter(datastore -> !host.reaches(datastore))
        .findFirst()
        .flatMap(datastore -> unreachable(datastore, host, index));
  }

  /** Whether the host does not reach the datastore. */
  public static Optional<Problem> unreachable(DatastoreId datastore, Host host, SiteIndex index) {
    return host.reaches(datastore)
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                Severity.ERROR,
                "storage.unreachable",
                List.of(host.id(), datastore),
                host.name(),
                index.name(datastore)));
  }

  /** A port group of the machine that is not on the host. */
  public static Optional<Problem> wired(Machine machine, Host host, SiteIndex index) {
    return network(machine, host, index);
  }

  static Optional<Problem> network(Machine machine, Host host, SiteIndex index) {
    for (VirtualNic nic : machine.hardware().nics()) {
      if (nic.connected() && index.portGroupOn(nic.portGroup(), host).isEmpty()) {
        return Optional.of(noNetwork(nic.portGroup(), host, index));
      }
    }
    return Optional.empty();
  }

  /** A port group that is not on the host. */
  public static Optional<Problem> network(List<PortGroupId> groups, Host host, SiteIndex index) {
    return groups.stream()
        .filter(group -> index.portGroupOn(group, host).isEmpty())
        .findFirst()
        .map(group -> noNetwork(group, host, index));
  }

  /** That the port group is not on the host. */
  public static Problem noNetwork(PortGroupId group, Host host, SiteIndex index) {
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
  public static Optional<Problem> processors(Machine machine, Host host) {
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

  /** A host runs at most {@value #MOST_RUNNING} machines (vSphere 8 configuration maximums). */
  static Optional<Problem> running(Machine machine, Host host, SiteIndex index) {
    boolean there = machine.isOn() && machine.host().equals(host.id());
    long coming = index.reservations().of(host.id(), Reservations.Sort.MACHINES);
    return there || index.running(host.id()) + coming < MOST_RUNNING
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "host.too-many-machines", host.id(), host.name(), String.valueOf(MOST_RUNNING)));
  }

  static Optional<Problem> memory(Machine machine, Host host, SiteIndex index) {
    return memory(machine, host, Commitments.memoryNeed(machine), index);
  }

  /** Whether the host cannot give the machine that many MiB. */
  public static Optional<Problem> memory(Machine machine, Host host, long need, SiteIndex index) {
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

  static Optional<Problem> cpu(Machine machine, Host host, SiteIndex index) {
    return cpu(machine, host, machine.placement().cpu().reservation(), index);
  }

  /** Whether the host cannot reserve that many MHz for the machine. */
  public static Optional<Problem> cpu(Machine machine, Host host, long need, SiteIndex index) {
    long free =
        Commitments.cpuForMachines(host)
            - index.reservedCpu(host.id())
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

  /** MiB no running machine, no base and no job has to itself on the host. */
  public static long freeMemory(Host host, SiteIndex index) {
    return Commitments.memoryForMachines(host)
        - index.frozenMemory(host.id())
        - index.reservedMemory(host.id())
        - index.reservations().of(host.id(), Reservations.Sort.MEMORY);
  }

  static Optional<Problem> overcommitted(Machine machine, Host host, SiteIndex index) {
    long sum = index.runningMemory(host.id()) + machine.hardware().memory().mib();
    long has = Commitments.memoryForMachines(host) - index.frozenMemory(host.id());
    return sum <= has
        ? Optional.empty()
        : Optional.of(
            Problem.warning(
                "host.memory-overcommitted",
                host.id(),
                host.name(),
                String.valueOf(100 * sum / Math.max(1, has))));
  }

  /** Permille of the fuller of processors and memory once the machine runs there. */
  static long load(Machine machine, Host host, SiteIndex index) {
    long memory =
        index.runningMemory(host.id())
            + index.frozenMemory(host.id())
            + index.reservations().of(host.id(), Reservations.Sort.PLACED)
            + machine.hardware().memory().mib();
    long cpu = index.figures().get(host.id(), Metric.CPU_DEMAND);
    return Math.max(
        1000 * memory / Math.max(1, Commitments.memoryForMachines(host)),
        1000 * cpu / Math.max(1, Commitments.cpuForMachines(host)));
  }

  /** How many machines are registered on the host. */
  static long registered(Host host, SiteIndex index) {
    return index.held(host.id(), EntityId.Kind.MACHINE).size();
  }
}
