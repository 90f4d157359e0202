package io.coppice.ui.kit;

import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Tab;

/**
 * A tab whose content enters the scene when it is chosen for the first time. A tab pane styles and
 * lays out the content of all its tabs, also of those behind; of the first frame that was half. FX
 * thread.
 */
public final class LazyTab {
  private LazyTab() {}

  public static void fill(Tab tab, Node content) {
    if (tab.isSelected()) {
      tab.setContent(content);
      return;
    }
    tab.selectedProperty()
        .addListener(
            new ChangeListener<>() {
              @Override
              public void changed(
                  ObservableValue<? extends Boolean> selected, Boolean was, Boolean is) {
                if (is) {
                  tab.selectedProperty().removeListener(this);
                  tab.setContent(content);
                }
              }
            });
  }
}
