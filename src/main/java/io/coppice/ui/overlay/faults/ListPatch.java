package io.coppice.ui.overlay.faults;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings a list that is shown to what it shall be, leaving alone what stays. */
final class ListPatch {
  /** Where more than so many come, all of it is replaced: one by one they would take longer. */
  private static final int FEW = 100;

  private ListPatch() {}

  /**
   * Changes a list.
   *
   * @param wanted best in the order in which those that stay stand already
   * @return whether anything was changed
   */
  static <T> boolean apply(List<T> shown, List<T> wanted) {
    if (shown.equals(wanted)) {
      return false;
    }
    Set<T> stay = new HashSet<>(wanted);
    stay.retainAll(new HashSet<>(shown));
    if (wanted.size() - stay.size() > FEW || stay.isEmpty()) {
      shown.clear();
      shown.addAll(wanted);
      return true;
    }
    shown.removeIf(one -> !stay.contains(one));
    for (int i = 0; i < wanted.size(); i++) {
      if (i == shown.size() || !shown.get(i).equals(wanted.get(i))) {
        shown.add(i, wanted.get(i));
      }
    }
    if (!shown.equals(wanted)) {
      shown.clear();
      shown.addAll(wanted);
    }
    return true;
  }
}
