package io.coppice.sim.world;

import io.coppice.model.EntityId.DatastoreId;

/** A part of the world that knows what will be written, though nothing of it is there yet. */
public interface SpaceLedger {
  /** Bytes of a datastore that are spoken for. */
  long promised(World world, DatastoreId datastore);
}
