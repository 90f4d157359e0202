package io.coppice.backend;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;

/** Operations on one host. */
public sealed interface HostOperation extends Operation {
  @Override
  HostId target();

  /**
   * Moves every running machine away, then takes no new ones. {@code evacuate} moves powered-off
   * machines too.
   */
  @OperationTraits(
      name = "Host.EnterMaintenance",
      icon = "MAINTENANCE",
      lock = TargetLock.EXCLUSIVE)
  record EnterMaintenance(HostId target, boolean evacuate) implements HostOperation {}

  @OperationTraits(name = "Host.ExitMaintenance", icon = "IN_SERVICE", lock = TargetLock.EXCLUSIVE)
  record ExitMaintenance(HostId target) implements HostOperation {}

  /** The console stops managing the host; its machines go on. */
  @OperationTraits(name = "Host.Disconnect", icon = "DISCONNECT", lock = TargetLock.EXCLUSIVE)
  record Disconnect(HostId target) implements HostOperation {}

  @OperationTraits(name = "Host.Reconnect", icon = "CONNECT", lock = TargetLock.EXCLUSIVE)
  record Reconnect(HostId target) implements HostOperation {}

  /** Shuts the host down; its running machines are powered off unless it is in maintenance. */
  @OperationTraits(name = "Host.ShutDown", icon = "SHUT_DOWN", lock = TargetLock.EXCLUSIVE)
  record ShutDown(HostId target, boolean force) implements HostOperation {}

  /** Lets the host reach a datastore of its datacentre. */
  @OperationTraits(name = "Host.MountDatastore", icon = "DATASTORE", lock = TargetLock.NONE)
  record MountDatastore(HostId target, DatastoreId datastore) implements HostOperation {}

  /** Takes a datastore from the host, on which none of its machines may lie. */
  @OperationTraits(name = "Host.UnmountDatastore", icon = "DATASTORE", lock = TargetLock.NONE)
  record UnmountDatastore(HostId target, DatastoreId datastore) implements HostOperation {}

  @OperationTraits(name = "Host.PowerOn", icon = "POWERED_ON", lock = TargetLock.EXCLUSIVE)
  record PowerOn(HostId target) implements HostOperation {}
}
