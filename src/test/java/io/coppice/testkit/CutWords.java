package io.coppice.testkit;

import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/** Finds what is shown with an ellipsis in place of words that had no room. FX thread. */
public final class CutWords {
  private CutWords() {}

  /**
   * Looks at a node that is shown and all below it, but for cells and links, which say names and
   * figures of the site.
   *
   * @param cut where it was found and which words, for each
   */
  public static void find(Node at, String where, Set<String> cut) {
    if (!at.isVisible() || at instanceof IndexedCell || at.getStyleClass().contains("link")) {
      return;
    }
    if (at instanceof Labeled labeled
        && labeled.getWidth() > 0
        && labeled.getText() != null
        && at.lookup(".text") instanceof Text text
        && text.getText().endsWith(labeled.getEllipsisString())
        && !labeled.getText().endsWith(labeled.getEllipsisString())) {
      cut.add(where + ": " + labeled.getText() + " " + labeled.getStyleClass());
    }
    if (at instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> find(child, where, cut));
    }
  }
}
