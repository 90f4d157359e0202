package io.coppice.model.inventory;

import io.coppice.model.EntityId;
import io.coppice.model.table.CowInts;
import java.util.EnumMap;
import java.util.Map;

/**
 * The newest value of every metric of every object, in primitive copy-on-write columns. Not
 * thread-safe while written; a {@link #freeze() frozen} copy may be read by any thread.
 */
public final class Figures {
  private final Map<EntityId.Kind, EnumMap<Metric, CowInts>> columns =
      new EnumMap<>(EntityId.Kind.class);

  private final boolean frozen;

  /** The newest frozen copy. */
  private Figures unchanged;

  public Figures() {
    frozen = false;
    for (Metric metric : Metric.values()) {
      for (EntityId.Kind kind : EntityId.Kind.values()) {
        if (metric.existsFor(kind)) {
          columns
              .computeIfAbsent(kind, k -> new EnumMap<>(Metric.class))
              .put(metric, new CowInts());
        }
      }
    }
  }

  private Figures(Figures from, boolean freeze) {
    frozen = freeze;
    from.columns.forEach(
        (kind, byMetric) -> {
          EnumMap<Metric, CowInts> mine = new EnumMap<>(Metric.class);
          byMetric.forEach(
              (metric, column) -> mine.put(metric, freeze ? column.freeze() : column.copy()));
          columns.put(kind, mine);
        });
  }

  /** The newest value, in the metric's unit; 0 for an object that has no such metric. */
  public int get(EntityId id, Metric metric) {
    EnumMap<Metric, CowInts> byMetric = columns.get(id.kind());
    CowInts column = byMetric == null ? null : byMetric.get(metric);
    return column == null ? 0 : column.get(id.value());
  }

  /** The column of one metric of one kind, indexed by id; for loops over thousands of objects. */
  public CowInts column(EntityId.Kind kind, Metric metric) {
    return columns.get(kind).get(metric);
  }

  public Figures copy() {
    return new Figures(this, false);
  }

  /** An immutable copy for any thread; the same one until something is written. */
  public Figures freeze() {
    if (frozen) {
      return this;
    }
    if (unchanged == null || !unchanged.isMadeOfTheSame(this)) {
      unchanged = new Figures(this, true);
    }
    return unchanged;
  }

  private boolean isMadeOfTheSame(Figures other) {
    for (Map.Entry<EntityId.Kind, EnumMap<Metric, CowInts>> kind : columns.entrySet()) {
      for (Map.Entry<Metric, CowInts> column : kind.getValue().entrySet()) {
        if (column.getValue() != other.column(kind.getKey(), column.getKey()).freeze()) {
          return false;
        }
      }
    }
    return true;
  }
}
