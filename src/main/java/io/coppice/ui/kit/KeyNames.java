package io.coppice.ui.kit;

import java.util.List;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Keys as they stand on the person's keyboard; the toolkit knows their English names only. */
final class KeyNames extends KeyCombination {
  /** The toolkit's words, and the bundle keys of ours. */
  private static final List<List<String>> NAMES =
      List.of(
          List.of("Ctrl+", "key.ctrl"),
          List.of("Shift+", "key.shift"),
          List.of("Delete", "key.delete"),
          List.of("Left", "key.left"),
          List.of("Right", "key.right"));

  private final KeyCombination keys;
  private final String said;

  KeyNames(KeyCombination keys, Texts texts) {
    this.keys = keys;
    this.said = said(keys, texts);
  }

  /** What stands in menus and lists. */
  static String said(KeyCombination keys, Texts texts) {
    String said = keys.getDisplayText();
    for (List<String> name : NAMES) {
      said = said.replace(name.getFirst(), texts.get(name.getLast()));
    }
    return said;
  }

  @Override
  public boolean match(KeyEvent event) {
    return keys.match(event);
  }

  @Override
  public String getName() {
    return keys.getName();
  }

  @Override
  public String getDisplayText() {
    return said;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyNames that && keys.equals(that.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }
}
