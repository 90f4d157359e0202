package io.coppice.rules.index;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Who is inside what: for each container and each kind of object, the rows it holds. A machine is
 * listed under its host, folder, pool and, as a linked clone, under its parent.
 */
final class ContainmentIndex {
  private final Map<EntityId.Kind, Map<EntityId, SortedIntSet>> held =
      new EnumMap<>(EntityId.Kind.class);

  SortedIntSet of(EntityId container, EntityId.Kind kind) {
    Map<EntityId, SortedIntSet> of = held.get(kind);
    return of == null ? SortedIntSet.EMPTY : of.getOrDefault(container, SortedIntSet.EMPTY);
  }

  void follow(Inventory older, Inventory newer) {
    newer
        .machines()
        .forEachChange(
            older.machines(),
            row -> {
              machine(older.machines().get(row), newer.machines().get(row));
            });
    newer
        .hosts()
        .forEachChange(older.hosts(), row -> host(older.hosts().get(row), newer.hosts().get(row)));
    newer
        .folders()
        .forEachChange(
            older.folders(), row -> folder(older.folders().get(row), newer.folders().get(row)));
    newer
        .pools()
        .forEachChange(older.pools(), row -> pool(older.pools().get(row), newer.pools().get(row)));
    newer
        .clusters()
        .forEachChange(
            older.clusters(), row -> cluster(older.clusters().get(row), newer.clusters().get(row)));
    newer
        .datastores()
        .forEachChange(
            older.datastores(),
            row -> datastore(older.datastores().get(row), newer.datastores().get(row)));
    newer
        .switches()
        .forEachChange(
            older.switches(), row -> network(older.switches().get(row), newer.switches().get(row)));
    newer
        .portGroups()
        .forEachChange(
            older.portGroups(),
            row -> portGroup(older.portGroups().get(row), newer.portGroups().get(row)));
  }

  private void machine(Machine was, Machine is) {
    int row = was == null ? is.id().value() : was.id().value();
    FolderId folder = was == null ? null : was.folder();
    HostId host = was == null ? null : was.host();
    ResourcePoolId pool = was == null ? null : was.pool();
    MachineId parent = was == null ? null : was.linked().map(Machine.LinkedTo::parent).orElse(null);
    move(EntityId.Kind.MACHINE, row, folder, is == null ? null : is.folder());
    move(EntityId.Kind.MACHINE, row, host, is == null ? null : is.host());
    move(EntityId.Kind.MACHINE, row, pool, is == null ? null : is.pool());
    move(
        EntityId.Kind.MACHINE,
        row,
        parent,
        is == null ? null : is.linked().map(Machine.LinkedTo::parent).orElse(null));
  }

  private void host(Host was, Host is) {
    int row = was == null ? is.id().value() : was.id().value();
    ClusterId cluster = was == null ? null : was.cluster().orElse(null);
    move(EntityId.Kind.HOST, row, cluster, is == null ? null : is.cluster().orElse(null));
    move(EntityId.Kind.HOST, row, folderOf(was), folderOf(is));
  }

  private static FolderId folderOf(Host host) {
    return host == null || host.cluster().isPresent() ? null : host.folder();
  }

  private void folder(Folder was, Folder is) {
    move(
        EntityId.Kind.FOLDER,
        was == null ? is.id().value() : was.id().value(),
        was == null ? null : was.parent().orElse(null),
        is == null ? null : is.parent().orElse(null));
  }

  private void pool(ResourcePool was, ResourcePool is) {
    move(
        EntityId.Kind.RESOURCE_POOL,
        was == null ? is.id().value() : was.id().value(),
        was == null ? null : was.parent().orElse(null),
        is == null ? null : is.parent().orElse(null));
  }

  private void cluster(Cluster was, Cluster is) {
    move(
        EntityId.Kind.CLUSTER,
        was == null ? is.id().value() : was.id().value(),
        was == null ? null : was.folder(),
        is == null ? null : is.folder());
  }

  private void datastore(Datastore was, Datastore is) {
    move(
        EntityId.Kind.DATASTORE,
        was == null ? is.id().value() : was.id().value(),
        was == null ? null : was.folder(),
        is == null ? null : is.folder());
  }

  private void network(NetworkSwitch was, NetworkSwitch is) {
    int row = was == null ? is.id().value() : was.id().value();
    move(
        EntityId.Kind.SWITCH,
        row,
        was == null ? null : was.folder(),
        is == null ? null : is.folder());
    move(
        EntityId.Kind.SWITCH,
        row,
        was == null ? null : was.host().orElse(null),
        is == null ? null : is.host().orElse(null));
  }

  private void portGroup(PortGroup was, PortGroup is) {
    int row = was == null ? is.id().value() : was.id().value();
    move(
        EntityId.Kind.PORT_GROUP,
        row,
        was == null ? null : was.folder(),
        is == null ? null : is.folder());
    move(
        EntityId.Kind.PORT_GROUP,
        row,
        was == null ? null : was.onSwitch(),
        is == null ? null : is.onSwitch());
  }

  private void move(EntityId.Kind kind, int row, EntityId from, EntityId to) {
    if (java.util.Objects.equals(from, to)) {
      return;
    }
    Map<EntityId, SortedIntSet> of = held.computeIfAbsent(kind, k -> new HashMap<>());
    if (from != null) {
      SortedIntSet bag = of.get(from);
      bag.remove(row);
      if (bag.isEmpty()) {
        of.remove(from);
      }
    }
    if (to != null) {
      of.computeIfAbsent(to, t -> new SortedIntSet()).add(row);
    }
  }
}
