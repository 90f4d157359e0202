package io.coppice.rules.index;

import io.coppice.model.EntityId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.table.CowTable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Objects of a kind by name, as {@link ObjectNaming} folds it, wherever they lie: so that whether a
 * name is free in a folder of 40,000 machines is known without looking at them. A kind is gathered
 * when it is first asked for, and followed then.
 */
final class NameIndex {
  private final Map<EntityId.Kind, Map<String, SortedIntSet>> rows =
      new EnumMap<>(EntityId.Kind.class);

  /** The rows of a kind whose objects are called so. */
  SortedIntSet of(EntityId.Kind kind, String name, Inventory inventory) {
    return rows.computeIfAbsent(kind, _ -> gather(inventory.table(kind)))
        .getOrDefault(ObjectNaming.key(name), SortedIntSet.EMPTY);
  }

  private static Map<String, SortedIntSet> gather(CowTable<? extends Entity> table) {
    Map<String, SortedIntSet> named = HashMap.newHashMap(table.size());
    for (int row = 0; row < table.size(); row++) {
      put(named, row, table.get(row));
    }
    return named;
  }

  /** The object of a row is another one now; null where there is none. */
  void follow(EntityId.Kind kind, int row, Entity was, Entity is) {
    Map<String, SortedIntSet> named = rows.get(kind);
    if (named != null && (was == null || is == null || !was.name().equals(is.name()))) {
      take(named, row, was);
      put(named, row, is);
    }
  }

  private static void put(Map<String, SortedIntSet> named, int row, Entity entity) {
    if (entity != null) {
      named.computeIfAbsent(ObjectNaming.key(entity.name()), _ -> new SortedIntSet(1)).add(row);
    }
  }

  private static void take(Map<String, SortedIntSet> named, int row, Entity entity) {
    if (entity != null) {
      String name = ObjectNaming.key(entity.name());
      SortedIntSet bag = named.get(name);
      bag.remove(row);
      if (bag.isEmpty()) {
        named.remove(name);
      }
    }
  }
}
