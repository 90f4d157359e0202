package io.coppice.model.inventory;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ResourcePoolId;

/**
 * Hosts that act as one.
 *
 * @param rootPool the hidden resource pool at the top of the cluster
 * @param ha whether machines of a crashed host are restarted on the others
 * @param drs whether the cluster chooses the host when a machine is powered on
 */
public record Cluster(
    ClusterId id, String name, FolderId folder, ResourcePoolId rootPool, boolean ha, boolean drs)
    implements Entity {
  public Cluster withName(String changed) {
    return new Cluster(id, changed, folder, rootPool, ha, drs);
  }

  public Cluster withServices(boolean withHa, boolean withDrs) {
    return new Cluster(id, name, folder, rootPool, withHa, withDrs);
  }
}
