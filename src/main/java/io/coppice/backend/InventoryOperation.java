package io.coppice.backend;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ComputeId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Tag;
import java.util.Set;

/** Operations that order the inventory. They take no time and can be undone. */
public sealed interface InventoryOperation extends Operation {
  record Rename(EntityId target, String name) implements InventoryOperation {}

  /**
   * Moves an object to another folder of its sort, a host to another cluster, a pool to another
   * pool.
   */
  record Move(EntityId target, EntityId to) implements InventoryOperation {}

  record SetTags(EntityId target, Set<Tag> tags) implements InventoryOperation {
    public SetTags {
      tags = Set.copyOf(tags);
    }
  }

  record SetNotes(EntityId target, String notes) implements InventoryOperation {}

  record CreateFolder(FolderId target, String name) implements InventoryOperation {}

  /** Removes an empty folder. */
  record RemoveFolder(FolderId target) implements InventoryOperation {}

  /** Makes a pool or vApp below another pool. */
  record CreatePool(
      ResourcePoolId target, String name, Allocation cpu, Allocation memory, boolean vapp)
      implements InventoryOperation {}

  record EditPool(ResourcePoolId target, Allocation cpu, Allocation memory)
      implements InventoryOperation {}

  /** Removes a pool; what it held goes to its parent. */
  record RemovePool(ResourcePoolId target) implements InventoryOperation {}

  /** Turns HA and DRS of a cluster on or off. */
  record SetClusterServices(EntityId.ClusterId target, boolean ha, boolean drs)
      implements InventoryOperation {}

  /** Makes an empty cluster in a folder. */
  record CreateCluster(FolderId target, String name, boolean ha, boolean drs)
      implements InventoryOperation {}

  /** Removes an empty cluster or host. */
  record RemoveCompute(ComputeId target) implements InventoryOperation {}
}
