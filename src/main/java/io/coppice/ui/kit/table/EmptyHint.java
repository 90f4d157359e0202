package io.coppice.ui.kit.table;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;

/**
 * What an empty table says; it scrolls where a small window has no room for all of it. FX thread.
 */
public final class EmptyHint {
  private EmptyHint() {}

  /**
   * The hint for a table's placeholder.
   *
   * @param words a label of them, or what holds it
   */
  public static Node of(Region words) {
    if (words instanceof Label label) {
      label.setWrapText(true);
      label.setMinHeight(Region.USE_PREF_SIZE);
      label.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
      label.setAlignment(Pos.CENTER);
      label.setTextAlignment(TextAlignment.CENTER);
    }
    ScrollPane hint = new ScrollPane(words);
    hint.setFitToWidth(true);
    hint.setFitToHeight(true);
    hint.setFocusTraversable(false);
    hint.getStyleClass().addAll("edge-to-edge", "empty-hint");
    return hint;
  }
}
