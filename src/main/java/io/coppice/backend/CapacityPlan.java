package io.coppice.backend;

import io.coppice.model.Megahertz;
import io.coppice.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * How many more machines of a kind a cluster takes.
 *
 * @param running machines of the cluster that run now
 * @param fits more of the kind that can be started, one after the other
 * @param open whether it would take still more than {@link CapacityPlanner#MOST}
 * @param first what ends it; empty if it is open
 * @param reasons what keeps the next one from the cluster, and from how many hosts, the most first
 * @param rooms how many each limit alone would let in, the fewest first
 * @param demand what one asks for of the processors at its busiest
 * @param now how full the hosts are now
 * @param then and how full when all that fit are there
 */
public record CapacityPlan(
    int running,
    int fits,
    boolean open,
    Optional<Limit> first,
    List<Reason> reasons,
    List<Room> rooms,
    Megahertz demand,
    HostLoad now,
    HostLoad then) {
  public CapacityPlan {
    reasons = List.copyOf(reasons);
    rooms = List.copyOf(rooms);
  }

  /** What may end it. */
  public enum Limit {
    /** No host is usable, reaches a datastore, has the networks or so many processors. */
    PLACE,
    /** Memory that is reserved, with overhead. */
    HOST_MEMORY,
    /** Processors that are reserved. */
    HOST_CPU,
    /** Machines that run on one host. */
    HOST_MACHINES,
    /** What HA keeps for hosts that fail. */
    HA,
    /** What the resource pool has left, or its limit. */
    POOL,
    /** Room on datastores. */
    SPACE,
    /** The planner's own bound of what is asked of processors. */
    CPU_TARGET,
    /** The planner's own bound of configured memory. */
    MEMORY_TARGET,
    /** The planner's own bound of how full datastores become. */
    SPACE_TARGET
  }

  /** What keeps the next one from so many hosts; {@code hosts} is 0 where it is of the cluster. */
  public record Reason(Limit limit, int hosts, Problem why) {}

  /**
   * What one limit alone lets in.
   *
   * @param open whether more than {@link CapacityPlanner#MOST}
   */
  public record Room(Limit limit, int fits, boolean open) {}

  /**
   * How full usable hosts are, in permille of what they have for machines: processors by what is
   * asked for, memory by what is configured.
   */
  public record HostLoad(int cpuMean, int cpuMost, int memoryMean, int memoryMost) {}
}
