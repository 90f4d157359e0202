package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.table.CowTable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is selected, as a snapshot shows it. The objects are looked up once, however many actions
 * are asked whether they apply to them. For one thread.
 */
public final class Selection {
  private final List<EntityId> ids;
  private final Snapshot snapshot;
  private Optional<List<Entity>> entities;
  private boolean ofOneKind;
  private final IdentityHashMap<Object, SelectionCheck> checks = new IdentityHashMap<>();

  public Selection(List<EntityId> ids, Snapshot snapshot) {
    this.ids = ids;
    this.snapshot = snapshot;
  }

  public List<EntityId> ids() {
    return ids;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /** All of them in their order; empty if one of them is gone, or is none of the inventory. */
  @SuppressWarnings("OptionalAssignedToNull") // null is what was not looked up yet
  public Optional<List<Entity>> entities() {
    if (entities == null) {
      entities = find();
    }
    return entities;
  }

  /** The same if all are of one kind. */
  public Optional<List<Entity>> alike() {
    return entities().filter(_ -> ofOneKind);
  }

  /** The check of what several actions have in common, begun once for all of them. */
  public SelectionCheck check(Object shared, Supplier<SelectionCheck> begin) {
    SelectionCheck known = checks.get(shared);
    if (known == null) {
      known = begin.get();
      checks.put(shared, known);
    }
    return known;
  }

  private Optional<List<Entity>> find() {
    List<Entity> found = new ArrayList<>(ids.size());
    EntityId.Kind kind = null;
    CowTable<? extends Entity> table = null;
    ofOneKind = true;
    for (EntityId id : ids) {
      if (id.kind() != kind) {
        ofOneKind = kind == null;
        kind = id.kind();
        table = snapshot.inventory().table(kind);
      }
      Entity entity = table == null ? null : table.get(id.value());
      if (entity == null) {
        return Optional.empty();
      }
      found.add(entity);
    }
    return Optional.of(found);
  }
}
