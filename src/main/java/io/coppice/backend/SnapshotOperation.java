package io.coppice.backend;

import io.coppice.model.EntityId.MachineId;

/** Operations on the snapshot tree of one machine; {@code snapshot} is a key of its tree. */
public sealed interface SnapshotOperation extends Operation {
  @Override
  MachineId target();

  /** Takes a snapshot; {@code by} is the name of who asks for it, empty if that is not known. */
  @OperationTraits(name = "Snapshot.Take", icon = "SNAPSHOT", lock = TargetLock.EXCLUSIVE)
  record Take(
      MachineId target, String name, String description, boolean memory, boolean quiesce, String by)
      implements SnapshotOperation {
    /** One of nobody who is known. */
    public Take(
        MachineId target, String name, String description, boolean memory, boolean quiesce) {
      this(target, name, description, memory, quiesce, "");
    }
  }

  @OperationTraits(name = "Snapshot.Revert", icon = "REVERT", lock = TargetLock.EXCLUSIVE)
  record Revert(MachineId target, int snapshot) implements SnapshotOperation {}

  /** Deletes one, or it and everything below; its delta is consolidated into what remains. */
  @OperationTraits(name = "Snapshot.Remove", icon = "DELETE", lock = TargetLock.EXCLUSIVE)
  record Remove(MachineId target, int snapshot, boolean children) implements SnapshotOperation {}

  @OperationTraits(name = "Snapshot.RemoveAll", icon = "DELETE", lock = TargetLock.EXCLUSIVE)
  record RemoveAll(MachineId target) implements SnapshotOperation {}

  @OperationTraits(name = "Snapshot.Describe", icon = "RENAME", lock = TargetLock.NONE)
  record Describe(MachineId target, int snapshot, String name, String description)
      implements SnapshotOperation {}
}
