package io.coppice.model.site;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SiteObject;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.ResourcePool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Every object of a site at one instant, of every kind. Made of the tables that are there, at no
 * cost; as immutable as they are.
 */
public record SiteContents(Inventory inventory, Forks forks) {
  private static final int DEEPEST = 64;

  /** The object; empty if it is gone. */
  public Optional<SiteObject> find(EntityId id) {
    return id instanceof ForkGroupId group
        ? forks.group(group).map(it -> it)
        : inventory.find(id).map(it -> it);
  }

  /**
   * The object's name. A child whose machine is not made yet has the one it will have; empty for
   * what is gone.
   */
  public Optional<String> name(EntityId id) {
    Optional<String> name = find(id).map(SiteObject::name);
    return name.isPresent() || !(id instanceof MachineId machine)
        ? name
        : forks.member(machine).map(ForkMember::name);
  }

  /** The name, or the printed id of what is gone. */
  public String displayName(EntityId id) {
    return name(id).orElse(id.token());
  }

  /** What directly holds the object, the way one would tell first; see {@link Containment}. */
  public List<EntityId> parents(EntityId id) {
    return find(id).map(Containment::parents).orElse(List.of());
  }

  /**
   * What the object directly holds, in the order of the tables. Looks through them all, some
   * milliseconds at 40,000 machines: what asks often keeps a {@link HierarchyIndex}.
   */
  public List<EntityId> children(EntityId id) {
    if (id instanceof ForkGroupId group) {
      return forks.membersOf(group).stream().<EntityId>map(ForkMember::machine).toList();
    }
    List<EntityId> children = new ArrayList<>();
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      var table = inventory.table(kind);
      if (table != null) {
        table.forEach(
            entity -> {
              if (Containment.parents(entity).contains(id)) {
                children.add(entity.id());
              }
            });
      }
    }
    return children;
  }

  /**
   * The way from the top down to the object, itself last; folders and pools that are only roots are
   * left out, as people never see them. Empty for what is gone.
   */
  public List<EntityId> path(EntityId id) {
    Deque<EntityId> path = new ArrayDeque<>();
    Optional<SiteObject> at = find(id);
    for (int depth = 0; at.isPresent() && depth < DEEPEST; depth++) {
      if (!isHidden(at.get())) {
        path.push(at.get().id());
      }
      at = Containment.parents(at.get()).stream().findFirst().flatMap(this::find);
    }
    return List.copyOf(path);
  }

  private static boolean isHidden(SiteObject object) {
    return object instanceof Folder folder && folder.parent().isEmpty()
        || object instanceof ResourcePool pool && pool.isRoot();
  }
}
