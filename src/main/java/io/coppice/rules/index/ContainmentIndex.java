package io.coppice.rules.index;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.site.Containment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is inside what: for each container and each kind of object, the rows it holds, as {@link
 * Containment} says; a linked clone is listed under its parent besides.
 */
final class ContainmentIndex {
  private final Map<EntityId.Kind, Map<EntityId, SortedIntSet>> held =
      new EnumMap<>(EntityId.Kind.class);

  SortedIntSet of(EntityId container, EntityId.Kind kind) {
    Map<EntityId, SortedIntSet> of = held.get(kind);
    return of == null ? SortedIntSet.EMPTY : of.getOrDefault(container, SortedIntSet.EMPTY);
  }

  /** The object of a row is another one now; null where there is none. */
  void follow(EntityId.Kind kind, int row, Entity was, Entity is) {
    List<EntityId> from = holders(was);
    List<EntityId> to = holders(is);
    if (!from.equals(to)) {
      from.forEach(container -> remove(kind, row, container));
      to.forEach(container -> add(kind, row, container));
    }
  }

  private static List<EntityId> holders(Entity entity) {
    if (entity == null) {
      return List.of();
    }
    List<EntityId> parents = Containment.parents(entity);
    if (!(entity instanceof Machine machine) || machine.linked().isEmpty()) {
      return parents;
    }
    List<EntityId> all = new ArrayList<>(parents);
    all.add(machine.linked().get().parent());
    return all;
  }

  private void remove(EntityId.Kind kind, int row, EntityId container) {
    Map<EntityId, SortedIntSet> of = held.get(kind);
    SortedIntSet rows = of.get(container);
    rows.remove(row);
    if (rows.isEmpty()) {
      of.remove(container);
    }
  }

  private void add(EntityId.Kind kind, int row, EntityId container) {
    held.computeIfAbsent(kind, _ -> new HashMap<>())
        .computeIfAbsent(container, _ -> new SortedIntSet())
        .add(row);
  }
}
