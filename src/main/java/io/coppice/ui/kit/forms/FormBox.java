package io.coppice.ui.kit.forms;

import javafx.scene.layout.VBox;

/** The outside of a form: as large as it wants to be, and never larger than the window shows. */
final class FormBox extends VBox {
  /** The most of the window a form takes. */
  private static final double OF_WINDOW = 0.95;

  @Override
  protected double computeMaxWidth(double height) {
    double wish = prefWidth(height);
    return getScene() == null ? wish : Math.min(wish, getScene().getWidth() * OF_WINDOW);
  }

  @Override
  protected double computeMaxHeight(double width) {
    double wish = prefHeight(width);
    return getScene() == null ? wish : Math.min(wish, getScene().getHeight() * OF_WINDOW);
  }
}
