package io.coppice.ui.kit;

import javafx.scene.Node;

/** A part of a screen that lives and ends with it. Made, used and closed on the FX thread. */
public interface PagePart extends AutoCloseable {
  Node node();

  /** Puts the keyboard where the person would expect it. */
  default void focus() {
    node().requestFocus();
  }

  @Override
  void close();
}
