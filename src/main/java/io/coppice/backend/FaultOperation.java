package io.coppice.backend;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;

/** Faults put into a simulated site, and their mending. */
public sealed interface FaultOperation extends Operation {
  /** The host stops at once; HA restarts what it ran. */
  @OperationTraits(
      name = "Fault.CrashHost",
      icon = "CRASH",
      lock = TargetLock.NONE,
      needs = Capability.FAULTS)
  record CrashHost(HostId target) implements FaultOperation {}

  /** A crashed host boots again. */
  @OperationTraits(
      name = "Fault.RepairHost",
      icon = "REPAIR",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.FAULTS)
  record RepairHost(HostId target) implements FaultOperation {}

  @OperationTraits(
      name = "Fault.CutNic",
      icon = "CUT",
      lock = TargetLock.NONE,
      needs = Capability.FAULTS)
  record CutNic(HostId target, String nic) implements FaultOperation {}

  @OperationTraits(
      name = "Fault.RestoreNic",
      icon = "CONNECT",
      lock = TargetLock.NONE,
      needs = Capability.FAULTS)
  record RestoreNic(HostId target, String nic) implements FaultOperation {}

  /**
   * The host reaches a datastore no more.
   *
   * @param permanent the array says that the device is gone (permanent device loss); else nobody
   *     knows whether it will come back (all paths down)
   */
  @OperationTraits(
      name = "Fault.CutPath",
      icon = "CUT",
      lock = TargetLock.NONE,
      needs = Capability.FAULTS)
  record CutPath(HostId target, DatastoreId datastore, boolean permanent)
      implements FaultOperation {
    /** All paths down. */
    public CutPath(HostId target, DatastoreId datastore) {
      this(target, datastore, false);
    }
  }

  @OperationTraits(
      name = "Fault.RestorePath",
      icon = "CONNECT",
      lock = TargetLock.NONE,
      needs = Capability.FAULTS)
  record RestorePath(HostId target, DatastoreId datastore) implements FaultOperation {}

  /** Something else takes all but {@code leaveMiB} of the free space. */
  @OperationTraits(
      name = "Fault.FillDatastore",
      icon = "FILL",
      lock = TargetLock.NONE,
      needs = Capability.FAULTS)
  record FillDatastore(DatastoreId target, int leaveMiB) implements FaultOperation {}

  /** What filled it goes away. */
  @OperationTraits(
      name = "Fault.DrainDatastore",
      icon = "DRAIN",
      lock = TargetLock.NONE,
      needs = Capability.FAULTS)
  record DrainDatastore(DatastoreId target) implements FaultOperation {}
}
