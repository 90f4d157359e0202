package io.coppice.backend;

import io.coppice.model.EntityId;

/**
 * Something asked of a site. Operations are plain data: they are journaled as they are and replayed
 * from there, so a record here is part of the file format and changes only in ways old journals can
 * be read with.
 */
public sealed interface Operation
    permits MachineOperation,
        SnapshotOperation,
        InventoryOperation,
        HostOperation,
        ProvisioningOperation,
        FaultOperation,
        ForkOperation,
        ConsoleOperation,
        NetworkOperation,
        CancelJob {
  /** The object it is mostly about, under whose page its job is listed. */
  EntityId target();
}
