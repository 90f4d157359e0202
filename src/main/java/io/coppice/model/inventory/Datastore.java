package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;

/**
 * Shared or local storage. Used and provisioned space move and are figures ({@link
 * Metric#SPACE_USED}, {@link Metric#SPACE_PROVISIONED}).
 *
 * @param filler space taken by something else than machines, such as a fault that fills it
 */
public record Datastore(
    DatastoreId id,
    String name,
    FolderId folder,
    Type type,
    Bytes capacity,
    int megabits,
    Bytes filler)
    implements Entity {
  /** How hosts reach it. */
  public enum Type {
    VMFS,
    NFS
  }

  public Datastore withName(String changed) {
    return new Datastore(id, changed, folder, type, capacity, megabits, filler);
  }

  public Datastore withFolder(FolderId changed) {
    return new Datastore(id, name, changed, type, capacity, megabits, filler);
  }

  public Datastore withFiller(Bytes changed) {
    return new Datastore(id, name, folder, type, capacity, megabits, changed);
  }
}
