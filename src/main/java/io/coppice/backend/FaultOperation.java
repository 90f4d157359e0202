package io.coppice.backend;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;

/** Faults put into a simulated site, and their mending. */
public sealed interface FaultOperation extends Operation {
  /** The host stops at once; HA restarts what it ran. */
  record CrashHost(HostId target) implements FaultOperation {}

  /** A crashed host boots again. */
  record RepairHost(HostId target) implements FaultOperation {}

  record CutNic(HostId target, String nic) implements FaultOperation {}

  record RestoreNic(HostId target, String nic) implements FaultOperation {}

  record CutPath(HostId target, DatastoreId datastore) implements FaultOperation {}

  record RestorePath(HostId target, DatastoreId datastore) implements FaultOperation {}

  /** Something else takes all but {@code leaveMiB} of the free space. */
  record FillDatastore(DatastoreId target, int leaveMiB) implements FaultOperation {}

  /** What filled it goes away. */
  record DrainDatastore(DatastoreId target) implements FaultOperation {}
}
