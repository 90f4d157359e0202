package io.coppice.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.ui.kit.Theme;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Window;

/** Finds what is shown with an ellipsis in place of words that had no room. FX thread. */
public final class CutWords {
  private CutWords() {}

  /**
   * Gives a console letters and a window of that size on a screen of any scale; skips the test
   * where letters do not get as small.
   *
   * @param percent of the usual letters at the usual scale
   * @param width of the window, in pixels of the screen
   */
  public static void makeRoom(LiveConsole console, Theme theme, int percent, int width) {
    Window window = console.scene().getWindow();
    double scale = LiveConsole.onFx(window::getOutputScaleX);
    assumeTrue(percent / scale >= Theme.LEAST_ZOOM, "letters do not get as small here");
    LiveConsole.onFx(
        () -> {
          window.setX(0);
          window.setY(0);
          window.setWidth(width / scale);
          window.setHeight(1040 / scale);
          theme.zoom((int) (percent / scale));
          return null;
        });
  }

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
