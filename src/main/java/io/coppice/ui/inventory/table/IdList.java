package io.coppice.ui.inventory.table;

import io.coppice.model.EntityId;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import javafx.collections.ObservableListBase;

/** The ids of a table's rows; changes whole, and only when another row stands somewhere. */
final class IdList extends ObservableListBase<EntityId> {
  private final EntityId.Kind kind;
  private int[] rows = new int[0];

  IdList(EntityId.Kind kind) {
    this.kind = kind;
  }

  @Override
  public EntityId get(int at) {
    return kind.id(rows[at]);
  }

  @Override
  public int size() {
    return rows.length;
  }

  /** Shows other rows; false if they are the same. */
  boolean show(int[] changed) {
    if (Arrays.equals(rows, changed)) {
      return false;
    }
    int[] old = rows;
    List<EntityId> removed =
        new AbstractList<>() {
          @Override
          public EntityId get(int at) {
            return kind.id(old[at]);
          }

          @Override
          public int size() {
            return old.length;
          }
        };
    beginChange();
    rows = changed;
    nextReplace(0, changed.length, removed);
    endChange();
    return true;
  }
}
