package io.coppice.backend;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Megahertz;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import java.util.List;
import java.util.Optional;

/**
 * Answers what a planner asks of a cluster, by the same rules of placement and admission by which
 * the site itself starts machines. Pure; any thread, but slow for large clusters. What jobs under
 * way will take is not counted.
 */
public interface CapacityPlanner {
  /** So many machines are tried at most. */
  int MOST = 5_000;

  /** Hears how far it is, and ends it: by a {@link java.util.concurrent.CancellationException}. */
  @FunctionalInterface
  interface Watch {
    /**
     * @param part from 0 to 1
     * @throws java.util.concurrent.CancellationException if it is not wanted any more
     */
    void at(double part);
  }

  /**
   * The kind of machine of which more are to come.
   *
   * @param like a machine or template that is copied: its disks' datastores, networks and pool
   * @param used of the disk, what a thin one takes from the beginning
   * @param demand what one asks for of the processors; where it is not said, what the machine it is
   *     like asks for, or the mean of what runs in the cluster for each virtual processor
   */
  record MachineKind(
      Optional<MachineId> like,
      int vcpus,
      Bytes memory,
      Bytes disk,
      Bytes used,
      VirtualDisk.Provisioning provisioning,
      int cpuReservation,
      int memoryReservation,
      Optional<Megahertz> demand) {
    /** The kind of a machine that is there; its disks taken together. */
    public static MachineKind of(Machine machine) {
      List<VirtualDisk> disks = machine.hardware().disks();
      boolean thick =
          !disks.isEmpty()
              && disks.stream()
                  .allMatch(disk -> disk.provisioning() == VirtualDisk.Provisioning.THICK);
      Bytes capacity = new Bytes(disks.stream().mapToLong(disk -> disk.capacity().value()).sum());
      Bytes used = new Bytes(disks.stream().mapToLong(disk -> disk.onDatastore().value()).sum());
      return new MachineKind(
          Optional.of(machine.id()),
          machine.hardware().vcpus(),
          machine.hardware().memory(),
          capacity,
          used,
          thick ? VirtualDisk.Provisioning.THICK : VirtualDisk.Provisioning.THIN,
          machine.placement().cpu().reservation(),
          machine.placement().memory().reservation(),
          Optional.empty());
    }
  }

  /**
   * How full a planner lets things become, in percent; the site itself would go on.
   *
   * @param cpu of what hosts have for machines, by what machines ask for
   * @param memory of what hosts have for machines, by what machines are configured with
   * @param space of each datastore
   */
  record Targets(int cpu, int memory, int space) {
    public static final Targets STANDARD = new Targets(80, 100, 90);
  }

  /**
   * What is asked.
   *
   * @param busiest what machines ask for at their busiest, in percent of what they ask for now
   */
  record Question(ClusterId cluster, MachineKind kind, Targets targets, int busiest) {}

  /** How many more fit, and what ends it. */
  CapacityPlan plan(Question question, Snapshot on, Watch watch);

  /** What the failure of each of these hosts does, in the order given. */
  List<HostLoss> losses(List<HostId> hosts, Snapshot on, Watch watch);
}
