package io.coppice.ui.kit.tree;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ObservableListBase;

/**
 * The rows of a tree as its list sees them. Where other rows come, the list is told that some went
 * and that others came, not that some were replaced: for each that is replaced JavaFX asks for
 * lay-out by itself, which for 38,000 is a stall. FX thread.
 */
final class RowList<R extends TreeRow> extends ObservableListBase<R> {
  private List<R> rows = List.of();

  @Override
  public R get(int at) {
    return rows.get(at);
  }

  @Override
  public int size() {
    return rows.size();
  }

  /** Whether the objects of these rows are those shown, in the same places. */
  boolean isSameShape(List<R> changed) {
    return changed.size() == rows.size() && sameAtFirst(changed) == rows.size();
  }

  private int sameAtFirst(List<R> changed) {
    int most = Math.min(rows.size(), changed.size());
    int same = 0;
    while (same < most && isSame(rows.get(same), changed.get(same))) {
      same++;
    }
    return same;
  }

  private boolean isSame(R one, R other) {
    return one == other || one.id().equals(other.id());
  }

  /** Shows rows of the same objects. */
  void update(List<R> changed) {
    List<R> before = rows;
    rows = changed;
    beginChange();
    for (int at = 0; at < changed.size(); at++) {
      if (!changed.get(at).equals(before.get(at))) {
        nextSet(at, before.get(at));
      }
    }
    endChange();
  }

  /** Shows other rows; not to be changed by the caller afterwards. */
  void replace(List<R> changed) {
    List<R> before = rows;
    int first = sameAtFirst(changed);
    int last = 0;
    int most = Math.min(before.size(), changed.size()) - first;
    while (last < most
        && isSame(before.get(before.size() - 1 - last), changed.get(changed.size() - 1 - last))) {
      last++;
    }
    List<R> gone = before.subList(first, before.size() - last);
    if (!gone.isEmpty()) {
      List<R> kept = new ArrayList<>(before.subList(0, first));
      kept.addAll(before.subList(before.size() - last, before.size()));
      beginChange();
      rows = kept;
      nextRemove(first, gone);
      endChange();
    }
    beginChange();
    List<R> kept = rows;
    rows = changed;
    nextAdd(first, changed.size() - last);
    for (int at = 0; at < first; at++) {
      if (!changed.get(at).equals(kept.get(at))) {
        nextSet(at, kept.get(at));
      }
    }
    for (int back = 1; back <= last; back++) {
      if (!changed.get(changed.size() - back).equals(kept.get(kept.size() - back))) {
        nextSet(changed.size() - back, kept.get(kept.size() - back));
      }
    }
    endChange();
  }
}
