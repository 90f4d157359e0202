package io.coppice.backend;

import io.coppice.model.EntityId.MachineId;

/** Operations on the snapshot tree of one machine; {@code snapshot} is a key of its tree. */
public sealed interface SnapshotOperation extends Operation {
  @Override
  MachineId target();

  record Take(MachineId target, String name, String description, boolean memory, boolean quiesce)
      implements SnapshotOperation {}

  record Revert(MachineId target, int snapshot) implements SnapshotOperation {}

  /** Deletes one, or it and everything below; its delta is consolidated into what remains. */
  record Remove(MachineId target, int snapshot, boolean children) implements SnapshotOperation {}

  record RemoveAll(MachineId target) implements SnapshotOperation {}

  record Describe(MachineId target, int snapshot, String name, String description)
      implements SnapshotOperation {}
}
