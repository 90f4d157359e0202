package io.coppice.ui.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/** What fills a tab. Made, used and closed on the FX thread. */
public interface Screen extends AutoCloseable {
  Node node();

  /** The tab's title; may change, for example by a rename. */
  ObservableValue<String> title();

  /** The icon of its tab. */
  Icons icon();

  /** The place as it is now, with the tab that is chosen. */
  Place place();

  /** The help page about what it shows, by its name among the help's pages. */
  default String help() {
    return "getting-started";
  }

  /** Goes to another place this screen also shows (another tab of the same object). */
  default void go(Place place) {}

  /** Tells whenever the person went to another place this screen also shows. */
  default void onMoved(Runnable moved) {}

  /** Puts the keyboard where the person would expect it. */
  default void focus() {
    node().requestFocus();
  }

  @Override
  void close();
}
