package io.coppice.model.inventory;

import io.coppice.model.EntityId;
import io.coppice.model.SiteObject;
import java.util.Optional;

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
        PortGroup {
  /** The same under another name. */
  Entity withName(String changed);

  /** What its name must be unique in, among objects of its sort; empty for what has no siblings. */
  default Optional<EntityId> namedWithin() {
    return switch (this) {
      case Datacentre _ -> Optional.empty();
      case Folder folder -> folder.parent().map(parent -> parent);
      case Cluster cluster -> Optional.of(cluster.folder());
      case ResourcePool pool -> pool.parent().map(parent -> parent);
      case Host host -> Optional.of(host.cluster().<EntityId>map(id -> id).orElse(host.folder()));
      case Machine machine -> Optional.of(machine.folder());
      case Datastore datastore -> Optional.of(datastore.folder());
      case NetworkSwitch network ->
          Optional.of(network.host().<EntityId>map(id -> id).orElse(network.folder()));
      case PortGroup group -> Optional.of(group.onSwitch());
    };
  }
}
