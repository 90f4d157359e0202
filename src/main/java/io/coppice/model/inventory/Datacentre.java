package io.coppice.model.inventory;

import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.FolderId;

/**
 * The top of an inventory, with the four folder trees of vSphere beneath it.
 *
 * @param hosts root of hosts and clusters
 * @param machines root of machines and templates
 * @param storage root of datastores
 * @param networks root of switches and port groups
 */
public record Datacentre(
    DatacentreId id,
    String name,
    FolderId hosts,
    FolderId machines,
    FolderId storage,
    FolderId networks)
    implements Entity {
  @Override
  public Datacentre withName(String changed) {
    return new Datacentre(id, changed, hosts, machines, storage, networks);
  }
}
