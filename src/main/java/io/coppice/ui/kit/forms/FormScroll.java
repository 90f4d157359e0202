package io.coppice.ui.kit.forms;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/**
 * The fields of a form. Where the window is too small for all of them they scroll, and the form's
 * title, what is wrong, and its buttons stay in sight. FX thread.
 */
final class FormScroll extends ScrollPane {
  /**
   * A scroll pane around {@code body}.
   *
   * @param fills whether the body takes all the height that there is, as tables do
   */
  FormScroll(Node body, boolean fills) {
    super(body);
    setFitToWidth(true);
    setFitToHeight(fills);
    setMinHeight(0);
    setFocusTraversable(false);
    getStyleClass().addAll("edge-to-edge", "form-scroll");
  }

  /** As high as texts that wrap are at the width it gets. */
  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }
}
