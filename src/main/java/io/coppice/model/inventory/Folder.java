package io.coppice.model.inventory;

import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.FolderId;
import java.util.Optional;

/**
 * A place for objects of one sort; the root folder of each sort has no parent and hangs under its
 * datacentre.
 *
 * @param cluster what makes it a datastore cluster, if it is one
 */
public record Folder(
    FolderId id,
    String name,
    Contents contents,
    DatacentreId datacentre,
    Optional<FolderId> parent,
    Optional<DatastoreCluster> cluster)
    implements Entity {
  /** A folder that is no more than one. */
  public Folder(
      FolderId id,
      String name,
      Contents contents,
      DatacentreId datacentre,
      Optional<FolderId> parent) {
    this(id, name, contents, datacentre, parent, Optional.empty());
  }

  /** What a folder may hold besides folders. */
  public enum Contents {
    HOSTS,
    MACHINES,
    STORAGE,
    NETWORKS
  }

  @Override
  public Folder withName(String changed) {
    return new Folder(id, changed, contents, datacentre, parent, cluster);
  }

  public Folder withParent(FolderId changed) {
    return new Folder(id, name, contents, datacentre, Optional.of(changed), cluster);
  }

  public Folder withCluster(Optional<DatastoreCluster> changed) {
    return new Folder(id, name, contents, datacentre, parent, changed);
  }
}
