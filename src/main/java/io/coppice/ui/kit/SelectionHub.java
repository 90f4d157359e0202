package io.coppice.ui.kit;

import io.coppice.model.EntityId;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What the person is working on: the selection of the view that had the keyboard last. Keys and the
 * palette act on it. FX thread.
 */
public final class SelectionHub {
  private final ReadOnlyObjectWrapper<List<EntityId>> selection =
      new ReadOnlyObjectWrapper<>(List.of());

  public List<EntityId> get() {
    return selection.get();
  }

  /** A view's selection changed, or the view got the keyboard. */
  public void set(List<EntityId> ids) {
    selection.set(List.copyOf(ids));
  }

  public ReadOnlyObjectProperty<List<EntityId>> property() {
    return selection.getReadOnlyProperty();
  }
}
