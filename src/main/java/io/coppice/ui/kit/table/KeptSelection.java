package io.coppice.ui.kit.table;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.UiContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javafx.collections.ListChangeListener;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;

/**
 * What is selected in a table of objects, by id, so that it survives when rows move; the window is
 * told while the table has the keyboard. FX thread.
 */
public final class KeptSelection<I extends EntityId> {
  private final TableView<I> table;
  private final UiContext context;
  private final Runnable changed;
  private final Set<I> selected = new LinkedHashSet<>();
  private boolean patching;

  /**
   * Lets many rows of the table be selected, and listens.
   *
   * @param changed after the person selected something else
   */
  public KeptSelection(TableView<I> table, UiContext context, Runnable changed) {
    this.table = table;
    this.context = context;
    this.changed = changed;
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.getSelectionModel().getSelectedItems().addListener((ListChangeListener<I>) _ -> chosen());
    table.focusedProperty().addListener((_, _, _) -> tell());
  }

  public List<EntityId> ids() {
    return List.copyOf(selected);
  }

  public int size() {
    return selected.size();
  }

  /**
   * Shows other rows, and selects the same objects again where they stand now. What is no longer
   * shown is no longer selected: nobody acts on what he does not see.
   *
   * @param rows shows them; false if every row stands where it stood
   * @param places where an object stands now, negative if it is not shown
   */
  public void keep(BooleanSupplier rows, Supplier<ToIntFunction<I>> places) {
    patching = true;
    try {
      I focus = table.getFocusModel().getFocusedItem();
      if (rows.getAsBoolean()) {
        reselect(places.get(), focus);
      }
    } finally {
      patching = false;
    }
  }

  private void reselect(ToIntFunction<I> place, I focus) {
    var model = table.getSelectionModel();
    int before = selected.size();
    selected.removeIf(id -> place.applyAsInt(id) < 0);
    model.clearSelection();
    if (!selected.isEmpty()) {
      int[] at = selected.stream().mapToInt(place).toArray();
      model.selectIndices(at[0], at);
    }
    if (focus != null && place.applyAsInt(focus) >= 0) {
      table.getFocusModel().focus(place.applyAsInt(focus));
    }
    if (selected.size() != before) {
      tell();
    }
  }

  private void chosen() {
    if (patching) {
      return;
    }
    selected.clear();
    for (I id : table.getSelectionModel().getSelectedItems()) {
      if (id != null) {
        selected.add(id);
      }
    }
    tell();
    changed.run();
  }

  private void tell() {
    if (table.isFocused()) {
      context.selection().set(ids());
    }
  }
}
