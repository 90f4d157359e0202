package io.coppice.ui.kit;

import io.coppice.backend.Capability;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every action of the console, put together once by {@code boot}. */
public final class Actions {
  /** Objects that one action looks at before the next does: as many as a cache holds. */
  private static final int AT_ONCE = 128;

  private final List<Action> all;
  private final Session session;

  /**
   * @param session whose open site says what it can do; what it cannot is not offered
   */
  public Actions(List<Action> all, Session session) {
    this.all = all.stream().sorted(Comparator.comparing(Action::group)).toList();
    this.session = session;
  }

  /** Those that the open site can do at all, by group. */
  public List<Action> all() {
    Set<Capability> can = session.site().capabilities();
    return all.stream().filter(action -> can.containsAll(action.group().needs())).toList();
  }

  public Optional<Action> find(String id) {
    return all.stream().filter(action -> action.id().equals(id)).findFirst();
  }

  /** Those shown for a selection, by group. */
  public List<Action> on(List<EntityId> selection, Snapshot snapshot) {
    Selection selected = new Selection(selection, snapshot);
    List<Action> offered = all();
    List<SelectionCheck> checks = offered.stream().map(action -> action.check(selected)).toList();
    Set<SelectionCheck> open = new LinkedHashSet<>(checks);
    open.removeIf(SelectionCheck::isDecided);
    int size = selection.size();
    for (int from = 0; from < size && !open.isEmpty(); from += AT_ONCE) {
      for (SelectionCheck check : open) {
        check.look(from, Math.min(size, from + AT_ONCE));
      }
      open.removeIf(SelectionCheck::isDecided);
    }
    List<Action> shown = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).passes()) {
        shown.add(offered.get(i));
      }
    }
    return shown;
  }
}
