package io.coppice.ui.inventory.actions;

import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import java.util.Optional;
import javafx.scene.input.KeyCombination;

/** An action that shows what its face says. */
interface DecoratedAction extends Action {
  PerObjectAction.Face face();

  @Override
  default String id() {
    return face().id();
  }

  @Override
  default Icons icon() {
    return face().icon();
  }

  @Override
  default Group group() {
    return face().group();
  }

  @Override
  default Optional<KeyCombination> keys() {
    return face().keys();
  }
}
