package io.coppice.model.inventory;

import io.coppice.model.EntityId.HostId;
import java.util.Optional;
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
 * @param storageLoss what becomes of what runs where all paths to a datastore are down
 * @param isolation what becomes of what runs on a host that reaches nobody
 * @param deviceLoss what becomes of what runs where a device is lost for good; empty for the same
 *     as where paths are down
 */
public record HaPolicy(
    Admission admission,
    int failures,
    int cpuPercent,
    int memoryPercent,
    Set<HostId> dedicated,
    StorageLoss storageLoss,
    Isolation isolation,
    Optional<StorageLoss> deviceLoss) {
  /** One host may fail; what runs stays where it is, whatever it no longer reaches. */
  public static final HaPolicy STANDARD =
      new HaPolicy(Admission.LARGEST_HOST, 1, 25, 25, Set.of(), StorageLoss.LEAVE, Isolation.LEAVE);

  /** The same where paths are down and where a device is lost. */
  public HaPolicy(
      Admission admission,
      int failures,
      int cpuPercent,
      int memoryPercent,
      Set<HostId> dedicated,
      StorageLoss storageLoss,
      Isolation isolation) {
    this(
        admission,
        failures,
        cpuPercent,
        memoryPercent,
        dedicated,
        storageLoss,
        isolation,
        Optional.empty());
  }

  public StorageLoss onDeviceLoss() {
    return deviceLoss.orElse(storageLoss);
  }

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

  /**
   * What is done (vSphere Availability, "VM Component Protection"). Where all paths are down it is
   * done when the timeout and the delay have passed, where a device is lost at once.
   */
  public enum StorageLoss {
    LEAVE,
    /** It is powered off, and restarted as soon as a host that reaches the datastore has room. */
    RESTART,
    /** The same, but only of what another host has room for now: the conservative policy. */
    RESTART_IF_ROOM
  }

  /** A host that has lost its network and runs on. */
  public enum Isolation {
    LEAVE,
    /** What runs there is powered off, and restarted on other hosts. */
    RESTART
  }
}
