package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;

/**
 * A machine's disk.
 *
 * @param key names the disk within its machine; never reused there ("Hard disk 1" has key 0)
 * @param used blocks written so far; equals {@code capacity} for a thick disk
 */
public record VirtualDisk(
    int key, Bytes capacity, Provisioning provisioning, DatastoreId datastore, Bytes used) {
  public VirtualDisk {
    if (used.compareTo(capacity) > 0) {
      throw new IllegalArgumentException(
          "A disk uses at most its capacity: " + used + " of " + capacity);
    }
  }

  /** Whether space is taken when the disk is made or when blocks are first written. */
  public enum Provisioning {
    THIN,
    THICK
  }

  /** What the disk takes on its datastore. */
  public Bytes onDatastore() {
    return provisioning == Provisioning.THICK ? capacity : used;
  }

  public VirtualDisk withUsed(Bytes changed) {
    return new VirtualDisk(key, capacity, provisioning, datastore, changed);
  }

  public VirtualDisk withCapacity(Bytes changed) {
    return new VirtualDisk(
        key, changed, provisioning, datastore, provisioning == Provisioning.THICK ? changed : used);
  }

  public VirtualDisk withDatastore(DatastoreId changed) {
    return new VirtualDisk(key, capacity, provisioning, changed, used);
  }
}
