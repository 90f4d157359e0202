package io.coppice.backend;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ComputeId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operations that order the inventory. They take no time and can be undone. */
public sealed interface InventoryOperation extends Operation {
  @OperationTraits(name = "Inventory.Rename", icon = "RENAME", lock = TargetLock.NONE)
  record Rename(EntityId target, String name) implements InventoryOperation {}

  /**
   * Moves an object to another folder of its sort, a host to another cluster, a pool to another
   * pool.
   */
  @OperationTraits(name = "Inventory.Move", icon = "MOVE", lock = TargetLock.NONE)
  record Move(EntityId target, EntityId to) implements InventoryOperation {}

  @OperationTraits(name = "Inventory.SetTags", icon = "TAG", lock = TargetLock.NONE)
  record SetTags(EntityId target, Set<Tag> tags) implements InventoryOperation {
    public SetTags {
      tags = Set.copyOf(tags);
    }
  }

  @OperationTraits(name = "Inventory.SetNotes", icon = "NOTES", lock = TargetLock.NONE)
  record SetNotes(EntityId target, String notes) implements InventoryOperation {}

  @OperationTraits(name = "Inventory.CreateFolder", icon = "FOLDER", lock = TargetLock.NONE)
  record CreateFolder(FolderId target, String name) implements InventoryOperation {}

  /** Removes an empty folder. */
  @OperationTraits(name = "Inventory.RemoveFolder", icon = "DELETE", lock = TargetLock.NONE)
  record RemoveFolder(FolderId target) implements InventoryOperation {}

  /** Makes a pool or vApp below another pool. */
  @OperationTraits(name = "Inventory.CreatePool", icon = "RESOURCE_POOL", lock = TargetLock.NONE)
  record CreatePool(
      ResourcePoolId target, String name, Allocation cpu, Allocation memory, boolean vapp)
      implements InventoryOperation {}

  @OperationTraits(name = "Inventory.EditPool", icon = "RESERVATIONS", lock = TargetLock.NONE)
  record EditPool(ResourcePoolId target, Allocation cpu, Allocation memory)
      implements InventoryOperation {}

  /** Gives a vApp another order in which its machines start. */
  @OperationTraits(name = "Inventory.SetStartOrder", icon = "VAPP", lock = TargetLock.NONE)
  record SetStartOrder(ResourcePoolId target, List<MachineId> order) implements InventoryOperation {
    public SetStartOrder {
      order = List.copyOf(order);
    }
  }

  /** Removes a pool; what it held goes to its parent. */
  @OperationTraits(name = "Inventory.RemovePool", icon = "DELETE", lock = TargetLock.NONE)
  record RemovePool(ResourcePoolId target) implements InventoryOperation {}

  /** Turns HA and DRS of a cluster on or off. */
  @OperationTraits(name = "Inventory.SetClusterServices", icon = "SERVICES", lock = TargetLock.NONE)
  record SetClusterServices(EntityId.ClusterId target, boolean ha, boolean drs)
      implements InventoryOperation {}

  /** How HA keeps room and responds to failures; it is on or off besides. */
  @OperationTraits(name = "Inventory.SetHaPolicy", icon = "SERVICES", lock = TargetLock.NONE)
  record SetHaPolicy(EntityId.ClusterId target, HaPolicy policy) implements InventoryOperation {}

  /** What DRS does by itself and how readily, and its rules; it is on or off besides. */
  @OperationTraits(name = "Inventory.SetDrsPolicy", icon = "SERVICES", lock = TargetLock.NONE)
  record SetDrsPolicy(EntityId.ClusterId target, DrsPolicy policy) implements InventoryOperation {}

  /** DRS looks at once, and does or recommends what it finds. */
  @OperationTraits(name = "Inventory.Balance", icon = "MIGRATE", lock = TargetLock.NONE)
  record Balance(EntityId.ClusterId target) implements InventoryOperation {}

  /** Does what DRS recommended under that number. */
  @OperationTraits(name = "Inventory.ApplyAdvice", icon = "MIGRATE", lock = TargetLock.NONE)
  record ApplyAdvice(EntityId.ClusterId target, int number) implements InventoryOperation {}

  /** Whether a datastore is divided by the shares of disks when it is short. */
  @OperationTraits(name = "Inventory.SetIoControl", icon = "SERVICES", lock = TargetLock.NONE)
  record SetIoControl(EntityId.DatastoreId target, boolean on) implements InventoryOperation {}

  /** Makes a folder of datastores a datastore cluster that works so, or a mere folder again. */
  @OperationTraits(
      name = "Inventory.SetDatastoreCluster",
      icon = "DATASTORE",
      lock = TargetLock.NONE)
  record SetDatastoreCluster(FolderId target, Optional<DatastoreCluster.Policy> policy)
      implements InventoryOperation {}

  /** Storage DRS looks at once, and does or recommends what it finds. */
  @OperationTraits(name = "Inventory.BalanceStorage", icon = "DATASTORE", lock = TargetLock.NONE)
  record BalanceStorage(FolderId target) implements InventoryOperation {}

  /** Does what Storage DRS recommended under that number. */
  @OperationTraits(
      name = "Inventory.ApplyStorageAdvice",
      icon = "DATASTORE",
      lock = TargetLock.NONE)
  record ApplyStorageAdvice(FolderId target, int number) implements InventoryOperation {}

  /** Makes an empty cluster in a folder. */
  @OperationTraits(name = "Inventory.CreateCluster", icon = "CLUSTER", lock = TargetLock.NONE)
  record CreateCluster(FolderId target, String name, boolean ha, boolean drs)
      implements InventoryOperation {}

  /** Removes an empty cluster or host. */
  @OperationTraits(name = "Inventory.RemoveCompute", icon = "DELETE", lock = TargetLock.NONE)
  record RemoveCompute(ComputeId target) implements InventoryOperation {}
}
