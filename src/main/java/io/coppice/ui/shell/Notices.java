package io.coppice.ui.shell;

import io.coppice.model.Problem;
import io.coppice.ui.kit.FrameGate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the person should know of this site and this start, shown until it was read: it waits while
 * something else is asked, and comes back when something else took its place. FX thread.
 */
final class Notices {
  private final LiveDialogs dialogs;
  private final String title;
  private final Set<Problem> told = new LinkedHashSet<>();
  private final Set<Problem> unread = new LinkedHashSet<>();

  Notices(LiveDialogs dialogs, FrameGate gate, String title) {
    this.dialogs = dialogs;
    this.title = title;
    // What is being hidden would take with it what is shown at once.
    dialogs.onHidden(() -> gate.later(this::show));
  }

  /** Tells what was told neither at the start nor since; the same trouble of a later spell anew. */
  void begin(List<Problem> atStart) {
    for (Problem problem : atStart) {
      if (told.add(problem)) {
        unread.add(problem);
      }
    }
    show();
  }

  /** Something came up. */
  void add(Problem problem) {
    told.add(problem);
    unread.add(problem);
    show();
  }

  private void show() {
    if (!unread.isEmpty() && !dialogs.isShowing()) {
      List<Problem> shown = List.copyOf(unread);
      dialogs.tell(title, shown, () -> shown.forEach(unread::remove));
    }
  }
}
