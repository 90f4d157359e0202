package io.coppice.model.inventory;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
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
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      CowTable<? extends Entity> table = table(kind);
      if (table != null && !table.sharesAllWith(other.table(kind))) {
        return false;
      }
    }
    return true;
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
    CowTable<? extends Entity> table = table(id.kind());
    return table == null ? Optional.empty() : Optional.ofNullable(table.get(id.value()));
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
