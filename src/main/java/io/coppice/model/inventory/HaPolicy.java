package io.coppice.model.inventory;

import io.coppice.model.EntityId.HostId;
import java.util.Set;

/**
 * How a cluster with HA keeps room for hosts that fail, and what it does about those it does not
 * reach (vSphere Availability, "vSphere HA Admission Control" and "Configuring Responses to
 * Failures").
 *
 * @param admission how room is kept
 * @param failures hosts that may fail, where room is kept by slots
 * @param cpuPercent of all processors that is kept, where room is kept by percentage
 * @param memoryPercent of all memory that is kept, likewise
 * @param dedicated hosts on which nothing runs until another fails, where room is kept by hosts
 * @param storageLoss what becomes of what runs where a datastore is lost
 * @param isolation what becomes of what runs on a host that reaches nobody
 */
public record HaPolicy(
    Admission admission,
    int failures,
    int cpuPercent,
    int memoryPercent,
    Set<HostId> dedicated,
    StorageLoss storageLoss,
    Isolation isolation) {
  /** One host may fail; what runs stays where it is, whatever it no longer reaches. */
  public static final HaPolicy STANDARD =
      new HaPolicy(Admission.LARGEST_HOST, 1, 25, 25, Set.of(), StorageLoss.LEAVE, Isolation.LEAVE);

  public HaPolicy {
    dedicated = Set.copyOf(dedicated);
  }

  /** How room is kept. */
  public enum Admission {
    /** What is reserved must fit, as a sum, without the largest host. */
    LARGEST_HOST,
    /** A slot holds what the machine that reserves most reserves; hosts are counted in slots. */
    SLOTS,
    /** A part of all that there is. */
    PERCENTAGE,
    /** Hosts that nothing else uses. */
    DEDICATED_HOSTS,
    /** None: everything may be started that some host can run. */
    OFF
  }

  /** All paths down, or a permanent device loss. */
  public enum StorageLoss {
    LEAVE,
    /** After the timeout it is powered off and restarted on a host that reaches the datastore. */
    RESTART
  }

  /** A host that has lost its network and runs on. */
  public enum Isolation {
    LEAVE,
    /** What runs there is powered off, and restarted on other hosts. */
    RESTART
  }
}
