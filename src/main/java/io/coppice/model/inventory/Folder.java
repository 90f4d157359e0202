package io.coppice.model.inventory;

import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.FolderId;
import java.util.Optional;

/**
 * A place for objects of one sort; the root folder of each sort has no parent and hangs under its
 * datacentre.
 */
public record Folder(
    FolderId id, String name, Contents contents, DatacentreId datacentre, Optional<FolderId> parent)
    implements Entity {
  /** What a folder may hold besides folders. */
  public enum Contents {
    HOSTS,
    MACHINES,
    STORAGE,
    NETWORKS
  }

  public Folder withName(String changed) {
    return new Folder(id, changed, contents, datacentre, parent);
  }

  public Folder withParent(FolderId changed) {
    return new Folder(id, name, contents, datacentre, Optional.of(changed));
  }
}
