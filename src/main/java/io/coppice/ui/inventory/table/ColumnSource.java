package io.coppice.ui.inventory.table;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;

/** What columns read from. Immutable, any thread. */
record ColumnSource(Snapshot snapshot, TableIndex index, Texts texts, Format format) {
  String name(EntityId id) {
    return snapshot.inventory().find(id).map(Entity::name).orElse("");
  }

  int figure(EntityId id, io.coppice.model.inventory.Metric metric) {
    return snapshot.figures().get(id, metric);
  }
}
