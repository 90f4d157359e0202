package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every action of the console, put together once by {@code boot}. */
public final class Actions {
  private final List<Action> all;

  public Actions(List<Action> all) {
    this.all = all.stream().sorted(Comparator.comparing(Action::group)).toList();
  }

  public List<Action> all() {
    return all;
  }

  public Optional<Action> find(String id) {
    return all.stream().filter(action -> action.id().equals(id)).findFirst();
  }

  /** Those shown for a selection, by group. */
  public List<Action> on(List<EntityId> selection, Snapshot snapshot) {
    return all.stream().filter(action -> action.applies(selection, snapshot)).toList();
  }
}
