package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;

/**
 * A machine's disk.
 *
 * @param key names the disk within its machine; never reused there ("Hard disk 1" has key 0)
 * @param used blocks written so far; equals {@code capacity} for a thick disk
 * @param ioShares its weight on its datastore; 0 for as many as a disk normally has
 * @param ioLimit reads and writes a second at most; 0 for as many as it can
 */
public record VirtualDisk(
    int key,
    Bytes capacity,
    Provisioning provisioning,
    DatastoreId datastore,
    Bytes used,
    int ioShares,
    int ioLimit) {
  /** "Normal" disk shares (vSphere Storage, "Storage I/O Control"; low 500, high 2,000). */
  public static final int NORMAL_SHARES = 1_000;

  /** The most shares that may be chosen, and the least limit (vSphere VM Administration). */
  public static final int MOST_SHARES = 4_000;

  public static final int LEAST_LIMIT = 16;

  public VirtualDisk {
    if (used.compareTo(capacity) > 0) {
      throw new IllegalArgumentException(
          "A disk uses at most its capacity: " + used + " of " + capacity);
    }
    if (ioShares < 0 || ioLimit < 0) {
      throw new IllegalArgumentException("Shares and limits are not negative");
    }
  }

  /** A disk with normal shares and no limit. */
  public VirtualDisk(
      int key, Bytes capacity, Provisioning provisioning, DatastoreId datastore, Bytes used) {
    this(key, capacity, provisioning, datastore, used, 0, 0);
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

  /** Its weight, also where nobody said one. */
  public int shares() {
    return ioShares == 0 ? NORMAL_SHARES : ioShares;
  }

  /** The same with a weight and a limit; normal shares are kept as none said. */
  public VirtualDisk withIo(int shares, int limit) {
    int kept = shares == NORMAL_SHARES ? 0 : shares;
    return new VirtualDisk(key, capacity, provisioning, datastore, used, kept, limit);
  }

  public VirtualDisk withUsed(Bytes changed) {
    return new VirtualDisk(key, capacity, provisioning, datastore, changed, ioShares, ioLimit);
  }

  public VirtualDisk withCapacity(Bytes changed) {
    Bytes held = provisioning == Provisioning.THICK ? changed : used;
    return new VirtualDisk(key, changed, provisioning, datastore, held, ioShares, ioLimit);
  }

  public VirtualDisk withDatastore(DatastoreId changed) {
    return new VirtualDisk(key, capacity, provisioning, changed, used, ioShares, ioLimit);
  }
}
