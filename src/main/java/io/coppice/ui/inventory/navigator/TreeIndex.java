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
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What stands below what in one tree, sorted as shown. Immutable once made; where the inventory
 * changed, the lists below which something came, went or was renamed are made anew and the others
 * taken over. Root folders and root pools are not shown: what they hold stands below their owner.
 */
final class TreeIndex {
  private static final Comparator<Node> ORDER =
      Comparator.<Node>comparingInt(node -> rank(node.id())).thenComparing(Node::lowerName);

  private final Inventory inventory;
  private final TreeKind kind;
  private final Map<EntityId, List<Node>> children;
  private final List<Node> roots = new ArrayList<>();

  /** An object and its name in lower case, for order and search. */
  record Node(EntityId id, String name, String lowerName) {}

  private TreeIndex(Inventory inventory, TreeKind kind, Map<EntityId, List<Node>> children) {
    this.inventory = inventory;
    this.kind = kind;
    this.children = children;
    inventory.datacentres().forEach(d -> roots.add(node(d)));
    roots.sort(ORDER);
  }

  static TreeIndex of(Inventory inventory, TreeKind kind) {
    TreeIndex index = new TreeIndex(inventory, kind, new HashMap<>());
    for (EntityId.Kind of : EntityId.Kind.values()) {
      CowTable<? extends Entity> table = inventory.table(of);
      if (table != null) {
        table.forEach(
            entity -> {
              for (EntityId parent : parents(inventory, kind, entity)) {
                index.children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(node(entity));
              }
            });
      }
    }
    index.children.values().forEach(list -> list.sort(ORDER));
    return index;
  }

  /** The index of an inventory that came out of this one's. */
  TreeIndex follow(Inventory now) {
    if (now.sharesAllWith(inventory)) {
      return this;
    }
    if (movesOthers(inventory.folders(), now.folders(), TreeIndex::stands)
        || movesOthers(inventory.pools(), now.pools(), TreeIndex::stands)) {
      return of(now, kind);
    }
    Map<EntityId, List<Node>> fresh = new HashMap<>();
    for (EntityId.Kind of : EntityId.Kind.values()) {
      if (now.table(of) != null) {
        follow(now, inventory.table(of), now.table(of), fresh);
      }
    }
    if (fresh.isEmpty()) {
      return new TreeIndex(now, kind, children);
    }
    Map<EntityId, List<Node>> all = new HashMap<>(children);
    fresh.values().forEach(list -> list.sort(ORDER));
    all.putAll(fresh);
    return new TreeIndex(now, kind, all);
  }

  private void follow(
      Inventory now,
      CowTable<? extends Entity> older,
      CowTable<? extends Entity> newer,
      Map<EntityId, List<Node>> fresh) {
    forEachChange(
        older,
        newer,
        (before, after) -> {
          List<EntityId> from = before == null ? List.of() : parents(inventory, kind, before);
          List<EntityId> to = after == null ? List.of() : parents(now, kind, after);
          if (from.equals(to)
              && (before == null || after == null || before.name().equals(after.name()))) {
            return;
          }
          from.forEach(id -> own(id, fresh).removeIf(node -> node.id().equals(before.id())));
          to.forEach(id -> own(id, fresh).add(node(after)));
        });
  }

  private List<Node> own(EntityId parent, Map<EntityId, List<Node>> fresh) {
    return fresh.computeIfAbsent(parent, id -> new ArrayList<>(children(id)));
  }

  /** What of a folder decides where other objects are shown. */
  private static List<Object> stands(Folder folder) {
    return List.of(folder.datacentre(), folder.parent().isPresent());
  }

  /** What of a pool decides where other objects are shown. */
  private static List<Object> stands(ResourcePool pool) {
    return List.of(pool.owner(), pool.isRoot());
  }

  private static <E extends Entity> boolean movesOthers(
      CowTable<E> older, CowTable<E> newer, Function<E, List<Object>> stands) {
    boolean[] moves = new boolean[1];
    forEachChange(
        older,
        newer,
        (before, after) ->
            moves[0] |=
                before == null
                    || after == null
                    || !stands.apply(before).equals(stands.apply(after)));
    return moves[0];
  }

  @SuppressWarnings("unchecked")
  private static <E extends Entity> void forEachChange(
      CowTable<? extends E> older, CowTable<? extends E> newer, BiConsumer<E, E> changed) {
    CowTable<E> before = (CowTable<E>) older;
    CowTable<E> after = (CowTable<E>) newer;
    after.forEachChange(before, row -> changed.accept(before.get(row), after.get(row)));
  }

  List<Node> roots() {
    return roots;
  }

  List<Node> children(EntityId id) {
    return children.getOrDefault(id, List.of());
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

  /** Below what an object stands in a tree; nothing where it is not shown or stands at the top. */
  private static List<EntityId> parents(Inventory inventory, TreeKind kind, Entity entity) {
    if (entity instanceof Folder folder) {
      return folder.contents() == contents(kind) && folder.parent().isPresent()
          ? List.of(folder(inventory, folder.parent().get()))
          : List.of();
    }
    return switch (kind) {
      case HOSTS -> inHosts(inventory, entity);
      case MACHINES ->
          entity instanceof Machine machine
              ? List.of(folder(inventory, machine.folder()))
              : List.of();
      case STORAGE -> inStorage(inventory, entity);
      case NETWORKS -> inNetworks(inventory, entity);
    };
  }

  private static Folder.Contents contents(TreeKind kind) {
    return switch (kind) {
      case HOSTS -> Folder.Contents.HOSTS;
      case MACHINES -> Folder.Contents.MACHINES;
      case STORAGE -> Folder.Contents.STORAGE;
      case NETWORKS -> Folder.Contents.NETWORKS;
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
