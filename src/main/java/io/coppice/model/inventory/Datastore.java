package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;

/**
 * Shared or local storage. Used and provisioned space move and are figures ({@link
 * Metric#SPACE_USED}, {@link Metric#SPACE_PROVISIONED}).
 *
 * @param filler space taken by something else than machines, such as a fault that fills it
 * @param ioControl whether it is divided by the shares of disks when more is asked than it can do
 */
public record Datastore(
    DatastoreId id,
    String name,
    FolderId folder,
    Type type,
    Bytes capacity,
    int megabits,
    Bytes filler,
    boolean ioControl)
    implements Entity {
  /** A datastore whose hosts get what they ask for in proportion. */
  public Datastore(
      DatastoreId id,
      String name,
      FolderId folder,
      Type type,
      Bytes capacity,
      int megabits,
      Bytes filler) {
    this(id, name, folder, type, capacity, megabits, filler, false);
  }

  /** How hosts reach it. */
  public enum Type {
    VMFS,
    NFS
  }

  @Override
  public Datastore withName(String changed) {
    return new Datastore(id, changed, folder, type, capacity, megabits, filler, ioControl);
  }

  public Datastore withFolder(FolderId changed) {
    return new Datastore(id, name, changed, type, capacity, megabits, filler, ioControl);
  }

  public Datastore withFiller(Bytes changed) {
    return new Datastore(id, name, folder, type, capacity, megabits, changed, ioControl);
  }

  public Datastore withIoControl(boolean changed) {
    return new Datastore(id, name, folder, type, capacity, megabits, filler, changed);
  }
}
