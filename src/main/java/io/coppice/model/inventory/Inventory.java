package io.coppice.model.inventory;

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
import io.coppice.model.table.CowTable;
import java.util.Optional;

/**
 * Every object of a site, in one copy-on-write table for each kind, indexed by id. A backend writes
 * to its own; what it publishes is a {@link #freeze() frozen} copy, which any thread may read and
 * which shares every chunk that did not change.
 */
public record Inventory(
    CowTable<Datacentre> datacentres,
    CowTable<Folder> folders,
    CowTable<Cluster> clusters,
    CowTable<ResourcePool> pools,
    CowTable<Host> hosts,
    CowTable<Machine> machines,
    CowTable<Datastore> datastores,
    CowTable<NetworkSwitch> switches,
    CowTable<PortGroup> portGroups) {

  /** An empty, writable inventory. */
  public static Inventory empty() {
    return new Inventory(
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>());
  }

  /** A writable copy that shares everything until either side changes. */
  public Inventory copy() {
    return new Inventory(
        datacentres.copy(),
        folders.copy(),
        clusters.copy(),
        pools.copy(),
        hosts.copy(),
        machines.copy(),
        datastores.copy(),
        switches.copy(),
        portGroups.copy());
  }

  /** An immutable copy for any thread. */
  public Inventory freeze() {
    return new Inventory(
        datacentres.freeze(),
        folders.freeze(),
        clusters.freeze(),
        pools.freeze(),
        hosts.freeze(),
        machines.freeze(),
        datastores.freeze(),
        switches.freeze(),
        portGroups.freeze());
  }

  /** True if both surely hold the same objects because they share everything. */
  public boolean sharesAllWith(Inventory other) {
    return machines.sharesAllWith(other.machines)
        && hosts.sharesAllWith(other.hosts)
        && pools.sharesAllWith(other.pools)
        && folders.sharesAllWith(other.folders)
        && clusters.sharesAllWith(other.clusters)
        && datastores.sharesAllWith(other.datastores)
        && switches.sharesAllWith(other.switches)
        && portGroups.sharesAllWith(other.portGroups)
        && datacentres.sharesAllWith(other.datacentres);
  }

  public Machine machine(MachineId id) {
    return machines.get(id.value());
  }

  public Host host(HostId id) {
    return hosts.get(id.value());
  }

  public Datastore datastore(DatastoreId id) {
    return datastores.get(id.value());
  }

  /**
   * The object of any kind except fork groups, which have tables of their own; empty if it is gone.
   */
  public Optional<Entity> find(EntityId id) {
    return Optional.ofNullable(
        switch (id) {
          case DatacentreId x -> datacentres.get(x.value());
          case FolderId x -> folders.get(x.value());
          case ClusterId x -> clusters.get(x.value());
          case ResourcePoolId x -> pools.get(x.value());
          case HostId x -> hosts.get(x.value());
          case MachineId x -> machines.get(x.value());
          case DatastoreId x -> datastores.get(x.value());
          case SwitchId x -> switches.get(x.value());
          case PortGroupId x -> portGroups.get(x.value());
          case ForkGroupId _ -> null;
        });
  }

  /** The table of a kind, or null for fork groups. */
  public CowTable<? extends Entity> table(EntityId.Kind kind) {
    return switch (kind) {
      case DATACENTRE -> datacentres;
      case FOLDER -> folders;
      case CLUSTER -> clusters;
      case RESOURCE_POOL -> pools;
      case HOST -> hosts;
      case MACHINE -> machines;
      case DATASTORE -> datastores;
      case SWITCH -> switches;
      case PORT_GROUP -> portGroups;
      case FORK_GROUP -> null;
    };
  }

  /** Puts a changed object in the place of what it was. */
  @SuppressWarnings("unchecked") // the table of a kind holds objects of that kind alone
  public void set(Entity changed) {
    ((CowTable<Entity>) table(changed.id().kind())).set(changed.id().value(), changed);
  }
}
