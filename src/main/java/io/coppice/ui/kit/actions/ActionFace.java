package io.coppice.ui.kit.actions;

import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.Icons;
import java.util.Optional;
import javafx.scene.input.KeyCombination;

/** What an action shows of itself; each as in {@link io.coppice.ui.kit.Action}. */
public record ActionFace(String id, Icons icon, Group group, Optional<KeyCombination> keys) {
  /** A face without a key. */
  public static ActionFace of(String id, Icons icon, Group group) {
    return new ActionFace(id, icon, group, Optional.empty());
  }

  /** A face with a key. */
  public static ActionFace of(String id, Icons icon, Group group, String keys) {
    return new ActionFace(id, icon, group, Optional.of(KeyCombination.valueOf(keys)));
  }
}
