package io.coppice.model.site;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.ResourcePool;
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
 * What stands below what in one hierarchy, sorted as people read it. Immutable once made; where the
 * inventory changed, the lists below which something came, went or was renamed are made anew and
 * the others taken over, so that following one change among 40,000 machines costs one list.
 */
public final class HierarchyIndex {
  private static final Comparator<Node> ORDER =
      Comparator.<Node>comparingInt(node -> rank(node.id())).thenComparing(Node::lowerName);

  private final Inventory inventory;
  private final Hierarchy hierarchy;
  private final Map<EntityId, List<Node>> children;
  private final List<Node> roots = new ArrayList<>();

  /** An object and its name in lower case, for order and search. */
  public record Node(EntityId id, String name, String lowerName) {}

  private HierarchyIndex(
      Inventory inventory, Hierarchy hierarchy, Map<EntityId, List<Node>> children) {
    this.inventory = inventory;
    this.hierarchy = hierarchy;
    this.children = children;
    inventory.datacentres().forEach(d -> roots.add(node(d)));
    roots.sort(ORDER);
  }

  public static HierarchyIndex of(Inventory inventory, Hierarchy hierarchy) {
    HierarchyIndex index = new HierarchyIndex(inventory, hierarchy, new HashMap<>());
    for (EntityId.Kind of : EntityId.Kind.values()) {
      CowTable<? extends Entity> table = inventory.table(of);
      if (table != null) {
        table.forEach(
            entity -> {
              for (EntityId parent : hierarchy.parents(inventory, entity)) {
                index.children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(node(entity));
              }
            });
      }
    }
    index.children.values().forEach(list -> list.sort(ORDER));
    return index;
  }

  /** The index of an inventory that came out of this one's. */
  public HierarchyIndex follow(Inventory now) {
    if (now.sharesAllWith(inventory)) {
      return this;
    }
    if (movesOthers(inventory.folders(), now.folders(), HierarchyIndex::stands)
        || movesOthers(inventory.pools(), now.pools(), HierarchyIndex::stands)) {
      return of(now, hierarchy);
    }
    Map<EntityId, List<Node>> fresh = new HashMap<>();
    for (EntityId.Kind of : EntityId.Kind.values()) {
      if (now.table(of) != null) {
        follow(now, inventory.table(of), now.table(of), fresh);
      }
    }
    if (fresh.isEmpty()) {
      return new HierarchyIndex(now, hierarchy, children);
    }
    Map<EntityId, List<Node>> all = new HashMap<>(children);
    fresh.values().forEach(list -> list.sort(ORDER));
    all.putAll(fresh);
    return new HierarchyIndex(now, hierarchy, all);
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
          List<EntityId> from = before == null ? List.of() : hierarchy.parents(inventory, before);
          List<EntityId> to = after == null ? List.of() : hierarchy.parents(now, after);
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

  public Hierarchy hierarchy() {
    return hierarchy;
  }

  public List<Node> roots() {
    return roots;
  }

  public List<Node> children(EntityId id) {
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
}
