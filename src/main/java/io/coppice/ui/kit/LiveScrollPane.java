package io.coppice.ui.kit;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;

/**
 * Scrolls content that changes many times a second. A scroll pane keeps a picture of what it shows,
 * for scrolling, and paints all of that anew whenever any part of it changes; this one keeps none,
 * so that only the changed parts are painted. FX thread.
 */
public final class LiveScrollPane extends ScrollPane {
  public LiveScrollPane(Node content) {
    super(content);
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    Skin<?> skin = super.createDefaultSkin();
    getChildren().forEach(part -> part.setCache(false));
    return skin;
  }
}
