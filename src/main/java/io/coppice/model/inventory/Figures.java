package io.coppice.model.inventory;

import io.coppice.model.EntityId;
import io.coppice.model.table.CowInts;
import io.coppice.model.table.IntColumn;
import java.util.BitSet;

/**
 * The newest value of every metric of every object, in primitive columns. A copy shares all columns
 * and costs the same however many there are; the first write to a column after it takes a
 * copy-on-write copy of that column. Not thread-safe while written; a {@link #freeze() frozen} copy
 * may be read by any thread.
 */
public final class Figures {
  private static final int METRICS = Metric.values().length;

  /** By kind and metric; null where that kind has no such metric. */
  private CowInts[] columns;

  /** The columns that no copy has; null while even the array of them is shared. */
  private BitSet owned;

  private final boolean frozen;

  /** The newest frozen copy. */
  private Figures unchanged;

  public Figures() {
    this(new CowInts[EntityId.Kind.values().length * METRICS], false);
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      for (Metric metric : Metric.values()) {
        if (metric.existsFor(kind)) {
          columns[at(kind, metric)] = new CowInts();
        }
      }
    }
  }

  private Figures(CowInts[] columns, boolean frozen) {
    this.columns = columns;
    this.frozen = frozen;
  }

  private static int at(EntityId.Kind kind, Metric metric) {
    return kind.ordinal() * METRICS + metric.ordinal();
  }

  /** The newest value, in the metric's unit; 0 for an object that has no such metric. */
  public int get(EntityId id, Metric metric) {
    IntColumn column = column(id.kind(), metric);
    return column == null ? 0 : column.get(id.value());
  }

  /**
   * The column of one metric of one kind as it is now, indexed by id; for loops over thousands of
   * objects. What is written later may be written to another one. Null where that kind has no such
   * metric.
   */
  public IntColumn column(EntityId.Kind kind, Metric metric) {
    return columns[at(kind, metric)];
  }

  /** The same column to write to, until these figures are copied or frozen. */
  public CowInts writable(EntityId.Kind kind, Metric metric) {
    if (frozen) {
      throw new IllegalStateException("Frozen figures are read only");
    }
    if (owned == null) {
      columns = columns.clone();
      owned = new BitSet();
    }
    int at = at(kind, metric);
    if (!owned.get(at)) {
      columns[at] = columns[at].copy();
      owned.set(at);
    }
    return columns[at];
  }

  /** Writable figures that share every column until either side changes it. */
  public Figures copy() {
    owned = null;
    Figures copy = new Figures(columns, false);
    copy.unchanged = frozen ? this : unchanged;
    return copy;
  }

  /** An immutable copy for any thread; the same one until something is written. */
  public Figures freeze() {
    if (frozen) {
      return this;
    }
    if (unchanged == null || !unchanged.sharesAllWith(this)) {
      unchanged = new Figures(columns, true);
    }
    columns = unchanged.columns;
    owned = null;
    return unchanged;
  }

  private boolean sharesAllWith(Figures other) {
    if (columns == other.columns) {
      return true;
    }
    for (int at = 0; at < columns.length; at++) {
      CowInts its = other.columns[at];
      if (its != columns[at] && !its.sharesAllWith(columns[at])) {
        return false;
      }
    }
    return true;
  }
}
