package io.coppice.ui.kit;

import io.coppice.model.EntityId;
import javafx.scene.Node;

/** One section of the navigator. Made, used and closed on the FX thread. */
public interface NavigatorSection extends AutoCloseable {
  /** Stable; under it the layout is kept. */
  String id();

  /** The bundle key of its title. */
  String title();

  Icons icon();

  Node node();

  /** Puts the keyboard into its tree. */
  void focus();

  /** Shows and selects an object, if it stands in this section. */
  boolean reveal(EntityId id);

  @Override
  void close();

  /** Makes the sections of one folder under {@code ui}. */
  interface Factory {
    java.util.List<NavigatorSection> create(UiContext context);
  }
}
