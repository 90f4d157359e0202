package io.coppice.ui.inventory.navigator;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What stands below what in one tree, sorted as shown. Immutable once made; made again when the
 * inventory changed. Root folders and root pools are not shown: what they hold stands below their
 * owner.
 */
final class TreeIndex {
  private static final Comparator<Node> ORDER =
      Comparator.<Node>comparingInt(node -> rank(node.id())).thenComparing(Node::lowerName);

  private final Inventory inventory;
  private final TreeKind kind;
  private final Map<EntityId, List<Node>> children = new HashMap<>();
  private final List<Node> roots = new ArrayList<>();

  /** An object and its name in lower case, for order and search. */
  record Node(EntityId id, String name, String lowerName) {}

  private TreeIndex(Inventory inventory, TreeKind kind) {
    this.inventory = inventory;
    this.kind = kind;
  }

  static TreeIndex of(Inventory inventory, TreeKind kind) {
    TreeIndex index = new TreeIndex(inventory, kind);
    inventory.datacentres().forEach(d -> index.roots.add(node(d)));
    switch (kind) {
      case HOSTS -> index.hosts();
      case MACHINES -> index.machines();
      case STORAGE -> index.storage();
      case NETWORKS -> index.networks();
    }
    index.roots.sort(ORDER);
    index.children.values().forEach(list -> list.sort(ORDER));
    return index;
  }

  /** Whether the index of that inventory would be the same for this one. */
  boolean stillHolds(Inventory now) {
    return now.machines().sharesAllWith(inventory.machines())
        && now.hosts().sharesAllWith(inventory.hosts())
        && now.folders().sharesAllWith(inventory.folders())
        && now.clusters().sharesAllWith(inventory.clusters())
        && now.pools().sharesAllWith(inventory.pools())
        && now.datastores().sharesAllWith(inventory.datastores())
        && now.switches().sharesAllWith(inventory.switches())
        && now.portGroups().sharesAllWith(inventory.portGroups())
        && now.datacentres().sharesAllWith(inventory.datacentres());
  }

  List<Node> roots() {
    return roots;
  }

  List<Node> children(EntityId id) {
    return children.getOrDefault(id, List.of());
  }

  TreeKind kind() {
    return kind;
  }

  private static int rank(EntityId id) {
    return switch (id.kind()) {
      case FOLDER -> 0;
      case CLUSTER, SWITCH -> 1;
      case HOST, PORT_GROUP -> 2;
      case RESOURCE_POOL -> 3;
      default -> 4;
    };
  }

  private static Node node(Entity entity) {
    return new Node(entity.id(), entity.name(), entity.name().toLowerCase(Locale.ROOT));
  }

  private void add(EntityId parent, Entity child) {
    children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(node(child));
  }

  /** The folder as a parent: a root folder stands for its datacentre. */
  private EntityId parent(EntityId.FolderId id) {
    Folder folder = inventory.folders().get(id.value());
    return folder == null || folder.parent().isEmpty()
        ? folder == null ? id : folder.datacentre()
        : id;
  }

  private void folders(Folder.Contents contents) {
    inventory
        .folders()
        .forEach(
            folder -> {
              if (folder.contents() == contents && folder.parent().isPresent()) {
                add(parent(folder.parent().get()), folder);
              }
            });
  }

  private void hosts() {
    folders(Folder.Contents.HOSTS);
    for (Cluster cluster : rows(inventory.clusters())) {
      add(parent(cluster.folder()), cluster);
    }
    for (Host host : rows(inventory.hosts())) {
      add(host.cluster().<EntityId>map(c -> c).orElseGet(() -> parent(host.folder())), host);
    }
    for (ResourcePool pool : rows(inventory.pools())) {
      if (pool.parent().isPresent()) {
        add(poolParent(pool.parent().get()), pool);
      }
    }
    for (Machine machine : rows(inventory.machines())) {
      ResourcePool pool = inventory.pools().get(machine.pool().value());
      add(pool == null || pool.isRoot() ? machine.host() : pool.id(), machine);
    }
  }

  private EntityId poolParent(EntityId.ResourcePoolId id) {
    ResourcePool pool = inventory.pools().get(id.value());
    return pool != null && pool.isRoot() ? pool.owner() : id;
  }

  private void machines() {
    folders(Folder.Contents.MACHINES);
    for (Machine machine : rows(inventory.machines())) {
      add(parent(machine.folder()), machine);
    }
  }

  private void storage() {
    folders(Folder.Contents.STORAGE);
    for (Datastore datastore : rows(inventory.datastores())) {
      add(parent(datastore.folder()), datastore);
    }
    for (Machine machine : rows(inventory.machines())) {
      Set<EntityId> on = new HashSet<>();
      for (VirtualDisk disk : machine.hardware().disks()) {
        if (on.add(disk.datastore())) {
          add(disk.datastore(), machine);
        }
      }
    }
  }

  private void networks() {
    folders(Folder.Contents.NETWORKS);
    for (NetworkSwitch it : rows(inventory.switches())) {
      add(parent(it.folder()), it);
    }
    for (PortGroup group : rows(inventory.portGroups())) {
      add(group.onSwitch(), group);
    }
    for (Machine machine : rows(inventory.machines())) {
      Set<EntityId> on = new HashSet<>();
      for (VirtualNic nic : machine.hardware().nics()) {
        if (on.add(nic.portGroup())) {
          add(nic.portGroup(), machine);
        }
      }
    }
  }

  private static <T> List<T> rows(io.coppice.model.table.CowTable<T> table) {
    List<T> rows = new ArrayList<>(table.size());
    table.forEach(rows::add);
    return rows;
  }
}
