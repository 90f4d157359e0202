package io.coppice.ui.inventory.table;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which objects belong to an object, at any depth. Pure. */
public final class Scope {
  private Scope() {}

  /**
   * Whether an object belongs to {@code about}, in that inventory. What is put together once here
   * makes the test itself quick.
   */
  public static Predicate<Entity> of(EntityId about, Inventory inventory) {
    return switch (about) {
      case DatacentreId id -> inFolders(inventory, foldersOf(inventory, id));
      case FolderId id -> inFolders(inventory, below(inventory, id));
      case ClusterId id -> entity -> inCluster(inventory, entity, id);
      case HostId id -> entity -> onHost(inventory, entity, id);
      case ResourcePoolId id -> {
        Set<EntityId> pools = poolsBelow(inventory, id);
        yield entity -> entity instanceof Machine m && pools.contains(m.pool());
      }
      case DatastoreId id -> entity -> onDatastore(entity, id);
      case SwitchId id -> entity -> onSwitch(inventory, entity, id);
      case PortGroupId id -> entity -> entity instanceof Machine m && uses(m, id);
      case MachineId id -> entity -> belongsTo(entity, inventory.machine(id));
      case ForkGroupId id ->
          entity -> entity instanceof Machine m && m.fork().filter(id::equals).isPresent();
    };
  }

  private static Set<FolderId> foldersOf(Inventory inventory, DatacentreId id) {
    Set<FolderId> folders = new HashSet<>();
    inventory
        .folders()
        .forEach(
            folder -> {
              if (folder.datacentre().equals(id)) {
                folders.add(folder.id());
              }
            });
    return folders;
  }

  private static Set<FolderId> below(Inventory inventory, FolderId top) {
    Set<FolderId> folders = new HashSet<>();
    inventory
        .folders()
        .forEach(
            folder -> {
              if (isBelow(inventory, folder, top)) {
                folders.add(folder.id());
              }
            });
    return folders;
  }

  private static boolean isBelow(Inventory inventory, Folder folder, FolderId top) {
    Folder at = folder;
    while (at != null && !at.id().equals(top)) {
      at = at.parent().map(id -> inventory.folders().get(id.value())).orElse(null);
    }
    return at != null;
  }

  /** The pools at and below a pool. */
  public static Set<EntityId> poolsBelow(Inventory inventory, ResourcePoolId top) {
    Set<EntityId> pools = new HashSet<>();
    inventory
        .pools()
        .forEach(
            pool -> {
              ResourcePool at = pool;
              while (at != null && !at.id().equals(top)) {
                at = at.parent().map(id -> inventory.pools().get(id.value())).orElse(null);
              }
              if (at != null) {
                pools.add(pool.id());
              }
            });
    return pools;
  }

  /** Machines stand in folders of machines and, by their host, in folders of hosts. */
  private static Predicate<Entity> inFolders(Inventory inventory, Set<FolderId> folders) {
    return entity ->
        switch (entity) {
          case Machine x ->
              folders.contains(x.folder())
                  || Optional.ofNullable(inventory.host(x.host()))
                      .filter(host -> folders.contains(folderOf(inventory, host)))
                      .isPresent();
          case Host x -> folders.contains(folderOf(inventory, x));
          case Cluster x -> folders.contains(x.folder());
          case Datastore x -> folders.contains(x.folder());
          case PortGroup x -> folders.contains(x.folder());
          case io.coppice.model.inventory.NetworkSwitch x -> folders.contains(x.folder());
          default -> false;
        };
  }

  private static FolderId folderOf(Inventory inventory, Host host) {
    return host.cluster()
        .map(id -> inventory.clusters().get(id.value()))
        .map(Cluster::folder)
        .orElse(host.folder());
  }

  private static boolean inCluster(Inventory inventory, Entity entity, ClusterId id) {
    return switch (entity) {
      case Machine x ->
          Optional.ofNullable(inventory.host(x.host()))
              .flatMap(Host::cluster)
              .filter(id::equals)
              .isPresent();
      case Host x -> x.cluster().filter(id::equals).isPresent();
      default -> false;
    };
  }

  private static boolean onHost(Inventory inventory, Entity entity, HostId id) {
    return switch (entity) {
      case Machine x -> x.host().equals(id);
      case Datastore x -> mounts(inventory.host(id), x.id());
      default -> false;
    };
  }

  private static boolean mounts(Host host, DatastoreId datastore) {
    return host != null
        && host.datastores().stream().anyMatch(mount -> mount.datastore().equals(datastore));
  }

  private static boolean onDatastore(Entity entity, DatastoreId id) {
    return switch (entity) {
      case Machine x -> x.hardware().disks().stream().anyMatch(disk -> disk.datastore().equals(id));
      case Host x -> mounts(x, id);
      default -> false;
    };
  }

  private static boolean onSwitch(Inventory inventory, Entity entity, SwitchId id) {
    return switch (entity) {
      case PortGroup x -> x.onSwitch().equals(id);
      case Host x ->
          x.hardware().nics().stream()
              .anyMatch(nic -> nic.uplinkOf().filter(id::equals).isPresent());
      case Machine x ->
          x.hardware().nics().stream()
              .map(nic -> inventory.portGroups().get(nic.portGroup().value()))
              .anyMatch(group -> group != null && group.onSwitch().equals(id));
      default -> false;
    };
  }

  private static boolean uses(Machine machine, PortGroupId id) {
    return machine.hardware().nics().stream().anyMatch(nic -> nic.portGroup().equals(id));
  }

  private static boolean belongsTo(Entity entity, Machine machine) {
    return machine != null
        && switch (entity) {
          case Datastore x -> onDatastore(machine, x.id());
          case PortGroup x -> uses(machine, x.id());
          default -> false;
        };
  }
}
