package io.coppice.model.inventory;

import io.coppice.model.EntityId;

/** Anything in the inventory that has an id and a name. */
public sealed interface Entity
    permits Datacentre,
        Folder,
        Cluster,
        ResourcePool,
        Host,
        Machine,
        Datastore,
        NetworkSwitch,
        PortGroup {
  EntityId id();

  String name();
}
