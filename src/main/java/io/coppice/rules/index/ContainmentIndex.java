package io.coppice.rules.index;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.site.Containment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who is inside what: for each container and each kind of object, the rows it holds, as {@link
 * Containment} says; a linked clone is listed under its parent besides. Kept by the rows of the
 * containers, which are dense.
 */
final class ContainmentIndex {
  private static final int KINDS = EntityId.Kind.values().length;
  private static final SortedIntSet[] NONE = {};

  /** By the kind of the container and that of what it holds, then by the container's row. */
  private final SortedIntSet[][] held = new SortedIntSet[KINDS * KINDS][];

  ContainmentIndex() {
    Arrays.fill(held, NONE);
  }

  SortedIntSet of(EntityId container, EntityId.Kind kind) {
    SortedIntSet[] byRow = held[at(container, kind)];
    SortedIntSet rows = container.value() < byRow.length ? byRow[container.value()] : null;
    return rows == null ? SortedIntSet.EMPTY : rows;
  }

  private static int at(EntityId container, EntityId.Kind kind) {
    return container.kind().ordinal() * KINDS + kind.ordinal();
  }

  /** The object of a row is another one now; null where there is none. */
  void follow(EntityId.Kind kind, int row, Entity was, Entity is) {
    if (was instanceof Machine before && is instanceof Machine after && isWhere(before, after)) {
      return;
    }
    List<EntityId> from = holders(was);
    List<EntityId> to = holders(is);
    if (!from.equals(to)) {
      for (EntityId container : from) {
        remove(kind, row, container);
      }
      for (EntityId container : to) {
        add(kind, row, container);
      }
    }
  }

  /** What changes of a machine is seldom where it lies. */
  private static boolean isWhere(Machine before, Machine after) {
    return before.host().equals(after.host())
        && before.pool().equals(after.pool())
        && before.folder().equals(after.folder())
        && before.fork().equals(after.fork())
        && before.linked().equals(after.linked());
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
    SortedIntSet[] byRow = held[at(container, kind)];
    SortedIntSet rows = byRow[container.value()];
    rows.remove(row);
    if (rows.isEmpty()) {
      byRow[container.value()] = null;
    }
  }

  private void add(EntityId.Kind kind, int row, EntityId container) {
    int at = at(container, kind);
    int holder = container.value();
    if (holder >= held[at].length) {
      held[at] = Arrays.copyOf(held[at], Math.max(16, holder + holder / 2 + 1));
    }
    if (held[at][holder] == null) {
      held[at][holder] = new SortedIntSet();
    }
    held[at][holder].add(row);
  }
}
