package io.coppice.model.site;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The trees in which the vSphere user finds the objects of a site, that of hosts in two forms. In a
 * tree an object may stand in several places (a machine below each of its datastores), and roots
 * that only hold others are left out: what they hold stands below their owner.
 */
public enum Hierarchy {
  /** Machines of pools stand below their pools, those of none below their hosts. */
  HOSTS(Folder.Contents.HOSTS),
  /** Every machine stands below its host; pools hold pools alone. */
  MACHINES_BY_HOST(Folder.Contents.HOSTS),
  MACHINES(Folder.Contents.MACHINES),
  STORAGE(Folder.Contents.STORAGE),
  NETWORKS(Folder.Contents.NETWORKS);

  private final Folder.Contents folders;

  Hierarchy(Folder.Contents folders) {
    this.folders = folders;
  }

  /** Below what an object stands in a tree; nothing where it is not shown or stands at the top. */
  List<EntityId> parents(Inventory inventory, Entity entity) {
    if (entity instanceof Folder folder) {
      return folder.contents() == folders && folder.parent().isPresent()
          ? List.of(folder(inventory, folder.parent().get()))
          : List.of();
    }
    return switch (this) {
      case HOSTS -> inHosts(inventory, entity);
      case MACHINES_BY_HOST ->
          entity instanceof Machine machine ? List.of(machine.host()) : inHosts(inventory, entity);
      case MACHINES ->
          entity instanceof Machine machine
              ? List.of(folder(inventory, machine.folder()))
              : List.of();
      case STORAGE -> inStorage(inventory, entity);
      case NETWORKS -> inNetworks(inventory, entity);
    };
  }

  private static List<EntityId> inHosts(Inventory inventory, Entity entity) {
    return switch (entity) {
      case Cluster cluster -> List.of(folder(inventory, cluster.folder()));
      case Host host ->
          List.of(
              host.cluster()
                  .<EntityId>map(cluster -> cluster)
                  .orElseGet(() -> folder(inventory, host.folder())));
      case ResourcePool pool ->
          pool.parent().isEmpty() ? List.of() : List.of(pool(inventory, pool.parent().get()));
      case Machine machine -> {
        ResourcePool pool = inventory.pools().get(machine.pool().value());
        yield List.of(pool == null || pool.isRoot() ? machine.host() : pool.id());
      }
      default -> List.of();
    };
  }

  private static List<EntityId> inStorage(Inventory inventory, Entity entity) {
    return switch (entity) {
      case Datastore datastore -> List.of(folder(inventory, datastore.folder()));
      case Machine machine -> distinct(machine.hardware().disks(), VirtualDisk::datastore);
      default -> List.of();
    };
  }

  private static List<EntityId> inNetworks(Inventory inventory, Entity entity) {
    return switch (entity) {
      case NetworkSwitch it -> List.of(folder(inventory, it.folder()));
      case PortGroup group -> List.of(group.onSwitch());
      case Machine machine -> distinct(machine.hardware().nics(), VirtualNic::portGroup);
      default -> List.of();
    };
  }

  private static <T> List<EntityId> distinct(List<T> devices, Function<T, EntityId> on) {
    List<EntityId> ids = new ArrayList<>(devices.size());
    for (T device : devices) {
      EntityId id = on.apply(device);
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** The folder as a parent: a root folder stands for its datacentre. */
  private static EntityId folder(Inventory inventory, EntityId.FolderId id) {
    Folder folder = inventory.folders().get(id.value());
    return folder == null || folder.parent().isPresent() ? id : folder.datacentre();
  }

  private static EntityId pool(Inventory inventory, EntityId.ResourcePoolId id) {
    ResourcePool pool = inventory.pools().get(id.value());
    return pool != null && pool.isRoot() ? pool.owner() : id;
  }
}
