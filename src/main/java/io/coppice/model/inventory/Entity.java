package io.coppice.model.inventory;

import io.coppice.model.SiteObject;

/** Anything in the inventory that has an id and a name. */
public sealed interface Entity extends SiteObject
    permits Datacentre,
        Folder,
        Cluster,
        ResourcePool,
        Host,
        Machine,
        Datastore,
        NetworkSwitch,
        PortGroup {}
